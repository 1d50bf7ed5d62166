import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { lotRecalled } from '../events.js';
import { longestLotNumber } from '../stock/lot.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { lockEverywhere, moveEverywhere, onlyEverywhere, recallPermission as permission } from './everywhere.js';
import { RecallStatus } from './recall-terms.js';
import { RecallLotsPayload, type RecallLotsInput } from './recall.inputs.js';
import { Recall } from './recall.js';
import { unseenAmong } from './unseen-lots.js';

const nothing = { recall: null, unseenLots: [] };
const mostLots = 200;

/**
 * Calls lots back at every branch at once: nothing of them is picked from now on, what was set aside is taken back, and all of it is
 * set apart. Documents that had some set aside find it gone when they are completed.
 */
export async function recallLots(context: Context, input: RecallLotsInput): Promise<RecallLotsPayload> {
  const options = { name: 'recallLots', permission, constraints: stockConstraints };
  return context.db.command(RecallLotsPayload, options, async (transaction) => {
    const lotNumbers = [...new Set(input.lotNumbers.map((number) => number.trim()))];
    const lotIds = [...new Set(input.lotIds)];
    const reason = input.reason.trim();
    const reference = input.reference?.trim() || null;
    const wrong = onlyEverywhere(context, nothing) ?? inputRefusal({ lotNumbers, lotIds, reason, reference });
    if (wrong) return wrong;
    const { productId } = input;
    const [product] = await transaction.rows(sql`select 1 from products where id = ${toUuid('product', productId)}`);
    if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
    await lockEverywhere(transaction, productId);
    const lots = await lotsNamed(transaction, productId, lotIds, lotNumbers);
    const found = new Set(lots.map(({ id }) => toTypeId('lot', id) as string));
    if (lotIds.some((id) => !found.has(id)))
      return refuse('NOT_FOUND', 'There is no such lot of this product.', ['input', 'lotIds'], nothing);
    const recalled = lots.filter(({ recall_id }) => recall_id !== null);
    if (recalled.length > 0) {
      const names = recalled.map(({ lot_number }) => lot_number || '(without number)').join(', ');
      return refuse('WRONG_STATE', `Recalled already: ${names}. Leave out what an ongoing recall has.`, ['input'], nothing);
    }
    const recall = Object.assign(new Recall(), {
      id: newId('recall'),
      productId,
      class: input.class,
      status: RecallStatus.ONGOING,
      reason,
      reference,
      startedAt: new Date(),
      startedBy: transaction.context.actor.id,
      endedAt: null,
      endedBy: null,
      endReason: null,
    });
    await transaction.insert(recall);
    await setApart(
      transaction,
      recall,
      lots.map(({ id }) => id),
    );
    await transaction.publishAll(
      lotRecalled,
      lots.map(({ id, lot_number: lotNumber }) => {
        const lotId = toTypeId('lot', id);
        return { subject: lotId, data: { lotId, productId, lotNumber, recallId: recall.id, class: recall.class } };
      }),
    );
    return { recall, unseenLots: await unseenAmong(transaction, productId, lots) };
  });
}

interface Said {
  readonly lotNumbers: readonly string[];
  readonly lotIds: readonly string[];
  readonly reason: string;
  readonly reference: string | null;
}

function inputRefusal({ lotNumbers, lotIds, reason, reference }: Said): Refusal | null {
  const field = ['input', 'lotNumbers'];
  const lots = lotNumbers.length + lotIds.length;
  if (lots === 0) return refuse('REQUIRED', 'Say which lots: by lotNumbers as the letter names them, or by lotIds.', field, nothing);
  if (lots > mostLots) return refuse('LIMIT_REACHED', `A recall names at most ${mostLots} lots: make several.`, field, nothing);
  if (lotNumbers.includes('')) return refuse('INVALID', 'A lot number is not empty: name lots that bear none by lotIds.', field, nothing);
  const long = lotNumbers.find((number) => number.length > longestLotNumber);
  if (long) return refuse('INVALID', `A lot number has at most ${longestLotNumber} characters: ${long}.`, field, nothing);
  if (!reason) return refuse('REQUIRED', 'Say why they are called back.', ['input', 'reason'], nothing);
  const tooLong = [...lengthErrors(mostLetters.text, { reason }), ...lengthErrors(mostLetters.name, { reference })];
  return tooLong.length > 0 ? new Refusal(tooLong, nothing) : null;
}

interface LotRow {
  readonly id: string;
  readonly lot_number: string;
  readonly recall_id: string | null;
  /** Whether it is known from recalls only: nothing of it ever came in. */
  readonly unseen: boolean;
}

/** Those that are known, and the others added: when they expire is not known until some of them come. */
async function lotsNamed(
  transaction: Transaction,
  productId: string,
  lotIds: readonly string[],
  lotNumbers: readonly string[],
): Promise<LotRow[]> {
  const product = toUuid('product', productId);
  const uuids = lotIds.map((id) => toUuid('lot', id));
  const added = lotNumbers.map((number) => ({ id: toUuid('lot', newId('lot')), lot_number: number }));
  await transaction.rows(sql`insert into lots (id, product_id, lot_number, expires_on, expiry_day_known)
    select lot.id, ${product}, lot.lot_number, null, false from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as lot (id uuid, lot_number text)
    order by lot.lot_number on conflict (tenant_id, product_id, lot_number) do nothing`);
  return transaction.rows<LotRow>(sql`select id, lot_number, recall_id, expires_on is null and not expiry_day_known as unseen from lots
    where product_id = ${product} and (id = any (${uuids}::uuid[]) or lot_number = any (${lotNumbers}::text[])) order by id for update`);
}

async function setApart(transaction: Transaction, recall: Recall, lots: readonly string[]): Promise<void> {
  const recallId = toUuid('recall', recall.id);
  await transaction.rows(sql`update lots set recall_id = ${recallId} where id = any (${lots}::uuid[])`);
  await transaction.rows(sql`insert into recall_lots (recall_id, lot_id) select ${recallId}, id from unnest(${lots}::uuid[]) as id`);
  // Nothing of these lots comes in as available any more; a branch that got some of them first of all things is held here.
  const late = await transaction.rows<{ branch_id: string }>(
    sql`select distinct branch_id from stock_items where lot_id = any (${lots}::uuid[]) and on_hand > 0`,
  );
  await lockStock(
    transaction,
    late.map((row) => ({ branchId: toTypeId('branch', row.branch_id), productId: recall.productId })),
  );
  await transaction.rows(sql`delete from stock_reservations using stock_items item
    where item.tenant_id = stock_reservations.tenant_id and item.id = stock_reservations.stock_item_id and item.lot_id = any (${lots}::uuid[])`);
  const { AVAILABLE, ON_HOLD, QUARANTINED, RECALLED } = KeptStatus;
  const from = [AVAILABLE, ON_HOLD, QUARANTINED];
  await moveEverywhere(transaction, lots, { recall, kind: MovementKind.RECALL, from, to: RECALLED, reason: recall.reason });
}
