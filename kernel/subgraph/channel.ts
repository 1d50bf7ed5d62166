import type { Readable } from 'node:stream';
import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '../context/request-context.js';
import type { InboundAnswer, InboundRequest } from './inbound.js';

export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Whether sending it twice does no more than sending it once: true for queries. */
  readonly repeatable?: boolean | undefined;
}

export interface DownloadRequest {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** A file under way. Whoever has it reads `body` to its end or destroys it; when that ends by an error, the file is not whole. */
export interface DownloadStream {
  readonly name: string;
  readonly type: string;
  /** In bytes, where it is known before all of them are there. */
  readonly length: number | null;
  readonly body: Readable;
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
  /**
   * Begins a file, where the subgraph has downloads; rejects with an error that has one of our codes when there is none to begin,
   * or when the signal ends before.
   */
  download?(request: DownloadRequest, context: RequestContext, signal?: AbortSignal): Promise<DownloadStream>;
  /** Takes what a server outside sent to one of the subgraph's doors, where it has some; rejects with an error that has one of our codes. */
  receive?(name: string, request: InboundRequest, context: RequestContext): Promise<InboundAnswer>;
}
