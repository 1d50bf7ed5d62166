import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { Lot } from '../stock/lot.js';
import { defineLoader } from '#kernel/subgraph/loader.js';

const permission = 'stock:read';

export const lotsOfRecall = defineLoader<string, Lot[]>('lots of recall', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('recall', id));
  const { columns, table } = db.mapper(Lot);
  const rows = await db.rows<Record<string, unknown> & { of_recall: string }>(
    sql`select ${columns}, recall_lots.recall_id as of_recall from recall_lots join ${table} on ${table}.id = recall_lots.lot_id
      where recall_lots.recall_id = any (${uuids}::uuid[]) order by ${table}.lot_number, ${table}.id`,
    permission,
  );
  const byRecall = Map.groupBy(rows, (row) => toTypeId('recall', row.of_recall) as string);
  return new Map([...byRecall].map(([id, lots]) => [id, lots.map((row) => db.mapper(Lot).hydrate(row))]));
});

export interface RecalledAtBranch {
  readonly branchId: string;
  readonly recalled: number;
  readonly otherwise: number;
  readonly inTransit: number;
}

/** What is still there of a recall's lots, or on its way, by branch. */
export const stockOfRecall = defineLoader<string, RecalledAtBranch[]>('stock of recall', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('recall', id));
  const rows = await db.rows<{ recall_id: string; branch_id: string; recalled: number; otherwise: number; in_transit: number }>(
    sql`select recall_id, branch_id, sum(recalled)::int as recalled, sum(otherwise)::int as otherwise, sum(in_transit)::int as in_transit
      from (
        select lot.recall_id, item.branch_id, case item.status when 'RECALLED' then item.on_hand else 0 end as recalled,
          case item.status when 'RECALLED' then 0 else item.on_hand end as otherwise, 0 as in_transit
        from recall_lots lot join stock_items item on item.lot_id = lot.lot_id
        where lot.recall_id = any (${uuids}::uuid[]) and item.on_hand > 0
        union all
        select lot.recall_id, shipment.to_branch_id, 0, 0, shipment.shipped - shipment.received - shipment.lost
        from recall_lots lot join transfer_shipments shipment on shipment.lot_id = lot.lot_id
        where lot.recall_id = any (${uuids}::uuid[]) and shipment.received + shipment.lost < shipment.shipped
      ) there group by recall_id, branch_id order by recall_id, branch_id`,
    permission,
  );
  const found = rows.map((row) => ({
    recallId: toTypeId('recall', row.recall_id),
    branchId: toTypeId('branch', row.branch_id),
    recalled: row.recalled,
    otherwise: row.otherwise,
    inTransit: row.in_transit,
  }));
  return Map.groupBy(found, ({ recallId }) => recallId);
});

export interface RecallReach {
  readonly patients: number;
  readonly packs: number;
  readonly unknownCustomers: number;
}

/** How many people and packs of a recall's lots are out of the house. */
export const reachOfRecall = defineLoader<string, RecallReach>('reach of recall', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('recall', id));
  const rows = await db.rows<{ recall_id: string; patients: number; packs: number; unknown: number }>(
    sql`select recall.id as recall_id, reached.patients, reached.packs, sold.packs as unknown from unnest(${uuids}::uuid[]) as recall (id)
      cross join lateral (
        select count(distinct patient_id)::int as patients, coalesce(sum(quantity), 0)::int as packs from recall_reaches where recall_id = recall.id
      ) reached
      cross join lateral (
        select greatest(coalesce(-sum(movement.quantity), 0), 0)::int as packs
        from recall_lots lot join stock_movements movement on movement.lot_id = lot.lot_id
        where lot.recall_id = recall.id and movement.kind in ('DISPENSE', 'SALE', 'SALE_VOID', 'RETURN') and movement.patient_id is null
      ) sold`,
    permission,
  );
  return new Map(
    rows.map((row) => [toTypeId('recall', row.recall_id), { patients: row.patients, packs: row.packs, unknownCustomers: row.unknown }]),
  );
});
