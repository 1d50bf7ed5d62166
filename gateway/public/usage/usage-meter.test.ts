import { GraphQLError } from 'graphql';
import { mostOperationNames, otherOperations, type UsageEntry, type UsageReport } from '#kernel/context/usage-reports.js';
import { silent } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { eventually } from '#kernel/testing/eventually.js';
import { UsageMeter, type Use } from './usage-meter.js';

const day = new Date().toISOString().slice(0, 10);
const use = (more: Partial<Use> = {}): Use => ({
  tenantId: 'tenant_a',
  clientId: 'client_a',
  day,
  operation: 'Yaks',
  failed: false,
  refused: false,
  cost: 3,
  ...more,
});

/** Platform, which keeps what it is told, or is away before or after it has heard. */
class Accounts implements SubgraphChannel {
  readonly name = 'platform';
  readonly heard: UsageReport[] = [];
  away: 'no' | 'before' | 'after' = 'no';

  execute({ variables }: Parameters<SubgraphChannel['execute']>[0]): ReturnType<SubgraphChannel['execute']> {
    if (this.away === 'before') return Promise.reject(new Error('away'));
    this.heard.push(variables?.['input'] as UsageReport);
    if (this.away === 'after') return Promise.resolve({ errors: [new GraphQLError('lost')] });
    return Promise.resolve({ data: { recordApiUsage: { userErrors: [] } } });
  }

  /** What it comes to, each batch once. */
  get entries(): UsageEntry[] {
    return [...new Map(this.heard.map((report) => [report.batch, report])).values()].flatMap(({ entries }) => entries);
  }
}

let accounts: Accounts;
let meter: UsageMeter;
beforeEach(() => {
  accounts = new Accounts();
  meter = new UsageMeter(accounts, silent);
});
afterEach(() => meter.close());

describe('the meter', () => {
  it('adds up what a client did, by day and operation', async () => {
    meter.record(use());
    meter.record(use({ failed: true, cost: 1 }));
    meter.record(use({ refused: true, cost: 0 }));
    meter.record(use({ operation: 'Herds' }));
    meter.record(use({ clientId: 'client_b', day: '2026-11-20' }));
    await meter.flush();
    expect(accounts.entries).toEqual([
      { tenantId: 'tenant_a', clientId: 'client_a', day, operation: 'Yaks', requests: 3, errors: 1, refused: 1, cost: 4 },
      { tenantId: 'tenant_a', clientId: 'client_a', day, operation: 'Herds', requests: 1, errors: 0, refused: 0, cost: 3 },
      { tenantId: 'tenant_a', clientId: 'client_b', day: '2026-11-20', operation: 'Yaks', requests: 1, errors: 0, refused: 0, cost: 3 },
    ]);
    await meter.flush();
    expect(accounts.heard).toHaveLength(1);
  });

  it('tells by itself, and the rest when it closes', async () => {
    meter.record(use());
    await eventually(
      () => Promise.resolve(accounts.entries.length),
      (count) => count === 1,
    );
    meter.record(use());
    await meter.close();
    expect(accounts.entries.reduce((sum, { requests }) => sum + requests, 0)).toBe(2);
  });

  it('keeps so many names of a client and day apart, and adds up the others', async () => {
    for (let index = 0; index < mostOperationNames + 50; index += 1) meter.record(use({ operation: `Query${index}` }));
    meter.record(use({ operation: 'Query0' }));
    meter.record(use({ clientId: 'client_b', operation: 'x'.repeat(5_000) }));
    await meter.flush();
    const of = (operation: string) => accounts.entries.find((entry) => entry.operation === operation)?.requests;
    expect([accounts.entries.length, of(otherOperations), of('Query0'), of('x'.repeat(100))]).toEqual([mostOperationNames + 2, 50, 2, 1]);
  });

  it.each(['before', 'after'] as const)(
    'loses and doubles nothing while nobody can be told, whether they went away %s they heard',
    async (away) => {
      accounts.away = away;
      for (let round = 0; round < 5; round += 1) {
        meter.record(use());
        meter.record(use({ operation: `Query${round}` }));
        await meter.flush();
      }
      accounts.away = 'no';
      meter.record(use());
      await meter.flush();
      const requests = accounts.entries.reduce((sum, entry) => sum + entry.requests, 0);
      expect([requests, accounts.entries.reduce((sum, entry) => sum + entry.cost, 0)]).toEqual([11, 33]);
      // However long they were away, what waits is added up.
      expect(new Set(accounts.heard.map(({ batch }) => batch)).size).toBe(2);
    },
  );
});
