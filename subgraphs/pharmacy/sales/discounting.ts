import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { amountError } from '../tills/cash-amount.js';
import { lockBasket } from './at-basket.js';
import { discountsAtWill } from './discount-rights.js';
import { discountOf, type Discount } from './pricing.js';
import { reprice } from './repricing.js';
import { readLines } from './sale-line.js';
import {
  DiscountSaleLinePayload,
  DiscountSalePayload,
  type DiscountInput,
  type DiscountSaleInput,
  type DiscountSaleLineInput,
} from './sale.inputs.js';
import { Sale } from './sale.js';

const permission = 'sales:sell';
const nothing = { sale: null };

/** Takes something off one line, or nothing any more. */
export async function discountSaleLine(context: Context, input: DiscountSaleLineInput): Promise<DiscountSaleLinePayload> {
  return context.db.command(DiscountSaleLinePayload, { name: 'discountSaleLine', permission }, async (transaction) => {
    const sale = await lockBasket(transaction, input.saleId);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const lines = await readLines(transaction, sale);
    const line = lines.find(({ id }) => id === input.lineId);
    if (!line) return refuse('NOT_FOUND', 'The basket has no such line.', ['input', 'lineId'], nothing);
    const gross = line.unitPriceMinor * BigInt(line.quantity);
    const wrong = discountError(input.discount, gross, sale.currency, 'the line');
    if (wrong) return new Refusal([wrong], nothing);
    const approved = input.discount != null && discountsAtWill(transaction, sale);
    Object.assign(line, columnsOf(input.discount), { discountApproved: approved });
    const refused = await reprice(transaction, sale, lines);
    return refused ? new Refusal([refused], nothing) : { sale };
  });
}

/** Takes something off the whole sale, or nothing any more. */
export async function discountSale(context: Context, input: DiscountSaleInput): Promise<DiscountSalePayload> {
  return context.db.command(DiscountSalePayload, { name: 'discountSale', permission }, async (transaction) => {
    const sale = await lockBasket(transaction, input.saleId);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const lines = await readLines(transaction, sale);
    const left = lines.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity) - line.discountMinor, 0n);
    const wrong = discountError(input.discount, left, sale.currency, 'the sale');
    if (wrong) return new Refusal([wrong], nothing);
    Object.assign(sale, columnsOf(input.discount));
    const approved = input.discount != null && discountsAtWill(transaction, sale);
    Object.assign(sale, { discountApproved: approved, discountApprovedMinor: approved ? discountOf(left, sale.discount) : null });
    const refused = await reprice(transaction, sale, lines);
    return refused ? new Refusal([refused], nothing) : { sale };
  });
}

function discountError(discount: DiscountInput | null | undefined, from: bigint, currency: string, what: string): UserError | null {
  if (discount == null) return null;
  const { amount, basisPoints } = discount;
  const field = ['input', 'discount'];
  if ((amount == null) === (basisPoints == null)) return userError('INVALID', 'A discount is either an amount or basisPoints.', field);
  if (basisPoints != null && (basisPoints < 1 || basisPoints > 10_000))
    return userError('INVALID', `basisPoints is 1 to 10000 (500 is 5 %), not ${basisPoints}.`, [...field, 'basisPoints']);
  if (amount == null) return null;
  const wrong = amountError(amount, currency, [...field, 'amount'], { least: 1n, name: 'A discount' });
  if (wrong) return wrong;
  const all = discountOf(from, { amountMinor: amount.amountMinor });
  return all === amount.amountMinor ? null : userError('INVALID', `That is more than ${what} costs.`, [...field, 'amount']);
}

function columnsOf(given: DiscountInput | null | undefined): { discountBasisPoints: number | null; discountAmountMinor: bigint | null } {
  const discount: Discount | null = given?.amount
    ? { amountMinor: given.amount.amountMinor }
    : given?.basisPoints != null
      ? { basisPoints: given.basisPoints }
      : null;
  return {
    discountBasisPoints: discount && 'basisPoints' in discount ? discount.basisPoints : null,
    discountAmountMinor: discount && 'amountMinor' in discount ? discount.amountMinor : null,
  };
}
