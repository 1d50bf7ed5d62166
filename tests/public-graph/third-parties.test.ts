import { GraphClient } from '../end-to-end/client.js';
import { startTopology, type RunningGraph } from '../end-to-end/topology.js';
import { ThirdParty } from './third-party.js';

interface Named {
  readonly id: string;
  readonly name: string;
}
interface Appointment {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly startsAt: string;
}
interface Order {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly number: string | null;
  readonly specimens: readonly { readonly accessionNumber: string }[];
}

let graph: RunningGraph;
let owner: GraphClient;
let patientId: string;
beforeAll(async () => {
  graph = await startTopology('one process');
  owner = await GraphClient.signIn(graph.url, 'steppe');
  const { data } = await owner.send<{ patients: { nodes: { id: string }[] } }>({ query: '{ patients(first: 1) { nodes { id } } }' });
  patientId = data?.patients.nodes[0]?.id ?? '';
}, 400_000);
afterAll(() => graph.stop());

const day = (ahead: number) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);

describe('a booking bot', () => {
  let bot: ThirdParty;
  beforeAll(async () => {
    bot = await ThirdParty.make(graph.url, owner, {
      scopes: ['schedules:read', 'appointments:read', 'appointments:book', 'patients:read'],
    });
  });

  it('knows nobody who did not consent to it', async () => {
    const hidden = await bot.ask(
      `{ patient(id: "${patientId}") { id } patients(first: 5) { totalCount nodes { id } } node(id: "${patientId}") { id } }`,
    );
    expect(hidden).toEqual({ patient: null, patients: { totalCount: 0, nodes: [] }, node: null });
    await bot.getConsent(owner, patientId);
    const known = { totalCount: 1, nodes: [{ id: patientId }] };
    expect(await bot.ask('{ patients(first: 5) { totalCount nodes { id } } }')).toEqual({ patients: known });
  });

  const fields = 'appointment { id version status startsAt patient { id name } practitioner { name } branch { timeZone } }';

  it('finds a clinic, somebody there and a time, and holds, confirms, moves and calls off a visit', async () => {
    const { branches, healthcareServices } = await bot.ask<{ branches: { nodes: Named[] }; healthcareServices: { nodes: Named[] } }>(
      '{ branches(type: CLINIC) { nodes { id name } } healthcareServices(filter: { active: true }) { nodes { id name } } }',
    );
    const branchId = branches.nodes[0]?.id ?? '';
    const serviceId = healthcareServices.nodes.find(({ name }) => name === 'General consultation')?.id ?? '';
    const { slots } = await bot.ask<{ slots: { slots: { startsAt: string; practitioner: Named }[] } }>(
      'query ($input: SlotSearchInput!) { slots(input: $input) { slots { startsAt practitioner { id name } } hasMore } }',
      { input: { serviceId, branchIds: [branchId], from: day(1), until: day(14), limit: 200 } },
    );
    const [first, later] = [slots.slots[20], slots.slots[60]];
    if (!first || !later) throw new Error('The demo has no free times');
    const visit = { branchId, patientId, serviceId, practitionerId: first.practitioner.id, startsAt: first.startsAt };
    const held = await bot.consented<{ appointment: Appointment }>('holdAppointment', visit, fields);
    expect(held.appointment).toMatchObject({ status: 'PENDING', patient: { id: patientId, name: expect.any(String) as string } });
    const { appointment } = await bot.do<{ appointment: Appointment }>('confirmAppointment', { id: held.appointment.id }, fields);
    expect(appointment.status).toBe('BOOKED');
    const { id, version } = appointment;
    const move = { id, expectedVersion: version, startsAt: later.startsAt, practitionerId: later.practitioner.id };
    const moved = await bot.do<{ appointment: Appointment }>('rescheduleAppointment', move, fields);
    expect(moved.appointment.startsAt).toBe(later.startsAt);
    const cancel = { id, expectedVersion: moved.appointment.version, by: 'PATIENT', reason: 'Travelling' };
    expect((await bot.do<{ appointment: Appointment }>('cancelAppointment', cancel, fields)).appointment.status).toBe('CANCELLED');
    const booked = await bot.do<{ appointment: Appointment }>('bookAppointment', visit, fields);
    expect(booked.appointment).toMatchObject({ status: 'BOOKED', startsAt: first.startsAt });
    expect(await bot.ask(`{ node(id: "${id}") { __typename ... on Appointment { status } } }`)).toEqual({
      node: { __typename: 'Appointment', status: 'CANCELLED' },
    });
  });

  it('does the same thing once for one Idempotency-Key', async () => {
    const send = () =>
      bot.send<{ cancelAppointment: { userErrors: object[] } }>(
        {
          query: `mutation { cancelAppointment(input: { id: "${'appointment_00000000000000000000000000'}", expectedVersion: 1, by: PATIENT, reason: "x" }) { userErrors { code } } }`,
        },
        { 'idempotency-key': 'once-1' },
      );
    const [one, two] = [await send(), await send()];
    expect([one.data, two.data]).toEqual([one.data, one.data]);
    expect(one.data?.cancelAppointment.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  });

  it('orders nothing', async () => {
    const { status, errors } = await bot.send({ query: '{ orders(first: 1) { nodes { id } } }' });
    expect([status, errors?.[0]?.extensions]).toEqual([403, { code: 'FORBIDDEN', permission: 'orders:read' }]);
  });
});

describe('an ERP and a laboratory system', () => {
  let erp: ThirdParty;
  let lims: ThirdParty;
  let clinicId: string;
  let laboratoryId: string;
  let products: readonly Named[];
  beforeAll(async () => {
    const reading = ['orders:read', 'medicines:read', 'patients:read', 'specimens:read', 'tasks:read'];
    erp = await ThirdParty.make(graph.url, owner, { scopes: [...reading, 'orders:place'] });
    lims = await ThirdParty.make(graph.url, owner, { scopes: [...reading, 'specimens:receive'] });
    for (const client of [erp, lims]) await client.getConsent(owner, patientId);
    const places = await erp.ask<{ clinics: { nodes: Named[] }; laboratories: { nodes: Named[] } }>(
      '{ clinics: branches(type: CLINIC) { nodes { id name } } laboratories: branches(type: LAB) { nodes { id name } } }',
    );
    [clinicId, laboratoryId] = [places.clinics.nodes[0]?.id ?? '', places.laboratories.nodes[0]?.id ?? ''];
    products = (
      await erp.ask<{ products: { nodes: Named[] } }>('{ products(first: 100, filter: { status: ACTIVE }) { nodes { id name } } }')
    ).products.nodes;
  });

  const productId = (name: string) => products.find((product) => product.name === name)?.id ?? '';
  const fields =
    'order { id version status number patient { id } lines { name total { amountMinor currency } } specimens { accessionNumber status } tasks { status } comments { text } steps { step } }';

  it('writes, changes, places and calls off an order, and says something about it', async () => {
    const draft = {
      ...{ branchId: clinicId, performerBranchId: laboratoryId, type: 'LAB_SAMPLE', deliveryMode: 'ONSITE', patientId },
      lines: [{ productId: productId('Urinalysis'), quantity: 1 }],
    };
    const { order } = await erp.consented<{ order: Order }>('createOrder', draft, fields);
    expect(order).toMatchObject({ status: 'DRAFT', number: null, patient: { id: patientId } });
    const { id } = order;
    await erp.do('addOrderComment', { orderId: id, text: 'Our reference: 17' }, 'comment { text }');
    const amended = await erp.do<{ order: Order }>(
      'amendOrder',
      { id, expectedVersion: order.version, priority: 'URGENT', note: 'Fasting' },
      fields,
    );
    const placed = await erp.do<{ order: Order }>('placeOrder', { id, expectedVersion: amended.order.version }, fields);
    expect(placed.order).toMatchObject({
      status: 'ACTIVE',
      number: expect.any(String) as string,
      comments: [{ text: 'Our reference: 17' }],
    });
    const called = await erp.do<{ order: Order }>('cancelOrder', { id, reason: 'Ordered twice' }, fields);
    expect(called.order.status).toBe('REVOKED');
  });

  it('is told who did what only by the house itself', async () => {
    const { orders } = await erp.ask<{ orders: { nodes: Order[] } }>(
      '{ orders(first: 1, filter: { status: [REVOKED] }) { nodes { id } } }',
    );
    const inside = await owner.send({
      query: `{ order(id: "${orders.nodes[0]?.id}") { placedBy { id } steps { takenBy { id } } comments { writtenBy { id } } } }`,
    });
    expect([inside.errors, inside.data]).toMatchObject([undefined, { order: { placedBy: null, comments: [{ writtenBy: null }] } }]);
  });

  it('receives what was collected, rejects what cannot be examined, and records what was found', async () => {
    const lines = ['Complete blood count', 'Urinalysis'].map((name) => ({ productId: productId(name), quantity: 1 }));
    const draft = {
      branchId: clinicId,
      performerBranchId: laboratoryId,
      type: 'LAB_SAMPLE',
      deliveryMode: 'ONSITE',
      patientId,
      lines,
      place: true,
    };
    const { order } = await erp.do<{ order: Order }>('createOrder', draft, fields);
    const numbers = order.specimens.map(({ accessionNumber }) => accessionNumber);
    expect(numbers).toHaveLength(2);
    const collected = await owner.send<{ collectSpecimens: { userErrors: object[] } }>({
      query: 'mutation ($input: CollectSpecimensInput!) { collectSpecimens(input: $input) { userErrors { message } } }',
      variables: { input: { accessionNumbers: numbers } },
    });
    expect(collected.data?.collectSpecimens.userErrors).toEqual([]);
    const [good = '', bad = ''] = numbers;
    const received = await lims.consented('receiveSpecimens', { accessionNumbers: numbers }, 'specimens { status } warnings { message }');
    expect(received).toMatchObject({ specimens: [{ status: 'RECEIVED' }, { status: 'RECEIVED' }] });
    const rejected = await lims.do(
      'rejectSpecimens',
      { accessionNumbers: [bad], reason: 'CLOTTED' },
      'specimens { status rejectionReason }',
    );
    expect(rejected).toMatchObject({ specimens: [{ status: 'REJECTED', rejectionReason: 'CLOTTED' }] });
    const found = await lims.do(
      'recordSpecimenResult',
      { accessionNumber: good, title: 'CBC', conclusion: 'Within range' },
      'specimen { status } result { title conclusion }',
    );
    expect(found).toMatchObject({ specimen: { status: 'RESULTED' }, result: { title: 'CBC', conclusion: 'Within range' } });
    const { specimenByAccessionNumber } = await lims.ask<{ specimenByAccessionNumber: object }>(
      `{ specimenByAccessionNumber(number: "${good}") { status patient { name } tests { name } order { number } results { title } } }`,
    );
    expect(specimenByAccessionNumber).toMatchObject({ status: 'RESULTED', tests: [expect.anything()], results: [{ title: 'CBC' }] });
  });

  it('finds no price to set, and no task but through its order', async () => {
    const priced = await erp.send({
      query: 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { userErrors { code } } }',
      variables: {
        input: {
          type: 'SALES',
          deliveryMode: 'PICKUP',
          lines: [{ productId: productId('Urinalysis'), quantity: 1, unitPrice: { amountMinor: '1', currency: 'MNT' } }],
        },
      },
    });
    expect([priced.status, priced.errors?.[0]?.message]).toEqual([
      400,
      expect.stringContaining('Field "unitPrice" is not defined by type "OrderLineInput"'),
    ]);
    const { data } = await owner.send<{ tasks: { nodes: { id: string }[] } }>({ query: '{ tasks(first: 1) { nodes { id } } }' });
    expect(await erp.ask(`{ node(id: "${data?.tasks.nodes[0]?.id}") { __typename } }`)).toEqual({ node: null });
  });
});

describe('the two doors', () => {
  it('take no key for the other', async () => {
    const client = await ThirdParty.make(graph.url, owner, { scopes: ['schedules:read'] });
    expect((await new GraphClient(graph.url, { authorization: `Bearer ${client.key}` }).send({ query: '{ me { id } }' })).status).toBe(401);
    const response = await fetch(`${graph.url}/public/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${owner.token}` },
      body: JSON.stringify({ query: '{ tenant { name } }' }),
    });
    expect(response.status).toBe(401);
  });
});
