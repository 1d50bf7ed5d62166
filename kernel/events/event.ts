import type { PublicEvent } from './public-event.js';

/** A kind of event that a subgraph publishes: the name and version under which others react to it. */
export interface EventType<Data extends object> {
  /** `patient.registered`: the aggregate and what happened to it, in the past tense. */
  readonly type: string;
  /** Raised when the data's shape changes; consumers of the older one keep working until it is withdrawn. */
  readonly version: number;
  readonly description: string;
  /** What third parties are told of it; null when they are not. */
  readonly outside: PublicEvent | null;
  /** Carries the data's type; never set. */
  readonly data?: Data;
}

/** What is published: ids and facts that reactions need, not the whole record. */
export interface EventDraft<Data extends object> {
  /** The aggregate's id, by which order is kept: `patient_…`. */
  readonly subject: string;
  /** The branch concerned, when there is one. */
  readonly branch?: string | null;
  readonly data: Data;
}

/** An event as it travels and as a reaction receives it. */
export interface EventRecord<Data extends object = Record<string, unknown>> {
  /** uuid; the same at every delivery. */
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly tenant: { readonly id: string };
  readonly subject: string;
  readonly branch: string | null;
  readonly data: Data;
  readonly actorId: string | null;
  readonly requestId: string | null;
  /** RFC 3339. */
  readonly occurredAt: string;
}

export function defineEvent<Data extends object>(
  type: string,
  version: number,
  description: string,
  outside: PublicEvent<Data> | null = null,
): EventType<Data> {
  return { type, version, description, outside: outside as unknown as PublicEvent | null };
}
