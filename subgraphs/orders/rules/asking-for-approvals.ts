import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { noticeRequested } from '../events.js';
import type { Order } from '../orders/order.js';
import { ApprovalStatus, OrderApproval } from './order-approval.js';

/** That a rule wants somebody of a team to say yes. */
export interface WantedApproval {
  readonly team: string;
  readonly reason: string | null;
  readonly ruleName: string;
}

/** Asks for approvals of an order that was placed, and tells the teams. */
export async function askForApprovals(transaction: Transaction, order: Order, wanted: readonly WantedApproval[]): Promise<void> {
  const { id: orderId, branchId, performerBranchId } = order;
  for (const { team, reason, ruleName } of wanted)
    await transaction.insert(
      Object.assign(new OrderApproval(), {
        ...{ id: newId('orderapproval'), orderId, branchId, performerBranchId, team, reason, ruleName },
        ...{ status: ApprovalStatus.REQUESTED, decidedBy: null, decidedAt: null, note: null },
      }),
    );
  const branchIds = [branchId, ...(performerBranchId ? [performerBranchId] : [])];
  const title = `Order ${order.number ?? ''}`.trim();
  await transaction.publishAll(
    noticeRequested,
    wanted.map(({ team, reason, ruleName }) => ({
      ...{ subject: orderId, branch: branchId },
      data: { teams: [team], branchIds, title, text: `To be approved: ${reason ?? ruleName}`, about: orderId },
    })),
  );
}
