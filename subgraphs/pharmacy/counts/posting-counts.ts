import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { RegisterRequest } from '../register/register-request.js';
import { RegisterRequestKind } from '../register/register-terms.js';
import { requestTwoPeople } from '../register/requesting.js';
import { moveStock } from '../stock/moving.js';
import { lockStock } from '../stock/stock-lock.js';
import { MovementKind, type KeptStatus } from '../stock/stock-terms.js';
import { atCount, unfreeze } from './at-count.js';
import { CountMode } from './count-terms.js';
import { PostStockCountPayload, type PostStockCountInput } from './stock-count.inputs.js';
import { StockCountLine, type StockCount } from './stock-count.js';

const nothing = { stockCount: null, registerRequests: null };

/**
 * Corrects the books by what was found: each line by its difference, so that what moved since it was counted stays as it is. What is
 * missing of stock that leaves only as a loss is written off. Of
 * controlled substances nothing is corrected by one person; their corrections are asked for.
 */
export async function postStockCount(context: Context, input: PostStockCountInput): Promise<PostStockCountPayload> {
  const options = { name: 'postStockCount', permission: 'stock:review', ...input, nothing } as const;
  return atCount(context, PostStockCountPayload, options, async (transaction, count) => {
    const refused = count.take('post', nothing);
    if (refused) return refused;
    const differing = sql`where count_id = ${toUuid('stockcount', count.id)} and counted <> expected order by id`;
    await lockStock(transaction, await transaction.all(StockCountLine, differing));
    const found = await differences(transaction, count);
    const wrong = waitingRefusal(found, count.mode) ?? changedRefusal(found) ?? missingRefusal(found);
    if (wrong) return wrong;
    await unfreeze(transaction, count);
    const reason = `Stock count ${count.number}`;
    const plain = found.filter(({ controlled }) => !controlled);
    await moveStock(
      transaction,
      { type: 'stockcount', id: count.id },
      plain.map(({ productId, lotId, locationId, status, difference, leavesAsLoss }) => {
        const kind = leavesAsLoss ? MovementKind.LOSS : MovementKind.COUNT;
        return { kind, branchId: count.branchId, locationId, productId, lotId, status, quantity: difference, reason };
      }),
    );
    const registerRequests: RegisterRequest[] = [];
    for (const difference of found.filter(({ controlled }) => controlled)) {
      const asked = await askForCorrection(transaction, count, difference, reason);
      if (asked instanceof Refusal) return new Refusal(asked.errors, nothing);
      registerRequests.push(asked.request);
    }
    Object.assign(count, { postedAt: new Date(), postedBy: transaction.context.actor.id });
    return { stockCount: await transaction.save(count), registerRequests };
  });
}

interface Difference {
  readonly productId: string;
  readonly lotId: string;
  readonly locationId: string;
  readonly status: KeptStatus;
  readonly difference: number;
  /** Null where the books know no such packs. */
  readonly stockItemId: string | null;
  readonly onHand: number;
  readonly reserved: number;
  readonly controlled: boolean;
  /** Packs are missing that are held back, recalled or expired: not even a count takes these out otherwise. */
  readonly leavesAsLoss: boolean;
  /** The books were corrected there since it was counted. */
  readonly corrected: boolean;
  /** A correction there waits for a second person: the books are about to change, however often it is counted. */
  readonly waiting: boolean;
  /** For a person to find it by. */
  readonly called: string;
}

interface DifferenceRow {
  readonly product_id: string;
  readonly lot_id: string;
  readonly location_id: string;
  readonly status: KeptStatus;
  readonly difference: number;
  readonly item_id: string | null;
  readonly on_hand: number;
  readonly reserved: number;
  readonly controlled: boolean;
  readonly leaves_as_loss: boolean;
  readonly corrected: boolean;
  readonly waiting: boolean;
  readonly called: string;
}

