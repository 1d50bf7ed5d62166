import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError, type UserErrorCode } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { moveStock } from '../stock/moving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind, StockStatus } from '../stock/stock-terms.js';
import { Supplier } from '../suppliers/supplier.js';
import { mostLines } from './order-limits.js';
import { ReturnToSupplierPayload, type SupplierReturnLineInput, type ReturnToSupplierInput } from './returning.inputs.js';
import { SupplierReturn, SupplierReturnStatus } from './supplier-return.js';

const nothing = { supplierReturn: null };

/** Sends goods back: the way out for what has expired, was recalled, is damaged, held or in quarantine, and for what is good too. */
export async function returnToSupplier(context: Context, input: ReturnToSupplierInput): Promise<ReturnToSupplierPayload> {
  const options = {
    name: 'returnToSupplier',
    permission: 'purchases:return',
    branchId: input.branchId,
    nothing,
    constraints: stockConstraints,
  };
  return atBranch(context, ReturnToSupplierPayload, options, async (transaction, branch) => {
    const supplier = await transaction.first(Supplier, sql`where id = ${toUuid('supplier', input.supplierId)}`);
    if (!supplier) return refuse('NOT_FOUND', 'There is no such supplier.', ['input', 'supplierId'], nothing);
    const errors = errorsOf(input);
    if (errors.length > 0) return new Refusal(errors, nothing);
    // Which product a lot is of never changes, so that it can be read before the stock is held.
    const named = await stockNamed(transaction, branch, supplier.id, input.lines);
    await lockStock(
      transaction,
      named.flatMap((stock) => (stock ? [{ branchId: branch.id, productId: stock.productId }] : [])),
    );
    const leaving = leavingOf(input.lines, await stockNamed(transaction, branch, supplier.id, input.lines));
    if (!Array.isArray(leaving)) return leaving;
    const sent = returnOf(branch, input, context.request.actor.id);
    const out = leaving.map(({ stock, quantity }) => ({
      kind: MovementKind.SUPPLIER_RETURN,
      branchId: branch.id,
      locationId: stock.locationId,
      productId: stock.productId,
      lotId: stock.lotId,
      status: stock.keptStatus,
      quantity: -quantity,
      unitCost: stock.unitCostMinor === null ? null : { amountMinor: stock.unitCostMinor, currency: branch.currency },
      reason: sent.reason,
    }));
    await moveStock(transaction, { type: 'supplierreturn', id: sent.id }, out);
    sent.number = await nextNumber(transaction, branch, 'SR');
    await transaction.insert(sent);
    await insertLines(transaction, sent, leaving);
    return { supplierReturn: sent };
  });
}

function errorsOf({ lines, reason, creditNote }: ReturnToSupplierInput): UserError[] {
  const errors = lengthErrors(mostLetters.name, { creditNote });
  if (!reason.trim() || reason.length > mostLetters.text)
    errors.push(userError('REQUIRED', `Say why the goods go back, in at most ${mostLetters.text} characters.`, ['input', 'reason']));
  if (lines.length === 0) errors.push(userError('REQUIRED', 'Say what goes back: a return needs at least one line.', ['input', 'lines']));
  if (lines.length > mostLines)
    errors.push(userError('LIMIT_REACHED', `A return has at most ${mostLines} lines: write two.`, ['input', 'lines']));
  for (const [index, line] of lines.entries()) {
    const isNamed = line.stockItemId ? !line.lotId && !line.locationId && !line.status : line.lotId && line.locationId && line.status;
    if (!isNamed)
      errors.push(lineError('REQUIRED', index, 'name the stock by stockItemId, or by lotId, locationId and status.', 'stockItemId'));
    if (line.quantity < 1) errors.push(lineError('INVALID', index, `quantity is 1 or more packs, not ${line.quantity}.`, 'quantity'));
  }
  return errors;
}

function lineError(code: `${UserErrorCode}`, index: number, message: string, field: string): UserError {
  return userError(code, `Line ${index + 1}: ${message}`, ['input', 'lines', String(index), field]);
}

/** A lot in one place, in one state. */
interface Stock {
  readonly stockItemId: string;
  readonly locationId: string;
  readonly productId: string;
  readonly lotId: string;
  readonly lotNumber: string;
  readonly name: string;
  readonly keptStatus: KeptStatus;
  readonly hasExpired: boolean;
  readonly onHand: number;
  readonly reserved: number;
  readonly unitCostMinor: bigint | null;
}

interface StockRow {
  readonly ordinal: number;
  readonly id: string;
  readonly location_id: string;
  readonly product_id: string;
  readonly lot_id: string;
  readonly lot_number: string;
  readonly name: string;
  readonly status: KeptStatus;
  readonly expired: boolean;
  readonly on_hand: number;
  readonly reserved: number;
  readonly unit_cost_minor: string | null;
}

/**
 * The stock of each line, in their order; null where the branch has no such. A pack is worth what the lot cost when some of it last
 * came in from this supplier, or else when some of it came in at all.
 */
