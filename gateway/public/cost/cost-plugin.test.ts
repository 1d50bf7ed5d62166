import { openChargedServer, type ChargedAnswer, type ChargedServer, type ChargedServerOptions } from '../../testing/charged-server.js';
import { DayQuota } from '../rates/day-quota.js';
import { LocalBuckets } from '../rates/local-buckets.js';
import type { PlanRates } from '../rates/plan-rates.js';
import { Rates } from '../rates/rates.js';

const starter: PlanRates = { client: { capacity: 100, restoreRate: 10 }, tenant: { capacity: 150, restoreRate: 15 }, perDay: 1_000 };
const growth: PlanRates = { client: { capacity: 1_000, restoreRate: 100 }, tenant: { capacity: 3_000, restoreRate: 300 }, perDay: 100_000 };

let clock = 0;
let server: ChargedServer;
async function open(more: Partial<ChargedServerOptions> = {}): Promise<void> {
  clock = 0;
  server = await openChargedServer({
    rates: new Rates(new LocalBuckets({ now: () => clock })),
    plans: { STARTER: starter, GROWTH: growth, ENTERPRISE: growth },
    ...more,
  });
}
afterEach(() => server.close());

/** A query costs one, the field one, and each yak one. */
const yaks = (first: number): string => `query Yaks { yaks(first: ${first}) { name } }`;
const few = (first: number): string => `query Few { few(first: ${first}) { name } }`;
const errorOf = ({ status, body }: ChargedAnswer) => [status, body.errors?.[0]?.extensions.code];

describe('every answer', () => {
  it('says what it cost, what can be spent, and the same in its headers', async () => {
    await open();
    const { body, headers } = await server.ask('lab', yaks(18));
    expect(body.extensions.cost).toEqual({ requested: 20, actual: 20, available: 80, restoreRate: 10 });
    expect(headers.get('ratelimit-policy')).toBe(
      '"client";q=100;w=10;qu="cost", "tenant";q=150;w=10;qu="cost", "day";q=1000;w=86400;qu="cost"',
    );
    expect(headers.get('ratelimit')).toMatch(/^"client";r=80;t=2, "tenant";r=130;t=2, "day";r=980;t=\d+$/);
    expect(headers.get('retry-after')).toBeNull();
  });

  it('gives back what was not used', async () => {
    await open();
    const { body } = await server.ask('lab', few(90));
    expect(body.extensions.cost).toEqual({ requested: 92, actual: 3, available: 97, restoreRate: 10 });
  });

  it('takes what a list was longer than its size, as far as there is any', async () => {
    await open();
    // The resolver answers as many as are asked for; the size counts nothing below zero.
    const { body } = await server.ask('lab', '{ yaks { name } few(first: 0) { name } }');
    expect(body.extensions.cost).toMatchObject({ requested: 1 + 21 + 1, actual: 1 + 21 + 2, available: 76 });
  });

  it('costs one at least: what cannot be read, is not valid, names no operation, or failed', async () => {
    await open();
    expect((await server.ask('lab', '{')).body.extensions.cost).toEqual({ requested: 0, actual: 0, available: 99, restoreRate: 10 });
    expect((await server.ask('lab', '{ goats }')).body.extensions.cost).toEqual({
      requested: 0,
      actual: 0,
      available: 98,
      restoreRate: 10,
    });
    expect((await server.ask('lab', { query: yaks(1), operationName: 'Other' })).body.extensions.cost).toMatchObject({
      requested: 0,
      available: 97,
    });
    expect((await server.ask('lab', '{ broken { name } }')).body.extensions.cost).toMatchObject({ requested: 3, actual: 2, available: 95 });
    expect(server.uses.map(({ operation, failed, refused, cost }) => [operation.slice(0, 7), failed, refused, cost])).toEqual([
      ['(unread', true, false, 0],
      ['(unread', true, false, 0],
      ['(unread', true, false, 0],
      ['sha256:', true, false, 2],
    ]);
  });

  it('is weighed for somebody unknown too, who has nothing to spend', async () => {
    await open();
    const { body, headers } = await server.ask('', '{ __schema { queryType { name } } }');
    expect([body.extensions.cost, headers.get('ratelimit')]).toEqual([{ requested: 21, actual: 21 }, null]);
    expect(server.uses).toEqual([]);
  });
});

