import type { ExecutionResult } from 'graphql';
import { emptyContext } from '#kernel/context/request-context.js';
import { silent } from '#kernel/log/logger.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Frame } from './frame.js';
import { LiveGroup, type Member } from './live-group.js';
import type { LiveOperation } from './live-operations.js';

/** A subgraph's stream that the test holds in its hand. */
class HeldStream implements AsyncIterableIterator<ExecutionResult> {
  private readonly unread: ExecutionResult[] = [];
  private waiting: ((result: IteratorResult<ExecutionResult>) => void) | null = null;

  say(sequence: number): void {
    const value = { data: { sequence }, extensions: { sequence } };
    if (this.waiting) this.waiting({ done: false, value });
    else this.unread.push(value);
    this.waiting = null;
  }

  next(): Promise<IteratorResult<ExecutionResult>> {
    const value = this.unread.shift();
    return value ? Promise.resolve({ done: false, value }) : new Promise((resolve) => (this.waiting = resolve));
  }

  return(): Promise<IteratorResult<ExecutionResult>> {
    this.waiting?.({ done: true, value: undefined });
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}

function openGroup(): { group: LiveGroup; streams: HeldStream[] } {
  const streams: HeldStream[] = [];
  const subscribe = (): HeldStream => {
    const stream = new HeldStream();
    streams.push(stream);
    return stream;
  };
  const prepared = {
    source: { subgraph: 'clock', channel: { name: 'clock', subscribe }, operation: () => ({ query: 'subscription { ticked }' }) },
    execute: (_: unknown, __: unknown, event: ExecutionResult) => Promise.resolve({ data: event.data }),
  };
  const operation = { prepared, variables: {} } as unknown as LiveOperation;
  const group = new LiveGroup({ operation, context: emptyContext('one'), format: (result) => result as never, log: silent, onEmpty: () => undefined });
  return { group, streams };
}

class Listener implements Member {
  readonly told: number[] = [];
  send({ sequence }: Frame): void {
    this.told.push(sequence);
  }
  refuse(): void {
    throw new Error('It was refused');
  }
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('who joins while events go on', () => {
  it.each([
    ['a few', 10, [5, 6, 7, 8, 9, 10], 2],
    // More than is kept for him: a state from before the gap is not enough, and one from after it is asked for.
    ['thousands of', 2_500, numbers(2_490, 2_500), 3],
  ])('is told the state and all that followed, after %s events that came before his state', async (_, last, told, subscriptions) => {
    const { group, streams } = openGroup();
    const [early, late] = [new Listener(), new Listener()];
    group.join(early);
    streams[0]?.say(0);
    await eventually(() => Promise.resolve(early.told), ({ length }) => length === 1);
    group.join(late);
    for (const sequence of numbers(1, last)) streams[0]?.say(sequence);
    await eventually(() => Promise.resolve(early.told), ({ length }) => length === last + 1);
    streams[1]?.say(5);
    if (subscriptions === 3) {
      await eventually(() => Promise.resolve(streams), ({ length }) => length === 3);
      expect(late.told).toEqual([]);
      streams[2]?.say(2_490);
    }
    await eventually(() => Promise.resolve(late.told), ({ length }) => length === told.length);
    expect([late.told, early.told, streams.length]).toEqual([told, numbers(0, last), subscriptions]);
    group.end();
  });
});
