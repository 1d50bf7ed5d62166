import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { Product } from '../products/product.js';
import type { TaxRate } from './pricing.js';
import { TaxRule } from './tax-rule.js';

export type TaxedProduct = Pick<Product, 'id' | 'kind' | 'prescriptionRequired'>;
export type TaxTerms = Pick<
  TaxRule,
  'id' | 'branchId' | 'name' | 'rateBasisPoints' | 'productIds' | 'prescriptionMedicines' | 'productKinds' | 'validFrom'
>;

/** The rules that are in force at a branch today. */
export async function rulesInForce(transaction: Transaction, branch: OpenBranch): Promise<TaxRule[]> {
  return transaction.all(
    TaxRule,
    sql`where (branch_id is null or branch_id = ${toUuid('branch', branch.id)}) and valid_from <= ${branch.today}::date`,
  );
}

/**
 * The tax that the price of a product contains, of rules that are in force at its branch: the branch's before the tenant's, then
 * the one that says most of the product, then the newest. A rule with a rate of zero is a tax of nothing, and is named on receipts.
 */
export function taxOf(product: TaxedProduct, rules: readonly TaxTerms[]): TaxRate | null {
  const rank = (rule: TaxTerms): string =>
    [rule.branchId === null ? '0' : '1', closeness(product, rule) ?? '', rule.validFrom, rule.id].join(' ');
  const applying = rules.filter((rule) => closeness(product, rule) !== null);
  const best = applying.reduce<TaxTerms | null>((one, other) => (one === null || rank(other) > rank(one) ? other : one), null);
  return best === null ? null : { name: best.name, basisPoints: best.rateBasisPoints };
}

/** How much a rule says of a product: 3 names it, 0 is for everything; null does not apply. */
function closeness(product: TaxedProduct, { productIds, prescriptionMedicines, productKinds }: TaxTerms): number | null {
  if (productIds.includes(product.id)) return 3;
  if (prescriptionMedicines && product.prescriptionRequired) return 2;
  if (productKinds.includes(product.kind)) return 1;
  return productIds.length === 0 && !prescriptionMedicines && productKinds.length === 0 ? 0 : null;
}
