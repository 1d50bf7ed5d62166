import type { Transaction } from '#kernel/database/transaction.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { MedicationRequest } from '../prescriptions/medication-request.js';
import { ProductStatus } from '../products/product-terms.js';
import { Product } from '../products/product.js';
import { compositionsOf, sameSubstances } from './checks/composition.js';

/** What is prescribed and what is given for it; the same when nobody substitutes. */
export interface ChosenProduct {
  readonly prescribed: Product;
  readonly product: Product;
  readonly substitutionReason: string | null;
}

interface Choice {
  readonly productId?: string | null;
  readonly substitutionReason?: string | null;
}

/**
 * The product to give. Another than the prescribed one only where the prescriber allows it, when the lists say that it may stand in
 * or it has the same active substances, and always with a reason.
 */
export async function chooseProduct(
  transaction: Transaction,
  request: MedicationRequest,
  { productId, substitutionReason }: Choice,
): Promise<ChosenProduct | UserError> {
  const wanted = productId ?? request.productId;
  const uuids = [request.productId, wanted].map((id) => toUuid('product', id));
  const products = await transaction.all(Product, sql`where id = any (${uuids}::uuid[])`);
  const prescribed = products.find(({ id }) => id === request.productId);
  const product = products.find(({ id }) => id === wanted);
  if (!prescribed) throw new Error(`The product ${request.productId} of ${request.id} is gone`);
  if (!product) return userError('NOT_FOUND', 'There is no such product.', ['input', 'productId']);
  if (product.status === ProductStatus.ENTERED_IN_ERROR)
    return userError('WRONG_STATE', `${product.name} was entered in error: choose another product.`, ['input', 'productId']);
  const reason = substitutionReason?.trim() ?? '';
  if (product.id === prescribed.id) {
    return reason
      ? userError('INVALID', 'This is what was prescribed: leave the reason out, or say with productId what is given instead.', [
          'input',
          'substitutionReason',
        ])
      : { prescribed, product, substitutionReason: null };
  }
  if (!request.substitutionAllowed)
    return userError('NOT_ALLOWED', `The prescriber allows no substitute for ${prescribed.name}: give that, or ask the prescriber.`, [
      'input',
      'productId',
    ]);
  if (!/\p{L}{3}/u.test(reason) || reason.length > mostLetters.text)
    return userError('REQUIRED', `Say why ${product.name} is given instead of ${prescribed.name}, in words.`, [
      'input',
      'substitutionReason',
    ]);
  if (!product.mayReplace(prescribed)) {
    const compositions = await compositionsOf(transaction, [product.id, prescribed.id]);
    if (!sameSubstances(compositions.get(product.id) ?? [], compositions.get(prescribed.id) ?? []))
      return userError(
        'NOT_ALLOWED',
        `${product.name} is neither in the substitution group of ${prescribed.name} nor of the same substances: ask the prescriber.`,
        ['input', 'productId'],
      );
  }
  return { prescribed, product, substitutionReason: reason };
}
