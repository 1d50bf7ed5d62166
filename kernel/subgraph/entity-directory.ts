import type { RequestContext } from '../context/request-context.js';

/**
 * Answers, through the graph, what other subgraphs' entities are to a caller. What it may not see is not there, and a foreign
 * tenant's ids are as absent as ones that never were. Both reject with the owner's own `GraphError`, such as `FORBIDDEN`, with
 * `UNAVAILABLE` when the owner cannot be reached, and with an `EntityQuestionError` when the question itself is wrong.
 */
export interface EntityDirectory {
  /** The ids, of those asked about, that exist for this caller. */
  existing(type: string, ids: readonly string[], context: RequestContext): Promise<ReadonlySet<string>>;
  /**
   * Fields of the entities that exist for this caller, by id. `selection` is a GraphQL selection of fields that the owner can
   * answer alone, without variables: `timeZone openingHours { day opens closes }`. `T` is its shape as JSON: a DateTime is text.
   */
  read<T>(type: string, ids: readonly string[], selection: string, context: RequestContext): Promise<ReadonlyMap<string, T>>;
}

/** Thrown for a question that is wrong whoever asks it: a type without an owner, fields that the owner does not have. */
export class EntityQuestionError extends Error {
  override name = 'EntityQuestionError';
}
