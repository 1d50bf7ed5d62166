import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { CorrectLotPayload, type CorrectLotInput } from './lot.inputs.js';
import { Lot } from './lot.js';
import { tellChanged } from './moving.js';
import { lastOfMonth } from './expiry.js';
import { lockStock, type StockSubject } from './stock-lock.js';

const nothing = { lot: null };

/** A lot is the tenant's, wherever it is kept: what a pack proves at one branch holds at all. */
export async function correctLot(context: Context, input: CorrectLotInput): Promise<CorrectLotPayload> {
  return context.db.command(CorrectLotPayload, { name: 'correctLot', permission: 'stock:adjust' }, async (transaction) => {
    const id = toUuid('lot', input.id);
    const named = await transaction.first(Lot, sql`where id = ${id}`);
    if (!named) return refuse('NOT_FOUND', 'There is no such lot.', ['input', 'id'], nothing);
    const rows = await transaction.rows<{ branch_id: string }>(sql`select distinct branch_id from stock_items where lot_id = ${id}`);
    const subjects = rows.map((row): StockSubject => ({ branchId: toTypeId('branch', row.branch_id), productId: named.productId }));
    // Movements refer to the lot, and so wait for whoever has it: the stock comes before the lot here as with them.
    await lockStock(transaction, subjects);
    const lot = await transaction.lock(Lot, input.id);
    if (!lot) return refuse('NOT_FOUND', 'There is no such lot.', ['input', 'id'], nothing);
    const stale = staleVersion(lot, input.expectedVersion, 'lot', nothing);
    if (stale) return stale;
    const expiresOn = input.expiresOn === undefined ? lot.expiresOn : input.expiresOn;
    const expiryDayKnown = input.expiryDayKnown ?? (lot.expiryDayKnown || input.expiresOn !== undefined);
    if (!expiryDayKnown && expiresOn === null)
      return refuse(
        'INVALID',
        'A lot that never expires has no month either: leave expiryDayKnown out.',
        ['input', 'expiryDayKnown'],
        nothing,
      );
    if (!expiryDayKnown && expiresOn !== null && expiresOn !== lastOfMonth(expiresOn))
      return refuse(
        'INVALID',
        `Where the pack names only the month, the last day is ${lastOfMonth(expiresOn)}, not ${expiresOn}.`,
        ['input', 'expiresOn'],
        nothing,
      );
    Object.assign(lot, { expiresOn, expiryDayKnown });
    await transaction.save(lot);
    await tellChanged(transaction, subjects);
    return { lot };
  });
}
