import type { EventType } from '#kernel/events/event.js';
import type { PublicEvent } from '#kernel/events/public-event.js';

/** A type of event of which third parties can be told. */
export interface TellableEvent {
  readonly type: string;
  /** Of the message. */
  readonly version: number;
  readonly description: string;
  readonly outside: PublicEvent;
  /** Whether third parties find what it happened to by `node(id)`. */
  readonly leadsToNode: boolean;
}

const everyOf = '.*';

/** What an endpoint is sent to be tried with: no event, so nobody can ask for it. */
export const testType = 'webhook.test';

/** Every event of the house that third parties can hear; the app collects them from all subgraphs. */
export class EventCatalogue {
  private readonly byType: ReadonlyMap<string, TellableEvent>;

  /** `nodes` are prefixes of the ids by which third parties find something. */
  constructor(published: readonly EventType<object>[], nodes: ReadonlySet<string> = new Set()) {
    const tellable = published.flatMap(({ type, description, outside }) =>
      outside ? [{ type, version: outside.version ?? 1, description, outside, leadsToNode: nodes.has(outside.subject) }] : [],
    );
    const sorted = tellable.sort((a, b) => (a.type < b.type ? -1 : 1));
    this.byType = new Map(sorted.map((event) => [event.type, event]));
    if (this.byType.size < tellable.length)
      throw new Error('Two subgraphs tell third parties of events of the same type: name them apart.');
  }

  get all(): readonly TellableEvent[] {
    return [...this.byType.values()];
  }

  /** Those that a client with such scopes can hear. Of the rest only endpoints of the tenant's own are told. */
  heardWith(scopes: ReadonlySet<string>): readonly TellableEvent[] {
    return this.all.filter(({ outside: { permission } }) => permission === null || scopes.has(permission));
  }

  get types(): readonly string[] {
    return [...this.byType.keys()];
  }

  find(type: string): TellableEvent | null {
    return this.byType.get(type) ?? null;
  }

  /** Those that a type, or all of a kind as in `order.*`, names. */
  namedBy(pattern: string): readonly TellableEvent[] {
    if (!pattern.endsWith(everyOf)) return this.all.filter(({ type }) => type === pattern);
    const kind = pattern.slice(0, -everyOf.length);
    return this.all.filter(({ type }) => type.split('.')[0] === kind);
  }
}
