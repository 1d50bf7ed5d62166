import { branchOf } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { OrderLine } from '../orders/order-line.js';
import type { Order } from '../orders/order.js';
import { askForApprovals } from './asking-for-approvals.js';
import { decide } from './deciding.js';
import { ApprovalStatus, OrderApproval } from './order-approval.js';
import type { PartyFacts } from './order-facts.js';

interface Amended {
  readonly lines: readonly OrderLine[];
  /** Whether other lines were placed: then nobody has said yes to these. */
  readonly areOthers: boolean;
  readonly parties: PartyFacts;
}

/**
 * Asks for the approvals that the rules want of an order as it was amended, and tells whether there are any that it did not have. What else
 * rules do, they did when it was placed.
 */
export async function askForApprovalsAnew(
  transaction: Transaction,
  order: Order,
  { lines, areOthers, parties }: Amended,
): Promise<boolean> {
  const { approvals } = await decide(transaction, await branchOf(transaction, order), order, lines, parties);
  const ofOrder = sql`where order_id = ${toUuid('order', order.id)}`;
  // Who has not answered yet would answer about lines that are not there any more.
  if (areOthers) await transaction.rows(sql`delete from order_approvals ${ofOrder} and status = ${ApprovalStatus.REQUESTED}`);
  const asked = areOthers ? [] : await transaction.all(OrderApproval, ofOrder);
  const wanted = approvals.filter(({ team, ruleName }) => !asked.some((one) => one.team === team && one.ruleName === ruleName));
  await askForApprovals(transaction, order, wanted);
  return wanted.length > 0;
}
