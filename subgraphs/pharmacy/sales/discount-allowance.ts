import type { DiscountLimit } from './discount-limit.js';
import { discountOf, sum } from './pricing.js';

type Limit = Pick<DiscountLimit, 'maxBasisPoints' | 'maxAmountMinor'>;

/**
 * How much a limit lets be taken off lines of these prices. It rounds as discounts do: who takes off exactly the part that is allowed, of
 * the whole or of every line, may do so.
 */
export function allowanceOf({ maxBasisPoints, maxAmountMinor }: Limit, grossMinor: readonly bigint[]): bigint {
  const part = { basisPoints: maxBasisPoints };
  const ofWhole = discountOf(sum(grossMinor), part);
  const ofLines = sum(grossMinor.map((gross) => discountOf(gross, part)));
  const most = ofWhole > ofLines ? ofWhole : ofLines;
  return most < maxAmountMinor ? most : maxAmountMinor;
}

/** Which of several limits allows most for lines of these prices; null without any. */
export function greatestFor(grossMinor: readonly bigint[], limits: readonly Limit[]): Limit | null {
  const [first, ...others] = limits;
  if (!first) return null;
  return others.reduce((greatest, each) => (allowanceOf(each, grossMinor) > allowanceOf(greatest, grossMinor) ? each : greatest), first);
}
