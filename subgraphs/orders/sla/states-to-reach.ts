import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { OrderStatus, OrderType } from '../orders/order-terms.js';
import { OrderWorkflow, OrderWorkflowStatus } from '../workflows/order-workflow.js';
import { builtIn, returnCode, standardCode } from '../workflows/standard-workflows.js';

/** The states to which orders that are placed now can come, of a type or of any: by what the tenant has written, and what is built in. */
export async function statesToReach(transaction: Transaction, orderType: OrderType | null): Promise<string[]> {
  const types = orderType ? [orderType] : Object.values(OrderType);
  const kept = await transaction.all(
    OrderWorkflow,
    sql`where status = ${OrderWorkflowStatus.ACTIVE} and order_type = any (${types}::text[]) order by order_type, code`,
  );
  // What is built in is kept when it is first wanted: until then nobody has it.
  const unkept = types.flatMap((type) =>
    [standardCode, returnCode]
      .filter((code) => !kept.some((workflow) => workflow.type === type && workflow.code === code))
      .flatMap((code) => builtIn(type, code) ?? []),
  );
  const states = [...kept, ...unkept].flatMap(({ definition }) => definition.states);
  return [...new Set(states.filter(({ status }) => status !== OrderStatus.DRAFT).map(({ code }) => code))];
}
