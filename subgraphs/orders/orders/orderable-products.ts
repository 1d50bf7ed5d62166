import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';

/** What the pharmacy says of a product that is ordered. */
export interface OrderedProduct {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly gtin?: string | null;
  readonly nationalCode?: string | null;
  readonly medication?: { readonly storage: { readonly minCelsius: number | null; readonly maxCelsius: number | null } | null } | null;
}

const fields = 'name kind status gtin nationalCode medication { storage { minCelsius maxCelsius } }';

export type Products = ReadonlyMap<string, OrderedProduct>;

/** Asked of their owner before the transaction, in one question. */
export function productsOf(context: Context, lines: readonly { readonly productId: string }[]): Promise<Products> {
  const ids = [...new Set(lines.map(({ productId }) => productId))];
  return ids.length === 0 ? Promise.resolve(new Map()) : context.read<OrderedProduct>('Product', ids, fields);
}

/** Why a product cannot be ordered; null when it can. */
export function productRefusal(products: Products, productId: string, field: readonly string[]): UserError | null {
  const product = products.get(productId);
  if (!product) return userError('NOT_FOUND', 'There is no such product.', field);
  if (product.status === 'ACTIVE') return null;
  return userError('WRONG_STATE', `${product.name} is not to be had any more: choose another product.`, field);
}
