import type { TenantReference } from '#kernel/context/request-context.js';
import { advanceSale, seedCatalog, type DemoCatalog } from './seed-catalog.js';
import { addCouriers, carrySamples } from './seed-couriers.js';
import type { Ask, Mutate, SeededBranch } from './seed-scheduling.js';
import { senderTo, until, type Send } from './sending.js';
import type { DemoPlace } from './demo-data.js';

/** Who order, fetch and examine, by their `staff_…`. */
export interface OrderingStaff {
  readonly doctor: string;
  readonly nurse: string;
  readonly buyer: string;
  readonly technician: string;
  readonly dispatcher: string;
  readonly couriers: readonly [first: string, second: string];
}

/** Orders and logistics of a demo tenant, for their mutations to be sent to. */
export interface DemoOrdering {
  readonly orders: Send;
  readonly logistics: Send;
  readonly pharmacy: Send;
  readonly ask: <Data>(subgraph: 'orders' | 'logistics', query: string, variables?: Record<string, unknown>) => Promise<Data>;
  readonly clinic: SeededBranch;
  readonly shop: SeededBranch;
  readonly laboratory: { readonly id: string; readonly demo: DemoPlace };
  /** By the keys of the demo's medicines. */
  readonly medicines: ReadonlyMap<string, string>;
  readonly patientIds: readonly string[];
  readonly staff: OrderingStaff;
}

/** An order with all that is looked at here. */
export interface DemoOrder {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly approvals: readonly { readonly id: string }[];
  readonly specimens: readonly { readonly id: string; readonly accessionNumber: string }[];
}

interface Ordered {
  readonly order: DemoOrder;
}

const fields = 'order { id version state approvals { id } specimens { id accessionNumber } }';

/** Orders of every type in the states that they come to, with their specimens, approvals and comments, and who brings what is ordered. */
export async function seedOrders(
  { mutate, ask }: { mutate: Mutate; ask: Ask },
  tenant: TenantReference,
  seeded: Omit<DemoOrdering, 'orders' | 'logistics' | 'pharmacy' | 'ask'>,
): Promise<void> {
  const [orders, logistics, pharmacy] = ['orders', 'logistics', 'pharmacy'].map((name) => senderTo(name, mutate, tenant)) as [
    Send,
    Send,
    Send,
  ];
  const ordering: DemoOrdering = {
    ...{ ...seeded, orders, logistics, pharmacy },
    ask: (subgraph, query, variables = {}) => ask(subgraph, tenant, query, variables),
  };
  const [catalog, couriers] = await Promise.all([seedCatalog(ordering), addCouriers(ordering)]);
  const desk = new Desk(ordering, catalog);
  // Numbers are given by type: of each, one after the other, so that every demo has the same.
  const [carried] = await Promise.all([orderTests(desk), buyReagents(desk), sellAhead(desk), haveWorkDone(desk)]);
  await carrySamples(ordering, couriers, carried);
}

/** Where orders are written and moved. */
class Desk {
  constructor(
    readonly ordering: DemoOrdering,
    readonly catalog: DemoCatalog,
  ) {}

  get staff(): OrderingStaff {
    return this.ordering.staff;
  }

  async write(
    type: string,
    branchId: string,
    lines: readonly (readonly [key: string, quantity: number, unit?: string])[],
    more: object,
  ): Promise<DemoOrder> {
    const asked = lines.map(([key, quantity, unit]) => ({ productId: this.catalog.products.get(key), quantity, ...(unit && { unit }) }));
    const input = { type, branchId, deliveryMode: 'PICKUP', place: true, lines: asked, ...more };
    return (await this.ordering.orders<Ordered>('createOrder', fields, input, this.staff.doctor)).order;
  }

  async step(mutation: string, { id }: DemoOrder, more: object, actingId: string): Promise<DemoOrder> {
    return (await this.ordering.orders<Ordered>(mutation, fields, { id, ...more }, actingId)).order;
  }

  move(order: DemoOrder, transition: string, actingId: string, reason?: string): Promise<DemoOrder> {
    return this.step('moveOrder', order, { transition, reason }, actingId);
  }

  async comment({ id }: DemoOrder, text: string, actingId: string): Promise<void> {
    await this.ordering.orders('addOrderComment', 'comment { id }', { orderId: id, text }, actingId);
  }

