import { sql } from '#kernel/database/sql.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { nextPurchaseOrderStatuses, PurchaseOrderStatus } from './purchase-order-status.js';
import { mnt, PurchasingDesk, type Order } from './testing/purchasing-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const statuses = Object.values(PurchaseOrderStatus);
const { DRAFT, APPROVED, SENT, PARTLY_RECEIVED, RECEIVED, CLOSED, CANCELLED } = PurchaseOrderStatus;

async function desk() {
  const pharmacy = new PurchasingDesk(subgraph, neighbours);
  const supplierId = await pharmacy.supplier();
  const productId = await pharmacy.medicine();
  const take = (id: string, quantity: number) => pharmacy.receive(id, [{ productId, quantity, lotNumber: 'A1', expiresOn: '2041-12-31' }]);
  const steps: Record<PurchaseOrderStatus, (id: string) => Promise<unknown>> = {
    DRAFT: () => Promise.resolve(),
    APPROVED: (id) => pharmacy.step('approvePurchaseOrder', id),
    SENT: (id) => pharmacy.step('sendPurchaseOrder', id, { via: 'EMAIL' }),
    PARTLY_RECEIVED: (id) => take(id, 1),
    RECEIVED: async (id) => take(id, (await pharmacy.orderOf(id)).lines[0]?.outstanding ?? 0),
    CLOSED: (id) => pharmacy.step('closePurchaseOrder', id, { reason: 'The maker has none' }),
    CANCELLED: (id) => pharmacy.step('cancelPurchaseOrder', id, { reason: 'Ordered twice' }),
  };
  const ways: Record<PurchaseOrderStatus, readonly PurchaseOrderStatus[]> = {
    DRAFT: [],
    APPROVED: [APPROVED],
    SENT: [APPROVED, SENT],
    PARTLY_RECEIVED: [APPROVED, SENT, PARTLY_RECEIVED],
    RECEIVED: [APPROVED, SENT, RECEIVED],
    CLOSED: [APPROVED, SENT, PARTLY_RECEIVED, CLOSED],
    CANCELLED: [CANCELLED],
  };
  /** An order of 5 packs that has come so far. */
  const orderIn = async (status: PurchaseOrderStatus): Promise<Order> => {
    const { id } = await pharmacy.order(supplierId, [{ productId, quantity: 5, unitPrice: mnt(100) }]);
    for (const step of ways[status]) await steps[step](id);
    return pharmacy.orderOf(id);
  };
  /** Tries to take an order to a status by the mutation that leads there. */
  const attempt = async ({ id, version, lines }: Order, to: PurchaseOrderStatus): Promise<Refused[]> => {
    const input = { id, expectedVersion: version };
    if (to === APPROVED) return (await pharmacy.run('approvePurchaseOrder', '', input)).userErrors;
    if (to === SENT) return (await pharmacy.run('sendPurchaseOrder', '', { ...input, via: 'EMAIL' })).userErrors;
    if (to === CLOSED) return (await pharmacy.run('closePurchaseOrder', '', { ...input, reason: 'None left' })).userErrors;
    if (to === CANCELLED) return (await pharmacy.run('cancelPurchaseOrder', '', { ...input, reason: 'None left' })).userErrors;
    return (await take(id, to === RECEIVED ? (lines[0]?.outstanding ?? 0) : 1)).userErrors;
  };
  return { pharmacy, supplierId, productId, orderIn, attempt };
}

const reachable = statuses.filter((status) => status !== DRAFT);
const pairs = statuses.flatMap((from) => reachable.map((to) => [from, to, nextPurchaseOrderStatuses(from).includes(to)] as const));

it.each(pairs.filter(([, , allowed]) => allowed))('an order that is %s can become %s', async (from, to) => {
  const { pharmacy, orderIn, attempt } = await desk();
  const order = await orderIn(from);
  expect(order.status).toBe(from);
  expect(await attempt(order, to)).toEqual([]);
  expect(await pharmacy.orderOf(order.id)).toMatchObject({ status: to, version: order.version + 1 });
});

it.each(pairs.filter(([, , allowed]) => !allowed))('an order that is %s cannot become %s', async (from, to) => {
  const { pharmacy, orderIn, attempt } = await desk();
  const order = await orderIn(from);
  const [refused, ...others] = await attempt(order, to);
  expect(others).toEqual([]);
  expect(refused).toMatchObject({ code: 'WRONG_STATE', message: expect.stringContaining('he order') as string });
  expect(await pharmacy.orderOf(order.id)).toEqual(order);
});