async function differences(transaction: Transaction, { id }: StockCount): Promise<Difference[]> {
  const rows = await transaction.rows<DifferenceRow>(sql`select line.product_id, line.lot_id, line.location_id, line.status,
      line.counted - line.expected as difference, item.id as item_id, coalesce(item.on_hand, 0) as on_hand, coalesce(item.reserved, 0) as reserved,
      product.controlled_schedule is not null as controlled,
      line.counted < line.expected and (line.status <> 'AVAILABLE' or lot.recall_id is not null
        or coalesce(lot.expires_on < branch_day(line.branch_id), false)) as leaves_as_loss,
      count_corrections(line) <> line.corrections as corrected,
      exists (
        select from register_requests request where request.stock_item_id = item.id and request.branch_id = line.branch_id and request.status = 'PENDING'
      ) as waiting,
      concat(product.name, ', lot ', coalesce(nullif(lot.lot_number, ''), '(without number)'), ', ', location.name) as called
    from stock_count_lines line join products product on product.id = line.product_id join lots lot on lot.id = line.lot_id
    join stock_locations location on location.id = line.location_id
    left join stock_items item on item.location_id = line.location_id and item.lot_id = line.lot_id and item.status = line.status
    where line.count_id = ${toUuid('stockcount', id)} and line.counted <> line.expected order by line.id`);
  return rows.map((row) => ({
    productId: toTypeId('product', row.product_id),
    lotId: toTypeId('lot', row.lot_id),
    locationId: toTypeId('stocklocation', row.location_id),
    status: row.status,
    difference: row.difference,
    stockItemId: row.item_id === null ? null : toTypeId('stockitem', row.item_id),
    onHand: row.on_hand,
    reserved: row.reserved,
    controlled: row.controlled,
    leavesAsLoss: row.leaves_as_loss,
    corrected: row.corrected,
    waiting: row.waiting,
    called: row.called,
  }));
}

/** A difference that somebody is about to book would be booked twice. What a count holds still, nobody can confirm until it is posted. */
function waitingRefusal(found: readonly Difference[], mode: CountMode): Refusal | null {
  const waiting = found.filter((difference) => difference.waiting);
  if (waiting.length === 0) return null;
  const first =
    mode === CountMode.FREEZE
      ? 'this count holds the stock still, so have it declined first (declineRegisterRequest)'
      : 'have it confirmed or declined first (witnessRegisterRequest, declineRegisterRequest)';
  const todo = `${first}, then post the count again`;
  return refuse('WRONG_STATE', `A correction waits for a second person: ${todo}. ${named(waiting)}`, ['input', 'id'], nothing);
}

/** So would one that somebody booked already. */
function changedRefusal(found: readonly Difference[]): Refusal | null {
  const corrected = found.filter((difference) => difference.corrected);
  if (corrected.length === 0) return null;
  const what = 'The books were corrected since this was counted: have it counted again (reviewStockCount).';
  return refuse('WRONG_STATE', `${what} ${named(corrected)}`, ['input', 'id'], nothing);
}

function missingRefusal(found: readonly Difference[]): Refusal | null {
  const short = found.filter(({ onHand, reserved, difference }) => onHand + difference < reserved);
  if (short.length === 0) return null;
  const what = 'Fewer packs would be left than are set aside for somebody, or than none';
  const todo = 'give back what is set aside, or have it counted again (reviewStockCount)';
  return refuse('WRONG_STATE', `${what}: ${todo}. ${named(short)}`, ['input', 'id'], nothing);
}

function named(differences: readonly Difference[]): string {
  const most = 5;
  const list = differences.slice(0, most).map(({ called }) => called);
  return `${list.join('; ')}${differences.length > most ? `; and ${differences.length - most} more` : ''}.`;
}

async function askForCorrection(
  transaction: Transaction,
  { branchId }: StockCount,
  { stockItemId, locationId, productId, lotId, status, difference: quantity, leavesAsLoss }: Difference,
  reason: string,
): Promise<Refusal | { request: RegisterRequest }> {
  const kind = leavesAsLoss ? RegisterRequestKind.DESTRUCTION : RegisterRequestKind.ADJUSTMENT;
  if (stockItemId !== null) return requestTwoPeople(transaction, { stockItemId, quantity, reason, kind });
  const [made] = await transaction.rows<{
    id: string;
  }>(sql`select empty_stock_item(${toUuid('branch', branchId)}, ${toUuid('stocklocation', locationId)},
    ${toUuid('product', productId)}, ${toUuid('lot', lotId)}, ${status}) as id`);
  if (!made) throw new Error(`Lot ${lotId} got no place for a correction`);
  return requestTwoPeople(transaction, { stockItemId: toTypeId('stockitem', made.id), quantity, reason, kind });
}
