import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { Product } from '../products/product.js';
import { ProductStatus } from '../products/product-terms.js';
import { SupplierProduct } from '../suppliers/supplier-product.js';
import { mostLines, mostPacks, mostPrice } from './order-limits.js';
import type { PurchaseOrderLineInput } from './purchase-order.inputs.js';
import type { PurchaseOrder } from './purchase-order.js';

/** A line as it is written. */
export interface OrderedGoods {
  readonly productId: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
}

/** What is to be ordered at which price, or everything that is wrong with it. */
export async function readOrderLines(
  transaction: Transaction,
  { supplierId, currency }: Pick<PurchaseOrder, 'supplierId' | 'currency'>,
  lines: readonly PurchaseOrderLineInput[],
): Promise<{ readonly goods: OrderedGoods[]; readonly errors: UserError[] }> {
  if (lines.length === 0) return { goods: [], errors: [userError('REQUIRED', 'An order needs at least one line.', ['input', 'lines'])] };
  if (lines.length > mostLines)
    return { goods: [], errors: [userError('LIMIT_REACHED', `An order has at most ${mostLines} lines: write two.`, ['input', 'lines'])] };
  const uuids = lines.map(({ productId }) => toUuid('product', productId));
  const products = new Map((await transaction.all(Product, sql`where id = any (${uuids}::uuid[])`)).map((each) => [each.id, each]));
  const sold = await transaction.all(
    SupplierProduct,
    sql`where supplier_id = ${toUuid('supplier', supplierId)} and product_id = any (${uuids}::uuid[])`,
  );
  const offers = new Map(sold.map((each) => [each.productId, each]));
  const seen = new Set<string>();
  const errors: UserError[] = [];
  const goods = lines.map(({ productId, quantity, unitPrice }, index) => {
    const wrong = (code: 'INVALID' | 'NOT_FOUND' | 'REQUIRED', message: string, field: string): void => {
      errors.push(userError(code, `Line ${index + 1}: ${message}`, ['input', 'lines', String(index), field]));
    };
    const product = products.get(productId);
    const offer = offers.get(productId);
    if (!product) wrong('NOT_FOUND', 'there is no such product.', 'productId');
    else if (product.status !== ProductStatus.ACTIVE) wrong('INVALID', `${product.name} is no longer in use.`, 'productId');
    else if (offer && !offer.active) wrong('INVALID', `the supplier no longer sells ${product.name}.`, 'productId');
    if (seen.has(productId))
      wrong('INVALID', `${product?.name ?? 'the product'} is on the order already: order it in one line.`, 'productId');
    seen.add(productId);
    if (quantity < 1 || quantity > mostPacks) wrong('INVALID', `quantity is 1 to ${mostPacks} packs, not ${quantity}.`, 'quantity');
    const problem = priceProblem(unitPrice, currency);
    if (problem) wrong('INVALID', problem, 'unitPrice');
    const known = offer?.currency === currency ? offer.priceMinor : null;
    if (!unitPrice && known === null && product)
      wrong('REQUIRED', `say what a pack of ${product.name} costs: the supplier has no price for it in ${currency}.`, 'unitPrice');
    return { productId, quantity, unitPriceMinor: unitPrice?.amountMinor ?? known ?? 0n };
  });
  return { goods, errors };
}

/** What is wrong with a price of a document in this currency; null for one that is right, and for none. */
export function priceProblem(
  price: { readonly amountMinor: bigint; readonly currency: string } | null | undefined,
  currency: string,
): string | null {
  if (!price) return null;
  if (price.currency !== currency) return `the order is in ${currency}, the currency of the branch, not in ${price.currency}.`;
  return price.amountMinor < 0n || price.amountMinor > mostPrice ? `a price is 0 to ${mostPrice} in minor units.` : null;
}

/** Writes lines of orders that have none, in the order given, all in one statement. */
export async function insertOrderLines(
  transaction: Transaction,
  orders: readonly { readonly order: PurchaseOrder; readonly goods: readonly OrderedGoods[] }[],
): Promise<void> {
  const rows = orders.flatMap(({ order, goods }) =>
    goods.map(({ productId, quantity, unitPriceMinor }, index) => ({
      id: toUuid('purchaseorderline', newId('purchaseorderline')),
      branch_id: toUuid('branch', order.branchId),
      purchase_order_id: toUuid('purchaseorder', order.id),
      position: index + 1,
      product_id: toUuid('product', productId),
      quantity,
      unit_price_minor: unitPriceMinor.toString(),
    })),
  );
  await transaction.rows(sql`insert into purchase_order_lines (id, branch_id, purchase_order_id, position, product_id, quantity, unit_price_minor)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as line (id uuid, branch_id uuid, purchase_order_id uuid, position integer, product_id uuid, quantity integer, unit_price_minor bigint)`);
}
