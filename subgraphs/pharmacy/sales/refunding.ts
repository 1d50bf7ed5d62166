/** A line as it was sold. */
export interface SoldLine {
  readonly quantity: number;
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
}

export interface LineRefund {
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
}

/**
 * What is given back for so many packs of a line of which some came back before. Each step is the difference of two shares of the
 * whole, so that all steps together are the whole, in whatever parts it comes back.
 */
export function refundOfLine(line: SoldLine, returnedBefore: number, quantity: number): LineRefund {
  const [before, after] = [shareAt(line, returnedBefore), shareAt(line, returnedBefore + quantity)];
  return { amountMinor: after.amountMinor - before.amountMinor, taxMinor: after.taxMinor - before.taxMinor };
}

/** The tax follows the amount, so that no step holds more tax than money. */
function shareAt({ quantity, amountMinor: whole, taxMinor }: SoldLine, packs: number): LineRefund {
  const amountMinor = (whole * BigInt(packs)) / BigInt(quantity);
  return { amountMinor, taxMinor: whole === 0n ? 0n : (taxMinor * amountMinor) / whole };
}

/** The part of a line's cost that so many packs bear; as with what is paid for them, all parts together are the whole. */
export function costOfPart({ quantity }: Pick<SoldLine, 'quantity'>, costMinor: bigint, returnedBefore: number, packs: number): bigint {
  const until = (count: number): bigint => (costMinor * BigInt(count)) / BigInt(quantity);
  return until(returnedBefore + packs) - until(returnedBefore);
}

export interface PaidSale {
  /** Of all lines. */
  readonly totalMinor: bigint;
  /** Less the change: the total and what the smallest coin did to it. */
  readonly paidMinor: bigint;
}

export interface RefundedBefore {
  /** Of lines that came back. */
  readonly linesMinor: bigint;
  /** Handed out for them. */
  readonly paidMinor: bigint;
}

/**
 * What is owed for lines worth `linesMinor`: their share of what was paid, less what was handed out before. Who returns everything gets
 * all that was paid.
 */
export function owedFor(sale: PaidSale, before: RefundedBefore, linesMinor: bigint): bigint {
  if (sale.totalMinor === 0n) return 0n;
  const owed = (sale.paidMinor * (before.linesMinor + linesMinor)) / sale.totalMinor - before.paidMinor;
  return owed > 0n ? owed : 0n;
}
