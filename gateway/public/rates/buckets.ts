import type { BucketPolicy } from './plan-rates.js';

/** Token buckets by key: what is in each, and who holds it. */
export interface Buckets {
  /** Takes so many units, or nothing when there are not as many. Zero takes nothing and tells what there is. */
  take(key: string, policy: BucketPolicy, units: number): Promise<Taken>;
}

export interface Taken {
  readonly granted: boolean;
  /** By which figures it was decided: stricter ones, while the common store is away. */
  readonly policy: BucketPolicy;
  /** What is left, in whole units. */
  readonly available: number;
  /** Milliseconds until as much will be there; zero when it was granted. */
  readonly waitMs: number;
  /** Puts units back to where they were taken; answers what is there then. */
  giveBack(units: number): Promise<number>;
}
