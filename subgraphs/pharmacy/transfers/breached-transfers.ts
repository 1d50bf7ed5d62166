import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { holdPacks, type PacksToHold } from '../stock/holding-packs.js';
import type { StockSubject } from '../stock/stock-lock.js';
import { KeptStatus } from '../stock/stock-terms.js';

/** When lots were too warm or too cold, and between which branches. */
export interface Breach {
  readonly lotUuids: readonly string[];
  /** That of the logger, and the one at the other end of its task. */
  readonly branchIds: readonly string[];
  readonly beganAt: string;
  /** Null while it goes on. */
  readonly endedAt: string | null;
}

/**
 * Locks the transfers by which these lots went meanwhile, and tells where what stock of them comes in; lock that next. Only those that ship
 * at this very moment are not among them, and they wait for the stock that they leave from.
 */
export async function lockCarried(transaction: Transaction, breach: Breach): Promise<StockSubject[]> {
  const rows = await transaction.rows<{ to_branch_id: string; product_id: string }>(
    sql`select shipment.to_branch_id, shipment.product_id ${carriedDuring(breach)} order by transfer.id for update of transfer`,
  );
  return rows.map((row) => ({ branchId: toTypeId('branch', row.to_branch_id), productId: toTypeId('product', row.product_id) }));
}

/**
 * Has what is still on the way come in on hold. Of what has arrived, holds at most as much as came, where it came in: the rest of the lot
 * there was elsewhere, and what was handed out is gone.
 */
export async function holdCarried(transaction: Transaction, breach: Breach): Promise<void> {
  const shipments = await transaction.rows<{ id: string }>(sql`select shipment.id ${carriedDuring(breach)}`);
  if (shipments.length === 0) return;
  const uuids = shipments.map(({ id }) => id);
  await transaction.rows(sql`update transfer_shipments set breached = true where id = any (${uuids}::uuid[]) and not breached`);
  const arrived = await transaction.rows<PacksToHold>(sql`with arrived as (
      select to_branch_id, lot_id, sum(received - damaged) as quantity from transfer_shipments
      where id = any (${uuids}::uuid[]) group by to_branch_id, lot_id
    ), there as (
      select item.*, arrived.quantity - sum(item.on_hand) over places + item.on_hand as wanted
      from arrived join stock_items item on item.branch_id = arrived.to_branch_id and item.lot_id = arrived.lot_id
      where item.status = ${KeptStatus.AVAILABLE} and item.on_hand > 0
      window places as (partition by item.branch_id, item.lot_id order by item.on_hand - item.reserved desc, item.id)
    )
    select id, branch_id, location_id, product_id, lot_id, on_hand, reserved, least(on_hand, wanted)::int as quantity
    from there where wanted > 0 order by id`);
  await holdPacks(transaction, arrived);
}

/**
 * What left these branches since it began was there, or on its way from there; what was sent to them, only while it lasted. What had arrived
 * before was not in it.
 */
function carriedDuring({ lotUuids, branchIds, beganAt, endedAt }: Breach): Sql {
  const branches = branchIds.map((id) => toUuid('branch', id));
  return sql`from transfer_shipments shipment join transfers transfer on transfer.id = shipment.transfer_id
    where shipment.lot_id = any (${lotUuids}::uuid[]) and (transfer.received_at is null or transfer.received_at >= ${beganAt}::timestamptz)
      and (transfer.from_branch_id = any (${branches}::uuid[])
        or transfer.to_branch_id = any (${branches}::uuid[]) and transfer.shipped_at <= coalesce(${endedAt}::timestamptz, 'infinity'))`;
}
