import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { bringAbout } from '../lifecycle/effects.js';
import { goOn } from '../lifecycle/firing.js';
import { keepStep } from '../lifecycle/keeping-steps.js';
import { tasksWantedAfter } from '../lifecycle/moving.js';
import { requestTasks, withdrawTasks } from '../lifecycle/requesting-tasks.js';
import { tellOrder } from '../lifecycle/telling.js';
import { askForStock, giveUpStock, holdsStock } from '../reservations/asking-for-stock.js';
import { askForApprovalsAnew } from '../rules/deciding-anew.js';
import { partiesOf } from '../rules/parties.js';
import { workflowOf } from '../workflows/keeping-workflows.js';
import { atOrder, endedRefusal, placingPermission, reasonRefusal } from './at-order.js';
import { OrderAmendment } from './order-amendment.js';
import type { OrderLine } from './order-line.js';
import { missingPlace, partyRefusals } from './order-parties.js';
import { OrderOrigin, OrderStatus } from './order-terms.js';
import { placeFrom, wordErrors } from './order-words.js';
import { AmendOrderPayload, type AmendOrderInput } from './order.inputs.js';
import { orderById, type Order } from './order.js';
import { productsOf } from './orderable-products.js';
import { linesFor, linesIn, replaceLines } from './writing-lines.js';

const nothing = { order: null };

type Changes = Partial<
  Pick<
    Order,
    | 'performerBranchId'
    | 'patientId'
    | 'supplierId'
    | 'customerId'
    | 'priority'
    | 'deliveryMode'
    | 'requestedFrom'
    | 'requestedUntil'
    | 'deliveryPlace'
    | 'note'
  >
>;

const parties = ['performerBranchId', 'patientId', 'supplierId', 'customerId'] as const;

/** Changes a draft freely, and a placed order as long as its workflow lets it; what was before is kept. */
export async function amendOrder(context: Context, input: AmendOrderInput): Promise<AmendOrderPayload> {
  const { id, expectedVersion } = input;
  const seen = await context.load(orderById, id);
  const [products, refusals, about] = await Promise.all([
    productsOf(context, input.lines ?? []),
    partyRefusals(context, input),
    // Of a placed order they stay.
    seen && partiesOf(context, seen),
  ]);
  const options = { name: 'amendOrder', permission: placingPermission, end: 'PLACER', id, expectedVersion, nothing } as const;
  return atOrder(context, AmendOrderPayload, options, async (transaction, order) => {
    if (!about) return refuse('NOT_FOUND', 'There is no such order that you may see.', ['input', 'id'], nothing);
    const wrong = [...wordErrors(input), ...refusals];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const refused = endedRefusal(order, nothing) ?? (await placedRefusal(transaction, order, input));
    if (refused) return refused;
    const changes = changesTo(order, input);
    const fromState = order.state;
    const before = await linesIn(transaction, order.id);
    const unchangeable = input.lines ? linesRefusal(order, before) : null;
    if (unchangeable) return unchangeable;
    if (order.status !== OrderStatus.DRAFT) await keepAmendment(transaction, order, changes, input.lines ? before : null, input.reason);
    Object.assign(order, changes);
    const nowhere = order.status === OrderStatus.DRAFT ? null : missingPlace(order);
    if (nowhere) return new Refusal([nowhere], nothing);
    if (input.lines) {
      const lines = await linesFor(transaction, order, input.lines, products);
      if (lines instanceof Refusal) return lines;
      if (lines.length === 0 && order.status !== OrderStatus.DRAFT)
        return refuse('REQUIRED', 'A placed order has lines: call it off if nothing is wanted any more.', ['input', 'lines'], nothing);
      await replaceLines(transaction, order, lines);
    }
    if (changes.performerBranchId !== undefined) await follow(transaction, order);
    if (order.status !== OrderStatus.DRAFT && isSeenByRules(input)) {
      const amended = { lines: await linesIn(transaction, id), areOthers: input.lines != null, parties: about };
      if (await askForApprovalsAnew(transaction, order, amended)) await waitAgain(transaction, order, input.reason);
    }
    await saveAnew(transaction, order);
    if (order.status === OrderStatus.DRAFT) return { order };
    await keepStep(transaction, order, { step: 'AMEND', fromState, reason: input.reason?.trim() ?? null });
    await askAnew(transaction, order, input);
    await tellOrder(transaction, order);
    await goOn(transaction, order);
    return { order };
  });
}

/** What a draft can change and an order that was placed cannot any more. */
async function placedRefusal(transaction: Transaction, order: Order, input: AmendOrderInput): Promise<Refusal | null> {
  if (order.status === OrderStatus.DRAFT) return null;
  const state = (await workflowOf(transaction, order)).state(order.state);
  if (state?.amendable !== true) {
    const message = `The order is in ${order.state}, in which it is not amended any more: call it off, and order again.`;
    return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
  }
  const changed = parties.find((party) => input[party] !== undefined && (input[party] ?? null) !== order[party]);
  if (changed) {
    const message = 'Whom an order concerns stays once it was placed: call it off, and order again.';
    return refuse('WRONG_STATE', message, ['input', changed], nothing);
  }
  return reasonRefusal(input.reason, nothing);
}

