import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { Product } from '../products/product.js';
import { Supplier } from '../suppliers/supplier.js';
import { insertOrderLines, type OrderedGoods } from './order-lines.js';
import { mostLines } from './order-limits.js';
import { draftAt, orderingPermission } from './ordering.js';
import type { PurchaseOrder } from './purchase-order.js';
import type { ReorderSuggestion } from './reorder-suggestion.js';
import { reorderSuggestionsBy } from './reorder.js';
import { OrderSuggestionsPayload, type OrderSuggestionsInput } from './reorder.inputs.js';

/** Writes drafts of what the branch runs low of, one for each supplier; what is drafted is not suggested again. */
export async function orderSuggestions(context: Context, input: OrderSuggestionsInput): Promise<OrderSuggestionsPayload> {
  const nothing = { purchaseOrders: [], notOrdered: [] };
  const options = { name: 'orderSuggestions', permission: orderingPermission, branchId: input.branchId, nothing };
  return atBranch(context, OrderSuggestionsPayload, options, async (transaction, branch) => {
    const { supplierId, productIds } = input;
    if (productIds && (productIds.length === 0 || productIds.length > mostLines))
      return refuse('INVALID', `Name 1 to ${mostLines} products, or leave productIds out.`, ['input', 'productIds'], nothing);
    if (supplierId && !(await transaction.first(Supplier, sql`where id = ${toUuid('supplier', supplierId)}`)))
      return refuse('NOT_FOUND', 'There is no such supplier.', ['input', 'supplierId'], nothing);
    if (productIds && (await productsOf(transaction, productIds)).length < new Set(productIds).size)
      return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productIds'], nothing);
    await lockReordering(transaction, branch);
    const suggested = await reorderSuggestionsBy((statement) => transaction.rows(statement), {
      branchId: branch.id,
      timeZone: branch.timeZone,
      currency: branch.currency,
      supplierId: supplierId ?? null,
      productIds: productIds ?? null,
    });
    const priced = suggested.filter(({ offer }) => offer?.priceMinor != null && offer.currency === branch.currency);
    const left = suggested.filter((suggestion) => !priced.includes(suggestion)).map(({ productId }) => productId);
    return {
      purchaseOrders: await draft(transaction, branch, priced),
      notOrdered: left.length > 0 ? await productsOf(transaction, left) : [],
    };
  });
}

/** Two who order what is low at the same time would both order it. */
async function lockReordering(transaction: Transaction, branch: OpenBranch): Promise<void> {
  const key = `reorder ${transaction.context.tenant?.id} ${branch.id}`;
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

async function draft(transaction: Transaction, branch: OpenBranch, suggested: readonly ReorderSuggestion[]): Promise<PurchaseOrder[]> {
  const bySupplier = Map.groupBy(suggested, ({ offer }) => offer?.supplierId ?? '');
  const uuids = [...bySupplier.keys()].map((id) => toUuid('supplier', id));
  const suppliers = await transaction.all(Supplier, sql`where id = any (${uuids}::uuid[]) order by name_key, id`);
  const drafts = suppliers.map((supplier) => ({
    order: draftAt(transaction, branch, supplier),
    goods: (bySupplier.get(supplier.id) ?? []).map(goodsOf),
  }));
  // Suppliers are few: a number and a row each.
  for (const { order } of drafts) {
    order.number = await nextNumber(transaction, branch, 'PO');
    await transaction.insert(order);
  }
  if (drafts.length > 0) await insertOrderLines(transaction, drafts);
  return drafts.map(({ order }) => order);
}

function goodsOf({ productId, quantity, offer }: ReorderSuggestion): OrderedGoods {
  return { productId, quantity, unitPriceMinor: offer?.priceMinor ?? 0n };
}

async function productsOf(transaction: Transaction, ids: readonly string[]): Promise<Product[]> {
  const uuids = ids.map((id) => toUuid('product', id));
  return transaction.all(Product, sql`where id = any (${uuids}::uuid[]) order by name_key, id`);
}
