import { branchOfEvent } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { stockReserved, stockShort } from '../events.js';
import { allocateStock, type Allocation } from '../stock/allocation.js';
import { moveStock, type MovementSource } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { releaseStock, reserveStock, type Reserved } from '../stock/reserving.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';

interface OrderedLine {
  readonly lineId: string;
  readonly productId: string;
  readonly quantity: number;
}

interface StockWanted {
  readonly branchId: string;
  readonly lines: readonly OrderedLine[];
  readonly until: string;
}

interface GivenUp {
  readonly branchId: string;
  /** Until when it was asked for. */
  readonly until: string;
}

interface LinesFulfilled {
  readonly branchId: string;
  /** Who has them now: to be found again when a lot is recalled. */
  readonly patientId: string | null;
  readonly lines: readonly OrderedLine[];
}

interface LinesReturned {
  readonly branchId: string;
  readonly lines: readonly OrderedLine[];
}

const stockRequested = defineEvent<StockWanted>('order.stock_requested', 1, 'An order wants stock to be set aside; orders tells it.');
const stockGivenUp = defineEvent<GivenUp>('order.stock_given_up', 1, 'An order needs what was set aside no more; orders tells it.');
const linesFulfilled = defineEvent<LinesFulfilled>('order.lines_fulfilled', 1, 'Packs of an order were handed over; orders tells it.');
const linesReturned = defineEvent<LinesReturned>('order.lines_returned', 1, 'Packs of an order came back; orders tells it.');

export const serveOrders = [
  on(stockRequested, 'set-stock-aside-for-order', setAside),
  on(stockGivenUp, 'give-back-stock-of-order', giveBack),
  on(linesFulfilled, 'take-stock-of-order', takeOut),
  on(linesReturned, 'quarantine-returned-stock-of-order', takeBack),
];

/** All that an order asks for or none of it. What is asked again replaces what was set aside before. */
async function setAside(context: Context, { subject, data }: EventRecord<StockWanted>, transaction: Transaction): Promise<void> {
  const source = sourceOf(subject);
  const { branchId, lines, until } = data;
  const { productIds } = await keptFor(transaction, source);
  await hold(transaction, branchId, [...productIds, ...lines.map(({ productId }) => productId)]);
  await releaseStock(transaction, source);
  const branch = await branchOfEvent(context, transaction, branchId);
  const allocations = branch ? await allocateStock(transaction, branch, lines) : lines.map(nothingOf);
  if (await tellMissing(transaction, subject, data, allocations)) return;
  await reserveStock(transaction, source, branchId, picksOf(allocations), new Date(until));
  await transaction.publish(stockReserved, { subject, branch: branchId, data: { until } });
}

/** A reaction that failed is tried again after those behind it: what was asked for since is not what is given up. */
async function giveBack(_context: Context, { subject, data }: EventRecord<GivenUp>, transaction: Transaction): Promise<void> {
  const source = sourceOf(subject);
  const { productIds, until } = await keptFor(transaction, source);
  if (until?.toISOString() !== data.until) return;
  await hold(transaction, data.branchId, productIds);
  await releaseStock(transaction, source);
}

/**
 * What was handed over leaves the stock, and what is set aside beyond it stays so. Lots are picked anew, as one of those that were
 * set aside may have been recalled since. Goods that left though the books had none are told as missing.
 */
async function takeOut(context: Context, { subject, data }: EventRecord<LinesFulfilled>, transaction: Transaction): Promise<void> {
  const source = sourceOf(subject);
  const branch = await branchOfEvent(context, transaction, data.branchId);
  if (!branch) throw new Error(`Goods were handed over at ${data.branchId}, which does not exist`);
  const { productIds, until } = await keptFor(transaction, source);
  await hold(transaction, branch.id, [...productIds, ...data.lines.map(({ productId }) => productId)]);
  const before = await releaseStock(transaction, source);
  const allocations = await allocateStock(transaction, branch, data.lines);
  await moveStock(
    transaction,
    source,
    picksOf(allocations).map(({ locationId, productId, lotId, quantity }) => ({
      ...{ kind: MovementKind.SALE, status: KeptStatus.AVAILABLE, branchId: branch.id },
      ...{ locationId, productId, lotId, quantity: -quantity, patientId: data.patientId },
    })),
  );
  const kept = await allocateStock(transaction, branch, beyond(before, data.lines));
  await reserveStock(transaction, source, branch.id, picksOf(kept), until);
  await tellMissing(transaction, subject, data, allocations);
}

/**
 * What comes back is looked at before anybody else gets it. Nobody says of which lots it is: of those that left, recalled ones come last, as
 * whoever may still have some of them is to be found. No more comes back than left by the books.
 */
