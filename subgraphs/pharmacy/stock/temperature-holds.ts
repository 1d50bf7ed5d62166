import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { moveStock, type NewMovement } from './moving.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

interface BreachFacts {
  readonly itemIds?: readonly string[];
}

const temperatureBreached = defineEvent<BreachFacts>(
  'temperature.breached',
  1,
  'Goods were too warm or too cold for longer than they may be; logistics tells it.',
);

/** What was kept too warm or too cold is given out no more until somebody has decided. */
export const holdBreached = on(temperatureBreached, 'hold-lots-of-temperature-breach', hold);

interface StockRow {
  readonly location_id: string;
  readonly product_id: string;
  readonly lot_id: string;
  readonly on_hand: number;
}

/**
 * Holds what the branch has of these lots, where it lies, also what was set aside: documents find it gone when they are completed. What is held,
 * set apart, recalled or damaged already stays so.
 */
async function hold(_context: Context, { branch, data }: EventRecord<BreachFacts>, transaction: Transaction): Promise<void> {
  const lots = (data.itemIds ?? []).filter((id) => prefixOf(id) === 'lot').map((id) => toUuid('lot', id));
  if (branch === null || lots.length === 0) return;
  const there = sql`branch_id = ${toUuid('branch', branch)} and lot_id = any (${lots}::uuid[]) and status = ${KeptStatus.AVAILABLE} and on_hand > 0`;
  const products = await transaction.rows<{ product_id: string }>(sql`select distinct product_id from stock_items where ${there}`);
  await lockStock(
    transaction,
    products.map((row) => ({ branchId: branch, productId: toTypeId('product', row.product_id) })),
  );
  const rows = await transaction.rows<StockRow>(
    sql`select location_id, product_id, lot_id, on_hand from stock_items where ${there} order by id`,
  );
  await transaction.rows(sql`delete from stock_reservations where stock_item_id in (select id from stock_items where ${there})`);
  const movements = rows.flatMap((row): NewMovement[] => {
    const place = {
      kind: MovementKind.HOLD,
      branchId: branch,
      locationId: toTypeId('stocklocation', row.location_id),
      productId: toTypeId('product', row.product_id),
      lotId: toTypeId('lot', row.lot_id),
      reason: 'temperature',
    };
    return [
      { ...place, status: KeptStatus.AVAILABLE, quantity: -row.on_hand },
      { ...place, status: KeptStatus.ON_HOLD, quantity: row.on_hand },
    ];
  });
  await moveStock(transaction, null, movements);
}
