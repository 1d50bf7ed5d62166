import { createClient } from 'redis';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import type { LiveMessage } from '#kernel/live/feed.js';
import type { Heard } from '#kernel/live/follower.js';
import { InProcessLiveBus, type LiveBus } from '#kernel/live/live-bus.js';
import { LiveFeeds } from '#kernel/live/live-feeds.js';
import { RedisLiveBus } from '#kernel/live/redis-live-bus.js';
import { createLogger } from '#kernel/log/logger.js';
import { Context } from '#kernel/subgraph/context.js';
import { CountPayload, counted, counterSubgraph, counts } from '#kernel/testing/counter-subgraph.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { freePort } from '../app/engines/free-port.js';
import { startLocalRedis, type LocalRedis } from '../app/engines/redis-server.js';

const log = createLogger({ level: 'fatal', name: 'test' });
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of closing.splice(0).reverse()) await step();
});

/** A subgraph whose relay publishes on one bus, and a process of followers on another: as two machines are. */
async function open(publishing: LiveBus, following: LiveBus): Promise<{ subgraph: TestSubgraph; feeds: LiveFeeds; background: Background }> {
  const subgraph = await openTestSubgraph(counterSubgraph('counters', () => Promise.resolve()), { log, bus: publishing });
  closing.push(() => subgraph.close());
  const background = await startBackground(counterSubgraph('counters', () => Promise.resolve()), subgraph.resources, new InProcessTransport());
  closing.push(() => background.stop());
  const feeds = new LiveFeeds(following, () => subgraph.database.acrossTenants().pool, log);
  await feeds.start();
  closing.push(() => feeds.stop());
  return { subgraph, feeds, background };
}

