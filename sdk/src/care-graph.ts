import { ApiKeyCredentials, ClientCredentials, type Credentials } from './credentials.js';
import type { PrivateKey } from './client-assertion.js';
import { errorFor, UserErrors, type GraphErrorEntry, type UserErrorEntry } from './errors.js';
import { Exports } from './exports.js';
import type { TypedDocumentString } from './generated/graphql.js';
import { retryAfterMs, retrying } from './retrying.js';
import { fetchFile, fetchWhole, type LimitedFetch } from './time-limit.js';

interface ConnectionOptions {
  /** Where CareGraph is: `https://api.caregraph.example`. */
  readonly url: string;
  /** Acts at this branch, where an operation acts at one. */
  readonly branchId?: string;
  /** How long one attempt may take, and how long a file may stand still on its way; 30 seconds. */
  readonly timeoutMs?: number;
  /** How many times more a request is sent when the graph is away or asks for patience; 4. */
  readonly retries?: number;
  /** How long it waits at most before such an attempt; a minute. */
  readonly longestWaitMs?: number;
  /** In place of the global one: for a proxy, or a test. */
  readonly fetch?: typeof fetch;
}

interface WithApiKey extends ConnectionOptions {
  readonly apiKey: string;
}

interface WithSecret extends ConnectionOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  /** All scopes of the client when left out. */
  readonly scopes?: readonly string[];
}

interface WithPrivateKey extends ConnectionOptions {
  readonly clientId: string;
  /** Ed25519, P-256 or RSA, as Web Crypto's key or as a private JWK. */
  readonly privateKey: PrivateKey;
  /** The `kid` of its public half, where the client has several. */
  readonly keyId?: string;
  readonly scopes?: readonly string[];
}

export type CareGraphOptions = WithApiKey | WithSecret | WithPrivateKey;

/** An operation as text, or as a typed document. */
export type Operation<Data, Variables> = TypedDocumentString<Data, Variables> | string;

export interface RequestOptions {
  readonly signal?: AbortSignal;
}

export interface MutationOptions extends RequestOptions {
  /** One for each thing you want done; made for you when left out. Keep it to try again after a restart. */
  readonly idempotencyKey?: string;
}

/** A page of a list. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
}

/** What an operation cost, and what is left. */
export interface Cost {
  readonly requested: number;
  readonly actual: number;
  readonly available: number;
  readonly restoreRate: number;
}

/** The public graph, as one client of one tenant. */
export class CareGraph {
  readonly exports = new Exports(this);
  private readonly credentials: Credentials;
  private readonly connection: Required<Omit<ConnectionOptions, 'branchId'>> & { readonly branchId: string | undefined };
  private latestCost: Cost | null = null;

  constructor(options: CareGraphOptions) {
    const { url, branchId, timeoutMs = 30_000, retries = 4, longestWaitMs = 60_000, fetch: send = fetch.bind(globalThis) } = options;
    this.connection = { url: url.replace(/\/+$/, ''), branchId, timeoutMs, retries, longestWaitMs, fetch: send };
    this.credentials =
      'apiKey' in options ? new ApiKeyCredentials(options.apiKey) : new ClientCredentials({ ...options, ...this.connection });
  }

  /** What the latest answer cost; null before the first. */
  get cost(): Cost | null {
    return this.latestCost;
  }

