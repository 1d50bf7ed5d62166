import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { TaskItem } from '../../tasks/task.js';
import { CustodyItem } from '../chains/custody-item.js';
import { handoverPermission } from '../custody-permission.js';
import type { HandoverItemInput } from './handover.inputs.js';
import { isScanOf } from './scan.js';

/** What a task is for, of which its handovers need not say it again. */
export interface TaskPlan {
  readonly items: readonly TaskItem[];
  readonly orderId: string | null;
}

/** An item as it is named at its first handover. */
export type ItemNames = Pick<CustodyItem, 'itemId' | 'name' | 'code' | 'orderId'>;

const nothing = { handover: null };
const field = ['input', 'items'];

/** Which types of the graph are asked whether an item exists. Others may be handed over by their ids alone: kinds stay open. */
const askedTypes: Readonly<Record<string, string>> = { specimen: 'Specimen', lot: 'Lot' };

/** How the items are called: as they were at their first handover, as the task has them, or as the giver says. Before the transaction. */
export async function namesOf(context: Context, items: readonly HandoverItemInput[], plan: TaskPlan): Promise<ItemNames[] | Refusal> {
  const ids = items.map(({ itemId }) => itemId);
  const malformed = ids.find((id) => prefixOf(id) === null);
  if (malformed !== undefined)
    return refuse('INVALID', `"${malformed.slice(0, 60)}" is no id of the graph.`, [...field, 'itemId'], nothing);
  const rows = await context.db.rows<{ item_id: string; name: string; code: string | null }>(
    sql`select item_id, name, code from custody_items where item_id = any (${ids}::text[])`,
    handoverPermission,
  );
  const known = new Map(rows.map((row) => [row.item_id, row]));
  const fromTask = new Map(plan.items.map((item) => [item.id, item]));
  // What the task has was looked for by whoever made it: a courier need not see stock to carry it.
  const unheard = ids.filter((id) => !known.has(id) && !fromTask.has(id));
  const missing = await missingOf(context, unheard);
  if (missing !== null) return refuse('NOT_FOUND', `There is no ${missing}: scan it again.`, [...field, 'itemId'], nothing);
  const names: ItemNames[] = [];
  for (const { itemId, name, code, orderId, scan } of items) {
    const [before, planned] = [known.get(itemId), fromTask.get(itemId)];
    const called = before?.name ?? planned?.name ?? name?.trim();
    if (!called) return refuse('REQUIRED', `Say what people call ${itemId}: it was never handed over before.`, [...field, 'name'], nothing);
    const label = before ? before.code : (planned?.code ?? (code?.trim() || null));
    if (label !== null && !isScanOf(label, scan))
      return refuse(
        'INVALID',
        `${called} is labelled ${label}, but ${scan.trim()} was scanned: take the right one, and scan it again.`,
        [...field, 'scan'],
        nothing,
      );
    names.push({ itemId, name: called, code: label, orderId: orderId ?? (planned ? plan.orderId : null) });
  }
  return names;
}

/** One question to each owner, however many items. */
async function missingOf(context: Context, itemIds: readonly string[]): Promise<string | null> {
  for (const [prefix, type] of Object.entries(askedTypes)) {
    const asked = itemIds.filter((id) => prefixOf(id) === prefix);
    const found = asked.length === 0 ? new Map() : await context.read(type, asked, '');
    const missing = asked.find((id) => !found.has(id));
    if (missing !== undefined) return missing;
  }
  return null;
}

/** The items by their ids, for both branches to see; those that were never handed over are written down. */
export async function openItems(
  transaction: Transaction,
  branchIds: readonly string[],
  names: readonly ItemNames[],
): Promise<Map<string, CustodyItem> | Refusal> {
  const ids = names.map(({ itemId }) => itemId);
  const before = await itemsNamed(transaction, ids);
  const fresh = names.filter(({ itemId }) => !before.has(itemId));
  // Items whose branches see one that is new are told first: what is written must be seen by who writes it.
  await transaction.rows(sql`insert into custody_item_branches (item_id, branch_id)
    select item_id, branch_id from unnest(${ids}::text[]) item_id, unnest(${branchIds.map((id) => toUuid('branch', id))}::uuid[]) branch_id
    order by item_id, branch_id on conflict do nothing`);
  if (fresh.length === 0) return before;
  const rows = fresh.map(({ itemId, name, code, orderId }) => ({
    id: toUuid('custodyitem', newId('custodyitem')),
    item_id: itemId,
    name,
    code,
    order_id: orderId && toUuid('order', orderId),
  }));
  const made = await transaction.rows<{ item_id: string }>(sql`insert into custody_items (id, item_id, name, code, order_id)
    select id, item_id, name, code, order_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as item (id uuid, item_id text, name text, code text, order_id uuid)
    order by item_id on conflict do nothing returning item_id`);
  const done = new Set(made.map(({ item_id }) => item_id));
  const other = fresh.find(({ itemId }) => !done.has(itemId));
  if (other)
    return refuse(
      'WRONG_STATE',
      `${other.code ?? other.name} is with a branch whose items you do not see, or somebody begins to hand it over just now: have who holds it hand it over, or try again.`,
      field,
      nothing,
    );
  return itemsNamed(transaction, ids);
}

export async function itemsNamed(transaction: Transaction, itemIds: readonly string[]): Promise<Map<string, CustodyItem>> {
  const items = await transaction.all(CustodyItem, sql`where item_id = any (${itemIds}::text[])`);
  return new Map(items.map((item) => [item.itemId, item]));
}
