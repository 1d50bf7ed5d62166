import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { OrderLine } from '../orders/order-line.js';
import type { Order } from '../orders/order.js';
import { askForStock, giveUpStock } from '../reservations/asking-for-stock.js';
import type { EffectName, WorkflowDefinition } from '../workflows/workflow-definition.js';
import { giveUpSpecimens, planSpecimens } from './around-orders.js';
import { handOver } from './handing-over.js';
import { requestTasks, withdrawTasks } from './requesting-tasks.js';

type Effect = (transaction: Transaction, order: Order, definition: WorkflowDefinition) => Promise<void>;

const effects: Readonly<Record<EffectName, Effect>> = {
  REQUEST_STOCK: (transaction, order, { reserveMinutes }) => askForStock(transaction, order, reserveMinutes),
  RELEASE_STOCK: giveUpStock,
  REQUEST_TASKS: requestTasks,
  CANCEL_TASKS: async (transaction, order) => void (await withdrawTasks(transaction, order, order.statusReason)),
  PLAN_SPECIMENS: planSpecimens,
  CANCEL_SPECIMENS: giveUpSpecimens,
  FULFIL_ALL: fulfilAll,
};

export function bringAbout(transaction: Transaction, order: Order, effect: EffectName, definition: WorkflowDefinition): Promise<void> {
  return effects[effect](transaction, order, definition);
}

/** Everything that is still to come by the order itself; what is with parts is theirs. */
async function fulfilAll(transaction: Transaction, order: Order): Promise<void> {
  const lines = await transaction.all(OrderLine, sql`where order_id = ${toUuid('order', order.id)} order by position`);
  await handOver(
    transaction,
    order,
    lines.map((line) => ({ line, quantity: line.own })),
  );
}
