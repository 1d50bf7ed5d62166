import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { Supplier } from '../suppliers/supplier.js';
import { daysAfter } from './calendar-days.js';
import { insertOrderLines, readOrderLines } from './order-lines.js';
import { PurchaseOrderStatus } from './purchase-order-status.js';
import {
  CreatePurchaseOrderPayload,
  UpdatePurchaseOrderPayload,
  type CreatePurchaseOrderInput,
  type UpdatePurchaseOrderInput,
} from './purchase-order.inputs.js';
import { PurchaseOrder } from './purchase-order.js';

export const orderingPermission = 'purchases:order';

const nothing = { purchaseOrder: null };

export async function createPurchaseOrder(context: Context, input: CreatePurchaseOrderInput): Promise<CreatePurchaseOrderPayload> {
  const options = { name: 'createPurchaseOrder', permission: orderingPermission, branchId: input.branchId, nothing };
  return atBranch(context, CreatePurchaseOrderPayload, options, async (transaction, branch) => {
    const supplier = await transaction.first(Supplier, sql`where id = ${toUuid('supplier', input.supplierId)}`);
    if (!supplier) return refuse('NOT_FOUND', 'There is no such supplier.', ['input', 'supplierId'], nothing);
    if (!supplier.active) return refuse('WRONG_STATE', `${supplier.name} is not ordered from any more.`, ['input', 'supplierId'], nothing);
    const draft = draftAt(transaction, branch, supplier);
    if (input.expectedOn) draft.expectedOn = input.expectedOn;
    draft.note = input.note?.trim() || null;
    const { goods, errors } = await readOrderLines(transaction, draft, input.lines);
    errors.unshift(...errorsOf(draft, branch));
    if (errors.length > 0) return new Refusal(errors, nothing);
    draft.number = await nextNumber(transaction, branch, 'PO');
    await transaction.insert(draft);
    await insertOrderLines(transaction, [{ order: draft, goods }]);
    return { purchaseOrder: draft };
  });
}

export async function updatePurchaseOrder(context: Context, input: UpdatePurchaseOrderInput): Promise<UpdatePurchaseOrderPayload> {
  const options = { name: 'updatePurchaseOrder', permission: orderingPermission };
  return context.db.command(UpdatePurchaseOrderPayload, options, async (transaction) => {
    const order = await transaction.lock(PurchaseOrder, input.id);
    if (!order) return noSuchOrder(nothing);
    const stale = staleVersion(order, input.expectedVersion, 'purchase order', nothing);
    if (stale) return stale;
    if (order.status !== PurchaseOrderStatus.DRAFT)
      return refuse('WRONG_STATE', `The order is ${order.status}: only a DRAFT can be changed.`, ['input', 'id'], nothing);
    const errors: UserError[] = [];
    if (input.note !== undefined) order.note = input.note?.trim() || null;
    if (input.expectedOn !== undefined) order.expectedOn = input.expectedOn;
    // What has become too early since it was written is no fault of this change.
    const isDayNew = input.expectedOn != null;
    errors.push(...errorsOf(isDayNew ? order : { ...order, expectedOn: null }, await branchOf(transaction, order)));
    const read = input.lines ? await readOrderLines(transaction, order, input.lines) : null;
    errors.push(...(read?.errors ?? []));
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (read) {
      await transaction.rows(sql`delete from purchase_order_lines where purchase_order_id = ${toUuid('purchaseorder', order.id)}`);
      await insertOrderLines(transaction, [{ order, goods: read.goods }]);
    }
    return { purchaseOrder: await saveChanged(transaction, order) };
  });
}

/** A draft without a number and without lines. */
export function draftAt({ context }: Transaction, branch: OpenBranch, supplier: Supplier): PurchaseOrder {
  return Object.assign(new PurchaseOrder(), {
    id: newId('purchaseorder'),
    branchId: branch.id,
    supplierId: supplier.id,
    status: PurchaseOrderStatus.DRAFT,
    statusReason: null,
    currency: branch.currency,
    expectedOn: supplier.leadTimeDays === null ? null : daysAfter(branch.today, supplier.leadTimeDays),
    note: null,
    createdBy: context.actor.id,
    approvedBy: null,
    approvedAt: null,
    sentBy: null,
    sentAt: null,
    sentVia: null,
  });
}

export function noSuchOrder(payload: Readonly<Record<string, unknown>>): Refusal {
  return refuse('NOT_FOUND', 'There is no such purchase order at the branches where you may do this.', ['input', 'id'], payload);
}

function errorsOf({ expectedOn, note }: Pick<PurchaseOrder, 'expectedOn' | 'note'>, { today }: OpenBranch): UserError[] {
  const errors = lengthErrors(mostLetters.text, { note });
  if (expectedOn !== null && expectedOn < today)
    errors.push(userError('INVALID', `It is ${today} at the branch: goods cannot be expected on ${expectedOn}.`, ['input', 'expectedOn']));
  return errors;
}

/** Other lines are a change of the order too: its version grows, so that nobody approves what they have not seen. */
async function saveChanged(transaction: Transaction, order: PurchaseOrder): Promise<PurchaseOrder> {
  await transaction.rows(sql`update purchase_orders set expected_on = ${order.expectedOn}::date, note = ${order.note}
    where id = ${toUuid('purchaseorder', order.id)}`);
  const saved = await transaction.lock(PurchaseOrder, order.id);
  if (!saved) throw new Error(`${order.id} was locked and is gone`);
  return saved;
}
