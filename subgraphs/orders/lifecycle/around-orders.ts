import type { Transaction } from '#kernel/database/transaction.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { ItemFacts } from '../events.js';
import { OrderLine } from '../orders/order-line.js';
import type { Order } from '../orders/order.js';
import { approvalsOf } from '../rules/approvals-of-orders.js';
import { pauseClocks, reachState, resumeClocks } from '../sla/clocks.js';
import {
  cancelSpecimens,
  noSpecimens,
  planSpecimens as planSpecimensOf,
  progressOfOrders,
  specimenItems,
  type SpecimenProgress,
} from '../specimens/planning.js';
import type { Reading } from './standing.js';

/*
 * Where a lifecycle meets what belongs to an order and is kept beside it: rules and approvals, service levels, specimens. Each
 * function here is one such place, and says what holds while nothing is kept there.
 */

/** What the others keep of an order that its guards and triggers ask for. */
export interface Around {
  /** Approvals that are still to be given, and that were refused. */
  readonly approvals: { readonly open: number; readonly refused: number };
  readonly specimens: SpecimenProgress;
}

const noApprovals = { open: 0, refused: 0 };

/** For many orders, in as many statements as for one. */
export async function aroundOrders(read: Reading, orderIds: readonly string[]): Promise<(orderId: string) => Around> {
  const approvals = await approvalsOf(read, orderIds);
  const specimens = await progressOfOrders(read, orderIds);
  return (orderId) => ({ approvals: approvals.get(orderId) ?? noApprovals, specimens: specimens.get(orderId) ?? noSpecimens });
}

/** When an order has come to a state, also that of being placed: where service levels begin, reach their state, and end. */
export function afterStep(transaction: Transaction, order: Order, at: Date): Promise<void> {
  return reachState(transaction, order, at);
}

/** When an order is held: where its clocks stop. */
export function afterHold(transaction: Transaction, order: Order, at: Date): Promise<void> {
  return pauseClocks(transaction, order, at);
}

/** When it is resumed: where they go on. */
export function afterResume(transaction: Transaction, order: Order, at: Date): Promise<void> {
  return resumeClocks(transaction, order, at);
}

/** PLAN_SPECIMENS. */
export async function planSpecimens(transaction: Transaction, order: Order): Promise<void> {
  const lines = await transaction.all(OrderLine, sql`where order_id = ${toUuid('order', order.id)} order by position`);
  await planSpecimensOf(transaction, await branchOf(transaction, order), order, lines);
}

/** CANCEL_SPECIMENS. */
export function giveUpSpecimens(transaction: Transaction, order: Order): Promise<void> {
  return cancelSpecimens(transaction, order.id);
}

/** What is carried for a laboratory order. */
export function specimensToCarry(transaction: Transaction, order: Order): Promise<ItemFacts[]> {
  return specimenItems(transaction, order.id);
}
