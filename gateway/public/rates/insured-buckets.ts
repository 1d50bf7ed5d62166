import type { Logger } from '#kernel/log/logger.js';
import type { Buckets, Taken } from './buckets.js';
import { LocalBuckets } from './local-buckets.js';
import type { BucketPolicy } from './plan-rates.js';

/**
 * What each gateway gives out by itself while the common store is away: so little that several gateways together give out about
 * what is allowed, and enough that a door stays open.
 */
const share = 0.25;

/** After a failure the store is not asked for so long, so that calls do not wait for it one after the other. */
const pauseMs = 1_000;

/** The common buckets, and while they cannot be asked, stricter ones of this gateway's own. */
export class InsuredBuckets implements Buckets {
  private pausedUntil = 0;

  constructor(
    private readonly common: Buckets,
    private readonly log: Logger,
    private readonly own: Buckets = new LocalBuckets({ share }),
  ) {}

  async take(key: string, policy: BucketPolicy, units: number): Promise<Taken> {
    if (performance.now() < this.pausedUntil) return this.own.take(key, policy, units);
    try {
      const taken = await this.common.take(key, policy, units);
      return { ...taken, giveBack: (back) => this.giveBack(taken, back) };
    } catch (error) {
      this.pause(error);
      return this.own.take(key, policy, units);
    }
  }

  /** What was taken from the common store goes back there or nowhere: in ours it would be more than was ever in it. */
  private async giveBack(taken: Taken, units: number): Promise<number> {
    try {
      return await taken.giveBack(units);
    } catch (error) {
      this.pause(error);
      return taken.available;
    }
  }

  private pause(error: unknown): void {
    this.pausedUntil = performance.now() + pauseMs;
    this.log.warn({ error }, 'the common rates cannot be asked; this gateway keeps stricter ones of its own');
  }
}
