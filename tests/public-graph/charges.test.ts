import { createHash } from 'node:crypto';
import { eventually } from '#kernel/testing/eventually.js';
import { planRates } from '../../gateway/public/rates/plan-rates.js';
import { GraphClient } from '../end-to-end/client.js';
import { startTopology, type RunningGraph } from '../end-to-end/topology.js';
import { ThirdParty } from './third-party.js';

let graph: RunningGraph;
let owner: GraphClient;
let lab: ThirdParty;
beforeAll(async () => {
  graph = await startTopology('one process');
  owner = await GraphClient.signIn(graph.url, 'steppe');
  lab = await ThirdParty.make(graph.url, owner, { scopes: ['orders:read', 'patients:read'] });
}, 400_000);
afterAll(() => graph.stop());

interface Cost {
  readonly requested: number;
  readonly actual: number;
  readonly available: number;
  readonly restoreRate: number;
}

const branches = 'query Branches($n: Int) { branches(first: $n) { nodes { id name } totalCount } }';
const day = () => new Date().toISOString().slice(0, 10);

async function send(
  body: Record<string, unknown>,
): Promise<{ status: number; headers: Headers; cost: Cost; data: unknown; code: string | undefined }> {
  const { status, headers, text } = await lab.send(body);
  const read = JSON.parse(text) as { data: unknown; extensions: { cost: Cost }; errors?: { extensions: { code: string } }[] };
  return { status, headers, cost: read.extensions.cost, data: read.data, code: read.errors?.[0]?.extensions.code };
}

describe('the public graph', () => {
  it('says what every operation cost, by what its schema says of it', async () => {
    const { status, headers, cost, data } = await send({ query: branches, variables: { n: 50 } });
    const found = (data as { branches: { nodes: object[] } }).branches.nodes.length;
    // The query, the page and its nodes are objects; the page, its nodes and their count are fields.
    expect([status, cost.requested, cost.actual]).toEqual([200, 1 + 1 + 50 + 1 + 1 + 5, 1 + 1 + found + 1 + 1 + 5]);
    // The rate that all gateways keep together, and not the part that one keeps while it is alone.
    expect([cost.available > 0, cost.restoreRate]).toEqual([true, planRates.GROWTH.client.restoreRate]);
    expect(headers.get('ratelimit')).toContain(`"client";r=${cost.available};`);
    expect(headers.get('ratelimit-policy')).toMatch(/^"client";q=\d+;w=\d+;qu="cost", "tenant";/);
  });

  it('refuses what its client could never spend, before it runs', async () => {
    const dear = await send({ query: '{ branches(first: 2147483647) { nodes { id } } }' });
    expect([dear.status, dear.code]).toEqual([400, 'COST_EXCEEDED']);
  });

  it('tells the tenant and the client what was used', async () => {
    await send({ query: branches, variables: { n: 1 } });
    await send({ query: '{ nothing }' });
    const usage = 'totals { requests errors cost } days { day operations { operation totals { requests errors refused } } }';
    const read = async () =>
      (
        await owner.send<{ apiUsage: { days: { operations: { operation: string; totals: Record<string, string> }[] }[] } }>({
          query: `query ($id: ID!, $day: Date!) { apiUsage(clientId: $id, from: $day, to: $day) { ${usage} } }`,
          variables: { id: lab.id, day: day() },
        })
      ).data?.apiUsage.days[0]?.operations ?? [];
    const operations = await eventually(read, (found) => found.some(({ operation }) => operation === '(unreadable)'));
    expect(operations.find(({ operation }) => operation === 'Branches')?.totals).toEqual({ requests: '2', errors: '0', refused: '0' });
    const mine = await send({ query: `query Mine($day: Date!) { myUsage(from: $day, to: $day) { ${usage} } }`, variables: { day: day() } });
    expect((mine.data as { myUsage: { days: { operations: unknown[] }[] } }).myUsage.days[0]?.operations).toContainEqual(
      expect.objectContaining({ operation: 'Branches' }),
    );
  });

  it('runs what is published for a client by its id, and nothing else once it is locked to it', async () => {
    const change = async (mutation: string, input: object, fields: string) => {
      const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
      const { text } = await owner.send({
        query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { message } } }`,
        variables: { input },
      });
      expect(text).toContain('"userErrors":[]');
      return text;
    };
    await change('publishOperations', { clientId: lab.id, documents: [branches] }, 'operations { documentId }');
    const documentId = `sha256:${createHash('sha256').update(branches).digest('hex')}`;
    expect((await send({ documentId, variables: { n: 1 } })).data).toMatchObject({
      branches: { nodes: [{ id: expect.any(String) as string }] },
    });
    await change('lockClientToOperations', { id: lab.id, expectedVersion: 1, locked: true }, 'client { lockedToOperations }');
    await eventually(
      () => send({ query: '{ tenant { name } }' }),
      ({ status, code }) => status === 403 && code === 'FORBIDDEN',
    );
    expect((await send({ documentId, variables: { n: 1 } })).status).toBe(200);
  });
});
