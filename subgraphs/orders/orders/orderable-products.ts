import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { OrderType } from './order-terms.js';
import type { Order } from './order.js';

/** What the pharmacy says of a product that is ordered. */
export interface OrderedProduct {
  readonly name: string;
  readonly kind: string;
  readonly status: string;
  readonly gtin?: string | null;
  readonly nationalCode?: string | null;
  readonly medication?: {
    readonly prescriptionRequired?: boolean;
    readonly controlledSchedule?: string | null;
    readonly storage: { readonly minCelsius: number | null; readonly maxCelsius: number | null } | null;
  } | null;
}

const fields =
  'name kind status gtin nationalCode medication { prescriptionRequired controlledSchedule storage { minCelsius maxCelsius } }';

export type Products = ReadonlyMap<string, OrderedProduct>;

/** Asked of their owner before the transaction, in one question. */
export function productsOf(context: Context, lines: readonly { readonly productId: string }[]): Promise<Products> {
  const ids = [...new Set(lines.map(({ productId }) => productId))];
  return ids.length === 0 ? Promise.resolve(new Map()) : context.read<OrderedProduct>('Product', ids, fields);
}

/** Why a product cannot be ordered so; null when it can. */
export function productRefusal(
  products: Products,
  productId: string,
  order: Pick<Order, 'type' | 'patientId'>,
  field: readonly string[],
): UserError | null {
  const product = products.get(productId);
  if (!product) return userError('NOT_FOUND', 'There is no such product.', field);
  if (product.status !== 'ACTIVE')
    return userError('WRONG_STATE', `${product.name} is not to be had any more: choose another product.`, field);
  if (!isForPatient(order) || !isPrescribed(product)) return null;
  const instead = 'prescribe it, then have it dispensed (prepareDispense)';
  return userError('INVALID', `${product.name} is given to a patient only on a prescription: ${instead}.`, field);
}

/** What is bought for a patient comes into the house, and is not given to them by that. */
function isForPatient({ type, patientId }: Pick<Order, 'type' | 'patientId'>): boolean {
  return patientId !== null && type !== OrderType.PURCHASE;
}

function isPrescribed({ medication }: OrderedProduct): boolean {
  return medication?.prescriptionRequired === true || medication?.controlledSchedule != null;
}
