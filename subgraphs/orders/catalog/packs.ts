import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { convertMeasure } from './measures.js';
import { exactly, floorOf, fraction, fractionText, isWhole, times, type Fraction } from './fraction.js';
import { packUnit, ProductUnit } from './product-unit.js';

/** What the column of ordered quantities holds: more decimals would not be kept. */
const decimals = 4;
/** More packs than anybody orders at once, and few enough for every sum. */
export const mostPacks = 1_000_000;

/** By how much two factors, each rounded to twelve digits, can miss being inverse to each other, and more. */
const roundingError = 1e-10;

/** How much of a product is asked for. */
export interface OrderedAmount {
  readonly productId: string;
  readonly quantity: number;
  /** `PACK`, a unit of the product, or a UCUM code that is commensurable with one. */
  readonly unit: string;
}

type UnitFacts = Pick<ProductUnit, 'code' | 'unitCount' | 'packCount' | 'ucumCode'>;

/** How many packs that is, or why it is no whole number of packs: `2.5 BOX` of ten is 25. */
export async function packsOf(transaction: Transaction, productId: string, quantity: number, unit: string): Promise<number | UserError> {
  const [packs] = await packsOfAll(transaction, [{ productId, quantity, unit }]);
  if (packs === undefined) throw new Error('An amount got no answer');
  return packs;
}

/** The same for many, in their order and in one statement. The errors name no field: they are of whoever asked. */
export async function packsOfAll(transaction: Transaction, amounts: readonly OrderedAmount[]): Promise<(number | UserError)[]> {
  const asked = amounts.filter(({ unit }) => unit !== packUnit).map(({ productId }) => toUuid('product', productId));
  const units = asked.length === 0 ? [] : await transaction.all(ProductUnit, sql`where product_id = any (${asked}::uuid[]) order by code`);
  const byProduct = Map.groupBy(units, ({ productId }) => productId);
  return amounts.map(({ productId, quantity, unit }) => packsIn(quantity, unit, byProduct.get(productId) ?? []));
}

/** An amount in packs by the units of its product. */
export function packsIn(quantity: number, unit: string, units: readonly UnitFacts[]): number | UserError {
  if (!(quantity > 0) || !Number.isFinite(quantity)) return userError('INVALID', `Order more than none: ${quantity} is no quantity.`);
  if (Number(quantity.toFixed(decimals)) !== quantity)
    return userError('INVALID', `${quantity} has more than ${decimals} decimals: round it, or order in a smaller unit.`);
  const perUnit = packsPerUnit(unit, units);
  if (perUnit === null) return userError('INVALID', unknownUnit(unit, units));
  const packs = times(exactly(quantity), perUnit);
  if (!isWhole(packs)) return userError('INVALID', notWhole(quantity, unit, packs));
  if (packs.numerator > mostPacks)
    return userError('LIMIT_REACHED', `${quantity} ${unit} is ${packs.numerator} packs: a line has at most ${mostPacks}.`);
  return Number(packs.numerator);
}

function packsPerUnit(unit: string, units: readonly UnitFacts[]): Fraction | null {
  if (unit === packUnit) return fraction(1n, 1n);
  const named = units.find(({ code }) => code === unit);
  if (named) return packsOfOne(named);
  for (const measured of units) {
    const one = measured.ucumCode === null ? null : oneOf(unit, measured.ucumCode);
    if (one !== null) return times(one, packsOfOne(measured));
  }
  return null;
}

/** One of a unit in another. An hour is 0.0416666666667 days, and a day 24 hours: of the two factors only the simpler one is exact. */
function oneOf(unit: string, other: string): Fraction | null {
  const there = convertMeasure(1, unit, other);
  if (there === null || there <= 0) return null;
  const one = exactly(there);
  const back = convertMeasure(1, other, unit);
  // Of scales with a zero of their own, such as degrees, one factor says nothing of the other.
  if (back === null || Math.abs(there * back - 1) > roundingError) return one;
  const inverse = exactly(back);
  const isSimpler = inverse.numerator * inverse.denominator < one.numerator * one.denominator;
  return isSimpler ? fraction(inverse.denominator, inverse.numerator) : one;
}

function packsOfOne({ unitCount, packCount }: UnitFacts): Fraction {
  return fraction(BigInt(packCount), BigInt(unitCount));
}

function notWhole(quantity: number, unit: string, packs: Fraction): string {
  const below = floorOf(packs);
  const whole = below === 0n ? 'at least 1' : `${below} or ${below + 1n}`;
  return `${quantity} ${unit} is ${fractionText(packs)} packs: order a whole number of packs, ${whole}.`;
}

function unknownUnit(unit: string, units: readonly UnitFacts[]): string {
  const codes = [packUnit, ...units.map(({ code, ucumCode }) => (ucumCode === null ? code : `${code} (${ucumCode})`))];
  return `The product is not ordered in "${unit.slice(0, 40)}": order it in ${codes.join(', ')}.`;
}
