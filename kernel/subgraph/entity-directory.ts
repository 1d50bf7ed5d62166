import type { RequestContext } from '../context/request-context.js';

/** Answers, through the graph, whether entities that other subgraphs own exist for a caller. */
export interface EntityDirectory {
  /** The ids, of those asked about, that exist for this caller. A foreign tenant's are as absent as ones that never were. */
  existing(type: string, ids: readonly string[], context: RequestContext): Promise<ReadonlySet<string>>;
}
