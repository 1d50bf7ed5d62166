import { GraphQLError, type ExecutionResult } from 'graphql';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { accessTokenAudience, accessTokenIssuer, admissionQuery, type AdmissionResult } from '#kernel/context/directory.js';
import type { RequestContext, TenantReference } from '#kernel/context/request-context.js';
import { subgraphHeader } from '#kernel/graph/access.js';
import { newId } from '#kernel/graph/type-id.js';
import { silent, type Logger } from '#kernel/log/logger.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { compose } from '../composition/compose.js';
import type { OfferedDownload } from '../downloads/download-route.js';
import { createGateway, type Gateway } from '../http/gateway.js';
import type { OfferedInbound } from '../inbound/inbound-route.js';
import type { Limits } from '../limits.js';
import { nodeSdl } from '../node/node-subgraph.js';

/** Ticks are heard of in one subgraph, and named in another. */
export const clockSdl = `${subgraphHeader}
type Query { now: Int! @access(needs: "anyone") slow: Int @access(needs: "anyone") }
type Mutation { wind: Int @access(needs: "anyone") engrave(text: String!): Int @access(needs: "anyone") }
type Subscription { ticked: Tick! @access(needs: "clock:read") woken: Waking! @access(needs: "signed-in") }
type Tick { n: Int! text: String! hour: Hour! }
type Waking @access(needs: "signed-in") { who: ID text: String! hour: Hour! }
type Hour @key(fields: "n", resolvable: false) { n: Int! }
`;
export const namesSdl = `${subgraphHeader}
type Query { hours: [Hour!]! @access(needs: "anyone") }
type Hour @key(fields: "n") { n: Int! name: String! }
`;

export interface TinyGateway {
  readonly url: string;
  readonly gateway: Gateway;
  readonly tenant: TenantReference;
  readonly supergraphSdl: string;
  /** Calls that reached each subgraph. */
  readonly calls: { clock: number; names: number };
  /** Fetches of the slow field that were given up. */
  readonly abandoned: () => number;
  /** Lets everybody who waits for the slow field have it. */
  readonly release: () => void;
  /** What the directory says of whoever holds a token. */
  readonly admission: { suspended: boolean; ended: boolean; permissions: string[] };
  /** Lets the directory answer nobody until they are released; `asked` says how many wait. */
  readonly holdAdmissions: () => { readonly asked: () => number; readonly release: () => void };
  token(lifetimeSeconds?: number, staffId?: string): Promise<string>;
  tick(text?: string): void;
  /** Tells one person alone. */
  wake(staffId: string, text: string): void;
  /** Breaks the way to the clock: subscriptions there end. */
  cut(): void;
  close(): Promise<void>;
}

/** What a test adds: subgraphs of its own that give out files. */
export interface TinyGatewayFiles {
  readonly channels: readonly SubgraphChannel[];
  readonly downloads: readonly OfferedDownload[];
  readonly inbound?: readonly OfferedInbound[];
  readonly log?: Logger;
  /** Puts something between the gateway and the clock, such as HTTP. */
  readonly wayToClock?: (clock: SubgraphChannel) => SubgraphChannel;
}

/** A whole gateway over two subgraphs that a test holds in its hand. */
export async function openTinyGateway(limits: Partial<Limits> = {}, files: TinyGatewayFiles = { channels: [], downloads: [] }): Promise<TinyGateway> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA' };
  const tenant = newId('tenant');
  const calls = { clock: 0, names: 0 };
  const admission = { suspended: false, ended: false, permissions: ['clock:read'] };
  const clock = new ClockChannel(calls);
  const names: SubgraphChannel = {
    name: 'names',
    execute: ({ variables }) => {
      calls.names += 1;
      const representations = (variables?.['representations'] ?? []) as { n: number }[];
      return Promise.resolve({ data: { _entities: representations.map(({ n }) => ({ __typename: 'Hour', n, name: `hour ${n}` })), hours: [{ n: 1, name: 'hour 1' }] } });
    },
  };
  let held = { asked: 0, until: Promise.resolve() };
  const directory: SubgraphChannel = {
    name: 'directory',
    execute: async ({ query, variables }) => {
      if (query !== admissionQuery) return { data: { signingKeys: { keys: [jwk] } } };
      held.asked += 1;
      await held.until;
      const admitted: AdmissionResult = {
        tenant: { id: tenant, subdomain: 'tiny', status: admission.suspended ? 'SUSPENDED' : 'ACTIVE', locale: 'en' },
        actor: admission.ended || !variables?.['actor'] ? null : { kind: 'STAFF', id: variables['actor'] as string, sessionId: variables['session'] as string, grants: [{ role: 'X', permissions: admission.permissions, everyBranch: true, branches: [] }] },
        branch: null,
      };
      return { data: { admission: admitted } };
    },
  };
  const { supergraphSdl } = compose([
    { name: 'clock', sdl: clockSdl },
    { name: 'names', sdl: namesSdl },
    { name: 'graph', sdl: `${nodeSdl([])}type Thing implements Node { id: ID! }` },
  ]);
  const gateway = await createGateway({
    supergraphSdl,
    channels: [files.wayToClock?.(clock) ?? clock, names, directory, ...files.channels],
    downloads: files.downloads,
    inbound: files.inbound ?? [],
    directory: 'directory',
    owners: [],
    publicDomain: 'localhost',
    development: true,
    secureCookies: false,
    limits,
    log: files.log ?? silent,
    ready: () => Promise.resolve(true),
  });
  const url = await gateway.listen(0, '127.0.0.1');
  return {
    url,
    gateway,
    tenant: { id: tenant, subdomain: 'tiny' },
    supergraphSdl,
    calls,
    admission,
    abandoned: () => clock.abandoned,
    release: () => clock.slow.splice(0).forEach((answer) => answer()),
    holdAdmissions: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiting = (held = { asked: 0, until: promise });
      return { asked: () => waiting.asked, release: resolve };
    },
    token: (lifetimeSeconds = 600, staffId = newId('staff')) =>
      new SignJWT({ tenant, sid: newId('session') })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'test' })
        .setIssuer(accessTokenIssuer)
        .setAudience(accessTokenAudience)
        .setSubject(staffId)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifetimeSeconds)
        .sign(privateKey),
    tick: (text = '') => clock.tick(text),
    wake: (staffId, text) => clock.wake(staffId, text),
    cut: () => clock.cut(),
    close: () => gateway.close(),
  };
}

