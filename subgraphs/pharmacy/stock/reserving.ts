import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineJob } from '#kernel/jobs/job.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { stockLapsed } from '../events.js';
import type { Pick } from './allocation.js';
import { tellChanged, type MovementSource } from './moving.js';
import { lockStock } from './stock-lock.js';

/** What is set aside for a document, where it lies. */
export interface Reserved extends Pick {
  readonly branchId: string;
}

/** Sets picks aside for a document, for ever or until a time; hold the stock first. */
export async function reserveStock(
  transaction: Transaction,
  source: MovementSource,
  branchId: string,
  picks: readonly Pick[],
  expiresAt: Date | null,
): Promise<void> {
  if (picks.length === 0) return;
  const rows = picks.map(({ stockItemId, quantity }) => ({ stock_item_id: toUuid('stockitem', stockItemId), quantity }));
  await transaction.rows(sql`insert into stock_reservations (branch_id, stock_item_id, quantity, source_type, source_id, expires_at)
    select ${toUuid('branch', branchId)}, line.*, ${source.type}, ${toUuid(source.type, source.id)}::uuid, ${expiresAt}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (stock_item_id uuid, quantity integer)`);
  if (expiresAt) await transaction.schedule(releaseExpired, { source }, { key: reservationKey(source), runAt: expiresAt });
  await tellChanged(
    transaction,
    picks.map(({ productId }) => ({ branchId, productId })),
  );
}

interface ReservedRow {
  readonly branch_id: string;
  readonly stock_item_id: string;
  readonly location_id: string;
  readonly product_id: string;
  readonly lot_id: string;
  readonly expires_on: string | null;
  readonly quantity: number;
}

/**
 * Gives back what was set aside for a document, and says what it was: to move it in the same transaction, or to leave it to others.
 * Hold the stock first.
 */
export async function releaseStock(transaction: Transaction, source: MovementSource): Promise<Reserved[]> {
  await transaction.unschedule(reservationKey(source));
  return release(transaction, setAsideFor(source));
}

function setAsideFor({ type, id }: MovementSource): Sql {
  return sql`source_id = ${toUuid(type, id)} and source_type = ${type}`;
}

async function release(transaction: Transaction, which: Sql): Promise<Reserved[]> {
  const rows = await transaction.rows<ReservedRow>(sql`with released as (
      delete from stock_reservations where ${which} returning stock_item_id, quantity
    )
    select item.branch_id, item.id as stock_item_id, item.location_id, item.product_id, item.lot_id, lot.expires_on::text as expires_on, released.quantity
    from released join stock_items item on item.id = released.stock_item_id join lots lot on lot.id = item.lot_id
    order by lot.expires_on nulls last, item.id`);
  const released = rows.map((row) => ({
    branchId: toTypeId('branch', row.branch_id),
    stockItemId: toTypeId('stockitem', row.stock_item_id),
    locationId: toTypeId('stocklocation', row.location_id),
    productId: toTypeId('product', row.product_id),
    lotId: toTypeId('lot', row.lot_id),
    expiresOn: row.expires_on,
    quantity: row.quantity,
  }));
  await tellChanged(transaction, released);
  return released;
}

function reservationKey({ id }: MovementSource): string {
  return `reservation:${id}`;
}

/** Gives back what was set aside until a time that has come. What was set aside anew while this waited for the stock stays so. */
export const releaseExpired = defineJob<{ source: MovementSource }>(
  'release-expired-reservation',
  async (_context, { source }, transaction) => {
    const due = sql`${setAsideFor(source)} and expires_at <= clock_timestamp()`;
    const held = await transaction.rows<{ branch_id: string; product_id: string }>(sql`select distinct item.branch_id, item.product_id
      from (select stock_item_id from stock_reservations where ${due}) aside join stock_items item on item.id = aside.stock_item_id`);
    await lockStock(
      transaction,
      held.map((row) => ({ branchId: toTypeId('branch', row.branch_id), productId: toTypeId('product', row.product_id) })),
    );
    const released = await release(transaction, due);
    if (released.length === 0) return;
    const branch = released[0]?.branchId ?? null;
    if (source.type === 'order') await transaction.publish(stockLapsed, { subject: source.id, branch, data: {} });
  },
);
