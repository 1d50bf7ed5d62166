import type { GraphQLError } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';

/** An object of the answer as subgraphs gave it, into which later fetches merge. */
export type Entity = Record<string, unknown>;

/** One run of a plan. */
export interface Run {
  readonly caller: RequestContext;
  /** As the client sent them: subgraphs coerce them and know their defaults. */
  readonly sent: Readonly<Record<string, unknown>>;
  /** Coerced, with defaults: conditions are decided by them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly data: Entity;
  readonly errors: GraphQLError[];
  /** Fetches that are about to be sent as one, by what they ask. */
  readonly gathering: Map<string, Gathering>;
  /** Ends when nobody waits for the answer any more. */
  readonly signal: AbortSignal | undefined;
}

/** Entities from several places of a plan that are asked the same thing at the same moment. */
export interface Gathering {
  readonly targets: Entity[];
  readonly paths: (readonly string[])[];
  readonly done: Promise<void>;
}

/** A part of a plan, compiled. Answers nothing at once, or when it is done; never rejects. */
export type Step = (run: Run, targets: readonly Entity[]) => Promise<void> | undefined;

export function isEntity(value: unknown): value is Entity {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
