import type { EventRecord, EventType } from '../events/event.js';

/** What one kind of subscription hears: some events, sorted into topics that each keep their own order. */
export interface Feed {
  readonly name: string;
  readonly types: ReadonlySet<string>;
  /** The topics that an event belongs to, within its tenant: a branch's id, for one. */
  readonly topicsOf: (event: EventRecord) => readonly string[];
}

export function defineFeed(name: string, events: readonly EventType<object>[], topicsOf: Feed['topicsOf']): Feed {
  return { name, types: new Set(events.map(({ type }) => type)), topicsOf };
}

/**
 * What one kind of subscription hears of things that change all the time, such as where couriers are: no event, no record and no
 * number in the database, only that they changed. Followers are told at most once in `conflateMs`, of all that changed since.
 */
export interface EphemeralFeed {
  readonly name: string;
  readonly conflateMs: number;
}

export function defineEphemeralFeed(name: string, { conflateMs }: { readonly conflateMs: number }): EphemeralFeed {
  return { name, conflateMs };
}

/** The topic of a whole tenant. */
export const everywhere = '*';

/** A topic's name among all of a subgraph's. */
export function topicName(feed: Pick<Feed, 'name'>, topic: string): string {
  return `${feed.name}:${topic}`;
}

/** One event as one topic heard it. */
export interface LiveMessage {
  /** `tenant_…` */
  readonly tenant: string;
  readonly topic: string;
  /** Counts up by one within the topic. */
  readonly sequence: number;
  /** The aggregate's id. */
  readonly subject: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** RFC 3339. */
  readonly occurredAt: string;
}

/** That something of an ephemeral feed's topic changed; what is lost of it is found by reading the state again. */
export interface Announcement {
  /** `tenant_…` */
  readonly tenant: string;
  readonly topic: string;
  readonly subjects: readonly string[];
}

export type Carried = LiveMessage | Announcement;
