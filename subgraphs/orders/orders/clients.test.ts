import { keepConsent } from '#kernel/consents/known-consents.js';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { eventually } from '#kernel/testing/eventually.js';
import { clientOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { SpecimenDesk } from '../specimens/testing/specimen-desk.js';
import { openOrders } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

const scopes = ['orders:place', 'orders:read', 'specimens:receive', 'specimens:read', 'patients:read', 'medicines:read'];

/** A clinic with a laboratory, a program that orders and examines there, and what a patient consents to. */
function openToClients() {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const program = clientOf({ tenant: desk.tenant, permissions: scopes });
  const people = new Ordering(desk);
  const { patientId } = people;
  const consentsTo = (consented: readonly string[], whose = patientId) => {
    const period = { startsAt: '2026-01-01T00:00:00Z', endsAt: null, version: 1 };
    const facts = { patientId: whose, clientId: program.actor.id ?? '', purposes: ['TREAT'], scopes: consented, ...period };
    return desk.system(desk.branchId, (transaction) => keepConsent(transaction, newId('consent'), facts, true));
  };
  return { desk, program, people, patientId, consentsTo };
}

describe('a client with consent to order, and to read nothing', () => {
  const fields = 'order { id note deliveryPlace { phone address } }';
  const delivered = {
    deliveryMode: 'COURIER',
    note: 'Ring twice',
    deliveryPlace: { name: 'Saran', phone: '+97699112233', address: 'Peace Avenue 1' },
  };

  it('orders, comments and calls off, and is answered nothing of the order', async () => {
    const { desk, program, people, consentsTo } = openToClients();
    await consentsTo(['orders:place', 'patients:read']);
    const created = await desk.run('createOrder', fields, people.input(delivered), program);
    expect(created).toEqual({ order: null, userErrors: [] });
    const order = await people.placed(delivered);
    const calling = { id: order.id, expectedVersion: order.version, reason: 'Not needed any more' };
    const stale = await desk.run('cancelOrder', fields, { ...calling, expectedVersion: order.version + 1 }, program);
    expect(stale).toMatchObject({ order: null, userErrors: [{ code: 'STALE_VERSION' }] });
    expect(stale.userErrors[0]?.message).not.toMatch(/\d/);
    expect(await desk.run('cancelOrder', fields, calling, program)).toEqual({ order: null, userErrors: [] });
    const query = '{ orders { totalCount nodes { status } } }';
    expect(await desk.ask(query, {}, program)).toEqual({ orders: { totalCount: 0, nodes: [] } });
    const { orders } = await desk.ask<{ orders: { nodes: { status: string }[] } }>(query);
    expect(orders.nodes.map(({ status }) => status).sort()).toEqual(['DRAFT', 'REVOKED']);
  });

  it('is not told how the order stands by what is refused', async () => {
    const { desk, program, people, consentsTo } = openToClients();
    await consentsTo(['orders:place', 'patients:read']);
    const { id, version } = await people.placed(delivered);
    const reason = 'Not needed any more';
    await desk.run('cancelOrder', fields, { id, expectedVersion: version, reason }, program);
    const { order } = await desk.ask<{ order: { version: number } }>('query ($id: ID!) { order(id: $id) { version } }', { id });
    const again = async () => (await desk.run('cancelOrder', fields, { id, expectedVersion: order.version, reason }, program)).userErrors;
    expect(await again()).toMatchObject([{ code: 'WRONG_STATE', message: 'Its present status does not allow this.' }]);
    await consentsTo(['orders:read']);
    expect(await again()).toMatchObject([{ code: 'WRONG_STATE', message: 'The order is REVOKED: nothing more is done with it.' }]);
  });

  it('is answered the order once the patient consents to that too', async () => {
    const { desk, program, people, consentsTo } = openToClients();
    await consentsTo(['orders:place', 'orders:read', 'patients:read']);
    const { id, version } = await people.placed(delivered);
    const answer = await desk.run('cancelOrder', fields, { id, expectedVersion: version, reason: 'Not needed any more' }, program);
    const { phone, address } = delivered.deliveryPlace;
    expect(answer).toEqual({ order: { id, note: 'Ring twice', deliveryPlace: { phone, address } }, userErrors: [] });
  });
});

it('a client with consent to read orders is told where they are brought once the patient consents to be read too', async () => {
  const { desk, program, people, consentsTo } = openToClients();
  const deliveryPlace = { name: 'Saran', phone: '+97699112233', address: 'Peace Avenue 1' };
  await people.draft({ deliveryMode: 'COURIER', deliveryPlace });
  await people.draft({ deliveryMode: 'COURIER', deliveryPlace: { ...deliveryPlace, name: 'Our ward' }, patientId: null });
  const places = async () => {
    const query = '{ orders(orderBy: { field: CREATED_AT, direction: ASC }) { nodes { deliveryPlace { name phone address } } } }';
    const { orders } = await desk.ask<{ orders: { nodes: { deliveryPlace: object | null }[] } }>(query, {}, program);
    return orders.nodes.map((node) => node.deliveryPlace);
  };
  await consentsTo(['orders:read']);
  expect(await places()).toEqual([null, { ...deliveryPlace, name: 'Our ward' }]);
  await consentsTo(['patients:read']);
  expect(await places()).toEqual([deliveryPlace, { ...deliveryPlace, name: 'Our ward' }]);
});

describe('a client with consent to receive specimens, and to read nothing', () => {
  const fields = 'specimens { accessionNumber patient { id } } warnings { accessionNumber message }';

  it('takes in what it scans, and is answered nothing of it, nor warned', async () => {
    const { desk, program, patientId, consentsTo } = openToClients();
    await consentsTo(['specimens:receive']);
    const collectedAt = new Date(Date.now() - 7_200_000);
    const numbers = await desk.collected(2, { patientId, collectedAt, requirement: { stabilityMinutes: 60 } });
    const [kept] = await desk.collected(1);
    expect(await desk.run('receiveSpecimens', fields, { accessionNumbers: numbers }, program)).toEqual({
      ...{ specimens: [], warnings: [] },
      userErrors: [],
    });
    const input = { accessionNumber: numbers[0], title: 'Complete blood count', conclusion: 'Within limits' };
    const recorded = await desk.run('recordSpecimenResult', 'specimen { id } result { conclusion }', input, program);
    expect(recorded).toEqual({ specimen: null, result: null, userErrors: [] });
    const statuses = await Promise.all([...numbers, kept ?? ''].map(async (number) => (await desk.specimen(number)).status));
    expect(statuses).toEqual(['RESULTED', 'RECEIVED', 'COLLECTED']);
  });

  it('is answered them, and warned, once the patient consents to that too', async () => {
    const { desk, program, patientId, consentsTo } = openToClients();
    await consentsTo(['specimens:receive', 'specimens:read']);
    const collectedAt = new Date(Date.now() - 7_200_000);
    const accessionNumbers = await desk.collected(1, { patientId, collectedAt, requirement: { stabilityMinutes: 60 } });
    expect(await desk.run('receiveSpecimens', fields, { accessionNumbers }, program)).toEqual({
      specimens: [{ accessionNumber: accessionNumbers[0], patient: { id: patientId } }],
      warnings: [{ accessionNumber: accessionNumbers[0], message: expect.stringContaining('could be examined until') as string }],
      userErrors: [],
    });
  });
});

describe('what a client names, and may not see', () => {
  it('is written down: a label that it scans, and whose orders or specimens it lists', async () => {
    const { desk, program, people, patientId, consentsTo } = openToClients();
    const { orderId, numbers } = await desk.tubes(1, { patientId });
    const [number = ''] = numbers;
    const { id: specimenId } = await desk.specimen(number);
    const willing = newId('patient');
    await people.draft({ patientId: willing });
    await consentsTo(['orders:read'], willing);
    const query = `query ($number: String!, $orderId: ID!, $patientId: ID!, $willing: ID!, $nobody: ID!) {
      scanned: specimenByAccessionNumber(number: $number) { id }
      never: specimenByAccessionNumber(number: "UB1-S-999999") { id }
      ofOrder: specimens(filter: { orderId: $orderId }) { totalCount }
      ofPatient: orders(filter: { patientId: $patientId }) { totalCount }
      ended: orders(filter: { patientId: $willing, status: [COMPLETED] }) { totalCount }
      ofNobody: orders(filter: { patientId: $nobody }) { totalCount } }`;
    const none = { totalCount: 0 };
    expect(await desk.ask(query, { number, orderId, patientId, willing, nobody: newId('patient') }, program)).toEqual({
      ...{ scanned: null, never: null, ofOrder: none, ofPatient: none, ended: none, ofNobody: none },
    });
    const denials = await eventually(
      () =>
        subgraph.database
          .forContext(desk.context)
          .rows(sql`select scope, entity, entity_id from access_denials order by scope, entity`, null),
      (rows) => rows.length >= 3,
    );
    expect(denials).toEqual([
      { scope: 'orders:read', entity: 'Patient', entity_id: patientId },
      { scope: 'specimens:read', entity: 'Order', entity_id: orderId },
      { scope: 'specimens:read', entity: 'Specimen', entity_id: specimenId },
    ]);
  });
});
