import { TenderKind } from '../tills/till-terms.js';
import { roundedToCoin, sum } from './pricing.js';

export interface TenderedAmount {
  readonly kind: TenderKind;
  readonly amountMinor: bigint;
}

export interface Settlement {
  /** What the smallest coin adds to the total, or takes off it. */
  readonly roundingMinor: bigint;
  readonly paidMinor: bigint;
  readonly changeMinor: bigint;
}

/** Why tenders do not settle a total. */
export interface Unsettled {
  readonly problem: 'SHORT' | 'TOO_MUCH_WITHOUT_CASH' | 'NO_SUCH_COIN';
  /** By how much it is short or too much; the smallest coin. */
  readonly amountMinor: bigint;
}

/**
 * How tenders pay a total. Only cash gives change, and only what is paid in cash is rounded to the smallest coin that there is:
 * to the minor unit where `coinMinor` is 1.
 */
export function settle(totalMinor: bigint, tenders: readonly TenderedAmount[], coinMinor: bigint): Settlement | Unsettled {
  const cash = tenders.filter(({ kind }) => kind === TenderKind.CASH);
  const cashMinor = sum(cash.map(({ amountMinor }) => amountMinor));
  const paidMinor = sum(tenders.map(({ amountMinor }) => amountMinor));
  const due = totalMinor - (paidMinor - cashMinor);
  if (due < 0n) return { problem: 'TOO_MUCH_WITHOUT_CASH', amountMinor: -due };
  if (cashMinor % coinMinor !== 0n) return { problem: 'NO_SUCH_COIN', amountMinor: coinMinor };
  const dueInCash = cash.length > 0 ? roundedToCoin(due, coinMinor) : due;
  if (cashMinor < dueInCash) return { problem: 'SHORT', amountMinor: dueInCash - cashMinor };
  return { roundingMinor: dueInCash - due, paidMinor, changeMinor: cashMinor - dueInCash };
}
