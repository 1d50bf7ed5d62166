import { GraphClient, type Answer } from '../end-to-end/client.js';
import { startTopology, type RunningGraph } from '../end-to-end/topology.js';
import { ThirdParty } from '../public-graph/third-party.js';

interface Known {
  readonly id: string;
  readonly name: string;
}

const reading = ['patients:read', 'orders:read', 'specimens:read', 'appointments:read', 'medicines:read', 'webhooks:read', 'exports:run'];
const subscriber = [...reading, 'orders:place', 'webhooks:manage'];

let graph: RunningGraph;
let owner: GraphClient;
let foreigner: GraphClient;
/** Of the tenant, who has consented to the client below and who has not, and somebody of another tenant. */
let consenting: Known;
let withheld: Known;
let foreign: Known;
let here: Known;
let elsewhere: Known;
/** May do much, at one branch, for one patient. */
let attacker: ThirdParty;
let visible: ReadonlySet<string>;

beforeAll(async () => {
  graph = await startTopology('one process', { WEBHOOKS_TO_LOOPBACK: 'true' });
  [owner, foreigner] = [await GraphClient.signIn(graph.url, 'steppe'), await GraphClient.signIn(graph.url, 'copperbelt')];
  const patients = await inside<{ patients: { nodes: Known[] } }>(owner, '{ patients(first: 2) { nodes { id name } } }');
  [consenting, withheld] = [found(patients.patients.nodes[0]), found(patients.patients.nodes[1])];
  const others = await inside<{ patients: { nodes: Known[] } }>(foreigner, '{ patients(first: 1) { nodes { id name } } }');
  foreign = found(others.patients.nodes[0]);
  const branches = await inside<{ branches: { nodes: Known[] } }>(owner, '{ branches(first: 2) { nodes { id name } } }');
  [here, elsewhere] = [found(branches.branches.nodes[0]), found(branches.branches.nodes[1])];
  attacker = await ThirdParty.make(graph.url, owner, { scopes: subscriber, branchIds: [here.id] });
  await attacker.getConsent(owner, consenting.id);
  await Promise.all([treat(owner, withheld.id), treat(foreigner, foreign.id)]);
  visible = await visibleNames();
}, 400_000);
afterAll(() => graph.stop());

async function inside<Data>(client: GraphClient, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors, text } = await client.send<Data>({ query, variables });
  if (errors || !data) throw new Error(text);
  return data;
}

/** An order and an appointment of a patient, by who may. */
async function treat(client: GraphClient, patientId: string): Promise<void> {
  const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
  const { clinics, laboratories, products, healthcareServices } = await inside<
    Record<'clinics' | 'laboratories' | 'products' | 'healthcareServices', { nodes: Known[] }>
  >(
    client,
    `{ clinics: branches(type: CLINIC) { nodes { id name } } laboratories: branches(type: LAB) { nodes { id name } }
      products(first: 100, filter: { status: ACTIVE }) { nodes { id name } } healthcareServices(filter: { active: true }) { nodes { id name } } }`,
  );
  const [branchId, performerBranchId] = [found(clinics.nodes[0]).id, found(laboratories.nodes[0]).id];
  const productId = found(products.nodes.find(({ name }) => name === 'Urinalysis')).id;
  const serviceId = found(healthcareServices.nodes.find(({ name }) => name === 'General consultation')).id;
  const { slots } = await inside<{ slots: { slots: { startsAt: string; practitioner: { id: string } }[] } }>(
    client,
    'query ($input: SlotSearchInput!) { slots(input: $input) { slots { startsAt practitioner { id } } } }',
    { input: { serviceId, branchIds: [branchId], from: day(1), until: day(14), limit: 100 } },
  );
  const { startsAt, practitioner } = found(slots.slots[10]);
  const made = await inside<Record<'createOrder' | 'bookAppointment', { userErrors: object[] }>>(
    client,
    `mutation ($order: CreateOrderInput!, $visit: BookAppointmentInput!) {
      createOrder(input: $order) { userErrors { message } } bookAppointment(input: $visit) { userErrors { message } } }`,
    {
      order: {
        ...{ branchId, performerBranchId, patientId, type: 'LAB_SAMPLE', deliveryMode: 'ONSITE' },
        lines: [{ productId, quantity: 1 }],
      },
      visit: { branchId, patientId, serviceId, practitionerId: practitioner.id, startsAt },
    },
  );
  expect([made.createOrder.userErrors, made.bookAppointment.userErrors]).toEqual([[], []]);
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The demo does not have it');
  return value;
}