function count(subgraph: TestSubgraph, context: RequestContext, name: string, step: number): Promise<CountPayload> {
  return subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtext(${name}))`);
    await transaction.publish(counted, { subject: `${name}-${step}`, data: { name, step } });
    return { name };
  });
}

/** Waits until the relay has numbered so many. */
async function recorded(subgraph: TestSubgraph, sequence: number): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  const head = async () => Number((await pool.query<{ sequence: string }>(`select sequence from live_heads where topic = 'counts:yaks'`)).rows[0]?.sequence ?? 0);
  await eventually(head, (reached) => reached >= sequence);
}

async function take(follower: AsyncIterator<Heard>, most: number): Promise<Heard[]> {
  const heard: Heard[] = [];
  while (heard.length < most) {
    const next = await follower.next();
    if (next.done === true) break;
    heard.push(next.value);
  }
  return heard;
}

const changes = (from: number, to: number, name = 'yaks', offset = 0) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ kind: 'CHANGE', sequence: from + index, subjects: [`${name}-${from + index - offset}`] }));

class LossyBus extends InProcessLiveBus {
  constructor(private readonly isLost: (message: LiveMessage) => boolean) {
    super();
  }
  override publish(messages: readonly LiveMessage[]): Promise<void> {
    return super.publish(messages.filter((message) => !this.isLost(message)));
  }
}

describe('a live feed', () => {
  it('tells the state first, then every event of its topic and tenant, in order', async () => {
    const bus = new InProcessLiveBus();
    const { subgraph, feeds } = await open(bus, bus);
    const [steppe, copperbelt] = [contextOf({ tenant: testTenant('steppe'), permissions: [] }), contextOf({ tenant: testTenant('copperbelt'), permissions: [] })];
    await count(subgraph, steppe, 'yaks', 1);
    const follower = feeds.follow(new Context(steppe, subgraph.resources), counts, 'yaks');
    const first = await take(follower, 1);
    expect(first[0]?.kind).toBe('CURRENT_STATE');
    for (let step = 2; step <= 30; step += 1) {
      await Promise.all([count(subgraph, steppe, 'yaks', step), count(subgraph, steppe, 'goats', step), count(subgraph, copperbelt, 'yaks', step)]);
    }
    const missing = 30 - (first[0]?.sequence ?? 0);
    expect(await take(follower, missing)).toEqual(changes((first[0]?.sequence ?? 0) + 1, 30));
  });

  it('reads what the bus lost, when it sees a gap and when it sees nothing at all', async () => {
    const bus = new LossyBus(({ sequence }) => sequence % 3 !== 0 || sequence > 9);
    const { subgraph, feeds } = await open(bus, bus);
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const follower = feeds.follow(new Context(steppe, subgraph.resources), counts, 'yaks');
    await take(follower, 1);
    for (let step = 1; step <= 12; step += 1) await count(subgraph, steppe, 'yaks', step);
    expect(await take(follower, 12)).toEqual(changes(1, 12));
  });

  it('tells the state again when what was missed is no longer kept', async () => {
    const bus = new LossyBus(({ sequence }) => sequence < 5);
    const { subgraph, feeds } = await open(bus, bus);
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const follower = feeds.follow(new Context(steppe, subgraph.resources), counts, 'yaks');
    await take(follower, 1);
    for (let step = 1; step <= 4; step += 1) await count(subgraph, steppe, 'yaks', step);
    await recorded(subgraph, 4);
    await subgraph.database.acrossTenants().pool.query('delete from live_messages where sequence <= 3');
    await count(subgraph, steppe, 'yaks', 5);
    const [heard] = await take(follower, 1);
    expect(heard).toEqual({ kind: 'CURRENT_STATE', sequence: expect.any(Number) as number, subjects: [] });
    expect(heard?.sequence).toBeGreaterThanOrEqual(4);
  });

  it('tells the state again to a follower that does not keep up, instead of growing', async () => {
    const bus = new InProcessLiveBus();
    const { subgraph, feeds } = await open(bus, bus);
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const follower = feeds.follow(new Context(steppe, subgraph.resources), counts, 'yaks');
    await take(follower, 1);
    await subgraph.database.forContext(steppe).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      for (let step = 1; step <= 1_300; step += 1) await transaction.publish(counted, { subject: `yaks-${step}`, data: { name: 'yaks', step } });
      return { name: 'yaks' };
    });
    await recorded(subgraph, 1_300);
    await count(subgraph, steppe, 'yaks', 1_301);
    const heard: Heard[] = [];
    while (heard.at(-1)?.sequence !== 1_301) heard.push(...(await take(follower, 1)));
    expect(heard.length).toBeLessThan(1_301);
    expect(heard.some(({ kind }) => kind === 'CURRENT_STATE')).toBe(true);
    let last = 0;
    for (const { kind, sequence } of heard) {
      if (kind === 'CHANGE') expect(sequence).toBe(last + 1);
      last = sequence;
    }
  });

  it('ends at once when it is not wanted any more', async () => {
    const bus = new InProcessLiveBus();
    const { subgraph, feeds } = await open(bus, bus);
    const follower = feeds.follow(new Context(contextOf({ tenant: testTenant('steppe'), permissions: [] }), subgraph.resources), counts, 'yaks');
    await take(follower, 1);
    const waiting = follower.next();
    await follower.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});

describe('a live feed over Redis', () => {
  let redis: LocalRedis;
  let port: number;
  let buses: RedisLiveBus[];
  beforeEach(async () => {
    port = await freePort();
    redis = await startLocalRedis(port);
    buses = [1, 2].map(() => new RedisLiveBus(redis.url, 'counters', log));
    closing.push(async () => {
      for (const bus of buses) await bus.close();
      await redis.stop();
    });
  });
  const opened = () => open(...(buses as [RedisLiveBus, RedisLiveBus]));

  it('reaches followers in other processes', async () => {
    const { subgraph, feeds } = await opened();
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const follower = feeds.follow(new Context(steppe, subgraph.resources), counts, 'yaks');
    await take(follower, 1);
    for (let step = 1; step <= 20; step += 1) await count(subgraph, steppe, 'yaks', step);
    expect(await take(follower, 20)).toEqual(changes(1, 20));
  });

  it('misses nothing when its connection is cut, and when Redis itself is gone for a time', async () => {
    const { subgraph, feeds } = await opened();
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const follower = feeds.follow(new Context(steppe, subgraph.resources), counts, 'yaks');
    await take(follower, 1);
    await count(subgraph, steppe, 'yaks', 1);
    const operator = createClient({ url: redis.url });
    await operator.connect();
    await operator.sendCommand(['CLIENT', 'KILL', 'TYPE', 'pubsub']);
    await Promise.all([2, 3].map((step) => count(subgraph, steppe, 'goats', step)));
    for (const step of [2, 3]) await count(subgraph, steppe, 'yaks', step);
    operator.destroy();
    expect(await take(follower, 3)).toEqual(changes(1, 3));
    await redis.stop();
    for (let step = 4; step <= 8; step += 1) await count(subgraph, steppe, 'yaks', step);
    redis = await startLocalRedis(port);
    await count(subgraph, steppe, 'yaks', 9);
    expect(await take(follower, 6)).toEqual(changes(4, 9));
  });
});
