import fc from 'fast-check';
import { silent } from '#kernel/log/logger.js';
import type { Buckets, Taken } from './buckets.js';
import { InsuredBuckets } from './insured-buckets.js';
import { LocalBuckets } from './local-buckets.js';
import type { BucketPolicy } from './plan-rates.js';

const policy: BucketPolicy = { capacity: 100, restoreRate: 10 };

describe('a bucket', () => {
  it('gives out no more than it holds and gets back, in whatever order it is asked', async () => {
    const step = fc.record({ afterMs: fc.nat(5_000), units: fc.integer({ min: 1, max: 100 }), back: fc.nat(100) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        let clock = 0;
        let spent = 0;
        const buckets = new LocalBuckets({ now: () => clock });
        for (const { afterMs, units, back } of steps) {
          clock += afterMs;
          const taken = await buckets.take('lab', policy, units);
          if (!taken.granted) continue;
          await taken.giveBack(Math.min(back, units));
          spent += units - Math.min(back, units);
          expect(spent).toBeLessThanOrEqual(policy.capacity + (clock / 1_000) * policy.restoreRate + 1e-6);
        }
      }),
    );
  });

  it('grants at the moment that it named, and not before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), async (first, second) => {
        fc.pre(first + second > policy.capacity);
        let clock = 0;
        const buckets = new LocalBuckets({ now: () => clock });
        await buckets.take('lab', policy, first);
        const { waitMs } = await buckets.take('lab', policy, second);
        clock = waitMs - 1;
        expect((await buckets.take('lab', policy, second)).granted).toBe(false);
        clock = waitMs + 0.001;
        expect((await buckets.take('lab', policy, second)).granted).toBe(true);
      }),
    );
  });

  it('that gives a share lets what is dearer run when it is full, and is empty for so much longer', async () => {
    let clock = 0;
    const buckets = new LocalBuckets({ share: 0.2, now: () => clock });
    expect((await buckets.take('lab', policy, 101)).granted).toBe(false);
    expect(await buckets.take('lab', policy, 60)).toMatchObject({ granted: true, policy: { capacity: 20, restoreRate: 2 }, available: 0 });
    expect(await buckets.take('lab', policy, 1)).toMatchObject({ granted: false, waitMs: 20_500 });
    clock = 30_000;
    expect(await buckets.take('lab', policy, 20)).toMatchObject({ granted: true });
  });
});

/** A common store that a test takes away. */
class FailingBuckets implements Buckets {
  away = false;
  asked = 0;
  returned = 0;

  take(_key: string, given: BucketPolicy): Promise<Taken> {
    this.asked += 1;
    if (this.away) return Promise.reject(new Error('away'));
    const giveBack = (units: number): Promise<number> => {
      if (this.away) return Promise.reject(new Error('away'));
      this.returned += units;
      return Promise.resolve(units);
    };
    return Promise.resolve({ granted: true, policy: given, available: 7, waitMs: 0, giveBack });
  }
}

describe('buckets in a store that can go away', () => {
  it('are kept here meanwhile, less of them, and the store is not asked at every call', async () => {
    const common = new FailingBuckets();
    const buckets = new InsuredBuckets(common, silent);
    expect(await buckets.take('lab', policy, 50)).toMatchObject({ granted: true, policy });
    common.away = true;
    const answers = [];
    for (let index = 0; index < 10; index += 1) answers.push(await buckets.take('lab', policy, 5));
    expect([answers.filter(({ granted }) => granted).length, answers[0]?.policy, common.asked]).toEqual([
      5,
      { capacity: 25, restoreRate: 2 },
      2,
    ]);
  });

  it('give back nothing here that was taken there', async () => {
    const common = new FailingBuckets();
    const buckets = new InsuredBuckets(common, silent);
    const there = await buckets.take('lab', policy, 50);
    common.away = true;
    const here = await buckets.take('lab', policy, 25);
    expect([await there.giveBack(50), (await buckets.take('lab', policy, 1)).granted]).toEqual([7, false]);
    await here.giveBack(25);
    expect([common.returned, (await buckets.take('lab', policy, 25)).granted]).toEqual([0, true]);
  });
});
