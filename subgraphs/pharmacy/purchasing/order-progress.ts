import type { Transaction } from '#kernel/database/transaction.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { purchaseOrderSent } from '../events.js';
import { noSuchOrder, orderingPermission } from './ordering.js';
import { PurchaseOrderStatus } from './purchase-order-status.js';
import {
  ApprovePurchaseOrderPayload,
  CancelPurchaseOrderPayload,
  ClosePurchaseOrderPayload,
  SendPurchaseOrderPayload,
  type ApprovePurchaseOrderInput,
  type CancelPurchaseOrderInput,
  type ClosePurchaseOrderInput,
  type SendPurchaseOrderInput,
} from './purchase-order.inputs.js';
import { PurchaseOrder } from './purchase-order.js';

const nothing = { purchaseOrder: null };
const { APPROVED, SENT, PARTLY_RECEIVED, CANCELLED, CLOSED } = PurchaseOrderStatus;

/** Who wrote an order may approve it, if they hold the permission: small branches have one pharmacist. Both names are kept. */
export async function approvePurchaseOrder(context: Context, input: ApprovePurchaseOrderInput): Promise<ApprovePurchaseOrderPayload> {
  const options = { name: 'approvePurchaseOrder', permission: 'purchases:approve' };
  return context.db.command(ApprovePurchaseOrderPayload, options, (transaction) =>
    progress(transaction, input, APPROVED, (order) => {
      Object.assign(order, { approvedBy: context.request.actor.id, approvedAt: new Date() });
    }),
  );
}

export async function sendPurchaseOrder(context: Context, input: SendPurchaseOrderInput): Promise<SendPurchaseOrderPayload> {
  const options = { name: 'sendPurchaseOrder', permission: orderingPermission };
  return context.db.command(SendPurchaseOrderPayload, options, (transaction) =>
    progress(transaction, input, SENT, async (order) => {
      Object.assign(order, { sentBy: context.request.actor.id, sentAt: new Date(), sentVia: input.via });
      const { id: subject, branchId: branch, supplierId, number } = order;
      await transaction.publish(purchaseOrderSent, { subject, branch, data: { supplierId, number, via: input.via } });
    }),
  );
}

export async function cancelPurchaseOrder(context: Context, input: CancelPurchaseOrderInput): Promise<CancelPurchaseOrderPayload> {
  const options = { name: 'cancelPurchaseOrder', permission: orderingPermission };
  return context.db.command(CancelPurchaseOrderPayload, options, (transaction) => progress(transaction, input, CANCELLED));
}

export async function closePurchaseOrder(context: Context, input: ClosePurchaseOrderInput): Promise<ClosePurchaseOrderPayload> {
  const options = { name: 'closePurchaseOrder', permission: orderingPermission };
  return context.db.command(ClosePurchaseOrderPayload, options, (transaction) => progress(transaction, input, CLOSED));
}

interface Step {
  readonly id: string;
  readonly expectedVersion: number;
  /** Where the step needs one. */
  readonly reason?: string;
}

async function progress(
  transaction: Transaction,
  { id, expectedVersion, reason }: Step,
  status: PurchaseOrderStatus,
  change: (order: PurchaseOrder) => Promise<void> | void = () => undefined,
): Promise<{ purchaseOrder: PurchaseOrder } | Refusal> {
  const order = await transaction.lock(PurchaseOrder, id);
  if (!order) return noSuchOrder(nothing);
  const stale = staleVersion(order, expectedVersion, 'purchase order', nothing);
  if (stale) return stale;
  const before = order.status;
  const allowed = order.moveTo(status);
  if (allowed) return refuse('WRONG_STATE', wrongStatus(before, status, allowed), ['input', 'id'], nothing);
  if (reason !== undefined) {
    const why = reason.trim();
    if (!why || why.length > mostLetters.text)
      return refuse('REQUIRED', `Say why, in at most ${mostLetters.text} characters.`, ['input', 'reason'], nothing);
    order.statusReason = why;
  }
  await change(order);
  return { purchaseOrder: await transaction.save(order) };
}

function wrongStatus(from: PurchaseOrderStatus, to: PurchaseOrderStatus, allowed: readonly PurchaseOrderStatus[]): string {
  if (to === CANCELLED && from === PARTLY_RECEIVED)
    return 'Some of the order has come already, so it cannot be cancelled: close it (`closePurchaseOrder`) when the rest is not expected any more.';
  if (to === CLOSED && allowed.includes(CANCELLED))
    return `The order is ${from} and nothing of it has come: cancel it (\`cancelPurchaseOrder\`) instead.`;
  const ways = allowed.length > 0 ? `it can become ${allowed.join(', ')}` : 'nothing follows that';
  return `The order is ${from} and cannot become ${to}: ${ways}.`;
}