  /** Takes, receives or rejects all specimens of an order. */
  async scan(mutation: string, { specimens }: DemoOrder, actingId: string, more: object = {}): Promise<void> {
    const accessionNumbers = specimens.map(({ accessionNumber }) => accessionNumber);
    await this.ordering.orders(mutation, 'specimens { id }', { accessionNumbers, ...more }, actingId);
  }
}

/** Samples on their way to the laboratory, as far as they have come. */
export interface CarriedSamples {
  /** Collected; a courier is to have them. */
  readonly onTheWay: DemoOrder;
  /** A courier was to be sent for them at once. */
  readonly urgent: DemoOrder;
  /** How many of the tenant's tasks come of its orders. */
  readonly tasks: number;
}

const minuteMs = 60_000;

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * minuteMs).toISOString();
}

/** Laboratory orders of a clinic: from the draft to the result, and what goes wrong in between. */
async function orderTests(desk: Desk): Promise<CarriedSamples> {
  const { doctor, nurse, technician } = desk.staff;
  const { clinic, laboratory, patientIds } = desk.ordering;
  let patient = 10;
  const order = (tests: readonly string[], more: object = {}): Promise<DemoOrder> => {
    const lines = tests.map((key) => [key, 1] as const);
    const usual = { performerBranchId: laboratory.id, patientId: patientIds[patient++] };
    return desk.write('LAB_SAMPLE', clinic.id, lines, { ...usual, ...more });
  };
  const collect = (ordered: DemoOrder, collectedAt: string) => desk.scan('collectSpecimens', ordered, nurse, { collectedAt });
  const received = async (tests: readonly string[]): Promise<DemoOrder> => {
    const ordered = await order(tests);
    await collect(ordered, minutesAgo(180));
    await desk.scan('receiveSpecimens', ordered, technician);
    return ordered;
  };
  const result = async ({ specimens: [specimen] }: DemoOrder, title: string, conclusion: string): Promise<void> => {
    const report = `${title}\n\n${conclusion}\n`;
    const document = { contentType: 'text/plain', base64: Buffer.from(report).toString('base64') };
    const found = { accessionNumber: specimen?.accessionNumber, title, conclusion, document };
    await desk.ordering.orders('recordSpecimenResult', 'result { id }', found, technician);
  };

  const courier = { deliveryMode: 'COURIER' };
  const onTheWay = await order(['bloodCount', 'hba1c', 'liver'], { ...courier, note: 'The patient is fasting' });
  await collect(onTheWay, minutesAgo(75));
  const urgent = await order(['bloodCount'], { ...courier, priority: 'URGENT' });
  await collect(await order(['liver'], courier), minutesAgo(20));
  await order(['urine'], courier);
  await received(['bloodCount', 'liver']);
  await result(
    await received(['hba1c', 'bloodCount']),
    'Complete blood count',
    'Haemoglobin 132 g/L, leukocytes 6.1 x 10^9/L, HbA1c 5.4 %.',
  );
  const done = await received(['liver']);
  await result(done, 'Liver panel', 'ALT 24 U/L, AST 21 U/L, bilirubin 9 umol/L.');
  await desk.move(done, 'complete', technician);

  const rejected = await order(['bloodCount']);
  await collect(rejected, minutesAgo(90));
  await desk.scan('rejectSpecimens', rejected, technician, { reason: 'CLOTTED' });
  await desk.ordering.orders('recollectSpecimen', 'specimens { id }', { accessionNumber: rejected.specimens[0]?.accessionNumber }, nurse);
  await desk.comment(rejected, 'The patient comes again tomorrow morning.', nurse);
  const held = await order(['hba1c']);
  await desk.step('holdOrder', held, { reason: 'The patient asks what it costs' }, doctor);
  await desk.step('cancelOrder', await order(['urine']), { reason: 'Ordered twice' }, doctor);
  await order(['liver'], { place: false });
  return { onTheWay, urgent, tasks: 2 * 4 + 1 + 1 };
}