async function stockNamed(
  transaction: Transaction,
  branch: OpenBranch,
  supplierId: string,
  lines: readonly SupplierReturnLineInput[],
): Promise<(Stock | null)[]> {
  const named = lines.map((line, index) => ({
    ordinal: index,
    item_id: line.stockItemId ? toUuid('stockitem', line.stockItemId) : null,
    lot_id: line.lotId ? toUuid('lot', line.lotId) : null,
    location_id: line.locationId ? toUuid('stocklocation', line.locationId) : null,
    status: line.status === StockStatus.EXPIRED ? KeptStatus.AVAILABLE : (line.status ?? null),
  }));
  const branchId = toUuid('branch', branch.id);
  const rows = await transaction.rows<StockRow>(sql`with named as (
      select * from jsonb_to_recordset(${JSON.stringify(named)}::jsonb)
        as line (ordinal integer, item_id uuid, lot_id uuid, location_id uuid, status text)
    ), found as (
      select named.ordinal, item.* from named join stock_items item on item.id = named.item_id
      union all
      select named.ordinal, item.* from named join stock_items item on named.item_id is null
        and item.location_id = named.location_id and item.lot_id = named.lot_id and item.status = named.status
    )
    select found.ordinal, found.id, found.location_id, found.product_id, found.lot_id, lot.lot_number, product.name, found.status,
      coalesce(lot.expires_on < ${branch.today}::date, false) as expired, found.on_hand, found.reserved, cost.unit_cost_minor
    from found join lots lot on lot.id = found.lot_id join products product on product.id = found.product_id
    left join lateral (
      select movement.unit_cost_minor from stock_movements movement
      left join goods_receipts receipt on receipt.id = movement.source_id and receipt.supplier_id = ${toUuid('supplier', supplierId)}
      where movement.lot_id = found.lot_id and movement.branch_id = ${branchId} and movement.quantity > 0
        and movement.unit_cost_minor is not null and movement.currency = ${branch.currency}
      order by receipt.id is null, movement.occurred_at desc, movement.id desc limit 1
    ) cost on true
    where found.branch_id = ${branchId}`);
  const byOrdinal = new Map(rows.map((row) => [row.ordinal, stockOf(row)]));
  return lines.map((_, index) => byOrdinal.get(index) ?? null);
}

function stockOf(row: StockRow): Stock {
  return {
    stockItemId: toTypeId('stockitem', row.id),
    locationId: toTypeId('stocklocation', row.location_id),
    productId: toTypeId('product', row.product_id),
    lotId: toTypeId('lot', row.lot_id),
    lotNumber: row.lot_number,
    name: row.name,
    keptStatus: row.status,
    hasExpired: row.expired,
    onHand: row.on_hand,
    reserved: row.reserved,
    unitCostMinor: row.unit_cost_minor === null ? null : BigInt(row.unit_cost_minor),
  };
}

interface Leaving {
  readonly stock: Stock;
  readonly quantity: number;
}

function leavingOf(lines: readonly SupplierReturnLineInput[], named: readonly (Stock | null)[]): Leaving[] | Refusal {
  const errors: UserError[] = [];
  const seen = new Set<string>();
  const leaving = lines.flatMap(({ quantity, status }, index) => {
    const wrong = (code: 'INVALID' | 'NOT_FOUND', message: string, field: string): [] => {
      errors.push(lineError(code, index, message, field));
      return [];
    };
    const stock = named[index];
    if (!stock) return wrong('NOT_FOUND', 'there is no such stock at the branch.', 'stockItemId');
    const what = `lot ${stock.lotNumber || '(without number)'} of ${stock.name}`;
    if (status === StockStatus.EXPIRED && !stock.hasExpired) return wrong('INVALID', `${what} has not expired.`, 'status');
    if (seen.has(stock.stockItemId)) return wrong('INVALID', `${what} is in the return already: send it back in one line.`, 'stockItemId');
    seen.add(stock.stockItemId);
    const free = stock.onHand - stock.reserved;
    if (quantity > free) {
      const aside = stock.reserved > 0 ? `, and ${stock.reserved} of them are set aside for others` : '';
      return wrong('INVALID', `only ${free} of ${what} can leave: ${stock.onHand} are on hand${aside}.`, 'quantity');
    }
    return [{ stock, quantity }];
  });
  return errors.length > 0 ? new Refusal(errors, nothing) : leaving;
}

function returnOf(branch: OpenBranch, input: ReturnToSupplierInput, actorId: string | null): SupplierReturn {
  return Object.assign(new SupplierReturn(), {
    id: newId('supplierreturn'),
    branchId: branch.id,
    supplierId: input.supplierId,
    status: SupplierReturnStatus.SENT,
    reason: input.reason.trim(),
    creditNote: input.creditNote?.trim() || null,
    currency: branch.currency,
    sentOn: branch.today,
    createdBy: actorId,
    creditedMinor: null,
    creditedAt: null,
    creditedBy: null,
  });
}

async function insertLines(transaction: Transaction, sent: SupplierReturn, leaving: readonly Leaving[]): Promise<void> {
  const rows = leaving.map(({ stock, quantity }, index) => ({
    id: toUuid('supplierreturnline', newId('supplierreturnline')),
    position: index + 1,
    product_id: toUuid('product', stock.productId),
    lot_id: toUuid('lot', stock.lotId),
    location_id: toUuid('stocklocation', stock.locationId),
    stock_status: stock.keptStatus === KeptStatus.AVAILABLE && stock.hasExpired ? StockStatus.EXPIRED : stock.keptStatus,
    quantity,
    unit_cost_minor: stock.unitCostMinor?.toString() ?? null,
  }));
  await transaction.rows(sql`insert into supplier_return_lines (branch_id, supplier_return_id, id, position, product_id, lot_id, location_id,
      stock_status, quantity, unit_cost_minor)
    select ${toUuid('branch', sent.branchId)}::uuid, ${toUuid('supplierreturn', sent.id)}::uuid, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, position integer, product_id uuid, lot_id uuid, location_id uuid,
      stock_status text, quantity integer, unit_cost_minor bigint)`);
}
