import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { OrderType } from './order-terms.js';

const letters: Readonly<Record<OrderType, string>> = {
  [OrderType.PURCHASE]: 'PUR',
  [OrderType.SALES]: 'SAL',
  [OrderType.LAB_SAMPLE]: 'LAB',
  [OrderType.SERVICE]: 'SRV',
};

/**
 * The tenant's next number of a type: LAB-000042. Without gaps, as it is given back when the transaction is undone. Others who place
 * orders of the type wait until this transaction ends: take it as late as can be.
 */
export async function nextOrderNumber(transaction: Transaction, type: OrderType): Promise<string> {
  const [row] = await transaction.rows<{ last: string }>(sql`insert into order_numbers (order_type, last) values (${type}, 1)
    on conflict (tenant_id, order_type) do update set last = order_numbers.last + 1 returning last`);
  return `${letters[type]}-${String(row?.last).padStart(6, '0')}`;
}
