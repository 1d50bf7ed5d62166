import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { DeliveryMode, OrderOrigin, OrderType } from './order-terms.js';
import type { Order } from './order.js';

export interface Parties {
  readonly performerBranchId?: string | null;
  readonly patientId?: string | null;
  readonly supplierId?: string | null;
  readonly customerId?: string | null;
}

/** Why those whom an order names cannot be named; asked before the transaction. What does not exist for the caller does not exist. */
export async function partyRefusals(
  context: Context,
  { performerBranchId, patientId, supplierId, customerId }: Parties,
): Promise<UserError[]> {
  const refusals = await Promise.all([
    patientId ? patientRefusal(context, patientId) : null,
    absent(context, 'Branch', performerBranchId, 'performerBranchId', 'There is no such branch that could do this.'),
    absent(context, 'Supplier', supplierId, 'supplierId', 'There is no such supplier.'),
    customerId ? customerRefusal(context, customerId) : null,
  ]);
  return refusals.filter((refusal) => refusal !== null);
}

/** Who must be named before an order of a type is placed. */
export function missingParty(
  order: Pick<Order, 'type' | 'patientId' | 'supplierId' | 'customerId' | 'performerBranchId'>,
): UserError | null {
  const { type, patientId, supplierId, customerId, performerBranchId } = order;
  const required = (field: string, message: string) => userError('REQUIRED', message, ['input', field]);
  if (type === OrderType.LAB_SAMPLE && !patientId) return required('patientId', 'Say whose samples are examined: name the patient.');
  if (type === OrderType.PURCHASE && !supplierId && !performerBranchId)
    return required('supplierId', 'Say of whom it is bought: name the supplier, or the branch that delivers it.');
  if (type === OrderType.SALES && !customerId && !patientId && !performerBranchId)
    return required('customerId', 'Say who buys: name the customer or the patient.');
  return null;
}

/** Why a courier would not know where to go; null when that is known, or nobody is sent. Where buyers and suppliers are, nobody knows here. */
export function missingPlace({
  type,
  deliveryMode,
  originKind,
  performerBranchId,
  deliveryPlace,
}: Pick<Order, 'type' | 'deliveryMode' | 'originKind' | 'performerBranchId' | 'deliveryPlace'>): UserError | null {
  if (deliveryMode !== DeliveryMode.COURIER || performerBranchId || deliveryPlace) return null;
  const required = (message: string) =>
    userError('REQUIRED', `${message}: send deliveryPlace, or choose PICKUP.`, ['input', 'deliveryPlace']);
  const isReturn = originKind === OrderOrigin.RETURN;
  if (type === OrderType.SALES) return required(isReturn ? 'Say where the courier fetches it' : 'Say where the courier brings it');
  return type === OrderType.PURCHASE && isReturn ? required('Say where the supplier takes it back') : null;
}

/** Patients still answers for a record that was deleted, because it can be restored; here it is as absent as one that never was. */
async function patientRefusal(context: Context, patientId: string): Promise<UserError | null> {
  const patients = await context.read<{ readonly deletedAt?: string | null }>('Patient', [patientId], 'deletedAt');
  const patient = patients.get(patientId);
  return patient && !patient.deletedAt ? null : userError('NOT_FOUND', 'There is no such patient.', ['input', 'patientId']);
}

async function customerRefusal(context: Context, customerId: string): Promise<UserError | null> {
  const statement = sql`select active from customers where id = ${toUuid('customer', customerId)}`;
  const [customer] = await context.db.rows<{ active: boolean }>(statement, null);
  const field = ['input', 'customerId'];
  if (!customer) return userError('NOT_FOUND', 'There is no such customer.', field);
  return customer.active ? null : userError('WRONG_STATE', 'Nothing is sold to this customer any more: make it active first.', field);
}

async function absent(
  context: Context,
  type: string,
  id: string | null | undefined,
  field: string,
  message: string,
): Promise<UserError | null> {
  if (!id || (await context.exists(type, id))) return null;
  return userError('NOT_FOUND', message, ['input', field]);
}
