import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { silent } from '#kernel/log/logger.js';
import { eventually } from '#kernel/testing/eventually.js';
import { freePort } from '../app/engines/free-port.js';
import { startLocalRedis, type LocalRedis } from '../app/engines/redis-server.js';
import { openRates, type OpenedRates } from '../gateway/public/rates/open-rates.js';
import type { PlanRates } from '../gateway/public/rates/plan-rates.js';
import { RedisBuckets } from '../gateway/public/rates/redis-buckets.js';
import { openChargedServer, type ChargedAnswer, type ChargedServer } from '../gateway/testing/charged-server.js';

const capacity = 1_000;
const plan: PlanRates = { client: { capacity, restoreRate: 50 }, tenant: { capacity: 1_500, restoreRate: 75 }, perDay: 1_000_000 };
const share = 0.25;

interface Gateway {
  readonly server: ChargedServer;
  readonly rates: OpenedRates;
}

let port: number;
let redis: LocalRedis;
let gateways: Gateway[];

beforeEach(async () => {
  port = await freePort();
  redis = await startLocalRedis(port);
  gateways = await Promise.all([openGateway(), openGateway()]);
});
afterEach(async () => {
  for (const { server, rates } of gateways) {
    await server.close();
    rates.close();
  }
  await redis.stop();
});

async function openGateway(): Promise<Gateway> {
  const rates = openRates(`redis://127.0.0.1:${port}`, silent);
  const server = await openChargedServer({ rates: rates.rates, plans: { STARTER: plan, GROWTH: plan, ENTERPRISE: plan } });
  // Until the connection stands it is as if Redis were away.
  await eventually(() => server.ask('warming@elsewhere', '{ __typename }'), inCommon);
  return { server, rates };
}

/** Whether it was decided by all gateways together, or by one for itself. */
const inCommon = ({ body }: ChargedAnswer): boolean => body.extensions.cost.restoreRate === plan.client.restoreRate;
const yaks = (first: number): string => `{ yaks(first: ${first}) { name } }`;
const spentBy = (answers: readonly ChargedAnswer[]): number =>
  answers.filter(({ status }) => status === 200).reduce((sum, { body }) => sum + body.extensions.cost.actual, 0);

/** So many askers at once, over all gateways in turn, each until it was refused or has asked so often. */
async function askAtOnce(askers: number, times: number, client: (asker: number) => string): Promise<ChargedAnswer[]> {
  const each = Array.from({ length: askers }, async (_, asker) => {
    const answers: ChargedAnswer[] = [];
    for (let time = 0; time < times; time += 1) {
      const answer = await gateways[(asker + time) % gateways.length]?.server.ask(client(asker), yaks(18));
      if (answer) answers.push(answer);
    }
    return answers;
  });
  return (await Promise.all(each)).flat();
}

