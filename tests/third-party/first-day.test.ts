import { startHttpProvider, type HttpProvider } from '#kernel/testing/http-provider.js';
import { GraphClient } from '../end-to-end/client.js';
import { startTopology, type RunningGraph, type Topology } from '../end-to-end/topology.js';
import { FirstDay, type Credential, type Day, type Place } from './first-day.js';
import { newClientKeys, workBySdk } from './sdk-day.js';

const scopes = [
  ...['patients:read', 'orders:read', 'orders:place', 'medicines:read', 'specimens:read'],
  ...['webhooks:read', 'webhooks:manage', 'exports:run'],
];

describe.each<Topology>(['one process', 'services'])('the first day of a third party, with the graph as %s', (topology) => {
  let graph: RunningGraph;
  let owner: GraphClient;
  let server: HttpProvider;
  beforeAll(async () => {
    graph = await startTopology(topology, { WEBHOOKS_TO_LOOPBACK: 'true' });
    owner = await GraphClient.signIn(graph.url, 'steppe');
    server = await startHttpProvider();
  }, 400_000);
  afterAll(async () => {
    await server.close();
    await graph.stop();
  }, 400_000);

  async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, errors, text } = await owner.send<Data>({ query, variables });
    if (errors || !data) throw new Error(text);
    return data;
  }

  /** The tenant's part: a client, and two patients who consent. */
  async function letIn(name: string): Promise<{ credential: Credential; consenting: string[]; place: Place }> {
    const { branches, patients } = await ask<{
      branches: { nodes: { id: string; type: string }[] };
      patients: { nodes: { id: string }[] };
    }>('{ branches(first: 50) { nodes { id type } } patients(first: 2) { nodes { id } } }');
    const made = await ask<{ createApiClient: { client: { id: string } } }>(
      `mutation ($name: String!, $scopes: [String!]!) { createApiClient(input: { name: $name, purpose: TREAT, scopes: $scopes }) { client { id } userErrors { message } } }`,
      { name, scopes },
    );
    const clientId = made.createApiClient.client.id;
    const issued = await ask<{ issueClientSecret: { secret: string } }>(
      `mutation ($id: ID!) { issueClientSecret(input: { clientId: $id }) { secret userErrors { message } } }`,
      { id: clientId },
    );
    const consenting = patients.nodes.map(({ id }) => id);
    for (const patientId of consenting) {
      const input = { patientId, clientId, purposes: ['TREAT'], scopes, note: 'Signed at the desk' };
      const { recordConsent } = await ask<{ recordConsent: { userErrors: object[] } }>(
        'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { userErrors { message } } }',
        { input },
      );
      expect(recordConsent.userErrors).toEqual([]);
    }
    const branchId = branches.nodes.find(({ type }) => type === 'CLINIC')?.id ?? '';
    const performerBranchId = branches.nodes.find(({ type }) => type === 'LAB')?.id ?? branchId;
    return { credential: { clientId, secret: issued.issueClientSecret.secret }, consenting, place: { branchId, performerBranchId } };
  }

  function expectWholeDay(day: Day, consenting: readonly string[]): void {
    expect(day.patients.map(({ id }) => id).sort()).toEqual(consenting.toSorted());
    expect(day.order).toMatchObject({ status: 'ACTIVE', number: expect.stringMatching(/^LAB-/) as string });
    expect(day.told).toContain('order.placed');
    expect(day.exported).toContainEqual({ id: day.order.id, number: day.order.number });
    expect(server.asked.filter(({ body }) => consenting.some((id) => body.includes(id)))).toEqual([]);
  }

  it('takes it from the portal to a token, its patients, an order that it follows, and an export', async () => {
    const { credential, consenting, place } = await letIn('LIMS');
    const program = await FirstDay.begin(`${graph.url}/developers/`, credential);
    expectWholeDay(await program.work(place, server), consenting);
  }, 400_000);

  it('is as good by the SDK, with a key of its own in place of the secret', async () => {
    const { credential, consenting, place } = await letIn('LIMS by SDK');
    const { publicJwk, privateJwk } = await newClientKeys();
    const set = await ask<{ setClientKeys: { userErrors: object[] } }>(
      'mutation ($input: SetClientKeysInput!) { setClientKeys(input: $input) { userErrors { message } } }',
      { input: { clientId: credential.clientId, keySet: { keys: [publicJwk] } } },
    );
    expect(set.setClientKeys.userErrors).toEqual([]);
    const { products } = await ask<{ products: { nodes: { id: string; name: string }[] } }>(
      '{ products(first: 100) { nodes { id name } } }',
    );
    const productId = products.nodes.find(({ name }) => name === 'Urinalysis')?.id ?? '';
    const own = await startHttpProvider();
    try {
      const connection = { url: graph.url, clientId: credential.clientId, privateJwk };
      expectWholeDay(await workBySdk(connection, place, productId, own), consenting);
    } finally {
      await own.close();
    }
  }, 400_000);
});
