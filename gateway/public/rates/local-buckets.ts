import { LRUCache } from 'lru-cache';
import type { Buckets, Taken } from './buckets.js';
import type { BucketPolicy } from './plan-rates.js';

/** What is missing in a bucket, at a time. */
interface Bucket {
  spent: number;
  at: number;
}

/** Buckets that are remembered; one that was forgotten is full again, which only the one longest unused can be. */
const mostBuckets = 100_000;

export interface LocalBucketsOptions {
  /** What of a policy is given out here, 1 for all of it. */
  readonly share?: number;
  /** Milliseconds; a clock that never goes back. */
  readonly now?: () => number;
}

/** Buckets in this process's own memory. */
export class LocalBuckets implements Buckets {
  private readonly buckets = new LRUCache<string, Bucket>({ max: mostBuckets });
  private readonly share: number;
  private readonly now: () => number;

  constructor({ share = 1, now = () => performance.now() }: LocalBucketsOptions = {}) {
    this.share = share;
    this.now = now;
  }

  take(key: string, given: BucketPolicy, units: number): Promise<Taken> {
    const policy = {
      capacity: Math.max(1, Math.floor(given.capacity * this.share)),
      restoreRate: Math.max(1, Math.floor(given.restoreRate * this.share)),
    };
    const bucket = this.filled(key, policy);
    // A full bucket gives even what is more than it holds, and is empty for so much longer: else nothing that is dearer than a
    // share could run at all while the share is all there is.
    const granted = bucket.spent + units <= policy.capacity || (bucket.spent === 0 && units <= given.capacity);
    const missing = Math.min(units, policy.capacity) + bucket.spent - policy.capacity;
    const waitMs = granted ? 0 : (missing / policy.restoreRate) * 1_000;
    if (granted) bucket.spent += units;
    return Promise.resolve({
      granted,
      policy,
      available: availableIn(bucket, policy),
      waitMs,
      giveBack: (back) => {
        const now = this.filled(key, policy);
        now.spent = Math.max(0, now.spent - back);
        return Promise.resolve(availableIn(now, policy));
      },
    });
  }

  private filled(key: string, { restoreRate }: BucketPolicy): Bucket {
    const now = this.now();
    let bucket = this.buckets.get(key);
    if (!bucket) this.buckets.set(key, (bucket = { spent: 0, at: now }));
    bucket.spent = Math.max(0, bucket.spent - ((now - bucket.at) / 1_000) * restoreRate);
    bucket.at = now;
    return bucket;
  }
}

function availableIn({ spent }: Bucket, { capacity }: BucketPolicy): number {
  return Math.max(0, Math.floor(capacity - spent));
}