class ClockChannel implements SubgraphChannel {
  readonly name = 'clock';
  abandoned = 0;
  readonly slow: (() => void)[] = [];
  private n = 0;
  private readonly listeners = new Set<TickStream>();
  private readonly sleepers = new Map<TickStream, string | null>();

  constructor(private readonly calls: { clock: number }) {}

  execute({ query, variables }: SubgraphOperation, _context: RequestContext, signal?: AbortSignal): Promise<ExecutionResult> {
    this.calls.clock += 1;
    if (query.includes('slow')) {
      return new Promise((resolve, reject) => {
        this.slow.push(() => resolve({ data: { slow: 1 } }));
        const abandon = (): void => {
          this.abandoned += 1;
          reject(new GraphQLError('Nobody waits for it'));
        };
        signal?.addEventListener('abort', abandon, { once: true });
      });
    }
    const engrave = Object.values(variables ?? {}).join('').length;
    return Promise.resolve({ data: { now: this.n, wind: this.n, engrave } });
  }

  subscribe({ query }: SubgraphOperation, { actor }: RequestContext): AsyncIterableIterator<ExecutionResult> {
    if (query.includes('woken')) return this.sleep(actor.id);
    const stream = new TickStream(() => this.listeners.delete(stream));
    this.listeners.add(stream);
    stream.push(this.resultOf(''));
    return stream;
  }

  tick(text: string): void {
    this.n += 1;
    for (const stream of this.listeners) stream.push(this.resultOf(text));
  }

  wake(staffId: string, text: string): void {
    this.n += 1;
    for (const [stream, who] of this.sleepers) if (who === staffId) stream.push(this.wakingOf(who, text));
  }

  cut(): void {
    for (const stream of this.listeners) void stream.return();
  }

  private sleep(who: string | null): TickStream {
    const stream = new TickStream(() => this.sleepers.delete(stream));
    this.sleepers.set(stream, who);
    stream.push(this.wakingOf(who, ''));
    return stream;
  }

  private wakingOf(who: string | null, text: string): ExecutionResult {
    return { data: { woken: { who, text, hour: { __typename: 'Hour', n: this.n } } }, extensions: { sequence: this.n } };
  }

  private resultOf(text: string): ExecutionResult {
    return { data: { ticked: { n: this.n, text, hour: { __typename: 'Hour', n: this.n } } }, extensions: { sequence: this.n } };
  }
}

class TickStream implements AsyncIterableIterator<ExecutionResult> {
  private readonly unread: ExecutionResult[] = [];
  private waiting: ((result: IteratorResult<ExecutionResult>) => void) | null = null;
  private ended = false;

  constructor(private readonly onEnd: () => void) {}

  push(value: ExecutionResult): void {
    if (!this.waiting) this.unread.push(value);
    this.waiting?.({ done: false, value });
    this.waiting = null;
  }

  next(): Promise<IteratorResult<ExecutionResult>> {
    const value = this.unread.shift();
    if (value) return Promise.resolve({ done: false, value });
    if (this.ended) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => (this.waiting = resolve));
  }

  return(): Promise<IteratorResult<ExecutionResult>> {
    this.ended = true;
    this.onEnd();
    this.waiting?.({ done: true, value: undefined });
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