/** Everything that an answer must not let through. */
function secrets(): string[] {
  return [withheld.name, foreign.name];
}

function expectNothingOf(answer: Answer<unknown>): void {
  for (const secret of secrets()) expect(answer.text).not.toContain(secret);
}

/** Every name that the public schema has. */
async function visibleNames(): Promise<Set<string>> {
  const { __schema } = await attacker.ask<{ __schema: { types: { name: string; fields: { name: string }[] | null }[] } }>(
    '{ __schema { types { name fields { name } } } }',
  );
  return new Set(__schema.types.flatMap(({ name, fields }) => [name, ...(fields ?? []).map((field) => field.name)]));
}

function suggestionsOf({ errors }: Answer<unknown>): string[] {
  const said = (errors ?? []).flatMap(({ message }) => /Did you mean (.*)\?$/.exec(message)?.[1] ?? []);
  return said.flatMap((text) => [...text.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name));
}

it('sees what it was given, so that what follows proves something', async () => {
  const { patients } = await attacker.ask<{ patients: { totalCount: number; nodes: Known[] } }>(
    '{ patients(first: 100) { totalCount nodes { id name } } }',
  );
  expect(patients).toEqual({ totalCount: 1, nodes: [consenting] });
});

describe('who tries to see', () => {
  it.each([
    ['a patient without consent', () => withheld, () => owner],
    ["another tenant's patient", () => foreign, () => foreigner],
  ])('%s finds nothing, on any path', async (_, whom, insider) => {
    const { id } = whom();
    const listing = {
      query: `query ($id: ID!) { orders(filter: { patientId: $id }) { totalCount nodes { id } } appointments(filter: { patientId: $id }) { totalCount nodes { id } } }`,
      variables: { id },
    };
    const there = await inside<Record<'orders' | 'appointments', { totalCount: number }>>(insider(), listing.query, listing.variables);
    expect(Math.min(there.orders.totalCount, there.appointments.totalCount)).toBeGreaterThan(0);
    const paths = [
      '{ found: patient(id: $id) { id name } }',
      '{ found: node(id: $id) { id __typename ... on Patient { name } } }',
      '{ found: nodes(ids: [$id]) { id } }',
      '{ found: patient(id: $id) { name orders { nodes { id } } appointments { nodes { id } } number } }',
    ];
    for (const path of paths) {
      const answer = await attacker.send<{ found: unknown }>({ query: `query ($id: ID!) ${path}`, variables: { id } });
      expect([answer.errors, answer.data?.found]).toEqual([undefined, path.includes('nodes(ids') ? [null] : null]);
      expectNothingOf(answer);
    }
    const lists = await attacker.send(listing);
    expect(lists.data).toEqual({ orders: { totalCount: 0, nodes: [] }, appointments: { totalCount: 0, nodes: [] } });
  });

  it('what belongs to another branch finds nothing', async () => {
    const input = { branchId: elsewhere.id, type: 'SERVICE', deliveryMode: 'ONSITE', lines: [] as object[] };
    const products = await inside<{ products: { nodes: Known[] } }>(owner, '{ products(first: 1) { nodes { id name } } }');
    input.lines = [{ productId: found(products.products.nodes[0]).id, quantity: 1, unitPrice: { amountMinor: '100', currency: 'MNT' } }];
    const made = await inside<{ createOrder: { order: { id: string } | null; userErrors: object[] } }>(
      owner,
      'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { order { id } userErrors { message } } }',
      { input },
    );
    const id = found(made.createOrder.order?.id);
    const answer = await attacker.send({ query: 'query ($id: ID!) { order(id: $id) { id } node(id: $id) { id } }', variables: { id } });
    expect([answer.errors, answer.data]).toEqual([undefined, { order: null, node: null }]);
    const chosen = await attacker.send({ query: '{ orders { nodes { id } } }' }, { 'x-branch-id': elsewhere.id });
    expect([chosen.status, chosen.data]).toEqual([403, undefined]);
  });

  it.each([
    '{ _service { sdl } }',
    'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
    '{ staff { nodes { email } } }',
    '{ admission(tenant: "steppe") { tenant { id } } }',
    '{ clientAdmission(client: "client_01jd0a8ksvf3ntbd0zqzyb6y2q") { usedToday } }',
    '{ signingKeys }',
    '{ stockItems(first: 1) { nodes { id } } }',
    'mutation { deletePatient(input: { id: "x", expectedVersion: 1 }) { patient { id } } }',
    'mutation { login(input: { email: "a", password: "b" }) { accessToken } }',
    'mutation { recordConsent(input: {}) { consent { id } } }',
    'mutation { createApiClient(input: {}) { client { id } } }',
    'mutation { createApiKey(input: {}) { key } }',
    '{ patient(id: "x") { deletedAt photoUrl contacts { name } } }',
    '{ a: patient(id: "x") { ...f } } fragment f on Patient { prescriptions { nodes { id } } }',
    '{ node(id: "x") { ... on Staff { email } } }',
    '{ __type(name: "Staff") { name } nowhere: staff }',
    'subscription { orderUpdated(orderId: "x") { id } }',
  ])('what is hidden is told that there is no such thing: %s', async (query) => {
    const answer = await attacker.send({ query });
    expect([answer.status, answer.data]).toEqual([400, undefined]);
    expect(suggestionsOf(answer).filter((name) => !visible.has(name))).toEqual([]);
  });

  it('hidden types in the schema itself sees none', async () => {
    const { data } = await attacker.send<{ __schema: { types: { name: string }[] }; staff: unknown }>({
      query: '{ __schema { types { name } } staff: __type(name: "Staff") { name } }',
    });
    expect(data?.staff).toBeNull();
    expect(data?.__schema.types.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['Staff']));
    expect(data?.__schema.types.filter(({ name }) => /^_(Entity|Any|Service)$|^Admi|^Till|Session/.test(name))).toEqual([]);
  });
});

