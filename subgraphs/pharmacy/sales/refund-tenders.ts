import { TenderKind } from '../tills/till-terms.js';
import { roundedToCoin, sum } from './pricing.js';
import type { KeptTender } from './sale-tender.js';
import type { TenderedAmount } from './settling.js';

export type ByKind = ReadonlyMap<TenderKind, bigint>;

/** How somebody wants money back: so much by others, and what is left by one. */
export interface WantedRefund {
  readonly rest: Omit<KeptTender, 'amountMinor'>;
  readonly others: readonly KeptTender[];
}

/** Why money does not go back as it is wanted: more by a tender than is left of it, or more by others than is owed. */
export type Unrefunded =
  | { readonly problem: 'BEYOND_TENDER'; readonly kind: TenderKind; readonly amountMinor: bigint }
  | { readonly problem: 'BEYOND_OWED'; readonly owedMinor: bigint };

export function byKind(amounts: readonly TenderedAmount[]): ByKind {
  const groups = Map.groupBy(amounts, ({ kind }) => kind);
  return new Map([...groups].map(([kind, each]) => [kind, sum(each.map(({ amountMinor }) => amountMinor))]));
}

/** What can still go back by each tender: what was paid by it, less what went back by it. */
export function leftByKind(paid: ByKind, refunded: ByKind): ByKind {
  const left = [...paid].map(([kind, amountMinor]) => [kind, amountMinor - (refunded.get(kind) ?? 0n)] as const);
  return new Map(left.filter(([, amountMinor]) => amountMinor > 0n));
}

/**
 * By which tenders goes back what is owed: by each at most what is left of it, so that a credit is not paid out in cash. Only cash is
 * rounded, to coins that there are: it alone can be off, by less than one.
 */
export function refundTenders(
  owedMinor: bigint,
  left: ByKind,
  { rest, others }: WantedRefund,
  coinMinor: bigint,
): readonly KeptTender[] | Unrefunded {
  const restMinor = owedMinor - sum(others.map(({ amountMinor }) => amountMinor));
  if (restMinor < 0n) return { problem: 'BEYOND_OWED', owedMinor };
  const tenders = [...others, { ...rest, amountMinor: restMinor }];
  for (const [kind, amountMinor] of byKind(tenders))
    if (amountMinor > (left.get(kind) ?? 0n)) return { problem: 'BEYOND_TENDER', kind, amountMinor };
  return tenders
    .map((each) => (each.kind === TenderKind.CASH ? { ...each, amountMinor: roundedToCoin(each.amountMinor, coinMinor) } : each))
    .filter(({ amountMinor }) => amountMinor > 0n);
}