it('the table of statuses is the one that the house agreed on', () => {
  expect(Object.fromEntries(statuses.map((status) => [status, nextPurchaseOrderStatuses(status)]))).toEqual({
    DRAFT: [APPROVED, CANCELLED],
    APPROVED: [SENT, CANCELLED],
    SENT: [PARTLY_RECEIVED, RECEIVED, CANCELLED],
    PARTLY_RECEIVED: [PARTLY_RECEIVED, RECEIVED, CLOSED],
    RECEIVED: [],
    CLOSED: [],
    CANCELLED: [],
  });
});

it('says what to do instead', async () => {
  const { orderIn, attempt } = await desk();
  const said = async (from: PurchaseOrderStatus, to: PurchaseOrderStatus) => (await attempt(await orderIn(from), to))[0]?.message;
  expect(await said(PARTLY_RECEIVED, CANCELLED)).toBe(
    'Some of the order has come already, so it cannot be cancelled: close it (`closePurchaseOrder`) when the rest is not expected any more.',
  );
  expect(await said(SENT, CLOSED)).toBe('The order is SENT and nothing of it has come: cancel it (`cancelPurchaseOrder`) instead.');
  expect(await said(DRAFT, SENT)).toBe('The order is DRAFT and cannot become SENT: it can become APPROVED, CANCELLED.');
  expect(await said(CLOSED, APPROVED)).toBe('The order is CLOSED and cannot become APPROVED: nothing follows that.');
  expect(await said(DRAFT, RECEIVED)).toBe('The order is a DRAFT: have it approved and send it, then receive its goods.');
  expect(await said(APPROVED, RECEIVED)).toBe(
    'The order is APPROVED and was not sent: say that it was (`sendPurchaseOrder`), then receive its goods.',
  );
  expect(await said(CANCELLED, PARTLY_RECEIVED)).toBe(
    'The order is CANCELLED: nothing more is expected for it. Order what came anew, or give it back.',
  );
});

it('keeps who wrote, who approved and who sent it, and why it ended', async () => {
  const { pharmacy, orderIn } = await desk();
  const { id, version } = await orderIn(DRAFT);
  const [approver, sender] = [pharmacy.somebody({ permissions: ['purchases:approve', 'purchases:read'] }), pharmacy.somebody()];
  const fields = 'purchaseOrder { orderedBy { id } approvedBy { id } approvedAt sentBy { id } sentAt sentVia }';
  await pharmacy.done('approvePurchaseOrder', fields, { id, expectedVersion: version }, approver);
  expect(await pharmacy.done('sendPurchaseOrder', fields, { id, expectedVersion: version + 1, via: 'PHONE' }, sender)).toMatchObject({
    purchaseOrder: {
      orderedBy: { id: pharmacy.context.actor.id },
      approvedBy: { id: approver.actor.id },
      approvedAt: expect.any(String) as string,
      sentBy: { id: sender.actor.id },
      sentAt: expect.any(String) as string,
      sentVia: 'PHONE',
    },
  });
  const cancel = (reason: string) => pharmacy.run('cancelPurchaseOrder', '', { id, expectedVersion: version + 2, reason });
  expect((await cancel(' ')).userErrors).toEqual([{ code: 'REQUIRED', message: 'Say why, in at most 1000 characters.' }]);
  expect((await cancel('x'.repeat(1001))).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
  await cancel(' Ordered twice ');
  expect(await pharmacy.orderOf(id)).toMatchObject({ status: 'CANCELLED', statusReason: 'Ordered twice' });
});

it('is approved as it was read, and not as somebody has changed it since', async () => {
  const { pharmacy, orderIn } = await desk();
  const { id, version } = await orderIn(DRAFT);
  await pharmacy.step('updatePurchaseOrder', id, { note: 'Twice as much' });
  const { userErrors } = await pharmacy.run('approvePurchaseOrder', '', { id, expectedVersion: version });
  expect(userErrors).toEqual([
    { code: 'STALE_VERSION', message: 'Somebody changed this purchase order since you read it. Read it again, then decide.' },
  ]);
  expect((await pharmacy.orderOf(id)).status).toBe('DRAFT');
});

it('tells of an order that was sent, once and with its branch', async () => {
  const { pharmacy, orderIn, supplierId } = await desk();
  const { id, number } = await orderIn(SENT);
  await pharmacy.system(pharmacy.branchId, async (transaction) => {
    const events = await transaction.rows(
      sql`select type, subject, branch_id is not null as branch, data from outbox where subject = ${id}`,
    );
    expect(events).toEqual([{ type: 'purchase_order.sent', subject: id, branch: true, data: { supplierId, number, via: 'EMAIL' } }]);
  });
});
