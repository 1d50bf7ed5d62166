import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { tasksRequested, tasksWithdrawn, type ItemFacts, type PlaceFacts, type WantedTask } from '../events.js';
import { OrderLine } from '../orders/order-line.js';
import { OrderType } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';
import { specimensToCarry } from './around-orders.js';
import { keptPlaces, type BranchPlace } from './branch-places.js';
import type { OrderTaskRow, OrderTaskStatus } from './order-task.js';
import { factsOf } from './telling.js';
import { wantedTasks, type Places } from './wanted-tasks.js';

const undone: readonly OrderTaskStatus[] = ['FAILED', 'CALLED_OFF', 'WITHDRAWN'];

/** Asks for the order's tasks: at first for all of them, later for those that failed, were called off or withdrawn, under new keys. */
export async function requestTasks(transaction: Transaction, order: Order): Promise<void> {
  const latest = await latestTasks(transaction, order);
  const wanted = wantedTasks(order, await placesOf(transaction, order), await itemsOf(transaction, order));
  const again = wanted.filter(({ key }) => {
    const status = latest.get(key)?.status;
    return status === undefined || undone.includes(status);
  });
  // What waits for one of these waits for the new one from now on.
  const waiting = wanted.filter(
    ({ key, dependsOn }) => isOpen(latest.get(key)) && dependsOn.some((purpose) => again.some((task) => task.key === purpose)),
  );
  await ask(transaction, order, latest, { again, changed: waiting });
}

/** Asks for what is collected once more to be brought too: by who is still to come for the rest, or else by somebody who is sent for it. Nothing where nobody was sent at all. */
export async function requestTasksFor(transaction: Transaction, order: Order, items: readonly ItemFacts[]): Promise<void> {
  const latest = await latestTasks(transaction, order);
  if (latest.size === 0) return;
  const places = await placesOf(transaction, order);
  const together = wantedTasks(order, places, await itemsOf(transaction, order));
  const isToCome = together.some(({ key, dependsOn }) => dependsOn.length === 0 && isOpen(latest.get(key)));
  if (isToCome) await ask(transaction, order, latest, { again: [], changed: together.filter(({ key }) => isOpen(latest.get(key))) });
  else await ask(transaction, order, latest, { again: wantedTasks(order, places, items), changed: [] });
}

interface Asked {
  /** Under keys of their own. */
  readonly again: readonly WantedTask[];
  /** Under those that they have: they are brought up to date. */
  readonly changed: readonly WantedTask[];
}

async function ask(
  transaction: Transaction,
  order: Order,
  latest: ReadonlyMap<string, OrderTaskRow>,
  { again, changed }: Asked,
): Promise<void> {
  if (again.length + changed.length === 0) return;
  const attemptOf = (purpose: string): number => (latest.get(purpose)?.attempt ?? 0) + 1;
  const keys = new Map([
    ...changed.map(({ key }) => [key, latest.get(key)?.key ?? key] as const),
    ...again.map(({ key }) => [key, keyed(key, attemptOf(key))] as const),
  ]);
  const keyOf = (purpose: string): string => keys.get(purpose) ?? purpose;
  const tasks = [...again, ...changed].map((task) => ({
    ...task,
    key: keyOf(task.key),
    dependsOn: task.dependsOn.flatMap((purpose) => (keys.has(purpose) ? [keyOf(purpose)] : stillOpen(latest.get(purpose)))),
  }));
  const rows = again.map(({ key, kind }) => ({ key: keyOf(key), purpose: key, attempt: attemptOf(key), kind }));
  await transaction.rows(sql`insert into order_tasks (order_id, branch_id, performer_branch_id, key, purpose, attempt, kind, status)
    select ${toUuid('order', order.id)}, ${toUuid('branch', order.branchId)},
      ${order.performerBranchId ? toUuid('branch', order.performerBranchId) : null}::uuid, key, purpose, attempt, kind, 'WANTED'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted (key text, purpose text, attempt integer, kind text)`);
  await transaction.publish(tasksRequested, { subject: order.id, branch: order.branchId, data: { ...factsOf(order), tasks } });
}

/** Takes back those that are not done yet; whether there were any. */
export async function withdrawTasks(transaction: Transaction, order: Order, reason: string | null): Promise<boolean> {
  const withdrawn = await transaction.rows(sql`update order_tasks set status = 'WITHDRAWN'
    where order_id = ${toUuid('order', order.id)} and status in ('WANTED', 'STARTED') returning key`);
  if (withdrawn.length === 0) return false;
  await transaction.publish(tasksWithdrawn, { subject: order.id, branch: order.branchId, data: { ...factsOf(order), reason } });
  return true;
}

/** By purpose, the last that was asked for. */
async function latestTasks(transaction: Transaction, order: Order): Promise<Map<string, OrderTaskRow>> {
  const rows = await transaction.rows<OrderTaskRow>(sql`select distinct on (purpose) key, purpose, attempt, status from order_tasks
    where order_id = ${toUuid('order', order.id)} order by purpose, attempt desc`);
  return new Map(rows.map((row) => [row.purpose, row]));
}

function keyed(purpose: string, attempt: number): string {
  return attempt === 1 ? purpose : `${purpose}-${attempt}`;
}

/** What is done already is not waited for. */
function stillOpen(task: OrderTaskRow | undefined): WantedTask['dependsOn'] {
  return task && isOpen(task) ? [task.key] : [];
}

function isOpen(task: OrderTaskRow | undefined): boolean {
  return task?.status === 'WANTED' || task?.status === 'STARTED';
}

async function placesOf(transaction: Transaction, order: Order): Promise<Places> {
  const kept = await keptPlaces(transaction, [order.branchId, order.performedAt]);
  const at = (branchId: string): PlaceFacts => placeOf(branchId, kept.get(branchId));
  const placer = at(order.branchId);
  const delivery = order.deliveryPlace && { branchId: null, ...order.deliveryPlace };
  const sterilizes = kept.get(order.performedAt)?.type === 'STERILIZATION';
  return { placer, performer: order.performerBranchId ? at(order.performerBranchId) : placer, delivery, sterilizes };
}

function placeOf(branchId: string, { name, phone, address, latitude, longitude }: Omit<BranchPlace, 'branchId'> = nowhere): PlaceFacts {
  return { branchId, name, phone, address, latitude, longitude };
}

const nowhere = { name: null, phone: null, address: null, latitude: null, longitude: null };

async function itemsOf(transaction: Transaction, order: Order): Promise<readonly ItemFacts[]> {
  if (order.type === OrderType.LAB_SAMPLE) return specimensToCarry(transaction, order);
  const lines = await transaction.all(OrderLine, sql`where order_id = ${toUuid('order', order.id)} order by position`);
  const open = lines.filter(({ own }) => own > 0);
  const goods = open.filter(({ kind }) => kind !== 'SERVICE');
  // Work is done on something, which need not be a product.
  const carried = order.type === OrderType.SERVICE && goods.length === 0 ? open : goods;
  return carried.map(({ id, name, code, kind, own, minCelsius, maxCelsius }) => {
    return { id, name, code: kind === 'SERVICE' ? null : code, quantity: own, minCelsius, maxCelsius };
  });
}
