import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { goodsReceived } from '../events.js';
import { Product } from '../products/product.js';
import { keepLots, OtherExpiry } from '../stock/keeping-lots.js';
import type { Lot } from '../stock/lot.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { receivedBefore } from '../stock/received-serials.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { StockLocation } from '../stock/stock-location.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';
import { lockSupplierProducts, recordPaidPrices } from '../suppliers/price-history.js';
import { GoodsCondition } from './goods-receipt-line.js';
import { GoodsReceipt } from './goods-receipt.js';
import { mostLines } from './order-limits.js';
import { PurchaseOrderLine } from './purchase-order-line.js';
import { nextPurchaseOrderStatuses, PurchaseOrderStatus } from './purchase-order-status.js';
import { PurchaseOrder } from './purchase-order.js';
import { Delivery, type Delivered, type Ordered } from './reading-deliveries.js';
import { ReceiveGoodsPayload, type ReceiveGoodsInput } from './receiving.inputs.js';

const nothing = { goodsReceipt: null, purchaseOrder: null };

/** A line of a delivery with its lot and its place. */
interface Stored extends Delivered {
  readonly lotId: string;
  readonly placeId: string;
}

/**
 * Takes in a delivery, whole or not at all. Whoever receives the same order waits for its row, so that together they take no more
 * than was ordered. It takes as many statements for a hundred lines as for one.
 */
export async function receiveGoods(context: Context, input: ReceiveGoodsInput): Promise<ReceiveGoodsPayload> {
  const options = { name: 'receiveGoods', permission: 'purchases:receive', constraints: stockConstraints };
  return context.db.command(ReceiveGoodsPayload, options, async (transaction) => {
    const order = await transaction.lock(PurchaseOrder, input.purchaseOrderId);
    const unfit = unfitFor(order, input);
    if (unfit || !order) return unfit ?? new Refusal([], nothing);
    const branch = await branchOf(transaction, order);
    const delivery = new Delivery(await orderedGoods(transaction, order), order.currency, branch);
    for (const [index, line] of input.lines.entries()) delivery.read(line, index);
    if (delivery.errors.length > 0) return new Refusal(delivery.errors, nothing);
    const stored = await store(transaction, branch, delivery.delivered);
    if (!Array.isArray(stored)) return stored;

    const receipt = receiptOf(order, branch, input, context.request.actor.id);
    await moveStock(
      transaction,
      { type: 'goodsreceipt', id: receipt.id },
      stored.flatMap((line) => movementsOf(line, order)),
    );
    await countReceived(transaction, order, stored);
    const sold = await lockSupplierProducts(
      transaction,
      order.supplierId,
      stored.map(({ product }) => product.id),
    );
    receipt.number = await nextNumber(transaction, branch, 'GR');
    await transaction.insert(receipt);
    await insertLines(transaction, receipt, stored);
    const paid = stored.map(({ product, unitPriceMinor }) => ({ productId: product.id, amountMinor: unitPriceMinor }));
    await recordPaidPrices(transaction, sold, receipt.id, order.currency, paid);
    const data = { purchaseOrderId: order.id, receiptId: receipt.id };
    await transaction.publish(goodsReceived, { subject: receipt.id, branch: branch.id, data });
    return { goodsReceipt: receipt, purchaseOrder: order };
  });
}

function unfitFor(order: PurchaseOrder | null, { lines, deliveryNote }: ReceiveGoodsInput): Refusal | null {
  const field = ['input', 'purchaseOrderId'];
  if (!order) return refuse('NOT_FOUND', 'There is no such purchase order at the branches where you may do this.', field, nothing);
  if (!nextPurchaseOrderStatuses(order.status).includes(PurchaseOrderStatus.RECEIVED))
    return refuse('WRONG_STATE', notExpected(order.status), field, nothing);
  if (lines.length === 0) return refuse('REQUIRED', 'Say what came: a receipt needs at least one line.', ['input', 'lines'], nothing);
  if (lines.length > mostLines)
    return refuse('LIMIT_REACHED', `A receipt has at most ${mostLines} lines: take the delivery in as two.`, ['input', 'lines'], nothing);
  const tooLong = lengthErrors(mostLetters.name, { deliveryNote });
  return tooLong.length > 0 ? new Refusal(tooLong, nothing) : null;
}

