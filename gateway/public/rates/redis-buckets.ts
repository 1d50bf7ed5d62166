import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { createClient } from 'redis';
import type { Logger } from '#kernel/log/logger.js';
import type { Buckets, Taken } from './buckets.js';
import type { BucketPolicy } from './plan-rates.js';

/**
 * The limiter's own script counts in fixed windows. This one keeps what was spent and when, lets it drain continuously by Redis'
 * own clock, and writes nothing when it refuses. It answers what is spent with the call, and the milliseconds until it can be had
 * or, when it was granted, until all is back.
 */
const drainingScript = `
local units, capacity = tonumber(ARGV[1]), tonumber(ARGV[3])
local perMs = capacity / (tonumber(ARGV[4]) * 1000)
local time = redis.call('time')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local spent = 0
local kept = redis.call('get', KEYS[1])
if kept then
  local was, at = string.match(kept, '^([%d.]+):(%d+)$')
  if was then spent = math.max(0, tonumber(was) - math.max(0, now - tonumber(at)) * perMs) end
end
local after = math.max(0, spent + units)
if units > 0 and after > capacity then return {math.ceil(after), math.ceil((after - capacity) / perMs)} end
redis.call('set', KEYS[1], string.format('%.3f:%.0f', after, now), 'px', math.ceil(after / perMs) + 1000)
return {math.ceil(after), math.ceil(after / perMs)}
`;

/**
 * A Redis that takes longer is as good as away. It is waited for part by part, and looked for in the sockets after each: when our
 * own event loop stalls, timers run before the answer is read that lies there already, and may run before the question was sent.
 */
const patienceMs = 250;
const partsOfPatience = 5;

type Client = ReturnType<typeof connection>;

/** Buckets in Redis, the same for every gateway. Rejects when Redis cannot be asked. */
export class RedisBuckets implements Buckets {
  private readonly client: Client;
  private readonly limiters = new Map<string, RateLimiterRedis>();

  constructor(url: string, log: Logger) {
    this.client = connection(url, log);
    // It goes on trying by itself; until then calls are refused at once.
    this.client.connect().catch((error: unknown) => log.warn({ error }, 'Redis cannot be reached; rates are kept by this gateway alone'));
  }

  async take(key: string, policy: BucketPolicy, units: number): Promise<Taken> {
    const limiter = this.limiterOf(policy);
    const { granted, result } = await patiently(consume(limiter, key, units));
    // What a refused call would have spent is not spent.
    const spent = result.consumedPoints - (granted ? 0 : units);
    return {
      granted,
      policy,
      available: Math.max(0, policy.capacity - spent),
      waitMs: granted ? 0 : result.msBeforeNext,
      giveBack: async (back) => {
        const { consumedPoints } = await patiently(limiter.reward(key, back));
        return Math.max(0, policy.capacity - consumedPoints);
      },
    };
  }

  close(): void {
    this.client.destroy();
  }

  private limiterOf(policy: BucketPolicy): RateLimiterRedis {
    const { capacity, restoreRate } = policy;
    const name = `${capacity}/${restoreRate}`;
    let limiter = this.limiters.get(name);
    if (!limiter) {
      limiter = new RateLimiterRedis({
        storeClient: this.client,
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        customIncrTtlLuaScript: drainingScript,
        keyPrefix: 'caregraph:rates',
        points: capacity,
        duration: capacity / restoreRate,
      });
      this.limiters.set(name, limiter);
    }
    return limiter;
  }
}

async function consume(limiter: RateLimiterRedis, key: string, units: number): Promise<{ granted: boolean; result: RateLimiterRes }> {
  try {
    return { granted: true, result: await limiter.consume(key, units) };
  } catch (error) {
    if (error instanceof RateLimiterRes) return { granted: false, result: error };
    throw error;
  }
}

/** Redis' own time-outs end what waits to be sent, not what waits for an answer. */
async function patiently<T>(answer: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const late = outOfPatience(waiting.signal);
  try {
    return await Promise.race([answer, late]);
  } finally {
    late.catch(() => undefined);
    answer.catch(() => undefined);
    waiting.abort();
  }
}

async function outOfPatience(signal: AbortSignal): Promise<never> {
  for (let part = 0; part < partsOfPatience; part += 1) {
    await delay(patienceMs / partsOfPatience, null, { signal });
    await nextTurn();
  }
  throw new Error(`Redis did not answer in ${patienceMs} ms`);
}

function connection(url: string, log: Logger) {
  const client = createClient({
    url,
    socket: { reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 1_000) },
    disableOfflineQueue: true,
  });
  client.on('error', (error: unknown) => log.warn({ error }, 'Redis cannot be reached; rates are kept by this gateway alone'));
  return client;
}