/** Nothing else happens in this process meanwhile. */
function stall(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

describe('rates over Redis', () => {
  it('let a client spend its bucket once, over all gateways and however many ask at once', async () => {
    const began = performance.now();
    const answers = await askAtOnce(20, 10, () => 'lab');
    const restored = ((performance.now() - began) / 1_000) * plan.client.restoreRate;
    const spent = spentBy(answers);
    expect(spent).toBeGreaterThanOrEqual(capacity);
    expect(spent).toBeLessThanOrEqual(capacity + restored);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(answers.every(inCommon)).toBe(true);
  });

  it('let the clients of a tenant spend together what is its, and those of another theirs', async () => {
    const began = performance.now();
    const answers = await askAtOnce(20, 10, (asker) => `client-${asker % 4}`);
    const restored = ((performance.now() - began) / 1_000) * plan.tenant.restoreRate;
    expect(spentBy(answers)).toBeGreaterThanOrEqual(plan.tenant.capacity - 20);
    expect(spentBy(answers)).toBeLessThanOrEqual(plan.tenant.capacity + restored);
    expect((await gateways[0]?.server.ask('client-0@lusaka', yaks(900)))?.status).toBe(200);
  });

  it('give back what was not used, and let it be spent at another gateway', async () => {
    const [first, second] = gateways;
    for (let time = 0; time < 5; time += 1) {
      const answer = await first?.server.ask('lab', '{ few(first: 900) { name } }');
      expect([answer?.status, answer?.body.extensions.cost]).toEqual([200, expect.objectContaining({ requested: 902, actual: 3 })]);
    }
    expect((await second?.server.ask('lab', yaks(960)))?.status).toBe(200);
  });

  it('tell a wait after which it is granted, by the same clock everywhere', async () => {
    const [first, second] = gateways;
    await first?.server.ask('lab', yaks(988));
    const refused = await second?.server.ask('lab', yaks(158));
    expect(refused?.status).toBe(429);
    await delay(Number(refused?.headers.get('retry-after')) * 1_000);
    expect((await first?.server.ask('lab', yaks(158)))?.status).toBe(200);
  });

  it('charge nothing for what was refused, and forget a bucket that is full again', async () => {
    const buckets = new RedisBuckets(redis.url, silent);
    const small = { capacity: 10, restoreRate: 2 };
    await eventually(
      () => buckets.take('yak', small, 10).catch(() => null),
      (taken) => taken !== null,
    );
    for (let time = 0; time < 50; time += 1) expect((await buckets.take('yak', small, 10)).granted).toBe(false);
    await eventually(
      () => buckets.take('yak', small, 10),
      ({ granted }) => granted,
    );
    buckets.close();
  });

  it.each<[string, () => Promise<void>]>([
    ['before it was asked', () => Promise.resolve()],
    ['before its answer was read', () => nextTurn()],
  ])('are kept in common by a gateway that was busy itself for longer than it waits for Redis, %s', async (_, meanwhile) => {
    const [{ rates }] = gateways as [Gateway];
    const spending = rates.rates.spend({ tenant: 'tenant_a', client: 'client_a', rates: plan }, 10);
    await meanwhile();
    stall(300);
    const { granted, states } = await spending;
    expect([granted, states.map(({ policy }) => policy)]).toEqual([true, [plan.client, plan.tenant]]);
  });
});

describe('rates when Redis goes away', () => {
  it('are kept by each gateway, neither open nor closed, and in common again when it is back', async () => {
    const ask = (client: string) => gateways[0]?.server.ask(client, yaks(18)) as Promise<ChargedAnswer>;
    expect(inCommon(await ask('lab'))).toBe(true);
    const began = performance.now();
    const asking = askAtOnce(20, 10, () => 'lab');
    await redis.stop();
    const answers = [...(await asking), ...(await askAtOnce(20, 10, () => 'lab'))];
    const restored = ((performance.now() - began) / 1_000) * plan.client.restoreRate;

    expect(answers.every(({ status }) => status === 200 || status === 429)).toBe(true);
    const own = gateways.length * share * capacity;
    const alone = answers.filter((answer) => !inCommon(answer));
    expect(spentBy(alone)).toBeGreaterThanOrEqual(own - 20 * gateways.length);
    expect(spentBy(alone)).toBeLessThanOrEqual(own + restored);
    expect(spentBy(answers)).toBeLessThanOrEqual(capacity + own + restored);
    // Nor is it closed to what is dearer than a gateway's own part.
    expect((await gateways[0]?.server.ask('erp@lusaka', yaks(900)))?.status).toBe(200);

    redis = await startLocalRedis(port);
    await eventually(
      () => ask('lab'),
      (answer) => answer.status === 200 && inCommon(answer),
    );
  });

  it('do not wait for a Redis that hangs', async () => {
    const ask = () => gateways[0]?.server.ask('lab', yaks(1)) as Promise<ChargedAnswer>;
    await redis.pause();
    try {
      const answers = [];
      for (let time = 0; time < 20; time += 1) answers.push(await ask());
      expect([answers.every(({ status }) => status === 200), answers.some(inCommon)]).toEqual([true, false]);
    } finally {
      await redis.resume();
    }
    await eventually(ask, inCommon);
  });

  it('give back nothing twice when it goes away between the taking and the answer', async () => {
    const { rates } = gateways[0] as Gateway;
    const spender = { tenant: 'tenant_a', client: 'client_a', rates: plan };
    const spending = await rates.rates.spend(spender, 800);
    await redis.stop();
    await spending.settle(1);
    const alone = await rates.rates.spend(spender, 250);
    expect([alone.granted, (await rates.rates.spend(spender, 1)).granted]).toEqual([true, false]);
  });
});