async function takeBack(context: Context, { subject, data }: EventRecord<LinesReturned>, transaction: Transaction): Promise<void> {
  const source = sourceOf(subject);
  const branch = await branchOfEvent(context, transaction, data.branchId);
  if (!branch) throw new Error(`Goods came back to ${data.branchId}, which does not exist`);
  await hold(
    transaction,
    branch.id,
    data.lines.map(({ productId }) => productId),
  );
  const back = shareOut(data.lines, await packsOut(transaction, source, branch.id));
  if (back.length === 0) return;
  const { id: locationId } = await usualPlace(transaction, branch, LocationKind.QUARANTINE);
  const kept = { kind: MovementKind.RETURN, status: KeptStatus.QUARANTINED, branchId: branch.id, locationId };
  await moveStock(
    transaction,
    source,
    back.map((packs) => ({ ...kept, ...packs })),
  );
}

/** Packs of a lot that an order took, and who has them. */
interface PacksOut {
  readonly productId: string;
  readonly lotId: string;
  readonly patientId: string | null;
  readonly quantity: number;
}

interface OutRow {
  readonly product_id: string;
  readonly lot_id: string;
  readonly patient_id: string | null;
  readonly quantity: number;
}

async function packsOut(transaction: Transaction, { type, id }: MovementSource, branchId: string): Promise<PacksOut[]> {
  const rows = await transaction.rows<OutRow>(sql`select movement.product_id, movement.lot_id, movement.patient_id,
      -sum(movement.quantity)::int as quantity
    from stock_movements movement join lots lot on lot.id = movement.lot_id
    where movement.source_id = ${toUuid(type, id)} and movement.source_type = ${type} and movement.branch_id = ${toUuid('branch', branchId)}
    group by movement.product_id, movement.lot_id, movement.patient_id, lot.recall_id having sum(movement.quantity) < 0
    order by lot.recall_id is not null, movement.lot_id`);
  return rows.map((row) => ({
    productId: toTypeId('product', row.product_id),
    lotId: toTypeId('lot', row.lot_id),
    patientId: row.patient_id === null ? null : toTypeId('patient', row.patient_id),
    quantity: row.quantity,
  }));
}

/** Of which packs that left those are that came back. */
function shareOut(lines: readonly OrderedLine[], out: readonly PacksOut[]): PacksOut[] {
  return [...Map.groupBy(lines, ({ productId }) => productId)].flatMap(([productId, ofProduct]) => {
    let left = ofProduct.reduce((sum, { quantity }) => sum + quantity, 0);
    return out.flatMap((packs) => {
      if (packs.productId !== productId) return [];
      const quantity = Math.min(left, packs.quantity);
      left -= quantity;
      return quantity > 0 ? [{ ...packs, quantity }] : [];
    });
  });
}

function sourceOf(orderId: string): MovementSource {
  return { type: 'order', id: orderId };
}

function hold(transaction: Transaction, branchId: string, productIds: readonly string[]): Promise<void> {
  return lockStock(
    transaction,
    productIds.map((productId) => ({ branchId, productId })),
  );
}

function nothingOf({ quantity }: OrderedLine): Allocation {
  return { picks: [], missing: quantity };
}

function picksOf(allocations: readonly Allocation[]): Allocation['picks'][number][] {
  return allocations.flatMap(({ picks }) => picks);
}

/** Whether anything is missing. */
async function tellMissing(
  transaction: Transaction,
  subject: string,
  { branchId, lines }: Pick<StockWanted, 'branchId' | 'lines'>,
  allocations: readonly Allocation[],
): Promise<boolean> {
  const missing = lines.flatMap(({ lineId, productId }, index) => {
    const quantity = allocations[index]?.missing ?? 0;
    return quantity > 0 ? [{ lineId, productId, quantity }] : [];
  });
  if (missing.length === 0) return false;
  await transaction.publish(stockShort, { subject, branch: branchId, data: { missing } });
  return true;
}

interface KeptRow {
  readonly product_id: string;
  readonly expires_at: Date | null;
}

async function keptFor(transaction: Transaction, { type, id }: MovementSource): Promise<{ productIds: string[]; until: Date | null }> {
  const rows = await transaction.rows<KeptRow>(sql`select item.product_id, kept.expires_at
    from stock_reservations kept join stock_items item on item.id = kept.stock_item_id
    where kept.source_id = ${toUuid(type, id)} and kept.source_type = ${type}`);
  return { productIds: rows.map((row) => toTypeId('product', row.product_id)), until: rows[0]?.expires_at ?? null };
}

/** What was set aside of each product beyond what has left now. */
function beyond(before: readonly Reserved[], left: readonly OrderedLine[]): { productId: string; quantity: number }[] {
  const rest = new Map<string, number>();
  for (const { productId, quantity } of before) rest.set(productId, (rest.get(productId) ?? 0) + quantity);
  for (const { productId, quantity } of left) rest.set(productId, (rest.get(productId) ?? 0) - quantity);
  return [...rest].filter(([, quantity]) => quantity > 0).map(([productId, quantity]) => ({ productId, quantity }));
}
