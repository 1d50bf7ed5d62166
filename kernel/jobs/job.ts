import type { Transaction } from '../database/transaction.js';
import type { EventRecord, EventType } from '../events/event.js';
import type { Context } from '../subgraph/context.js';
import type { Database } from '../database/database.js';

/** Work that is done later, for one tenant, in one transaction; retried with growing pauses until it succeeds or is dead. */
export interface Job<Payload extends object> {
  readonly name: string;
  readonly handle: (context: Context, payload: Payload, transaction: Transaction) => Promise<void>;
}

export function defineJob<Payload extends object>(name: string, handle: Job<Payload>['handle']): Job<Payload> {
  return { name, handle };
}

/** What a subgraph does when something happened, here or elsewhere: once per event, in one transaction with its effect. */
export interface Reaction {
  readonly name: string;
  readonly type: string;
  readonly handle: (context: Context, event: EventRecord, transaction: Transaction) => Promise<void>;
}

export function on<Data extends object>(
  event: EventType<Data>,
  name: string,
  handle: (context: Context, event: EventRecord<Data>, transaction: Transaction) => Promise<void>,
): Reaction {
  return { name, type: event.type, handle: handle as unknown as Reaction['handle'] };
}

/** Work by the clock, across tenants. `pattern` is cron's, in UTC: `0 3 * * *`. */
export interface Cron {
  readonly name: string;
  readonly pattern: string;
  readonly handle: (database: Database) => Promise<void>;
}

export function cron(name: string, pattern: string, handle: Cron['handle']): Cron {
  return { name, pattern, handle };
}
