import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { signContext, type SigningKey } from '#kernel/context/context-token.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { contextHeader } from '#kernel/subgraph/subgraph-server.js';
import { SocketSubscriptions } from './socket-subscriptions.js';
import { post } from './post.js';
import { SharedReads } from './shared-reads.js';
import { toResult, type SubgraphAnswer } from './subgraph-answer.js';

export interface HttpChannelOptions {
  readonly name: string;
  /** Where the subgraph answers, such as `http://patients:4001`. */
  readonly url: string;
  readonly key: SigningKey;
  readonly timeoutMs: number;
  readonly answerBytes: number;
  /** Whether identical reads of the same caller's kind that are under way are sent once; they are unless told otherwise. */
  readonly shareReads?: boolean;
}

/** A subgraph in another process: connections are kept alive, and every call carries its context under our signature. */
export class HttpChannel implements SubgraphChannel {
  readonly name: string;
  private readonly pool: Pool;
  private readonly sockets: SocketSubscriptions;
  private readonly reads: SharedReads | null;
  private readonly tokens = new WeakMap<RequestContext, Promise<string>>();

  constructor(private readonly options: HttpChannelOptions) {
    this.name = options.name;
    this.pool = new Pool(options.url, { connections: 64, headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs, connectTimeout: 2_000 });
    this.reads = (options.shareReads ?? true) ? new SharedReads() : null;
    this.sockets = new SocketSubscriptions(options.url);
  }

  async execute({ query, operationName, variables, repeatable }: SubgraphOperation, context: RequestContext, signal?: AbortSignal): Promise<ExecutionResult> {
    const body = JSON.stringify({ query, operationName, variables });
    try {
      if (!this.reads) return answerOf(await this.send(body, context, signal));
      if (repeatable !== true) return answerOf(await this.send(body, context, signal).finally(() => this.reads?.renew()));
      const { text, own } = await this.reads.read(context, body, signal, (shared) => this.send(body, context, shared));
      const answer = answerOf(text);
      // Errors speak of the request that met them.
      return own || !answer.errors ? answer : answerOf(await this.send(body, context, signal));
    } catch (error) {
      return this.unavailable(error);
    }
  }

  subscribe(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<ExecutionResult> {
    return this.sockets.subscribe(operation, () => this.token(context));
  }

  /** Whether the subgraph says that it is ready. */
  async isReady(): Promise<boolean> {
    try {
      const { statusCode, body } = await this.pool.request({ method: 'GET', path: '/health/ready' });
      await body.dump();
      return statusCode === 200;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.sockets.close();
    await this.pool.close();
  }

  private async send(body: string, context: RequestContext, signal: AbortSignal | undefined): Promise<string> {
    const { status, text } = await post(this.pool, {
      path: '/graphql',
      headers: { 'content-type': 'application/json', [contextHeader]: await this.token(context), 'x-request-id': context.requestId },
      body,
      mostBytes: this.options.answerBytes,
      signal,
    });
    if (status !== 200) throw new Error(`${this.name} answered ${status}: ${text.slice(0, 200)}`);
    return text;
  }

  /** One signature per request and subgraph, however many fetches its plan makes. */
  private token(context: RequestContext): Promise<string> {
    let token = this.tokens.get(context);
    if (!token) this.tokens.set(context, (token = signContext(context, this.name, this.options.key)));
    return token;
  }

  private unavailable(cause: unknown): ExecutionResult {
    const originalError = cause instanceof Error ? { originalError: cause } : {};
    return { errors: [new GraphError('UNAVAILABLE', `The part of the graph called "${this.name}" cannot be reached just now: try again in a moment.`, originalError)] };
  }
}

function answerOf(text: string): ExecutionResult {
  return toResult(JSON.parse(text) as SubgraphAnswer);
}