/** Purchases of reagents: dear ones wait for an approval. */
async function buyReagents(desk: Desk): Promise<void> {
  const { buyer, doctor } = desk.staff;
  const { clinic } = desk.ordering;
  const { supplierId } = desk.catalog;
  const buy = (lines: Parameters<Desk['write']>[2], more: object = {}): Promise<DemoOrder> =>
    desk.write('PURCHASE', clinic.id, lines, { supplierId, ...more });
  const waiting = await buy([['alt', 4, 'CASE']]);
  await desk.comment(waiting, 'Enough for half a year, at the price of this month.', doctor);
  const dear = await buy([
    ['alt', 2, 'CASE'],
    ['diluent', 10],
  ]);
  const answer = { id: dear.approvals[0]?.id, approve: true, note: 'In the budget' };
  await desk.ordering.orders('decideOrderApproval', 'approval { id }', answer, buyer);
  await desk.move(await buy([['diluent', 4]], { deliveryMode: 'COURIER' }), 'confirm', buyer);
  const arrived = await desk.move(await buy([['alt', 3]]), 'confirm', buyer);
  await desk.move(arrived, 'receive', buyer);
  const note = {
    orderId: arrived.id,
    title: 'Delivery note DN-2207',
    contentType: 'text/plain',
    base64: Buffer.from('3 x ALT reagent\n').toString('base64'),
  };
  await desk.ordering.orders('addOrderDocument', 'document { id }', note, buyer);
  const done = await desk.move(await buy([['diluent', 2]]), 'confirm', buyer);
  await desk.move(await desk.move(done, 'receive', buyer), 'complete', buyer);
  await desk.step('cancelOrder', await buy([['alt', 1]]), { reason: 'The analyser is replaced' }, doctor);
  await buy([['diluent', 1]], { place: false });
}

/** Sales for which stock is set aside, one of which is more than there is. */
async function sellAhead(desk: Desk): Promise<void> {
  const { staff, ordering } = desk;
  const { shop, patientIds } = ordering;
  const { customerId } = desk.catalog;
  const sell = (lines: Parameters<Desk['write']>[2], more: object): Promise<DemoOrder> =>
    desk.write('SALES', shop.id, lines, { workflow: advanceSale, ...more });
  const { latitude, longitude, city, phone } = shop.demo;
  const deliveryPlace = {
    name: 'School No. 1',
    phone,
    address: `School Street 1, ${city}`,
    latitude: latitude + 0.012,
    longitude: longitude + 0.008,
  };
  const school = { customerId, deliveryMode: 'COURIER', deliveryPlace };
  await sell([['paracetamol', 10]], school);
  const done = await sell([['ibuprofen', 2]], { patientId: patientIds[20] });
  const handed = await sell([['omeprazole', 1]], { patientId: patientIds[21] });
  await sell([['warfarin', 500]], { customerId });
  await desk.step('cancelOrder', await sell([['aspirin', 1]], { patientId: patientIds[22] }), { reason: 'Bought elsewhere' }, staff.doctor);
  await sell([['aspirin', 2]], { customerId, place: false });
  interface Standing {
    readonly orders: { readonly totalCount: number };
  }
  const query = `query ($state: String) { orders(filter: { type: SALES, state: $state }) { totalCount } }`;
  const searching = (): Promise<Standing> => ordering.ask('orders', query, { state: 'reserving' });
  await until('the stock for orders', searching, ({ orders: { totalCount } }) => totalCount === 0);
  await desk.move(handed, 'hand_over', staff.buyer);
  await desk.move(await desk.move(done, 'hand_over', staff.buyer), 'complete', staff.buyer);
}

/** Work on equipment, done where it stands. */
async function haveWorkDone(desk: Desk): Promise<void> {
  const { buyer, doctor } = desk.staff;
  const ask = (more: object = {}): Promise<DemoOrder> =>
    desk.write('SERVICE', desk.ordering.clinic.id, [['calibration', 1]], { deliveryMode: 'ONSITE', ...more });
  await ask({ note: 'It vibrates above 3000 rpm' });
  await desk.move(await ask(), 'accept', buyer);
  const done = await desk.move(await ask({ deliveryMode: 'PICKUP' }), 'accept', buyer);
  await desk.move(await desk.move(done, 'finish', buyer), 'complete', doctor);
  await desk.move(await ask(), 'decline', buyer, 'The maker does it under warranty');
}
