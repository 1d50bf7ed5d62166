import { money, type MoneyInput } from '#kernel/graph/money.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';

/** What is wrong with an amount for a till: its currency, or that it is less than `least` when that is said. */
export function amountError(
  amount: MoneyInput,
  currency: string,
  field: readonly string[],
  { least, name = 'An amount' }: { readonly least: 0n | 1n | null; readonly name?: string },
): UserError | null {
  if (amount.currency !== currency) return userError('INVALID', `The till works in ${currency}, not in ${amount.currency}.`, field);
  if (least === null || amount.amountMinor >= least) return null;
  return userError('INVALID', `${name} is ${least === 0n ? 'zero or more' : 'more than zero'}.`, field);
}

/** An amount as messages say it: `$12.50`, `MNT 1,250.00`. */
export function inWords(amountMinor: bigint, currency: string): string {
  return money(amountMinor, currency).formatted('en').replaceAll('\u00a0', ' ');
}
