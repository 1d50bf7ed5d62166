import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '../context/request-context.js';

export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Whether sending it twice does no more than sending it once: true for queries. */
  readonly repeatable?: boolean | undefined;
}

/**
 * The way to one subgraph, wherever it runs: in this process, or behind HTTP. Whoever holds a channel cannot tell which.
 * A subgraph that cannot be reached is an error in the result's `errors`, never a rejection.
 */
export interface SubgraphChannel {
  readonly name: string;
  execute(operation: SubgraphOperation, context: RequestContext, signal?: AbortSignal): Promise<ExecutionResult>;
  /**
   * Hears of events, where the subgraph has subscriptions. Every result carries its `extensions.sequence`; one without it tells
   * why the subscription is refused, and is the last. When the way breaks down the iteration ends.
   */
  subscribe?(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<ExecutionResult>;
}
