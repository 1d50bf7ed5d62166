import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { branchesFor } from '#kernel/context/request-context.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { branchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { SetTaxRulePayload, type SetTaxRuleInput } from './rule.inputs.js';
import { TaxRule } from './tax-rule.js';

const permission = 'tills:manage';
const nothing = { taxRule: null };
const mostProducts = 1000;

/** Adds a tax rule, or changes one as a whole. What was sold keeps its tax. */
export async function setTaxRule(context: Context, input: SetTaxRuleInput): Promise<SetTaxRulePayload> {
  const outside = await branchRefusal(context, input.branchId ?? null, permission);
  return context.db.command(SetTaxRulePayload, { name: 'setTaxRule', permission }, async (transaction) => {
    if (outside) return new Refusal([outside], nothing);
    const found = input.id ? await transaction.lock(TaxRule, input.id) : null;
    if (input.id && !found) return refuse('NOT_FOUND', 'There is no such tax rule.', ['input', 'id'], nothing);
    const scopes = found ? [found.branchId, input.branchId ?? null] : [input.branchId ?? null];
    if (!scopes.every((branchId) => mayRule(context, branchId)))
      return refuse(
        'NOT_ALLOWED',
        'A rule for all branches is set by who manages the tills of all: say your branch.',
        ['input', 'branchId'],
        nothing,
      );
    if (found) {
      if (input.expectedVersion == null)
        return refuse('REQUIRED', 'Send the version of the rule that you have read.', ['input', 'expectedVersion'], nothing);
      const stale = staleVersion(found, input.expectedVersion, 'tax rule', nothing);
      if (stale) return stale;
    }
    const name = input.name.trim();
    const productIds = [...new Set(input.productIds)];
    const errors = [...termErrors(name, input.rateBasisPoints, productIds), ...(await productErrors(transaction, productIds))];
    if (errors.length > 0) return new Refusal(errors, nothing);
    const terms = {
      branchId: input.branchId ?? null,
      name,
      rateBasisPoints: input.rateBasisPoints,
      productIds,
      prescriptionMedicines: input.prescriptionMedicines,
      productKinds: [...new Set(input.productKinds)],
      validFrom: input.validFrom,
    };
    if (found) return { taxRule: await transaction.save(Object.assign(found, terms)) };
    return { taxRule: await transaction.insert(Object.assign(new TaxRule(), { id: newId('taxrule'), ...terms })) };
  });
}

/** Who manages some branches rules those; only who manages all rules all. */
function mayRule({ request }: Context, branchId: string | null): boolean {
  const branches = branchesFor({ ...request, branch: null }, permission);
  return branches === 'all' || (branchId !== null && branches.includes(branchId));
}

function termErrors(name: string, rate: number, productIds: readonly string[]): UserError[] {
  const errors = lengthErrors(mostLetters.name, { name });
  if (!name) errors.push(userError('REQUIRED', 'A tax needs a name, as receipts show it.', ['input', 'name']));
  if (rate < 0 || rate > 100_000)
    errors.push(userError('INVALID', `rateBasisPoints is 0 to 100000 (1000 is 10 %), not ${rate}.`, ['input', 'rateBasisPoints']));
  if (productIds.length > mostProducts)
    errors.push(userError('INVALID', `A rule names at most ${mostProducts} products: use their kind.`, ['input', 'productIds']));
  return errors;
}

async function productErrors(transaction: Transaction, productIds: readonly string[]): Promise<UserError[]> {
  const uuids = productIds.map((id) => toUuid('product', id));
  const [row] = await transaction.rows<{ count: number }>(
    sql`select count(*)::int as count from products where id = any (${uuids}::uuid[])`,
  );
  if (row?.count === productIds.length) return [];
  return [userError('NOT_FOUND', 'One of these products does not exist.', ['input', 'productIds'])];
}
