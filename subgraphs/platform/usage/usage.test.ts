import type { UsageEntry } from '#kernel/context/usage-reports.js';
import { mostOperationNames, otherOperations, recordApiUsageMutation } from '#kernel/context/usage-reports.js';
import { clientAdmissionQuery, type ClientAdmission } from '#kernel/context/client-directory.js';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, newUuid } from '#kernel/graph/type-id.js';
import { openPlatform, type TestPlatform } from '../testing/open-platform.js';
import { forgetUsage } from './usage-forgetting.js';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform.subgraph.close());

const day = new Date().toISOString().slice(0, 10);

async function ask<Data>(context: RequestContext, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await platform.subgraph.execute<Data>(query, context, variables);
  if (errors || !data) throw new Error(errors?.map(({ message }) => message).join(' '));
  return data;
}

interface Lab {
  readonly owner: RequestContext;
  readonly id: string;
  readonly entry: (more?: Partial<UsageEntry>) => UsageEntry;
}

async function newLab(subdomain: string): Promise<Lab> {
  const { owner, tenant } = await platform.newTenant(subdomain);
  const input = { name: 'LIS', purpose: 'TREAT', scopes: ['orders:read'] };
  const { result } = await ask<{ result: { client: { id: string } } }>(
    owner,
    'mutation ($input: CreateApiClientInput!) { result: createApiClient(input: $input) { client { id } } }',
    { input },
  );
  const { id } = result.client;
  return {
    owner,
    id,
    entry: (more) => ({
      tenantId: tenant.id,
      clientId: id,
      day,
      operation: 'Orders',
      requests: 1,
      errors: 0,
      refused: 0,
      cost: 10,
      ...more,
    }),
  };
}

const record = (entries: readonly UsageEntry[], batch = newUuid()) =>
  ask(emptyContext('usage'), recordApiUsageMutation, { input: { batch, entries } });
const usedToday = async (id: string) =>
  (await ask<{ clientAdmission: ClientAdmission | null }>(emptyContext('test'), clientAdmissionQuery, { client: id })).clientAdmission
    ?.usedToday;

interface Usage {
  readonly totals: Record<'requests' | 'errors' | 'refused' | 'cost', string>;
  readonly days: {
    readonly day: string;
    readonly totals: Usage['totals'];
    readonly operations: { readonly operation: string; readonly totals: Usage['totals'] }[];
  }[];
}
const fields =
  'totals { requests errors refused cost } days { day totals { requests errors refused cost } operations { operation totals { requests errors refused cost } } }';
const usageOf = async (context: RequestContext, clientId: string, from = day, to = day) =>
  (
    await ask<{ apiUsage: Usage | null }>(
      context,
      `query ($id: ID!, $from: Date!, $to: Date!) { apiUsage(clientId: $id, from: $from, to: $to) { ${fields} } }`,
      { id: clientId, from, to },
    )
  ).apiUsage;

