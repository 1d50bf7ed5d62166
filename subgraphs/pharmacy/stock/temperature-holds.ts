import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { holdCarried, lockCarried } from '../transfers/breached-transfers.js';
import { holdPacks, type PacksToHold } from './holding-packs.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus } from './stock-terms.js';

interface BreachFacts {
  readonly itemIds?: readonly string[];
  readonly beganAt: string;
  readonly endedAt?: string | null;
  readonly otherBranchId?: string | null;
}

const temperatureBreached = defineEvent<BreachFacts>(
  'temperature.breached',
  1,
  'Goods were too warm or too cold for longer than they may be; logistics tells it.',
);

/** What was kept too warm or too cold is given out no more until somebody has decided. */
export const holdBreached = on(temperatureBreached, 'hold-lots-of-temperature-breach', hold);

/**
 * Holds what the branch has of these lots, and what went by transfer meanwhile: loggers are mostly read when the goods have left or arrived
 * already. What is held, set apart, recalled or damaged already stays so, and an excursion that was heard of before changes nothing.
 */
async function hold(_context: Context, { branch, subject, data }: EventRecord<BreachFacts>, transaction: Transaction): Promise<void> {
  const { itemIds = [], beganAt, endedAt = null, otherBranchId } = data;
  const named = itemIds.filter((id) => prefixOf(id) === 'lot').map((id) => toUuid('lot', id));
  if (branch === null || named.length === 0) return;
  const branchIds = otherBranchId == null ? [branch] : [branch, otherBranchId];
  const products = await transaction.rows<{ id: string }>(
    sql`select distinct product_id as id from lots where id = any (${named}::uuid[])`,
  );
  const coming = await lockCarried(transaction, { lotUuids: named, branchIds, beganAt, endedAt });
  const there = products.flatMap(({ id }) => branchIds.map((branchId) => ({ branchId, productId: toTypeId('product', id) })));
  await lockStock(transaction, [...there, ...coming]);
  const lotUuids = await firstHeard(transaction, subject, branch, named);
  if (lotUuids.length === 0) return;
  await holdPacks(transaction, await availableAt(transaction, branch, lotUuids));
  await holdCarried(transaction, { lotUuids, branchIds, beganAt, endedAt });
}

/** Those of the lots of which the excursion was not heard before. */
async function firstHeard(transaction: Transaction, excursionId: string, branchId: string, lotUuids: readonly string[]): Promise<string[]> {
  const rows = await transaction.rows<{ lot_id: string }>(sql`insert into temperature_breaches (excursion_id, lot_id, branch_id)
    select ${toUuid('excursion', excursionId)}, id, ${toUuid('branch', branchId)} from lots where id = any (${lotUuids}::uuid[]) order by id
    on conflict do nothing returning lot_id`);
  return rows.map(({ lot_id }) => lot_id);
}

function availableAt(transaction: Transaction, branchId: string, lotUuids: readonly string[]): Promise<PacksToHold[]> {
  return transaction.rows<PacksToHold>(sql`select id, branch_id, location_id, product_id, lot_id, on_hand, reserved, on_hand as quantity
    from stock_items where branch_id = ${toUuid('branch', branchId)} and lot_id = any (${lotUuids}::uuid[])
      and status = ${KeptStatus.AVAILABLE} and on_hand > 0 order by id`);
}
