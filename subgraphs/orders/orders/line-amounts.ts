/** What a line costs, in minor units of its order's currency. */
export interface LineAmounts {
  readonly taxMinor: bigint;
  /** With tax. */
  readonly totalMinor: bigint;
}

const wholeBasisPoints = 10_000n;

/** The price of some packs without tax, and the tax on it rounded half up to a minor unit: by the line, and not by the pack. */
export function amountsOf(quantity: number, unitPriceMinor: bigint, taxBasisPoints: number): LineAmounts {
  const net = unitPriceMinor * BigInt(quantity);
  const taxMinor = halfUp(net * BigInt(taxBasisPoints), wholeBasisPoints);
  return { taxMinor, totalMinor: net + taxMinor };
}

/**
 * What some packs of a line cost that were taken out of it, after so many others were: taken one after the other, all of them cost
 * exactly what the line does, also where its tax does not part evenly.
 */
export function amountsOfShare(
  line: { readonly quantity: number; readonly unitPriceMinor: bigint; readonly taxMinor: bigint },
  taken: number,
  quantity: number,
): LineAmounts {
  const taxOf = (packs: number): bigint => halfUp(line.taxMinor * BigInt(packs), BigInt(line.quantity));
  const taxMinor = taxOf(taken + quantity) - taxOf(taken);
  return { taxMinor, totalMinor: line.unitPriceMinor * BigInt(quantity) + taxMinor };
}

export function totalOf(lines: readonly LineAmounts[]): LineAmounts {
  return {
    taxMinor: lines.reduce((sum, { taxMinor }) => sum + taxMinor, 0n),
    totalMinor: lines.reduce((sum, { totalMinor }) => sum + totalMinor, 0n),
  };
}

/** Of amounts that are not negative. */
function halfUp(dividend: bigint, divisor: bigint): bigint {
  return (dividend * 2n + divisor) / (divisor * 2n);
}
