import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { Order } from '../orders/order.js';
import type { OrderType } from '../orders/order-terms.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { OrderWorkflow, OrderWorkflowStatus } from './order-workflow.js';
import { builtIn } from './standard-workflows.js';

/** The revision by which new orders go; null when the tenant has no such workflow. What is built in is kept when it is first wanted, and anew when there is a later edition. */
export async function workflowInForce(transaction: Transaction, type: OrderType, code: string): Promise<OrderWorkflow | null> {
  const known = await active(transaction, type, code);
  if (known && !isOutdated(known)) return known;
  await keepBuiltIn(transaction, type, code);
  return active(transaction, type, code);
}

/** Two that want it at the same time for the first time, or for the first time anew, keep it once: the second waits for the first. */
export async function keepBuiltIn(transaction: Transaction, type: OrderType, code: string): Promise<void> {
  const standard = builtIn(type, code);
  if (!standard) return;
  const { name, edition, definition } = standard;
  const written = sql`${name}, ${JSON.stringify(definition)}::jsonb, ${edition}::integer, ${OrderWorkflowStatus.ACTIVE}`;
  await transaction.rows(sql`insert into order_workflows (order_type, code, revision, name, definition, edition, status)
    select ${type}, ${code}, 1, ${written}
    where not exists (select from order_workflows where order_type = ${type} and code = ${code})
    on conflict do nothing`);
  await transaction.rows(sql`with former as (
      update order_workflows set status = ${OrderWorkflowStatus.RETIRED}
      where order_type = ${type} and code = ${code} and status = ${OrderWorkflowStatus.ACTIVE} and edition < ${edition}
      returning revision)
    insert into order_workflows (order_type, code, revision, name, definition, edition, status)
    select ${type}, ${code}, revision + 1, ${written} from former`);
}

/** Of what a tenant wrote itself there are no editions. */
function isOutdated({ type, code, edition }: OrderWorkflow): boolean {
  const standard = builtIn(type, code);
  return standard !== null && edition !== null && edition < standard.edition;
}

/** The revision by which an order goes, whatever came after it. */
export async function workflowOf(transaction: Transaction, { id, workflowId }: Pick<Order, 'id' | 'workflowId'>): Promise<OrderWorkflow> {
  const workflow = await transaction.first(OrderWorkflow, sql`where id = ${toUuid('orderworkflow', workflowId)}`);
  if (!workflow) throw new Error(`No workflow ${workflowId} of order ${id}`);
  return workflow;
}

async function active(transaction: Transaction, type: OrderType, code: string): Promise<OrderWorkflow | null> {
  return transaction.first(OrderWorkflow, sql`where order_type = ${type} and code = ${code} and status = ${OrderWorkflowStatus.ACTIVE}`);
}
