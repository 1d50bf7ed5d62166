import { allocate } from '#kernel/graph/money.js';

/** One whole, in basis points: a rate of 1000 is 10 %. */
const wholeBasisPoints = 10_000n;

/** What is taken off: an amount in minor units, or a part of the price in basis points. */
export type Discount = { readonly amountMinor: bigint } | { readonly basisPoints: number };

/** A tax that is contained in prices. */
export interface TaxRate {
  readonly name: string;
  readonly basisPoints: number;
}

export interface LineToPrice {
  /** Of one pack, tax included. */
  readonly unitPriceMinor: bigint;
  readonly quantity: number;
  readonly discount: Discount | null;
  /** Null where none is raised. */
  readonly tax: TaxRate | null;
}

export interface PricedLine {
  /** Unit price times quantity. */
  readonly grossMinor: bigint;
  /** The line's own discount. */
  readonly discountMinor: bigint;
  /** Its share in the discount of the whole sale. */
  readonly saleDiscountMinor: bigint;
  /** What is paid for it, tax included. */
  readonly amountMinor: bigint;
  /** The tax contained in that. */
  readonly taxMinor: bigint;
}

/** All lines of one tax together. */
export interface TaxTotal extends TaxRate {
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
}

export interface PricedSale {
  readonly lines: readonly PricedLine[];
  readonly subtotalMinor: bigint;
  /** Of lines and sale together. */
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  /** In the order in which the lines bring them up. */
  readonly taxes: readonly TaxTotal[];
}

/**
 * The prices of a basket. The sale's discount is shared out over what is left of the lines after their own; the tax is taken out
 * of all lines of one rate together, so that it is rounded once, and then shared out over them.
 */
export function priceSale(lines: readonly LineToPrice[], saleDiscount: Discount | null): PricedSale {
  const gross = lines.map(({ unitPriceMinor, quantity }) => unitPriceMinor * BigInt(quantity));
  const own = lines.map(({ discount }, index) => discountOf(gross[index] ?? 0n, discount));
  const left = gross.map((amount, index) => amount - (own[index] ?? 0n));
  const shares = shareOut(discountOf(sum(left), saleDiscount), left);
  const amounts = left.map((amount, index) => amount - (shares[index] ?? 0n));
  const { taxes, taxOfLine } = taxed(lines, amounts);
  return {
    lines: lines.map((_, index) => ({
      grossMinor: gross[index] ?? 0n,
      discountMinor: own[index] ?? 0n,
      saleDiscountMinor: shares[index] ?? 0n,
      amountMinor: amounts[index] ?? 0n,
      taxMinor: taxOfLine[index] ?? 0n,
    })),
    subtotalMinor: sum(gross),
    discountMinor: sum(own) + sum(shares),
    taxMinor: sum(taxOfLine),
    totalMinor: sum(amounts),
    taxes,
  };
}

/** What a discount takes off an amount: never more than the amount. */
export function discountOf(amountMinor: bigint, discount: Discount | null): bigint {
  if (discount === null) return 0n;
  const off =
    'amountMinor' in discount ? discount.amountMinor : roundedQuotient(amountMinor * BigInt(discount.basisPoints), wholeBasisPoints);
  return off < amountMinor ? off : amountMinor;
}

/** The tax contained in an amount that includes it. */
export function taxContained(amountMinor: bigint, basisPoints: number): bigint {
  return roundedQuotient(amountMinor * BigInt(basisPoints), wholeBasisPoints + BigInt(basisPoints));
}

/** To the nearest multiple of the smallest coin, half of it upwards. */
export function roundedToCoin(amountMinor: bigint, coinMinor: bigint): bigint {
  return roundedQuotient(amountMinor, coinMinor) * coinMinor;
}

/** Shares of an amount by ratios, where nothing is shared out over nothing. */
export function shareOut(amountMinor: bigint, ratios: readonly bigint[]): bigint[] {
  return amountMinor === 0n ? ratios.map(() => 0n) : allocate(amountMinor, ratios);
}

export function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function taxed(lines: readonly LineToPrice[], amounts: readonly bigint[]): { taxes: TaxTotal[]; taxOfLine: bigint[] } {
  const taxOfLine = amounts.map(() => 0n);
  const indexes = lines.map((_, index) => index).filter((index) => lines[index]?.tax);
  const taxes = [...Map.groupBy(indexes, (index) => `${lines[index]?.tax?.basisPoints} ${lines[index]?.tax?.name}`).values()].map(
    (group) => {
      const { name, basisPoints } = lines[group[0] ?? 0]?.tax ?? { name: '', basisPoints: 0 };
      const parts = group.map((index) => amounts[index] ?? 0n);
      const amountMinor = sum(parts);
      const taxMinor = taxContained(amountMinor, basisPoints);
      for (const [place, share] of shareOut(taxMinor, parts).entries()) taxOfLine[group[place] ?? 0] = share;
      return { name, basisPoints, amountMinor, taxMinor };
    },
  );
  return { taxes, taxOfLine };
}

/** Rounded half up; neither is negative. */
function roundedQuotient(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