function notExpected(status: PurchaseOrderStatus): string {
  if (status === PurchaseOrderStatus.DRAFT) return 'The order is a DRAFT: have it approved and send it, then receive its goods.';
  if (status === PurchaseOrderStatus.APPROVED)
    return 'The order is APPROVED and was not sent: say that it was (`sendPurchaseOrder`), then receive its goods.';
  return `The order is ${status}: nothing more is expected for it. Order what came anew, or give it back.`;
}

async function orderedGoods(transaction: Transaction, order: PurchaseOrder): Promise<Ordered[]> {
  const uuid = toUuid('purchaseorder', order.id);
  const lines = await transaction.all(PurchaseOrderLine, sql`where purchase_order_id = ${uuid} order by position`);
  const products = await transaction.all(
    Product,
    sql`where id in (select product_id from purchase_order_lines where purchase_order_id = ${uuid})`,
  );
  const byId = new Map(products.map((product) => [product.id, product]));
  return lines.flatMap((line) => {
    const product = byId.get(line.productId);
    return product ? [{ line, product }] : [];
  });
}

/** Finds lot and place of every line, or says what is wrong with them. From here on the stock is held. */
async function store(transaction: Transaction, branch: OpenBranch, delivered: readonly Delivered[]): Promise<Stored[] | Refusal> {
  await lockStock(
    transaction,
    delivered.map(({ product }) => ({ branchId: branch.id, productId: product.id })),
  );
  const lots = await lotsOf(transaction, delivered);
  if (lots instanceof Refusal) return lots;
  const places = await placesOf(transaction, branch, delivered);
  const before = await receivedBefore(
    transaction,
    delivered.map((line, position) => ({ ...line, lotId: lots[position]?.id ?? '' })),
  );
  const errors: UserError[] = [];
  const stored = delivered.flatMap((line, position) => {
    const { index, product } = line;
    const wrong = (code: 'INVALID' | 'NOT_FOUND', message: string, field: string): [] => {
      errors.push(userError(code, `Line ${index + 1}: ${message}`, ['input', 'lines', String(index), field]));
      return [];
    };
    const lot = lots[position];
    const placeId = places.get(line.locationId ?? line.condition);
    if (!lot) throw new Error(`Line ${index} got no lot`);
    if (lot.recallId !== null)
      return wrong(
        'INVALID',
        `lot ${lot.lotNumber} of ${product.name} was recalled: do not take it in, give it back to who brought it.`,
        'lotNumber',
      );
    const twice = before[position];
    if (twice) return wrong('INVALID', twice, 'serialNumbers');
    if (!placeId) return wrong('NOT_FOUND', 'there is no such place at the branch, or nothing can be put there.', 'locationId');
    return [{ ...line, lotId: lot.id, placeId }];
  });
  return errors.length > 0 ? new Refusal(errors, nothing) : stored;
}

async function lotsOf(transaction: Transaction, delivered: readonly Delivered[]): Promise<Lot[] | Refusal> {
  const facts = delivered.map(({ lot }) => lot);
  const lots = await keepLots(transaction, facts);
  if (!(lots instanceof OtherExpiry)) return lots;
  const line = delivered[facts.indexOf(lots.named)];
  const index = line?.index ?? 0;
  return refuse('INVALID', `Line ${index + 1}: ${lots.message}`, ['input', 'lines', String(index), 'expiresOn'], nothing);
}

/** By the id that a line names, or by the condition of what has no place named. Places of other branches are not among them. */
async function placesOf(transaction: Transaction, branch: OpenBranch, delivered: readonly Delivered[]): Promise<Map<string, string>> {
  const named = [...new Set(delivered.flatMap(({ locationId }) => (locationId ? [toUuid('stocklocation', locationId)] : [])))];
  const found = await transaction.all(
    StockLocation,
    sql`where id = any (${named}::uuid[]) and branch_id = ${toUuid('branch', branch.id)} and active`,
  );
  const places = new Map(found.map(({ id }) => [id, id]));
  const unplaced = new Set(delivered.filter(({ locationId }) => locationId === null).map(({ condition }) => condition));
  if (unplaced.has(GoodsCondition.GOOD)) places.set(GoodsCondition.GOOD, (await usualPlace(transaction, branch)).id);
  if (unplaced.has(GoodsCondition.DAMAGED))
    places.set(GoodsCondition.DAMAGED, (await usualPlace(transaction, branch, LocationKind.QUARANTINE)).id);
  return places;
}

