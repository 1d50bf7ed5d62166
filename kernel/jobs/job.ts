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

/** Runs one short transaction of an errand. */
export type Transact = <R>(body: (transaction: Transaction) => Promise<R>) => Promise<R>;

/**
 * A job that waits for somebody outside, such as another's server: it holds no transaction meanwhile, only those that it opens,
 * and keeps no other kind of job waiting. Retried as jobs are; what it did before it failed stays done.
 */
export interface Errand<Payload extends object> {
  readonly name: string;
  readonly handle: (context: Context, payload: Payload, transact: Transact) => Promise<void>;
  /** How many of it are under way at one time, whatever else is: errands of which nothing is said share sixteen places. */
  readonly atOnce?: number;
}

export function defineErrand<Payload extends object>(
  name: string,
  handle: Errand<Payload>['handle'],
  lane: Pick<Errand<Payload>, 'atOnce'> = {},
): Errand<Payload> {
  return { name, handle, ...lane };
}

/** What a subgraph does when something happened, here or elsewhere: once per event, in one transaction with its effect. */
export interface Reaction {
  readonly name: string;
  /** The types of events that it reacts to; `services` are what the app gave the subgraph. */
  readonly types: (services: unknown) => readonly string[];
  readonly handle: (context: Context, event: EventRecord, transaction: Transaction) => Promise<void>;
}

export function on<Data extends object>(
  event: EventType<Data>,
  name: string,
  handle: (context: Context, event: EventRecord<Data>, transaction: Transaction) => Promise<void>,
): Reaction {
  return { name, types: () => [event.type], handle: handle as unknown as Reaction['handle'] };
}

/** Reacts to events of which only the app knows which they are, such as those of a catalogue that it collected from all subgraphs. */
export function onEvery<Services>(
  types: (services: Services) => readonly string[],
  name: string,
  handle: (context: Context<Services>, event: EventRecord, transaction: Transaction) => Promise<void>,
): Reaction {
  return { name, types: types as Reaction['types'], handle: handle as Reaction['handle'] };
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