  /** Asks. Throws a `RequestError` when the answer has `errors`. */
  query<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    ...[variables, options]: Inputs<Variables, RequestOptions>
  ): Promise<Data> {
    return this.run<Data>(String(operation), variables, {}, options?.signal);
  }

  /** Changes something, once, however often it has to be sent. What is in the way of it stands in `userErrors`: see `expect`. */
  mutate<Data = Record<string, unknown>, Variables = Record<string, unknown>>(
    operation: Operation<Data, Variables>,
    ...[variables, options]: Inputs<Variables, MutationOptions>
  ): Promise<Data> {
    const idempotencyKey = options?.idempotencyKey ?? crypto.randomUUID();
    return this.run<Data>(String(operation), variables, { 'idempotency-key': idempotencyKey }, options?.signal);
  }

  /** All of a list, page by page as they are needed. The operation takes `$after`, and asks for `pageInfo { hasNextPage endCursor }`. */
  async *each<Data, Variables, Node>(
    operation: Operation<Data, Variables>,
    variables: Omit<Variables, 'after'>,
    pick: (data: Data) => Connection<Node>,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<Node, void, undefined> {
    for (let after: string | null = null; ;) {
      const data: Data = await this.run<Data>(String(operation), { ...variables, ...(after === null ? {} : { after }) }, {}, signal);
      const { nodes, pageInfo } = pick(data);
      yield* nodes;
      if (!pageInfo.hasNextPage || pageInfo.endCursor == null) return;
      after = pageInfo.endCursor;
    }
  }

  /** The payload, when nothing was in the way; throws `UserErrors` otherwise. */
  expect<Payload extends { readonly userErrors: readonly UserErrorEntry[] }>(payload: Payload): Payload {
    if (payload.userErrors.length > 0) throw new UserErrors(payload.userErrors);
    return payload;
  }

  /** Fetches a file of the public door, with the same credential and patience. The caller reads or cancels its body. */
  async download(path: string, { signal }: RequestOptions = {}): Promise<Response> {
    const response = await this.send(path, { method: 'GET', headers: {} }, signal, fetchFile);
    if (!response.ok) throw await refusal(response);
    return response;
  }

  private async run<Data>(
    query: string,
    variables: unknown,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<Data> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
      body: JSON.stringify({ query, variables }),
    };
    const response = await this.send('/public/graphql', init, signal, fetchWhole);
    if (!response.headers.get('content-type')?.includes('json')) throw await refusal(response);
    const answer = (await response.json()) as Answer<Data>;
    this.latestCost = answer.extensions?.cost ?? this.latestCost;
    if (!response.ok || answer.errors?.length || answer.data == null) throw errorOf(response, answer);
    return answer.data;
  }

  /** A token that is refused may have been revoked or forgotten: another is tried, once. */
  private async send(
    path: string,
    init: { method: string; headers: Record<string, string>; body?: string },
    signal: AbortSignal | undefined,
    fetchLimited: LimitedFetch,
  ): Promise<Response> {
    const { url, branchId, fetch: send, timeoutMs, retries, longestWaitMs } = this.connection;
    for (let first = true; ; first = false) {
      const authorization = await this.credentials.authorization();
      const headers = { ...init.headers, authorization, ...(branchId === undefined ? {} : { 'x-branch-id': branchId }) };
      const attempt = (): Promise<Response> => fetchLimited(`${url}${path}`, { ...init, headers }, { fetch: send, timeoutMs, signal });
      const response = await retrying(attempt, { retries, longestWaitMs, signal });
      if (response.status !== 401 || !first || !this.credentials.renew(authorization)) return response;
      await response.body?.cancel();
    }
  }
}

/** Variables can be left out when none is required. */
type Inputs<Variables, Options> =
  Record<string, never> extends Variables ? [variables?: Variables, options?: Options] : [variables: Variables, options?: Options];

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphErrorEntry[];
  readonly extensions?: { readonly cost?: Cost };
}

async function refusal(response: Response): Promise<Error> {
  const text = await response.text();
  const answer = text.startsWith('{') ? (JSON.parse(text) as Answer<never>) : {};
  return errorOf(response, answer);
}

function errorOf({ status, headers }: Response, { data, errors = [] }: Answer<unknown>): Error {
  const ms = retryAfterMs(headers);
  return errorFor({
    status,
    errors,
    data,
    requestId: headers.get('x-request-id'),
    retryAfterSeconds: ms === null ? null : Math.ceil(ms / 1_000),
  });
}
