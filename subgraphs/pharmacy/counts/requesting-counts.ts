import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { CountStatus } from './count-terms.js';
import { RequestStockCountPayload, type RequestStockCountInput } from './stock-count.inputs.js';
import { StockCount } from './stock-count.js';

const mostProducts = 500;

/** Plans a count of all or of a part of the branch's stock. */
export async function requestStockCount(context: Context, input: RequestStockCountInput): Promise<RequestStockCountPayload> {
  const nothing = { stockCount: null };
  const options = { name: 'requestStockCount', permission: 'stock:count', branchId: input.branchId, nothing };
  return atBranch(context, RequestStockCountPayload, options, async (transaction, branch) => {
    const tooLong = lengthErrors(mostLetters.text, { note: input.note });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const productIds = [...new Set(input.productIds)];
    if (productIds.length > mostProducts)
      return refuse('LIMIT_REACHED', `A count names at most ${mostProducts} products: make several.`, ['input', 'productIds'], nothing);
    const products = productIds.map((id) => toUuid('product', id));
    const location = input.locationId ? toUuid('stocklocation', input.locationId) : null;
    const [found] = await transaction.rows<{ products: number; location: boolean }>(sql`select
      (select count(*)::int from products where id = any (${products}::uuid[])) as products,
      ${location}::uuid is null or exists (select from stock_locations where id = ${location}::uuid and branch_id = ${toUuid('branch', branch.id)}) as location`);
    if (found?.products !== products.length) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productIds'], nothing);
    if (!found.location) return refuse('NOT_FOUND', 'There is no such place at the branch.', ['input', 'locationId'], nothing);
    const count = Object.assign(new StockCount(), {
      id: newId('stockcount'),
      branchId: branch.id,
      number: await nextNumber(transaction, branch, 'SC'),
      status: CountStatus.REQUESTED,
      mode: input.mode,
      locationId: input.locationId ?? null,
      productIds,
      note: input.note?.trim() || null,
      statusReason: null,
      countedBy: null,
      reviewedBy: null,
      postedBy: null,
      postedAt: null,
    });
    return { stockCount: await transaction.insert(count) };
  });
}
