import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import { carriedCold } from './carried-cold.js';
import { amountsOf, totalOf } from './line-amounts.js';
import { OrderLine } from './order-line.js';
import { orderLimits } from './order-limits.js';
import type { Order } from './order.js';
import { productRefusal, type Products } from './orderable-products.js';
import { priceLines, type AskedLine } from './pricing-lines.js';

export interface NewLine extends AskedLine {
  readonly note?: string | null;
}

const nothing = { order: null };
const nothingOfParts = { inParts: 0, partsFulfilled: 0, partsCancelled: 0, wholeLineId: null };

/** Lines as they would be written just now, not yet written; or why they cannot be. */
export async function linesFor(
  transaction: Transaction,
  order: Order,
  asked: readonly NewLine[],
  products: Products,
): Promise<OrderLine[] | Refusal> {
  if (asked.length > orderLimits.lines)
    return refuse('INVALID', `An order has at most ${orderLimits.lines} lines: write another for the rest.`, ['input', 'lines'], nothing);
  const unorderable = asked.flatMap(
    ({ productId }, index) => productRefusal(products, productId, order, ['input', 'lines', String(index), 'productId']) ?? [],
  );
  if (unorderable.length > 0) return new Refusal(unorderable, nothing);
  const priced = await priceLines(transaction, order, asked);
  if (priced instanceof Refusal) return priced;
  const lines: OrderLine[] = [];
  for (const [index, one] of priced.entries()) {
    const line = asked[index];
    const product = line && products.get(line.productId);
    if (!line || !product) throw new Error('Every line has a price and a product');
    const amounts = amountsOf(one.quantity, one.unitPriceMinor, one.taxBasisPoints);
    const written: OrderLine = Object.assign(new OrderLine(), {
      ...nothingOfParts,
      ...one,
      ...amounts,
      ...carriedCold(product, one.attributes),
      id: newId('orderline'),
      orderId: order.id,
      branchId: order.branchId,
      performerBranchId: order.performerBranchId,
      position: index + 1,
      productId: line.productId,
      name: product.name,
      kind: product.kind,
      code: product.gtin ?? product.nationalCode ?? null,
      orderedQuantity: line.quantity,
      orderedUnit: line.unit,
      fulfilled: 0,
      cancelled: 0,
      returned: 0,
      comingBack: 0,
      returnedLineId: null,
      note: line.note?.trim() || null,
    });
    lines.push(written);
  }
  const { totalMinor } = totalOf(lines);
  return totalMinor <= orderLimits.totalMinor
    ? lines
    : refuse('INVALID', 'This is more than an order can cost: part it into several.', ['input', 'lines'], nothing);
}

/** Writes the lines of an order in place of those that it had; its total is theirs. The order itself is not saved. */
export async function replaceLines(transaction: Transaction, order: Order, lines: readonly OrderLine[]): Promise<void> {
  await transaction.rows(sql`delete from order_lines where order_id = ${toUuid('order', order.id)}`);
  for (const line of lines) await transaction.insert(line);
  Object.assign(order, totalOf(lines));
}

export function linesIn(transaction: Transaction, orderId: string): Promise<OrderLine[]> {
  return transaction.all(OrderLine, sql`where order_id = ${toUuid('order', orderId)} order by position`);
}
