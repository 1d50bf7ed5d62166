import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { inWords } from '../tills/cash-amount.js';
import { allowanceOf, greatestFor } from './discount-allowance.js';
import { DiscountLimit } from './discount-limit.js';
import { sum } from './pricing.js';
import type { SaleLine } from './sale-line.js';
import type { Sale } from './sale.js';

/** Whether no limit holds the caller at the branch of a sale. */
export function discountsAtWill({ context }: Transaction, { branchId }: Sale): boolean {
  const branches = branchesFor(context, 'sales:discount');
  return branches === 'all' || branches.includes(branchId);
}

/** Why the caller cannot take off as much as is taken off in all, apart from what somebody approved who is held by no limit. */
export async function discountRefusal(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<UserError | null> {
  const ofLines = lines.filter(({ discountApproved }) => !discountApproved).map(({ discountMinor }) => discountMinor);
  const takenOff = sum(ofLines) + unapprovedOf(sale, lines);
  if (takenOff === 0n || discountsAtWill(transaction, sale)) return null;
  const gross = lines.map(({ unitPriceMinor, quantity }) => unitPriceMinor * BigInt(quantity));
  const limit = greatestFor(gross, await limitsOf(transaction, sale));
  if (limit && takenOff <= allowanceOf(limit, gross)) return null;
  const may = limit
    ? `You may take off ${limit.maxBasisPoints / 100} % of a sale, and at most ${inWords(limit.maxAmountMinor, sale.currency)}`
    : 'You may take nothing off';
  const besides = sale.discountApproved || ofLines.length < lines.length ? ', besides what was approved' : '';
  const message = `${may}; this would be ${inWords(takenOff, sale.currency)} of ${inWords(sale.subtotalMinor, sale.currency)}${besides}. Take less off, or ask somebody who may give more.`;
  return userError('LIMIT_REACHED', message, ['input', 'discount']);
}

/** What the sale's own discount takes off beyond what it took off when it was approved: nobody approved it for goods that came later. */
function unapprovedOf({ discountApproved, discountApprovedMinor }: Sale, lines: readonly SaleLine[]): bigint {
  const now = sum(lines.map(({ saleDiscountMinor }) => saleDiscountMinor));
  const approved = discountApproved ? (discountApprovedMinor ?? now) : 0n;
  return now > approved ? now - approved : 0n;
}

/** The limits of the caller's roles at the branch that allow anything. Each holds by itself: the part of one and the amount of another are nobody's. */
async function limitsOf(transaction: Transaction, { branchId, currency }: Sale): Promise<DiscountLimit[]> {
  const reaching = transaction.context.grants.filter(({ branches }) => branches === 'all' || branches.includes(branchId));
  const roles = reaching.map(({ role }) => role);
  return transaction.all(
    DiscountLimit,
    sql`where role = any (${roles}::text[]) and currency = ${currency}
    and max_basis_points > 0 and max_amount_minor > 0 order by id`,
  );
}
