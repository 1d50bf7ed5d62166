import { Webhook } from 'standardwebhooks';
import { eventually } from '#kernel/testing/eventually.js';
import { startHttpProvider, type HttpProvider } from '#kernel/testing/http-provider.js';
import { GraphClient } from './end-to-end/client.js';
import { startTopology, type RunningGraph, type Topology } from './end-to-end/topology.js';
import { ThirdParty } from './public-graph/third-party.js';

interface Row {
  readonly id: string;
}
interface Branch extends Row {
  readonly currency: string;
}
interface Message {
  readonly type: string;
  readonly data: { readonly id: string };
}

const scopes = ['specimens:read', 'orders:read', 'webhooks:read', 'webhooks:manage'];
/** All that the demo consists of has happened just now, and is heard first. */
const demoMs = 90_000;

describe.each<Topology>(['one process', 'services'])('third parties are told of what happens, in %s', (topology) => {
  let graph: RunningGraph;
  let owner: GraphClient;
  let tenantServer: HttpProvider;
  let clientServer: HttpProvider;
  beforeAll(async () => {
    graph = await startTopology(topology, { WEBHOOKS_TO_LOOPBACK: 'true' });
    owner = await GraphClient.signIn(graph.url, 'steppe');
    tenantServer = await startHttpProvider();
    clientServer = await startHttpProvider();
  }, 400_000);
  afterAll(async () => {
    await tenantServer.close();
    await clientServer.close();
    await graph.stop();
  }, 400_000);

  async function ask<Data extends object>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const { data, text, errors } = await owner.send<Data>({ query, variables });
    if (errors || !data || Object.values(data).some((each: { userErrors?: object[] } | null) => each?.userErrors?.length))
      throw new Error(text);
    return data;
  }

  async function run<Payload>(mutation: string, fields: string, input: object): Promise<Payload> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
    return (await ask<{ result: Payload }>(text, { input })).result;
  }

  function messages({ asked }: HttpProvider): Message[] {
    return asked.map(({ body }) => JSON.parse(body) as Message);
  }

  /** What a server was told of, once this is among it. */
  async function toldOf(server: HttpProvider, ...ids: readonly string[]): Promise<ReadonlySet<string>> {
    const told = () => Promise.resolve(new Set(messages(server).map(({ data }) => data.id)));
    return eventually(told, (found) => ids.every((id) => found.has(id)), demoMs);
  }

  async function examination() {
    const { branches } = await ask<{ branches: { nodes: Branch[] } }>('{ branches(first: 2) { nodes { id currency } } }');
    const [here, elsewhere] = branches.nodes;
    const { product } = await run<{ product: Row }>('createProduct', 'product { id }', {
      kind: 'SERVICE',
      name: `Blood count ${topology}`,
    });
    const requirement = { productId: product.id, specimenType: { display: 'Blood' }, containerType: 'Tube', volumeMl: 4 };
    await run('setCollectionRequirement', 'collectionRequirement { id }', requirement);
    return async (patientId: string): Promise<string> => {
      const { order } = await run<{ order: { readonly specimens: Row[] } }>('createOrder', 'order { id specimens { id } }', {
        ...{ branchId: here?.id, patientId, type: 'LAB_SAMPLE', performerBranchId: elsewhere?.id, deliveryMode: 'COURIER', place: true },
        lines: [{ productId: product.id, quantity: 1, unitPrice: { amountMinor: '100', currency: here?.currency } }],
      });
      return order.specimens[0]?.id ?? '';
    };
  }

  it('signed and by ids alone, the tenant of everything, a client of whom its patients have given their consent to', async () => {
    const { patients } = await ask<{ patients: { nodes: Row[] } }>('{ patients(first: 2) { nodes { id } } }');
    const [consenting, other] = patients.nodes.map(({ id }) => id);
    if (!consenting || !other) throw new Error('The demo has two patients');
    const lab = await ThirdParty.make(graph.url, owner, { scopes });
    const eventTypes = ['specimen.*', 'consent.*'];
    const { secret: tenantSecret } = await run<{ secret: string }>('createWebhookEndpoint', 'secret', {
      url: tenantServer.url,
      eventTypes,
    });
    const { webhookEndpoint, secret } = await lab.do<{ webhookEndpoint: Row; secret: string }>(
      'createWebhookEndpoint',
      { url: clientServer.url, eventTypes },
      'webhookEndpoint { id } secret',
    );
    const consent = {
      patientId: consenting,
      clientId: lab.id,
      purposes: ['TREAT'],
      scopes: ['specimens:read', 'orders:read'],
      note: 'On paper',
    };
    const recorded = await run<{ consent: Row & { version: number } }>('recordConsent', 'consent { id version }', consent);
    await toldOf(clientServer, recorded.consent.id);

    const examine = await examination();
    const [theirs, ours] = [await examine(other), await examine(consenting)];
    await toldOf(tenantServer, theirs, ours);
    expect(await toldOf(clientServer, ours)).toEqual(new Set([recorded.consent.id, ours]));
    for (const [server, key] of [[tenantServer, tenantSecret] as const, [clientServer, secret] as const]) {
      const [first] = server.asked;
      expect(() => new Webhook(key).verify(first?.body ?? '', first?.headers as Record<string, string>)).not.toThrow();
      expect(server.asked.filter(({ body }) => body.includes('patient'))).toEqual([]);
    }
    const read = await lab.ask<{ specimen: Row | null }>('query ($id: ID!) { specimen(id: $id) { id accessionNumber } }', { id: ours });
    expect(read.specimen?.id).toBe(ours);

    const withdrawal = { id: recorded.consent.id, expectedVersion: recorded.consent.version, reason: 'No more' };
    await run('withdrawConsent', 'consent { id }', withdrawal);
    await eventually(
      () => Promise.resolve(messages(clientServer)),
      (all) => all.some(({ type }) => type === 'consent.withdrawn'),
      demoMs,
    );
    const later = await examine(consenting);
    await toldOf(tenantServer, later);
    // What is told again is what may be heard now: of the patient nothing, of the consent what the client has to know.
    const from = new Date(Date.now() - 3_600_000).toISOString();
    const replayed = await lab.do<{ planned: number }>('replayEvents', { id: webhookEndpoint.id, from }, 'planned');
    expect(replayed.planned).toBe(2);
    const list = '{ webhookEndpoints { id deliveries { nodes { type status attempts { statusCode } } } } }';
    const { webhookEndpoints } = await lab.ask<{ webhookEndpoints: (Row & { deliveries: { nodes: { type: string }[] } })[] }>(list);
    expect(webhookEndpoints.map(({ id }) => id)).toEqual([webhookEndpoint.id]);
    expect(messages(clientServer).some(({ data }) => data.id === later)).toBe(false);
  }, 400_000);

  it('and a client neither sees nor changes what is not its own', async () => {
    const [lab, rival] = [await ThirdParty.make(graph.url, owner, { scopes }), await ThirdParty.make(graph.url, owner, { scopes })];
    const { webhookEndpoint } = await lab.do<{ webhookEndpoint: Row }>(
      'createWebhookEndpoint',
      { url: clientServer.url, eventTypes: ['order.*'] },
      'webhookEndpoint { id }',
    );
    const { id } = webhookEndpoint;
    expect(await rival.ask('{ webhookEndpoints { id } }')).toEqual({ webhookEndpoints: [] });
    expect(await rival.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: null });
    await expect(rival.do('deleteWebhookEndpoint', { id }, 'deletedId')).rejects.toThrow('NOT_FOUND');
    await expect(rival.do('createWebhookEndpoint', { url: 'http://10.0.0.1/', eventTypes: ['order.*'] }, 'secret')).rejects.toThrow(
      'https',
    );
    const poor = await ThirdParty.make(graph.url, owner, { scopes: ['orders:read'] });
    await expect(poor.ask('{ webhookEndpoints { id } }')).rejects.toThrow('webhooks:read');
    expect(await lab.ask('query ($id: ID!) { node(id: $id) { id } }', { id })).toEqual({ node: { id } });
  }, 400_000);
});
