import type { Logger } from '#kernel/log/logger.js';
import { InsuredBuckets } from './insured-buckets.js';
import { LocalBuckets } from './local-buckets.js';
import { Rates } from './rates.js';
import { RedisBuckets } from './redis-buckets.js';

export interface OpenedRates {
  readonly rates: Rates;
  close(): void;
}

/** Rates that all gateways share by Redis, or those of the only one. */
export function openRates(redisUrl: string | null, log: Logger): OpenedRates {
  if (redisUrl === null) return { rates: new Rates(new LocalBuckets()), close: () => undefined };
  const common = new RedisBuckets(redisUrl, log);
  return { rates: new Rates(new InsuredBuckets(common, log)), close: () => common.close() };
}