describe('what clients used', () => {
  it('is added up by day and operation, the dearest first', async () => {
    const { owner, id, entry } = await newLab('usage-sums');
    await record([entry(), entry({ operation: 'Results', cost: 70, requests: 3, errors: 1, refused: 1 })]);
    await record([entry({ cost: 5 }), entry({ day: '2026-01-02', cost: 1 })]);
    const usage = await usageOf(owner, id, '2026-01-01', '2026-01-31');
    expect(usage).toEqual({
      totals: { requests: '1', errors: '0', refused: '0', cost: '1' },
      days: [
        {
          day: '2026-01-02',
          totals: expect.anything() as unknown,
          operations: [{ operation: 'Orders', totals: { requests: '1', errors: '0', refused: '0', cost: '1' } }],
        },
      ],
    });
    expect((await usageOf(owner, id))?.days).toEqual([
      {
        day,
        totals: { requests: '5', errors: '1', refused: '1', cost: '85' },
        operations: [
          { operation: 'Results', totals: { requests: '3', errors: '1', refused: '1', cost: '70' } },
          { operation: 'Orders', totals: { requests: '2', errors: '0', refused: '0', cost: '15' } },
        ],
      },
    ]);
    expect(await usedToday(id)).toBe(85);
  });

  it('counts once when a report comes again, also at the same time', async () => {
    const { owner, id, entry } = await newLab('usage-again');
    const batch = newUuid();
    await Promise.all(Array.from({ length: 8 }, () => record([entry(), entry({ operation: 'Results' })], batch)));
    expect((await usageOf(owner, id))?.totals).toMatchObject({ requests: '2', cost: '20' });
  });

  it('is lost nowhere when gateways report at the same time', async () => {
    const { owner, id, entry } = await newLab('usage-race');
    await Promise.all(Array.from({ length: 20 }, (_, index) => record([entry(), entry({ operation: `Query${index % 3}` })])));
    const usage = await usageOf(owner, id);
    expect([
      usage?.totals.requests,
      usage?.days[0]?.operations.map(({ operation, totals }) => [operation, totals.requests]).sort(),
    ]).toEqual([
      '40',
      [
        ['Orders', '20'],
        ['Query0', '7'],
        ['Query1', '7'],
        ['Query2', '6'],
      ],
    ]);
  });

  it('has so many names a day, and the others together, whoever reports them', async () => {
    const { owner, id, entry } = await newLab('usage-names');
    const named = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => entry({ operation: `Query${from + index}` }));
    await Promise.all([record(named(0, 150)), record(named(150, 150)), record(named(100, 100))]);
    await record([entry({ operation: 'Late' }), ...named(0, 1)]);
    const operations = (await usageOf(owner, id))?.days[0]?.operations ?? [];
    const others = operations.find(({ operation }) => operation === otherOperations);
    expect(operations.length).toBeLessThanOrEqual(mostOperationNames + 1);
    expect(operations.length).toBeGreaterThanOrEqual(mostOperationNames);
    expect(operations.reduce((sum, { totals }) => sum + Number(totals.requests), 0)).toBe(402);
    expect(Number(others?.totals.requests)).toBeGreaterThanOrEqual(100);
    expect(operations.map(({ operation }) => operation)).not.toContain('Late');
  });

  it('is told of in spite of a client that does not exist', async () => {
    const { owner, id, entry } = await newLab('usage-unknown');
    await record([entry({ clientId: newId('client') }), entry()]);
    expect((await usageOf(owner, id))?.totals.requests).toBe('1');
  });

  it('is kept apart by tenant: of another there is no client, and a report of one writes nothing at the other', async () => {
    const [one, other] = [await newLab('usage-one'), await newLab('usage-other')];
    await record([one.entry(), { ...one.entry(), clientId: other.id }]);
    expect([
      await usageOf(other.owner, one.id),
      (await usageOf(other.owner, other.id))?.totals.requests,
      (await usageOf(one.owner, one.id))?.totals.requests,
    ]).toEqual([null, '0', '1']);
  });

  it('is what the client itself can see, and nobody else as theirs', async () => {
    const { owner, id, entry } = await newLab('usage-mine');
    await record([entry()]);
    const query = `query ($day: Date!) { myUsage(from: $day, to: $day) { ${fields} } }`;
    const client: RequestContext = {
      ...emptyContext('test'),
      tenant: owner.tenant,
      actor: { kind: 'client', id, sessionId: null, purpose: 'TREAT' },
      grants: [{ role: 'client', permissions: ['orders:read'], branches: 'all' }],
    };
    expect((await ask<{ myUsage: Usage }>(client, query, { day })).myUsage.totals.cost).toBe('10');
    expect(await ask(owner, query, { day })).toEqual({ myUsage: null });
    const { errors } = await platform.subgraph.execute(
      `query ($day: Date!) { apiUsage(clientId: "${id}", from: $day, to: $day) { ${fields} } }`,
      client,
      { day },
    );
    expect(errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });

  it.each([
    ['2026-01-02', '2026-01-01', 'end before they begin'],
    ['2026-01-01', '2026-04-11', 'At most 100 days'],
  ])('is not read from %s to %s', async (from, to, message) => {
    const { owner, id } = await newLab(`usage-${from}-${to.slice(5)}`);
    await expect(usageOf(owner, id, from, to)).rejects.toThrow(message);
  });

  it('is forgotten after a year and a month', async () => {
    const { owner, id, entry } = await newLab('usage-old');
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
    await record([entry({ day: daysAgo(402) }), entry({ day: daysAgo(398) })]);
    await forgetUsage.handle(platform.subgraph.database);
    const rows = await platform.subgraph.database.forContext(owner).rows(sql`select day from api_usage_operations`, null);
    expect([rows.length, (await usageOf(owner, id, daysAgo(450), daysAgo(390)))?.days.map((one) => one.day)]).toEqual([1, [daysAgo(398)]]);
  });
});