function linesRefusal(order: Order, lines: readonly OrderLine[]): Refusal | null {
  const no = (message: string): Refusal => refuse('WRONG_STATE', message, ['input', 'lines'], nothing);
  if (order.originKind === OrderOrigin.RETURN) return no('What comes back stays as it was named: call the return off, and begin another.');
  if (order.parentId) return no('This is a part of an order: call it off, and order its packs anew.');
  if (order.partCount > 0) return no('The order was split: its lines stay; call off the parts that are not wanted.');
  if (lines.some(({ fulfilled, cancelled }) => fulfilled + cancelled > 0))
    return no('Some of it was handed over: its lines stay. Order the rest anew.');
  return null;
}

/** What is left out stays. */
function changesTo(order: Order, input: AmendOrderInput): Changes {
  const changes: Changes = {};
  for (const party of parties) if (input[party] !== undefined) changes[party] = input[party];
  if (changes.performerBranchId === order.branchId) changes.performerBranchId = null;
  if (input.priority) changes.priority = input.priority;
  if (input.deliveryMode) changes.deliveryMode = input.deliveryMode;
  if (input.requestedFrom !== undefined) changes.requestedFrom = input.requestedFrom;
  if (input.requestedUntil !== undefined) changes.requestedUntil = input.requestedUntil;
  if (input.deliveryPlace !== undefined) changes.deliveryPlace = placeFrom(input.deliveryPlace);
  if (input.note !== undefined) changes.note = input.note?.trim() || null;
  return changes;
}

async function keepAmendment(
  transaction: Transaction,
  order: Order,
  changes: Changes,
  lines: readonly OrderLine[] | null,
  reason: string | null | undefined,
): Promise<void> {
  const { id: orderId, branchId, performerBranchId, currency, totalMinor } = order;
  await transaction.insert(
    Object.assign(new OrderAmendment(), {
      ...{ id: newId('orderamendment'), orderId, branchId, performerBranchId, currency, totalMinor },
      reason: reason?.trim() ?? null,
      before: Object.fromEntries(Object.keys(changes).map((key) => [key, order[key as keyof Order]])),
      lines:
        lines?.map(({ productId, name, quantity, unitPriceMinor, totalMinor: total }) => ({
          ...{ productId, name, quantity, unitPriceMinor: String(unitPriceMinor), totalMinor: String(total), currency },
        })) ?? null,
      amendedBy: transaction.context.actor.id,
      amendedAt: new Date(),
    }),
  );
}

function isSeenByRules({ lines, priority, deliveryMode, requestedFrom, requestedUntil, note }: AmendOrderInput): boolean {
  return [lines, priority, deliveryMode, requestedFrom, requestedUntil, note].some((change) => change !== undefined);
}

/** An order that somebody has to approve as it is now waits where it did when it was placed; what was begun for it since is taken back. */
async function waitAgain(transaction: Transaction, order: Order, reason: string | null | undefined): Promise<void> {
  const { placing, definition } = await workflowOf(transaction, order);
  if (order.state === placing.to) return;
  Object.assign(order, { state: placing.to, tasksWanted: tasksWantedAfter(placing, false) });
  await giveUpStock(transaction, order);
  await withdrawTasks(transaction, order, reason?.trim() ?? null);
  for (const effect of placing.effects ?? []) await bringAbout(transaction, order, effect, definition);
}

/** What was asked elsewhere for an order that was placed is asked for it as it is now. */
async function askAnew(transaction: Transaction, order: Order, input: AmendOrderInput): Promise<void> {
  const { lines, priority, deliveryMode, requestedFrom, requestedUntil, deliveryPlace } = input;
  const isOtherStock = lines != null || requestedFrom !== undefined || requestedUntil !== undefined;
  if (isOtherStock && (await holdsStock(transaction, order)))
    await askForStock(transaction, order, (await workflowOf(transaction, order)).definition.reserveMinutes);
  if ([lines, priority, deliveryMode, requestedFrom, requestedUntil, deliveryPlace].every((change) => change === undefined)) return;
  const had = await withdrawTasks(transaction, order, input.reason?.trim() ?? null);
  if (had || order.tasksWanted) await requestTasks(transaction, order);
}

/** What belongs to a draft is seen from the same branches as the draft. */
async function follow(transaction: Transaction, { id, performerBranchId }: Order): Promise<void> {
  const performer = performerBranchId ? toUuid('branch', performerBranchId) : null;
  const order = toUuid('order', id);
  await transaction.rows(sql`update order_lines set performer_branch_id = ${performer} where order_id = ${order}`);
  await transaction.rows(sql`update order_comments set performer_branch_id = ${performer} where order_id = ${order}`);
  await transaction.rows(sql`update order_document_bodies set performer_branch_id = ${performer}
    where document_id in (select id from order_documents where order_id = ${order})`);
  await transaction.rows(sql`update order_documents set performer_branch_id = ${performer} where order_id = ${order}`);
}

/** As another version, also when only its lines are others. */
async function saveAnew(transaction: Transaction, order: Order): Promise<void> {
  const { version } = order;
  await transaction.save(order);
  if (order.version !== version) return;
  const [touched] = await transaction.rows<{ version: number }>(
    sql`update orders set state = state where id = ${toUuid('order', order.id)} returning version`,
  );
  order.version = touched?.version ?? version;
}
