import type { Transaction } from '#kernel/database/transaction.js';
import { decimalAmount, money, type Money } from '#kernel/graph/money.js';
import { Refusal, userError, UserError } from '#kernel/graph/user-error.js';
import { frozenAttributes } from '../catalog/frozen-attributes.js';
import { packsOfAll } from '../catalog/packs.js';
import { pricesFor, type Price } from '../prices/choosing-prices.js';
import type { FrozenAttribute } from './order-line.js';
import { orderLimits } from './order-limits.js';
import type { Order } from './order.js';

/** A product as it is asked for. */
export interface AskedLine {
  readonly productId: string;
  readonly quantity: number;
  /** A unit of the product; `PACK` always is one. */
  readonly unit: string;
  /** What was agreed on for a pack, before any list. */
  readonly unitPrice?: Pick<Money, 'amountMinor' | 'currency'> | null | undefined;
  readonly taxBasisPoints?: number | null | undefined;
}

export interface PricedLine {
  /** In packs. */
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly taxBasisPoints: number;
  readonly priceAgreed: boolean;
  readonly attributes: FrozenAttribute[];
}

export type Buyer = Pick<Order, 'branchId' | 'customerId' | 'currency'>;

/**
 * How many packs each line is, what a pack costs, and what the product is just now, in the order of the lines; or why not. A price that
 * was agreed on comes before those of the lists.
 */
export async function priceLines(
  transaction: Transaction,
  { branchId, customerId, currency }: Buyer,
  lines: readonly AskedLine[],
): Promise<PricedLine[] | Refusal> {
  const packs = await packsOfAll(transaction, lines);
  const wanted = lines.flatMap(({ productId }, index) => {
    const quantity = packs[index];
    return typeof quantity === 'number' ? [{ productId, quantity }] : [];
  });
  const listed = await pricesFor(transaction, { branchId, customerId, currency, at: new Date(), lines: wanted });
  const attributes = await frozenAttributes(
    transaction,
    lines.map(({ productId }) => productId),
  );
  const priced: PricedLine[] = [];
  const errors: UserError[] = [];
  for (const [index, line] of lines.entries()) {
    const field = ['input', 'lines', String(index)];
    const quantity = packs[index];
    const price = priceOf(line, listed.get(line.productId), currency, field);
    if (price instanceof UserError) errors.push(price);
    if (typeof quantity !== 'number') errors.push(Object.assign(new UserError(), quantity, { field: [...field, 'quantity'] }));
    else if (!(price instanceof UserError)) priced.push({ quantity, ...price, attributes: attributes.get(line.productId) ?? [] });
  }
  return errors.length > 0 ? new Refusal(errors, { order: null }) : priced;
}

type LinePrice = Pick<PricedLine, 'unitPriceMinor' | 'taxBasisPoints' | 'priceAgreed'>;

function priceOf(
  { unitPrice, taxBasisPoints }: AskedLine,
  listed: Price | undefined,
  currency: string,
  field: readonly string[],
): LinePrice | UserError {
  if (!unitPrice) {
    if (taxBasisPoints != null) {
      const message = 'A tax is agreed on with a price: send unitPrice too, or leave taxBasisPoints out.';
      return userError('INVALID', message, [...field, 'taxBasisPoints']);
    }
    if (!listed) return userError('REQUIRED', 'No list says what a pack costs: send unitPrice.', [...field, 'unitPrice']);
    return { ...listed, priceAgreed: false };
  }
  const wrong = (message: string) => userError('INVALID', message, [...field, 'unitPrice']);
  if (unitPrice.currency !== currency)
    return wrong(`The order is in ${currency}, and the price in ${unitPrice.currency}: send it in ${currency}.`);
  if (unitPrice.amountMinor < 0n || unitPrice.amountMinor > orderLimits.unitPriceMinor)
    return wrong(`A pack costs 0 to ${decimalAmount(orderLimits.unitPriceMinor, currency)} ${currency}.`);
  const rate = taxBasisPoints ?? listed?.taxBasisPoints ?? 0;
  if (rate < 0 || rate > 10_000) return userError('INVALID', 'A tax is 0 to 10000 hundredths of a percent.', [...field, 'taxBasisPoints']);
  return { unitPriceMinor: unitPrice.amountMinor, taxBasisPoints: rate, priceAgreed: true };
}

/** A line that exists already, asked for once more: at the price agreed on, or else at that of today's lists. */
export function askedAgain(
  line: Pick<AskedLine, 'productId' | 'taxBasisPoints'> & {
    readonly orderedQuantity: number;
    readonly orderedUnit: string;
    readonly unitPriceMinor: bigint;
    readonly priceAgreed: boolean;
  },
  currency: string,
): AskedLine {
  const { productId, orderedQuantity, orderedUnit, unitPriceMinor, taxBasisPoints, priceAgreed } = line;
  const agreed = priceAgreed ? { unitPrice: money(unitPriceMinor, currency), taxBasisPoints } : {};
  return { productId, quantity: orderedQuantity, unit: orderedUnit, ...agreed };
}
