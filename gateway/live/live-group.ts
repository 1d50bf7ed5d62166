import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionResult, FormattedExecutionResult, GraphQLError } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { Logger } from '#kernel/log/logger.js';
import type { EventSource } from '../execution/plan/fetch.js';
import { Frame } from './frame.js';
import type { LiveOperation } from './live-operations.js';

/** One client's subscription. */
export interface Member {
  send(frame: Frame): void;
  /** The subscription was refused, and is over. */
  refuse(errors: readonly GraphQLError[]): void;
}

export interface GroupOptions {
  readonly operation: LiveOperation;
  readonly context: RequestContext;
  readonly format: (result: ExecutionResult) => FormattedExecutionResult;
  readonly log: Logger;
  readonly onEmpty: () => void;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** What is kept for those who wait for their state; beyond it, only a newer state will do for them. */
const mostMissed = 1_000;

/**
 * Everybody who follows the same thing with the same rights: one subscription at the owning subgraph, and for every event one
 * execution and one text. Who joins later is given the state first, and then what came after it.
 */
export class LiveGroup {
  /** Members, and the sequence up to which each was told: a state can be ahead of the stream. */
  private readonly members = new Map<Member, number>();
  /** Members who have no state yet, and what happened since they came. */
  private readonly waiting = new Map<Member, Frame[]>();
  private stream: AsyncIterableIterator<ExecutionResult> | null = null;
  private streaming = false;
  private fetchingState = false;
  private heard = false;
  private readonly ending = new AbortController();
  private readonly source: EventSource;

  constructor(private readonly options: GroupOptions) {
    const { source } = options.operation.prepared;
    if (!source?.channel.subscribe) throw new Error('This subgraph has no subscriptions');
    this.source = source;
    void this.follow();
  }

  get size(): number {
    return this.members.size + this.waiting.size;
  }

  join(member: Member): void {
    this.waiting.set(member, []);
    if (this.streaming) void this.fetchState();
  }

  leave(member: Member): void {
    this.members.delete(member);
    this.waiting.delete(member);
    if (this.size === 0) this.end();
  }

  end(): void {
    if (this.ending.signal.aborted) return;
    this.ending.abort();
    this.options.onEmpty();
    void this.stream?.return?.();
  }

  /** Follows until nobody is left. When the way breaks down it begins anew, with the state: nothing is missed in silence. */
  private async follow(): Promise<void> {
    let pause = firstPauseMs;
    while (!this.ending.signal.aborted) {
      try {
        if (await this.followOnce()) pause = firstPauseMs;
      } catch (error) {
        this.options.log.warn({ error, subgraph: this.source.subgraph }, 'a live group lost its way to the subgraph; trying again');
      }
      this.streaming = false;
      await delay(pause, undefined, { signal: this.ending.signal }).catch(() => undefined);
      pause = Math.min(pause * 2, longestPauseMs);
    }
  }

  /** Whether anything was heard before it ended. */
  private async followOnce(): Promise<boolean> {
    const stream = (this.stream = this.subscribe());
    for (let first = true; ; first = false) {
      const next = await stream.next();
      if (next.done === true || this.ending.signal.aborted) return !first;
      const { value } = next;
      const sequence = sequenceOf(value);
      if (sequence === null) {
        if (this.heard && isTransient(value)) return false;
        this.refuse(value.errors ?? []);
        return false;
      }
      this.heard = true;
      const frame = await this.frameOf(sequence, value);
      if (first) this.tellState(frame);
      else this.tell(frame);
    }
  }

  private subscribe(): AsyncIterableIterator<ExecutionResult> {
    const { operation, context } = this.options;
    const stream = this.source.channel.subscribe?.(this.source.operation(operation.variables), { ...context, requestId: randomUUID() });
    if (!stream) throw new Error('This subgraph has no subscriptions');
    return stream;
  }

  private async frameOf(sequence: number, event: ExecutionResult): Promise<Frame> {
    const { operation, context, format } = this.options;
    const caller = { ...context, requestId: randomUUID() };
    return new Frame(sequence, format(await operation.prepared.execute(operation.variables, { caller }, event)));
  }

  /** The state at the beginning of a stream is for everybody: who had one may have missed something in between. */
  private tellState(frame: Frame): void {
    for (const member of [...this.members.keys(), ...this.waiting.keys()]) {
      this.members.set(member, frame.sequence);
      member.send(frame);
    }
    this.waiting.clear();
    this.streaming = true;
  }

  private tell(frame: Frame): void {
    for (const [member, told] of this.members) {
      if (frame.sequence <= told) continue;
      this.members.set(member, frame.sequence);
      member.send(frame);
    }
    for (const missed of this.waiting.values()) {
      if (missed.length === mostMissed) missed.length = 0;
      missed.push(frame);
    }
  }

  /** The state for those who came while the stream was under way; all who wait when it is asked for share it. */
  private async fetchState(): Promise<void> {
    if (this.fetchingState) return;
    this.fetchingState = true;
    try {
      while (this.streaming && this.waiting.size > 0) {
        const arrived = [...this.waiting.keys()];
        const stream = this.subscribe();
        const next = await stream.next();
        void stream.return?.();
        const sequence = next.done === true ? null : sequenceOf(next.value);
        if (next.done === true || sequence === null) {
          // The stream itself will say why, or begin anew with a state for all.
          await delay(firstPauseMs, undefined, { signal: this.ending.signal }).catch(() => undefined);
          continue;
        }
        const state = await this.frameOf(sequence, next.value);
        for (const member of arrived) this.admit(member, state);
      }
    } catch (error) {
      this.options.log.warn({ error, subgraph: this.source.subgraph }, 'the state of a live group could not be read');
    } finally {
      this.fetchingState = false;
    }
  }

  private admit(member: Member, state: Frame): void {
    const missed = this.waiting.get(member);
    const [first] = missed ?? [];
    // With a gap in between the state is asked for once more.
    if (!missed || (first && first.sequence > state.sequence + 1)) return;
    this.waiting.delete(member);
    this.members.set(member, Math.max(state.sequence, missed.at(-1)?.sequence ?? 0));
    member.send(state);
    for (const frame of missed) if (frame.sequence > state.sequence) member.send(frame);
  }

  private refuse(errors: readonly GraphQLError[]): void {
    const all = [...this.members.keys(), ...this.waiting.keys()];
    this.members.clear();
    this.waiting.clear();
    this.end();
    for (const member of all) member.refuse(errors);
  }
}

/** What may be over at the next try, for a subscription that was good once. */
function isTransient({ errors }: ExecutionResult): boolean {
  const code = errors?.[0]?.extensions['code'];
  return code === 'UNAVAILABLE' || code === 'INTERNAL';
}

function sequenceOf({ extensions }: ExecutionResult): number | null {
  const sequence = extensions?.['sequence'];
  return typeof sequence === 'number' ? sequence : null;
}
