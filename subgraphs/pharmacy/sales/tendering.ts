import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { amountError, inWords } from '../tills/cash-amount.js';
import { TenderKind } from '../tills/till-terms.js';
import type { ByKind, Unrefunded } from './refund-tenders.js';
import type { KeptTender } from './sale-tender.js';
import type { TenderInput } from './sale.inputs.js';
import type { Sale } from './sale.js';
import type { Unsettled } from './settling.js';

const mostTenders = 20;

/** What is wrong with what somebody pays with, apart from how much it is. */
export function tenderErrors(sale: Sale, tenders: readonly TenderInput[], field: readonly string[] = ['input', 'tenders']): UserError[] {
  if (tenders.length > mostTenders) return [userError('INVALID', `A sale is paid in at most ${mostTenders} parts.`, field)];
  return tenders.flatMap(({ kind, amount, reference }) => {
    // In coins, what is left to pay can be nothing.
    const wrong = amountError(amount, sale.currency, field, { least: kind === TenderKind.CASH ? 0n : 1n });
    return [...(wrong ? [wrong] : []), ...kindErrors(sale, kind, reference, field)];
  });
}

/** What a kind of tender needs: an insurer its claim, a credit somebody who owes it. */
export function kindErrors(sale: Sale, kind: TenderKind, reference: string | null | undefined, field: readonly string[]): UserError[] {
  const errors = lengthErrors(mostLetters.name, { reference });
  if (kind === TenderKind.INSURANCE && !reference?.trim())
    errors.push(userError('REQUIRED', 'An insurer pays against a reference: the coverage or the claim.', field));
  if (kind === TenderKind.CREDIT && sale.patientId === null)
    errors.push(userError('REQUIRED', 'Credit is given to a patient: say whose sale it is (patientId).', ['input', 'patientId']));
  return errors;
}

export function keptTenders(tenders: readonly TenderInput[]): KeptTender[] {
  return tenders.map(({ kind, amount, reference }) => ({ kind, amountMinor: amount.amountMinor, reference: reference?.trim() || null }));
}

/** Why tenders do not pay a sale. */
export function unsettledError({ problem, amountMinor }: Unsettled, sale: Sale): UserError {
  const amount = inWords(amountMinor, sale.currency);
  const messages = {
    SHORT: `${amount} is still to be paid.`,
    TOO_MUCH_WITHOUT_CASH: `What is not cash is ${amount} more than the total: only cash gives change.`,
    NO_SUCH_COIN: `The smallest coin of this till is ${amount}: cash is a multiple of it.`,
  };
  return userError('INVALID', messages[problem], ['input', 'tenders']);
}

/** Why money does not go back as it is wanted, and what can go back how. */
export function unrefundedError(unrefunded: Unrefunded, left: ByKind, { currency }: Sale): UserError {
  if (unrefunded.problem === 'BEYOND_OWED') {
    const message = `That is more than the ${inWords(unrefunded.owedMinor, currency)} to give back.`;
    return userError('INVALID', message, ['input', 'otherTenders']);
  }
  const { kind, amountMinor } = unrefunded;
  const ways = [...left].map(([each, minor]) => `${each} ${inWords(minor, currency)}`).join(', ');
  const message = `Of what was paid by ${kind} ${inWords(left.get(kind) ?? 0n, currency)} can go back, not ${inWords(amountMinor, currency)}. What can go back: ${ways}. Name one of these as tender, and how much goes back by others as otherTenders.`;
  return userError('INVALID', message, ['input', 'tender']);
}
