import type { EventRecord } from '#kernel/events/event.js';
import { RedisTransport } from '#kernel/events/redis-transport.js';
import { createLogger } from '#kernel/log/logger.js';
import { newUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { freePort } from '../app/engines/free-port.js';
import { startLocalRedis, type LocalRedis } from '../app/engines/redis-server.js';

const log = createLogger({ level: 'fatal', name: 'test' });

function event(step: number, type = 'counter.counted'): EventRecord {
  return {
    id: newUuid(),
    type,
    version: 1,
    tenant: { id: 'tenant_01jd0a8ksvf3ntbd0zqzyb6y2q' },
    subject: 'yaks',
    branch: null,
    data: { step },
    actorId: null,
    requestId: null,
    occurredAt: new Date().toISOString(),
  };
}

describe('events over Redis', () => {
  let redis: LocalRedis;
  let transport: RedisTransport;
  beforeEach(async () => {
    redis = await startLocalRedis();
    transport = new RedisTransport(redis.url, log);
  });
  afterEach(async () => {
    await transport.close();
    await redis.stop();
  });

  it('reach every group once, in order, and only those that asked for them', async () => {
    const taken: Record<'pharmacy' | 'billing', number[]> = { pharmacy: [], billing: [] };
    const groups = await Promise.all(
      (['pharmacy', 'billing'] as const).map((group) =>
        transport.subscribe(group, ['counter.counted'], ({ data }) => {
          taken[group].push(data['step'] as number);
          return Promise.resolve();
        }),
      ),
    );
    await transport.publish([event(0), event(99, 'other.thing'), event(1), event(2)]);
    await eventually(() => Promise.resolve(taken), ({ pharmacy, billing }) => pharmacy.length >= 3 && billing.length >= 3);
    expect(taken).toEqual({ pharmacy: [0, 1, 2], billing: [0, 1, 2] });
    await Promise.all(groups.map((group) => group.close()));
  });

  it('are delivered again until they are taken in', async () => {
    let failures = 2;
    const taken: number[] = [];
    const group = await transport.subscribe('pharmacy', ['counter.counted'], ({ data }) => {
      if (failures-- > 0) return Promise.reject(new Error('the database is away'));
      taken.push(data['step'] as number);
      return Promise.resolve();
    });
    await transport.publish([event(0), event(1)]);
    await eventually(() => Promise.resolve(taken), (steps) => steps.length >= 2);
    expect(taken).toEqual([0, 1]);
    await group.close();
  });

  it('go on after Redis was stopped and started again', async () => {
    const port = await freePort();
    const first = await startLocalRedis(port);
    const lasting = new RedisTransport(first.url, log);
    const taken: number[] = [];
    const group = await lasting.subscribe('pharmacy', ['counter.counted'], ({ data }) => {
      taken.push(data['step'] as number);
      return Promise.resolve();
    });
    await lasting.publish([event(0)]);
    await eventually(() => Promise.resolve(taken), (steps) => steps.length === 1);
    await first.stop();
    await expect(lasting.publish([event(1)])).rejects.toThrow();
    const second = await startLocalRedis(port);
    // The relay keeps what was not taken and offers it again, as here.
    await eventually(() => lasting.publish([event(1)]).then(() => true, () => false), Boolean);
    await eventually(() => Promise.resolve(taken), (steps) => steps.includes(1));
    await group.close();
    await lasting.close();
    await second.stop();
  });
});
