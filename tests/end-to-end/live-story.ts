import { LiveClient, type LiveMessage } from './live-client.js';

export interface Told {
  readonly kind: string;
  readonly sequence: number;
}

interface Next<T> {
  readonly data?: { readonly update: T };
  readonly errors?: unknown;
}

/** All that a socket is told, by subscription, in the order in which it comes. */
export class LiveStory {
  private readonly told = new Map<string, unknown[]>();
  private readonly broken: LiveMessage[] = [];
  private readonly following: Promise<void>;

  private constructor(private readonly live: LiveClient) {
    this.following = this.follow().catch(() => undefined);
  }

  static async listen(url: string, token: string): Promise<LiveStory> {
    return new LiveStory(await LiveClient.connect(url, { authorization: `Bearer ${token}` }));
  }

  /** Returns once the first message is there. The query's field is called `update`. */
  async subscribe(id: string, query: string, variables: object): Promise<void> {
    this.told.set(id, []);
    this.live.subscribe(id, query, variables);
    while (this.of(id).length === 0) {
      if (this.broken.length > 0) throw new Error(JSON.stringify(this.broken));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  of<T extends Told>(id: string): readonly T[] {
    return (this.told.get(id) ?? []) as T[];
  }

  /** What was said that is no message of a subscription that goes well. */
  get failures(): readonly LiveMessage[] {
    return this.broken;
  }

  async close(): Promise<void> {
    await this.live.close();
    await this.following;
  }

  private async follow(): Promise<never> {
    for (;;) {
      const message = await this.live.next();
      const { data, errors } = (message.payload ?? {}) as Next<unknown>;
      if (message.type === 'next' && data && !errors) this.told.get(message.id ?? '')?.push(data.update);
      else this.broken.push(message);
    }
  }
}

/** The numbers that should have come and did not, or came twice. The state may be told again in between. */
export function gapsIn(told: readonly Told[]): string[] {
  return told.flatMap(({ kind, sequence }, index) => {
    const before = told[index - 1];
    if (!before || kind === 'CURRENT_STATE' || sequence === before.sequence + 1) return [];
    return [`${before.sequence} → ${sequence}`];
  });
}

/** Steps as they came up, from lists that each tell all so far; a later list goes on from what was told before. */
export function stepsAsTold(lists: readonly (readonly string[])[]): readonly string[] {
  let seen: readonly string[] = [];
  for (const list of lists) {
    if (seen.some((step, index) => list[index] !== step)) throw new Error(`After ${seen.join(', ')} came ${list.join(', ')}`);
    seen = list;
  }
  return seen;
}