/** One for each pack that has a serial number, and one for all that have none. */
function movementsOf(line: Stored, { branchId, currency }: PurchaseOrder): NewMovement[] {
  const one = {
    kind: MovementKind.RECEIPT,
    branchId,
    locationId: line.placeId,
    productId: line.product.id,
    lotId: line.lotId,
    status: line.condition === GoodsCondition.GOOD ? KeptStatus.AVAILABLE : KeptStatus.DAMAGED,
    unitCost: { amountMinor: line.unitPriceMinor, currency },
  };
  const unnumbered = line.quantity - line.serialNumbers.length;
  return [
    ...line.serialNumbers.map((serialNumber) => ({ ...one, quantity: 1, serialNumber })),
    ...(unnumbered > 0 ? [{ ...one, quantity: unnumbered }] : []),
  ];
}

/** Counts what came on the lines of the order, and takes the order on. */
async function countReceived(transaction: Transaction, order: PurchaseOrder, stored: readonly Stored[]): Promise<void> {
  const rows = stored.map(({ line, quantity, over }) => ({ id: toUuid('purchaseorderline', line.id), quantity, over }));
  await transaction.rows(sql`update purchase_order_lines set received = received + came.quantity, accepted_over = accepted_over + came.over
    from (select id, sum(quantity)::int as quantity, sum("over")::int as over
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, quantity integer, "over" integer) group by id) came
    where purchase_order_lines.id = came.id`);
  const [open] = await transaction.rows<{ open: boolean }>(sql`select exists (select from purchase_order_lines
    where purchase_order_id = ${toUuid('purchaseorder', order.id)} and received < quantity) as open`);
  const status = open?.open ? PurchaseOrderStatus.PARTLY_RECEIVED : PurchaseOrderStatus.RECEIVED;
  const refused = order.moveTo(status);
  if (refused) throw new Error(`${order.id} cannot become ${status}`);
  // By hand: the version has to grow with every part that comes, also when the status stays.
  const [row] = await transaction.rows<{ version: number; updated_at: Date }>(sql`update purchase_orders set status = ${status}
    where id = ${toUuid('purchaseorder', order.id)} returning version, updated_at`);
  Object.assign(order, { version: row?.version, updatedAt: row?.updated_at });
}

function receiptOf(order: PurchaseOrder, branch: OpenBranch, input: ReceiveGoodsInput, actorId: string | null): GoodsReceipt {
  return Object.assign(new GoodsReceipt(), {
    id: newId('goodsreceipt'),
    branchId: branch.id,
    purchaseOrderId: order.id,
    supplierId: order.supplierId,
    deliveryNote: input.deliveryNote?.trim() || null,
    currency: order.currency,
    receivedOn: branch.today,
    createdBy: actorId,
  });
}

async function insertLines(transaction: Transaction, receipt: GoodsReceipt, stored: readonly Stored[]): Promise<void> {
  const rows = stored.map((line, index) => ({
    id: toUuid('goodsreceiptline', newId('goodsreceiptline')),
    position: index + 1,
    purchase_order_line_id: toUuid('purchaseorderline', line.line.id),
    product_id: toUuid('product', line.product.id),
    lot_id: toUuid('lot', line.lotId),
    location_id: toUuid('stocklocation', line.placeId),
    condition: line.condition,
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor.toString(),
    serial_numbers: line.serialNumbers,
  }));
  await transaction.rows(sql`insert into goods_receipt_lines (branch_id, goods_receipt_id, id, position, purchase_order_line_id, product_id, lot_id,
      location_id, condition, quantity, unit_price_minor, serial_numbers)
    select ${toUuid('branch', receipt.branchId)}::uuid, ${toUuid('goodsreceipt', receipt.id)}::uuid, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, position integer, purchase_order_line_id uuid, product_id uuid,
      lot_id uuid, location_id uuid, condition text, quantity integer, unit_price_minor bigint, serial_numbers text[])`);
}
