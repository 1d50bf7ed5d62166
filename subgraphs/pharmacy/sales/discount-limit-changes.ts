import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { branchesFor } from '#kernel/context/request-context.js';
import type { Context } from '#kernel/subgraph/context.js';
import { DiscountLimit } from './discount-limit.js';
import { SetDiscountLimitPayload, type SetDiscountLimitInput } from './rule.inputs.js';

/** As all roles are coded. Which of these there are, only those who grant them know: a limit may be set before its role is made. */
const roleCode = /^[A-Z][A-Z0-9_]{2,39}$/;
const nothing = { discountLimit: null };

/** Says how much a role may take off a sale in one currency; anew when it was said before. */
export async function setDiscountLimit(context: Context, input: SetDiscountLimitInput): Promise<SetDiscountLimitPayload> {
  const options = { name: 'setDiscountLimit', permission: 'tills:manage' };
  return context.db.command(SetDiscountLimitPayload, options, async (transaction) => {
    const role = input.role.trim();
    if (branchesFor({ ...context.request, branch: null }, options.permission) !== 'all')
      return refuse('NOT_ALLOWED', 'Limits hold at all branches: who manages the tills of all sets them.', ['input', 'role'], nothing);
    if (!role) return refuse('REQUIRED', 'Name the role.', ['input', 'role'], nothing);
    if (!roleCode.test(role)) {
      const message =
        'role is the code of a role, as CASHIER: 3 to 40 capital letters, digits or underscores, of which the first is a letter.';
      return refuse('INVALID', message, ['input', 'role'], nothing);
    }
    const { maxBasisPoints, maxAmount } = input;
    if (maxBasisPoints < 0 || maxBasisPoints > 10_000)
      return refuse('INVALID', `maxBasisPoints is 0 to 10000 (500 is 5 %), not ${maxBasisPoints}.`, ['input', 'maxBasisPoints'], nothing);
    if (maxAmount.amountMinor < 0n) return refuse('INVALID', 'maxAmount is zero or more.', ['input', 'maxAmount'], nothing);
    const limit = { maxBasisPoints, maxAmountMinor: maxAmount.amountMinor };
    // Two who set the same for the first time: the second changes what the first added.
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`discount limit ${transaction.context.tenant?.id}`}, 0))`);
    const found = await transaction.first(DiscountLimit, sql`where role = ${role} and currency = ${maxAmount.currency} for update`);
    if (found) return { discountLimit: await transaction.save(Object.assign(found, limit)) };
    const added = Object.assign(new DiscountLimit(), { id: newId('discountlimit'), role, currency: maxAmount.currency, ...limit });
    return { discountLimit: await transaction.insert(added) };
  });
}
