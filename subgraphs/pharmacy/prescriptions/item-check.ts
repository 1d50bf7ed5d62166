import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError, type UserErrorCode } from '#kernel/graph/user-error.js';
import { ProductStatus } from '../products/product-terms.js';
import { Product } from '../products/product.js';
import type { PrescriptionItemInput } from './prescription.inputs.js';

export const itemLimits = { items: 20, dose: 100_000, times: 99, days: 366, packs: 1000, refills: 12 } as const;

/** What is wrong with the items as such, whatever the products are. */
export function itemErrors(items: readonly PrescriptionItemInput[]): UserError[] {
  const field = ['input', 'items'];
  if (items.length === 0) return [userError('REQUIRED', 'A prescription needs a medicine.', field)];
  if (items.length > itemLimits.items)
    return [userError('LIMIT_REACHED', `A prescription has at most ${itemLimits.items} medicines: write another one for the rest.`, field)];
  return items.flatMap((item, index) => errorsOf(item, [...field, String(index)]));
}

function errorsOf(item: PrescriptionItemInput, path: readonly string[]): UserError[] {
  const errors: UserError[] = [];
  const wrong = (field: string, message: string, code: `${UserErrorCode}` = 'INVALID'): void => {
    errors.push(userError(code, message, [...path, field]));
  };
  const within = (field: string, value: number | null | undefined, least: number, most: number): void => {
    if (value != null && (value < least || value > most)) wrong(field, `${field} is ${least} to ${most}, not ${value}.`);
  };
  if (item.dose) {
    const { value, unit } = item.dose;
    if (!(value > 0) || value > itemLimits.dose || Number(value.toFixed(3)) !== value)
      wrong('dose', `A dose is more than zero, at most ${itemLimits.dose}, and has three decimals at most.`);
    if (!unit.trim()) wrong('dose', 'Say of what the dose is: tablet, mg, mL.', 'REQUIRED');
    if (unit.length > mostLetters.name) wrong('dose', `The unit of a dose holds at most ${mostLetters.name} characters.`);
  }
  if ((item.frequency == null) !== (item.periodUnit == null) || (item.frequency == null && item.period != null))
    wrong('frequency', 'How often it is taken needs both frequency and periodUnit: 3 times a DAY.', 'REQUIRED');
  within('frequency', item.frequency, 1, itemLimits.times);
  within('period', item.period, 1, itemLimits.times);
  within('durationDays', item.durationDays, 1, itemLimits.days);
  within('quantity', item.quantity, 1, itemLimits.packs);
  within('refills', item.refills, 0, itemLimits.refills);
  if ((item.route?.length ?? 0) > mostLetters.name) wrong('route', `route holds at most ${mostLetters.name} characters.`);
  if ((item.instructions?.length ?? 0) > mostLetters.text)
    wrong('instructions', `instructions holds at most ${mostLetters.text} characters.`);
  return errors;
}

/** What is asked of a product: how its line is placed, and how often it is to be given again. */
export interface PrescribedProduct {
  readonly productId: string;
  readonly refills: number;
}

/**
 * What stands against prescribing these products today. That a controlled medicine is not given again without a new prescription
 * is stricter than some laws and laxer than none.
 */
export async function productErrors(transaction: Transaction, items: readonly PrescribedProduct[]): Promise<UserError[]> {
  const uuids = [...new Set(items.map(({ productId }) => toUuid('product', productId)))];
  const found = await transaction.all(Product, sql`where id = any (${uuids}::uuid[])`);
  const products = new Map(found.map((product) => [product.id, product]));
  return items.flatMap(({ productId, refills }, index) => {
    const path = ['input', 'items', String(index)];
    const product = products.get(productId);
    if (!product || product.status === ProductStatus.ENTERED_IN_ERROR)
      return [userError('NOT_FOUND', 'There is no such product.', [...path, 'productId'])];
    if (product.status !== ProductStatus.ACTIVE)
      return [userError('WRONG_STATE', `${product.name} is not in use any more: prescribe another product.`, [...path, 'productId'])];
    if (product.isControlled && refills > 0)
      return [
        userError('INVALID', `${product.name} is a controlled medicine: it is prescribed anew each time, without refills.`, [
          ...path,
          'refills',
        ]),
      ];
    return [];
  });
}
