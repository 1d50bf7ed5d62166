import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { Order } from '../orders/order.js';
import type { PartyFacts } from './order-facts.js';

/** What rules ask about the parties of an order, from their owners; before the command, as it asks others. */
export async function partiesOf(
  context: Context,
  { patientId, customerId, performerBranchId }: Pick<Order, 'patientId' | 'customerId' | 'performerBranchId'>,
): Promise<PartyFacts> {
  const patients = patientId
    ? await context.read<NonNullable<PartyFacts['patient']>>('Patient', [patientId], 'birthDate gender')
    : new Map<string, never>();
  const performer = performerBranchId ? await context.load(profileOfBranch, performerBranchId) : null;
  return {
    patient: (patientId && patients.get(patientId)) || null,
    customer: customerId ? await customerOf(context, customerId) : null,
    performerCode: performer?.code ?? null,
  };
}

async function customerOf(context: Context, id: string): Promise<PartyFacts['customer']> {
  const [row] = await context.db.rows<NonNullable<PartyFacts['customer']>>(
    sql`select code, name from customers where id = ${toUuid('customer', id)}`,
    'orders:read',
  );
  return row ?? null;
}
