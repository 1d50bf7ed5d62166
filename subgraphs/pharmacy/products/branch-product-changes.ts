import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import { lockStock } from '../stock/stock-lock.js';
import { BranchProduct } from './branch-product.js';
import { SetBranchProductPayload, type SetBranchProductInput } from './product.inputs.js';
import { isPrice, notAPrice } from './prices.js';
import { Product } from './product.js';

export async function setBranchProduct(context: Context, input: SetBranchProductInput): Promise<SetBranchProductPayload> {
  const nothing = { branchProduct: null };
  const { branchId, productId, price } = input;
  const reorderPoint = input.reorderPoint ?? null;
  const orderUpTo = input.orderUpTo ?? null;
  const options = { name: 'setBranchProduct', permission: 'medicines:manage', branchId, nothing };
  return atBranch(context, SetBranchProductPayload, options, async (transaction, branch) => {
    const product = await transaction.first(Product, sql`where id = ${toUuid('product', productId)}`);
    if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
    if (price && price.currency !== branch.currency)
      return refuse('INVALID', `The branch sells in ${branch.currency}, not in ${price.currency}.`, ['input', 'price'], nothing);
    if (price && !isPrice(price.amountMinor)) return refuse('INVALID', notAPrice, ['input', 'price'], nothing);
    if (reorderPoint !== null && reorderPoint < 0)
      return refuse('INVALID', `reorderPoint is zero or more, not ${reorderPoint}.`, ['input', 'reorderPoint'], nothing);
    if (orderUpTo !== null && orderUpTo <= (reorderPoint ?? 0))
      return refuse('INVALID', `orderUpTo is more than ${reorderPoint ?? 0}, the reorderPoint.`, ['input', 'orderUpTo'], nothing);
    await lockStock(transaction, [{ branchId: branch.id, productId }]);
    const terms = { priceMinor: price?.amountMinor ?? null, currency: branch.currency, reorderPoint, orderUpTo };
    const found = await transaction.first(
      BranchProduct,
      sql`where branch_id = ${toUuid('branch', branch.id)} and product_id = ${toUuid('product', productId)}`,
    );
    if (found) return { branchProduct: await transaction.save(Object.assign(found, terms)) };
    const added = Object.assign(new BranchProduct(), { id: newId('branchproduct'), branchId: branch.id, productId, ...terms });
    return { branchProduct: await transaction.insert(added) };
  });
}