describe('who tries to do', () => {
  it('something for a patient without consent does nothing', async () => {
    const products = await attacker.ask<{ products: { nodes: Known[] } }>('{ products(first: 100) { nodes { id name } } }');
    const productId = products.products.nodes.find(({ name }) => name === 'Urinalysis')?.id;
    const order = {
      branchId: here.id,
      performerBranchId: here.id,
      type: 'LAB_SAMPLE',
      deliveryMode: 'ONSITE',
      lines: [{ productId, quantity: 1 }],
    };
    const drafts = async () =>
      (
        await inside<{ orders: { totalCount: number } }>(
          owner,
          'query ($id: ID!) { orders(filter: { patientId: $id, status: [DRAFT] }) { totalCount } }',
          { id: withheld.id },
        )
      ).orders.totalCount;
    const before = await drafts();
    for (const { id } of [withheld, foreign]) {
      const answer = await attacker.send<{ createOrder: { order: null; userErrors: { code: string }[] } }>({
        query: 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { order { id } userErrors { code } } }',
        variables: { input: { ...order, patientId: id } },
      });
      expect(answer.data?.createOrder).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND' }] });
    }
    expect(await drafts()).toBe(before);
  });

  it('more than its scopes allow is refused', async () => {
    const answer = await attacker.send({
      query:
        'mutation { bookAppointment(input: { branchId: "x", patientId: "x", serviceId: "x", startsAt: "2030-01-01T00:00:00Z" }) { appointment { id } } }',
    });
    expect([answer.status, answer.errors?.[0]?.extensions]).toMatchObject([403, { code: 'FORBIDDEN' }]);
  });

  it.each([
    ['x-tenant-id', 'copperbelt', 403],
    ['x-branch-id', 'branch_01jd0a8ksvf3ntbd0zqzyb6y2q', 403],
  ])('as somebody else by the header %s is refused', async (header, value, status) => {
    expect((await attacker.send({ query: '{ patients { nodes { id name } } }' }, { [header]: value })).status).toBe(status);
  });

  it.each(['x-caregraph-context', 'x-caregraph-subgraph', 'x-actor', 'x-forwarded-user', 'x-tenant', 'x-http-method-override'])(
    'as somebody else by the header %s stays who it is',
    async (header) => {
      const answer = await attacker.send({ query: '{ patients { nodes { id name } } }' }, { [header]: 'owner' });
      expect(answer.data).toEqual({ patients: { nodes: [consenting] } });
    },
  );

  it('by doors that are not its own finds them closed', async () => {
    const headers = { authorization: `Bearer ${attacker.key}`, 'content-type': 'application/json' };
    const post = (path: string, body: object) => fetch(`${graph.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    const statuses = [
      (await post('/graphql', { query: '{ patients { nodes { id } } }' })).status,
      (await post('/internal/entities', { type: 'Patient', ids: [withheld.id], selection: 'name' })).status,
      (await post('/internal/public-graph', {})).status,
      (await fetch(`${graph.url}/session`, { headers })).status,
    ];
    expect(statuses[0]).toBe(401);
    for (const status of statuses) expect([401, 403, 404]).toContain(status);
    const { login } = await inside<{ login: { accessToken: string } }>(
      owner,
      'mutation { login(input: { email: "owner@steppe.example", password: "caregraph-demo" }) { accessToken } }',
    );
    const asPerson = await fetch(`${graph.url}/public/graphql`, {
      method: 'POST',
      headers: { ...headers, authorization: `Bearer ${login.accessToken}` },
      body: JSON.stringify({ query: '{ patients { nodes { id } } }' }),
    });
    expect(asPerson.status).toBe(401);
  });
});

describe('who tries to wear the graph down', () => {
  const deep = (levels: number): string => (levels === 0 ? 'id' : `orders(first: 100) { nodes { id patient { ${deep(levels - 1)} } } }`);

  it.each([
    ['depth', `{ patients(first: 100) { nodes { ${deep(3)} } } }`],
    ['breadth', `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: patients(first: 100) { nodes { id } }`).join(' ')} }`],
    ['size', `{ ${'patients { nodes { id } } '.repeat(3_000)} }`],
    [
      'fragments',
      `{ patients(first: 100) { nodes { ...a } } } fragment a on Patient { orders(first: 100) { nodes { ...b } } } fragment b on Order { patient { orders(first: 100) { nodes { id lines { id } } } } }`,
    ],
  ])('by %s is refused before anything runs', async (_, query) => {
    const answer = await attacker.send({ query });
    expect([answer.status, answer.data]).toEqual([400, undefined]);
  });

  it('by many at once is told to wait, and others are not', async () => {
    const other = await ThirdParty.make(graph.url, owner, { scopes: ['patients:read', 'orders:read'] });
    const dear = { query: '{ orders(first: 100) { nodes { id lines { name } steps { step } specimens { id } tasks { status } } } }' };
    const answers: Answer<unknown>[] = [];
    for (let round = 0; round < 60 && !answers.some(({ status }) => status === 429); round += 1) {
      answers.push(
        ...(await Promise.all(
          Array.from({ length: 10 }, () => attacker.send({ ...dear, query: dear.query.replace('tasks { status }', '') })),
        )),
      );
    }
    const refused = found(answers.find(({ status }) => status === 429));
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await other.send({ query: '{ branches(first: 1) { nodes { id } } }' })).status).toBe(200);
  });
});

it('gets nothing by a key that was taken back', async () => {
  const stolen = await ThirdParty.make(graph.url, owner, { scopes: reading });
  await stolen.getConsent(owner, consenting.id);
  expect(await stolen.ask('{ patients { nodes { id } } }')).toEqual({ patients: { nodes: [{ id: consenting.id }] } });
  await inside(owner, 'mutation ($id: ID!) { deactivateApiClient(input: { id: $id }) { userErrors { message } } }', { id: stolen.id });
  // What was asked of the directory a moment ago may answer for two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect((await stolen.send({ query: '{ patients { nodes { id } } }' })).status).toBe(401);
});
