import type { ExecutionResult } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { SubgraphOperation } from '#kernel/subgraph/channel.js';
import { toResult, type SubgraphAnswer } from './subgraph-answer.js';

/** Subscriptions at a subgraph in another process: all on one socket, opened with the first and closed after the last. */
export class SocketSubscriptions {
  private readonly client: Client;

  constructor(url: string) {
    const address = new URL('/graphql', url);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    // Whoever follows subscribes anew when the socket breaks, with a fresh context: nothing is repeated here.
    this.client = createClient({ url: address.href, webSocketImpl: WebSocket, lazyCloseTimeout: 5_000, keepAlive: 10_000, retryAttempts: 0 });
  }

  subscribe(operation: SubgraphOperation, token: () => Promise<string>): AsyncIterableIterator<ExecutionResult> {
    return new RemoteStream(async () => {
      const { query, operationName, variables } = operation;
      const extensions = { context: await token() };
      return this.client.iterate({ query, operationName: operationName ?? null, variables: { ...variables }, extensions });
    });
  }

  close(): Promise<void> {
    return Promise.resolve(this.client.dispose());
  }
}

class RemoteStream implements AsyncIterableIterator<ExecutionResult> {
  private opening: Promise<AsyncIterableIterator<unknown>> | null = null;
  private ended = false;

  constructor(private readonly open: () => Promise<AsyncIterableIterator<unknown>>) {}

  async next(): Promise<IteratorResult<ExecutionResult>> {
    if (this.ended) return { done: true, value: undefined };
    try {
      const source = await (this.opening ??= this.open());
      const next = await source.next();
      return next.done === true || this.ended ? { done: true, value: undefined } : { done: false, value: toResult(next.value as SubgraphAnswer) };
    } catch (error) {
      this.ended = true;
      // A subscription that is refused ends with a list of errors; a socket that breaks, with an event.
      if (Array.isArray(error)) return { done: false, value: toResult({ errors: error as NonNullable<SubgraphAnswer['errors']> }) };
      throw error instanceof Error ? error : new Error('The socket to the subgraph was closed');
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    this.ended = true;
    const source = await this.opening?.catch(() => null);
    await source?.return?.();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
