import type { ExecutionResult } from 'graphql';
import { Pool } from 'undici';
import { signContext, type SigningKey } from '#kernel/context/context-token.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError, type GraphErrorCode } from '#kernel/graph/graph-error.js';
import type { DownloadRequest, DownloadStream, SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import type { InboundAnswer, InboundRequest } from '#kernel/subgraph/inbound.js';
import { subgraphDownloadPath } from '#kernel/subgraph/serve-downloads.js';
import { subgraphInboundPath } from '#kernel/subgraph/serve-inbound.js';
import { contextHeader } from '#kernel/subgraph/subgraph-server.js';
import { SocketSubscriptions } from './socket-subscriptions.js';
import { limits } from '../limits.js';
import { post } from './post.js';
import { remoteDownload } from './remote-download.js';
import { SharedReads } from './shared-reads.js';
import { toResult, type SubgraphAnswer } from './subgraph-answer.js';

export interface HttpChannelOptions {
  readonly name: string;
  /** Where the subgraph answers, such as `http://patients:4001`. */
  readonly url: string;
  readonly key: SigningKey;
  readonly timeoutMs: number;
  readonly answerBytes: number;
  /** Milliseconds until a file begins, and from one piece of it to the next. */
  readonly downloadStallMs?: number;
  /** Whether identical reads of the same caller's kind that are under way are sent once; they are unless told otherwise. */
  readonly shareReads?: boolean;
}

/** A subgraph in another process: connections are kept alive, and every call carries its context under our signature. */
export class HttpChannel implements SubgraphChannel {
  readonly name: string;
  private readonly pool: Pool;
  /** Files last: they have connections of their own, so that no operation waits for one. */
  private readonly downloads: Pool;
  private readonly sockets: SocketSubscriptions;
  private readonly reads: SharedReads | null;
  private readonly tokens = new WeakMap<RequestContext, Promise<string>>();

  constructor(private readonly options: HttpChannelOptions) {
    this.name = options.name;
    this.pool = new Pool(options.url, { connections: 64, headersTimeout: options.timeoutMs, bodyTimeout: options.timeoutMs, connectTimeout: 2_000 });
    const stallMs = options.downloadStallMs ?? limits.downloadStallMs;
    this.downloads = new Pool(options.url, { connections: 64, headersTimeout: stallMs, bodyTimeout: stallMs, connectTimeout: 2_000 });
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
      return { errors: [this.unavailable(error)] };
    }
  }

  subscribe(operation: SubgraphOperation, context: RequestContext): AsyncIterableIterator<ExecutionResult> {
    return this.sockets.subscribe(operation, () => this.token(context));
  }

  async download({ name, parameters }: DownloadRequest, context: RequestContext, signal?: AbortSignal): Promise<DownloadStream> {
    try {
      return await remoteDownload(this.downloads, { path: subgraphDownloadPath(name, parameters), headers: await this.headersOf(context), signal });
    } catch (error) {
      throw error instanceof GraphError ? error : this.unavailable(error);
    }
  }

  async receive(name: string, { body, ...request }: InboundRequest, context: RequestContext): Promise<InboundAnswer> {
    try {
      const { status, text } = await post(this.pool, {
        path: subgraphInboundPath(name),
        headers: { 'content-type': 'application/json', ...(await this.headersOf(context)) },
        body: JSON.stringify({ ...request, body: body.toString('base64') }),
        mostBytes: this.options.answerBytes,
        signal: undefined,
      });
      if (status === 200) return JSON.parse(text) as InboundAnswer;
      // A subgraph that knows nobody does not believe the gateway; what it does not believe of others it answers itself.
      throw (status === 401 ? null : refusalIn(text)) ?? new Error(`${this.name} answered ${status}: ${text.slice(0, 200)}`);
    } catch (error) {
      throw error instanceof GraphError ? error : this.unavailable(error);
    }
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
    await Promise.all([this.pool.close(), this.downloads.destroy()]);
  }

  private async send(body: string, context: RequestContext, signal: AbortSignal | undefined): Promise<string> {
    const { status, text } = await post(this.pool, {
      path: '/graphql',
      headers: { 'content-type': 'application/json', ...(await this.headersOf(context)) },
      body,
      mostBytes: this.options.answerBytes,
      signal,
    });
    if (status !== 200) throw new Error(`${this.name} answered ${status}: ${text.slice(0, 200)}`);
    return text;
  }

  private async headersOf(context: RequestContext): Promise<Record<string, string>> {
    return { [contextHeader]: await this.token(context), 'x-request-id': context.requestId };
  }

  /** One signature per request and subgraph, however many fetches its plan makes. */
  private token(context: RequestContext): Promise<string> {
    let token = this.tokens.get(context);
    if (!token) this.tokens.set(context, (token = signContext(context, this.name, this.options.key)));
    return token;
  }

  private unavailable(cause: unknown): GraphError {
    const originalError = cause instanceof Error ? { originalError: cause } : {};
    return new GraphError('UNAVAILABLE', `The part of the graph called "${this.name}" cannot be reached just now: try again in a moment.`, originalError);
  }
}

/** What the subgraph itself says of why not. */
function refusalIn(text: string): GraphError | null {
  const { errors } = JSON.parse(text) as { errors?: readonly { message: string; extensions: { code?: string } }[] };
  const [error] = errors ?? [];
  return error?.extensions.code ? new GraphError(error.extensions.code as GraphErrorCode, error.message, { extensions: error.extensions }) : null;
}

function answerOf(text: string): ExecutionResult {
  return toResult(JSON.parse(text) as SubgraphAnswer);
}