describe('a client', () => {
  it('is refused beyond its bucket, at no cost, and told when to come again', async () => {
    await open();
    await server.ask('lab', yaks(88));
    const refused = await server.ask('lab', yaks(28));
    expect(errorOf(refused)).toEqual([429, 'RATE_LIMITED']);
    expect(refused.body.errors?.[0]?.message).toBe(
      'This operation may cost 30 cost units, and 10 can be spent just now: send it again in 2 s.',
    );
    expect([refused.headers.get('retry-after'), refused.body.extensions.cost]).toEqual([
      '2',
      { requested: 30, actual: 0, available: 10, restoreRate: 10 },
    ]);
    clock += 1_999;
    expect(errorOf(await server.ask('lab', yaks(28)))).toEqual([429, 'RATE_LIMITED']);
    clock += 1;
    expect((await server.ask('lab', yaks(28))).status).toBe(200);
    expect(server.uses.map(({ operation, refused: was, cost }) => [operation, was, cost])).toEqual([
      ['Yaks', false, 90],
      ['Yaks', true, 0],
      ['Yaks', true, 0],
      ['Yaks', false, 30],
    ]);
  });

  it('shares its tenant with the others, and no tenant with another', async () => {
    await open();
    await server.ask('lab', yaks(98));
    const { body } = await server.ask('erp', yaks(38));
    expect(body.extensions.cost.available).toBe(10);
    const refused = await server.ask('erp', yaks(18));
    expect([errorOf(refused), refused.headers.get('ratelimit')?.split(', ').slice(0, 2)]).toEqual([
      [429, 'RATE_LIMITED'],
      ['"client";r=60;t=4', '"tenant";r=10;t=10'],
    ]);
    expect((await server.ask('lab@lusaka', yaks(98))).status).toBe(200);
  });

  it('is told the most when an operation could never run', async () => {
    await open();
    const { status, body } = await server.ask('lab', yaks(99));
    expect([status, body.errors?.[0]]).toEqual([
      400,
      {
        message: 'This operation may cost 101; the most that this client can spend at once is 100: ask for smaller pages or fewer levels.',
        extensions: { code: 'COST_EXCEEDED', cost: 101, limit: 100 },
      },
    ]);
    expect((await server.ask('lab@growth', yaks(99))).status).toBe(200);
  });

  it('never spends more than its bucket, however many ask at once', async () => {
    await open();
    const answers = await Promise.all(Array.from({ length: 60 }, () => server.ask('lab@growth', yaks(98))));
    const spent = answers.filter(({ status }) => status === 200).reduce((sum, { body }) => sum + body.extensions.cost.actual, 0);
    expect([spent, answers.filter(({ status }) => status === 429).length]).toEqual([1_000, 50]);
  });
});

describe("the day's quota", () => {
  it('ends at midnight UTC, and says so', async () => {
    let now = new Date('2026-11-21T23:59:30Z');
    const quota = new DayQuota(() => now);
    await open({ quota, usedToday: () => (now.getUTCDate() === 21 ? 950 : 0) });
    expect((await server.ask('lab', yaks(38))).status).toBe(200);
    // Platform does not know of the last one yet.
    expect((await server.ask('lab', yaks(10))).status).toBe(200);
    const refused = await server.ask('lab', yaks(58));
    expect(errorOf(refused)).toEqual([429, 'RATE_LIMITED']);
    expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit')]).toEqual([
      '30',
      expect.stringContaining('"day";r=50;t=30'),
    ]);
    expect(refused.body.errors?.[0]?.message).toMatch(/day's quota of 1000 cost units: it begins anew at midnight UTC/);
    now = new Date('2026-11-22T00:00:00Z');
    clock += 10_000;
    expect((await server.ask('lab', yaks(58))).status).toBe(200);
  });

  it('is kept by this gateway before anything is reported, also by calls at the same time', async () => {
    await open({ plans: { STARTER: { ...growth, perDay: 500 }, GROWTH: growth, ENTERPRISE: growth } });
    const answers = await Promise.all(Array.from({ length: 12 }, () => server.ask('lab', yaks(98))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(errorOf(await server.ask('lab', yaks(1)))).toEqual([429, 'RATE_LIMITED']);
  });
});
