import { GraphError } from '#kernel/graph/graph-error.js';

interface Waiting {
  readonly tenant: string;
  readonly begin: () => void;
}

export interface LargeBodySlotsOptions {
  /** At one time in all, and of one tenant. */
  readonly most: number;
  readonly mostOfTenant: number;
  /** Milliseconds to wait for a turn. */
  readonly waitMs: number;
}

/** How many large bodies are in memory at one time: the others wait their turn unread, and no tenant takes every turn. */
export class LargeBodySlots {
  private readonly taken = new Map<string, number>();
  private readonly waiting: Waiting[] = [];
  private inAll = 0;

  constructor(private readonly options: LargeBodySlotsOptions) {}

  /** Answers how to give the slot back; throws `RATE_LIMITED` when none was free in time, and when the caller has gone. */
  take(tenant: string, gone: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        gone.removeEventListener('abort', giveUp);
        settle();
      };
      const giveUp = (): void => {
        const index = this.waiting.indexOf(turn);
        if (index >= 0) this.waiting.splice(index, 1);
        end(() =>
          reject(new GraphError('RATE_LIMITED', 'Too many large requests are being taken in just now: send it again in a moment.')),
        );
      };
      const turn: Waiting = { tenant, begin: () => end(() => resolve(this.occupy(tenant))) };
      const timer = setTimeout(giveUp, this.options.waitMs);
      gone.addEventListener('abort', giveUp, { once: true });
      if (gone.aborted) return giveUp();
      this.waiting.push(turn);
      this.beginNext();
    });
  }

  private beginNext(): void {
    const { most, mostOfTenant } = this.options;
    while (this.inAll < most) {
      const index = this.waiting.findIndex(({ tenant }) => (this.taken.get(tenant) ?? 0) < mostOfTenant);
      if (index < 0) return;
      this.waiting.splice(index, 1)[0]?.begin();
    }
  }

  private occupy(tenant: string): () => void {
    this.inAll += 1;
    this.taken.set(tenant, (this.taken.get(tenant) ?? 0) + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.inAll -= 1;
      const left = (this.taken.get(tenant) ?? 1) - 1;
      if (left === 0) this.taken.delete(tenant);
      else this.taken.set(tenant, left);
      this.beginNext();
    };
  }
}
