import { buildSchema, parse, validate } from 'graphql';
import { readFile } from 'node:fs/promises';
import { examples } from '../../app/explorer-config.js';
import { GraphClient } from '../end-to-end/client.js';
import { LiveClient } from '../end-to-end/live-client.js';
import { startTopology, type RunningGraph } from '../end-to-end/topology.js';

let graph: RunningGraph;
let owner: GraphClient;

beforeAll(async () => {
  graph = await startTopology('one process');
  owner = await GraphClient.signIn(graph.url, 'steppe');
}, 400_000);
afterAll(() => graph.stop());

interface Named {
  readonly id: string;
  readonly name: string;
}

interface Shown {
  readonly branches: { readonly nodes: readonly (Named & { readonly type: string })[] };
  readonly patients: { readonly nodes: readonly Named[] };
  readonly collectionRequirements: { readonly nodes: readonly { readonly product: Named }[] };
}

function example(title: string): (typeof examples)[number] {
  const found = examples.find((each) => each.title === title);
  if (!found) throw new Error(`There is no example "${title}"`);
  return found;
}

async function answerTo<Data>(title: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await owner.send<Data>({ query: example(title).query, variables });
  expect(errors).toBeUndefined();
  return data as Data;
}

/** The first message of a subscription. */
async function firstOf<Data>(title: string, variables: object): Promise<Data> {
  const socket = await LiveClient.connect(graph.url, { Authorization: `Bearer ${owner.token}` });
  socket.subscribe('1', example(title).query, variables);
  const { type, payload } = await socket.next();
  socket.socket.close();
  expect(type).toBe('next');
  const { data, errors } = payload as { data: Data; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}

it('every example is one of the graph', async () => {
  const schema = buildSchema(await readFile('schema/api.graphql', 'utf8'));
  expect(examples.map(({ title, query }) => [title, validate(schema, parse(query))])).toEqual(examples.map(({ title }) => [title, []]));
});

it('a lab order is placed and followed with what the examples before it show', async () => {
  const { branches, patients, collectionRequirements } = await answerTo<Shown>('What a laboratory examines');
  const idOf = (type: string) => branches.nodes.find((branch) => branch.type === type)?.id;
  const { product } = collectionRequirements.nodes.find((each) => each.product.name === 'Complete blood count') ?? {};
  const shown = (example('Place a lab order').variables as { input: object }).input;
  const ids = { branchId: idOf('CLINIC'), performerBranchId: idOf('LAB'), patientId: patients.nodes[0]?.id };
  const input = { ...shown, ...ids, lines: [{ productId: product?.id, quantity: 1 }] };
  interface Placed {
    readonly createOrder: {
      readonly order: { readonly id: string; readonly number: string; readonly slaClocks: { policy: { name: string } }[] };
      readonly userErrors: unknown;
    };
  }
  const { createOrder } = await answerTo<Placed>('Place a lab order', { input });
  expect(createOrder).toMatchObject({
    userErrors: [],
    order: {
      dispatch: 'immediate',
      specimens: [{ status: 'TO_BE_COLLECTED' }],
    },
  });
  const { id, number, slaClocks } = createOrder.order;
  expect(slaClocks.map(({ policy }) => policy.name)).toContain('Urgent samples are at the laboratory within two hours');
  const followed = await firstOf<{ orderUpdated: object }>('Follow an order', { orderId: id });
  expect(followed.orderUpdated).toMatchObject({ kind: 'CURRENT_STATE', order: { number, stateName: 'To be collected' } });
}, 400_000);

it('the board, the map, the alerts and the laboratory show what the demo has', async () => {
  const { orders } = await answerTo<{ orders: { nodes: { type: string; approvals: { status: string }[] }[] } }>(
    'Orders, and what they wait for',
  );
  expect(new Set(orders.nodes.map(({ type }) => type))).toEqual(new Set(['PURCHASE', 'SALES', 'LAB_SAMPLE', 'SERVICE']));
  expect(orders.nodes.flatMap(({ approvals }) => approvals)).toContainEqual(expect.objectContaining({ status: 'REQUESTED' }));
  interface Board {
    readonly branches: {
      readonly nodes: readonly (Named & {
        couriers: { nodes: object[] };
        openTasks: { nodes: { status: string; courier: object | null }[] };
      })[];
    };
  }
  const { branches } = await answerTo<Board>('Dispatch board');
  const clinic = branches.nodes.find(({ name }) => name === 'Ulaanbaatar Clinic');
  const tasks = clinic?.openTasks.nodes ?? [];
  expect(new Set(tasks.map(({ status }) => status))).toEqual(new Set(['UNASSIGNED', 'ASSIGNED', 'ACTIVE']));
  expect(tasks.find(({ status }) => status === 'ACTIVE')?.courier).toMatchObject({ position: { latitude: expect.any(Number) as number } });
  const moved = await firstOf<{ courierMoved: { couriers: object[] } }>('Couriers as they move', { branchId: clinic?.id });
  expect(moved.courierMoved.couriers).toHaveLength(2);
  const alerts = await firstOf<{ temperatureAlert: object }>('Temperature alerts', { branchId: clinic?.id });
  expect(alerts.temperatureAlert).toMatchObject({ kind: 'CURRENT_STATE', excursions: [{ kind: 'TOO_WARM', status: 'OPEN' }] });
  const { specimens } = await answerTo<{ specimens: { nodes: { status: string; held: boolean }[] } }>('Specimens at the laboratory');
  expect(new Set(specimens.nodes.map(({ status }) => status))).toEqual(
    new Set(['COLLECTED', 'IN_TRANSIT', 'RECEIVED', 'RESULTED', 'REJECTED']),
  );
  expect(specimens.nodes.some(({ held }) => held)).toBe(true);
}, 400_000);
