import { GraphQLError } from 'graphql';
import type { WebSocket } from 'ws';
import type { RequestContext } from '#kernel/context/request-context.js';
import { checkAccess } from '#kernel/graph/access.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { claimsOf, contextFor, type ContextServices, type RequestFacts } from '../context/resolve-context.js';
import type { Limits } from '../limits.js';
import { audienceOf } from './audience.js';
import { closeCodes, closeReason } from './close-codes.js';
import { Frame } from './frame.js';
import type { Member } from './live-group.js';
import type { LiveHub } from './live-hub.js';
import type { LiveOperation } from './live-operations.js';

export interface ConnectionOptions {
  readonly socket: WebSocket;
  readonly services: ContextServices;
  readonly hub: LiveHub;
  readonly limits: Limits;
}

/** One client's socket: who it is, whether it still may, and what it follows. */
export class LiveConnection {
  private context: RequestContext | null = null;
  private audience = '';
  private readonly subscriptions = new Set<Subscription>();
  private timers: NodeJS.Timeout[] = [];
  private checking = false;
  private ended = false;

  constructor(private readonly options: ConnectionOptions) {}

  /** Finds out who connects. Throws a `GraphError` for whom there is no way in, and for a socket that is gone by then. */
  async open(facts: RequestFacts): Promise<RequestContext> {
    const { services, limits } = this.options;
    const claims = await claimsOf(services, facts);
    const context = await contextFor(services, facts, claims);
    // A socket's end is told once: what begins after it would never be ended.
    if (this.ended) throw new GraphError('UNAVAILABLE', 'The socket was closed before it was let in: connect again.');
    this.adopt(context);
    this.timers.push(setInterval(() => void this.check(() => contextFor(services, facts, claims)), limits.recheckMs));
    if (claims) {
      const left = claims.exp * 1000 - Date.now();
      // Longer than a timer can hold means longer than a socket lives.
      this.timers.push(setTimeout(() => this.close(closeCodes.unauthorized, 'The access token has expired: refresh the session.'), Math.min(left, 2 ** 31 - 1)));
    }
    return this.caller;
  }

  get caller(): RequestContext {
    if (!this.context) throw new Error('Nobody has connected yet');
    return this.context;
  }

  get size(): number {
    return this.subscriptions.size;
  }

  /** Follows an operation until the client or we end it; frames go to the socket by themselves. */
  subscribe(id: string, operation: LiveOperation): Subscription {
    checkAccess(this.caller, operation.needs);
    const subscription = new Subscription(this.options.socket, id, operation, this.options.limits.unsentBytes, () => this.subscriptions.delete(subscription));
    this.subscriptions.add(subscription);
    subscription.follow(this.options.hub, this.caller);
    return subscription;
  }

  close(code: number, reason: string): void {
    this.end();
    this.options.socket.close(code, closeReason(reason));
  }

  end(): void {
    this.ended = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers = [];
    for (const subscription of this.subscriptions) subscription.end();
  }

  /** A session that ended closes the socket; rights that changed are looked at for every subscription. */
  private async check(context: () => Promise<RequestContext>): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    try {
      const before = this.audience;
      this.adopt(await context());
      if (this.audience !== before) for (const subscription of this.subscriptions) this.move(subscription);
    } catch (error) {
      const code = error instanceof GraphQLError ? error.extensions['code'] : undefined;
      if (code === 'UNAUTHENTICATED') this.close(closeCodes.unauthorized, (error as Error).message);
      else if (code === 'FORBIDDEN' || code === 'NOT_FOUND') this.close(closeCodes.forbidden, (error as Error).message);
      // Whoever knows sessions cannot be reached: the next look will tell.
    } finally {
      this.checking = false;
    }
  }

  private move(subscription: Subscription): void {
    try {
      checkAccess(this.caller, subscription.operation.needs);
      subscription.follow(this.options.hub, this.caller);
    } catch (error) {
      subscription.refuse([error as GraphQLError]);
    }
  }

  private adopt(context: RequestContext): void {
    this.context = context;
    this.audience = audienceOf(context).key;
  }
}

/**
 * One operation on a socket, as graphql-ws sees it an iteration that brings nothing by itself and ends when the subscription
 * does: its messages are written to the socket as bytes that are shared with everybody else's.
 */
export class Subscription implements Member, AsyncIterableIterator<never> {
  private leave: (() => void) | null = null;
  private readonly ending: Buffer;
  private finish: { resolve: (result: IteratorResult<never>) => void; reject: (error: unknown) => void } | null = null;
  private over: { readonly error: readonly GraphQLError[] | null } | null = null;

  constructor(
    private readonly socket: WebSocket,
    id: string,
    readonly operation: LiveOperation,
    private readonly unsentBytes: number,
    private readonly onEnd: () => void,
  ) {
    this.ending = Frame.ending(id);
  }

  /** Follows with these rights from now on, beginning with the state. */
  follow(hub: LiveHub, caller: RequestContext): void {
    this.leave?.();
    this.leave = hub.join(this.operation, caller, this);
  }

  send(frame: Frame): void {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > this.unsentBytes) {
      // From here on nothing more is kept for it; a client that never reads this either is cut off after half a minute (ws).
      socket.close(closeCodes.tryAgainLater, 'This client reads too slowly: connect again.');
      return;
    }
    socket.send(frame.for(this.ending), { binary: false });
  }

  refuse(errors: readonly GraphQLError[]): void {
    this.stop(errors);
  }

  end(): void {
    this.stop(null);
  }

  next(): Promise<IteratorResult<never>> {
    if (this.over) return this.outcome(this.over.error);
    return new Promise((resolve, reject) => (this.finish = { resolve, reject }));
  }

  return(): Promise<IteratorResult<never>> {
    this.stop(null);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private stop(error: readonly GraphQLError[] | null): void {
    if (this.over) return;
    this.over = { error };
    this.leave?.();
    this.onEnd();
    if (error) this.finish?.reject(new RefusedError(error));
    else this.finish?.resolve({ done: true, value: undefined });
  }

  private outcome(error: readonly GraphQLError[] | null): Promise<IteratorResult<never>> {
    return error ? Promise.reject(new RefusedError(error)) : Promise.resolve({ done: true, value: undefined });
  }
}

/** Carries the errors of a refused subscription through graphql-ws to where they are formatted. */
export class RefusedError extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('The subscription was refused');
  }
}
