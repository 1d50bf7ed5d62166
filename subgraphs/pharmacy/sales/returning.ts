import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { saleReturned } from '../events.js';
import { moveStock } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';
import { lockSession } from '../tills/at-session.js';
import { TillSession } from '../tills/till-session.js';
import { lockSale, lockStockOf, noSuchSale, sourceOf } from './at-basket.js';
import { giveReceipt } from './completing.js';
import { packsKept } from './dispense-lines.js';
import { giveBack } from './giving-back.js';
import { sum } from './pricing.js';
import { costOfPart, refundOfLine } from './refunding.js';
import { readLines, readReturnedLines, SaleLine, type SoldLot } from './sale-line.js';
import { SaleKind, SaleStatus } from './sale-terms.js';
import { ReturnSalePayload, type ReturnSaleInput, type ReturnedSaleLineInput } from './sale.inputs.js';
import { emptySale, type Sale } from './sale.js';
import { costOf } from './sold-lots.js';

const nothing = { sale: null };

/** Takes goods back against their receipt, into quarantine, and gives their share of what was paid back. */
export async function returnSale(context: Context, input: ReturnSaleInput): Promise<ReturnSalePayload> {
  const options = { name: 'returnSale', permission: 'sales:return', constraints: stockConstraints };
  return context.db.command(ReturnSalePayload, options, async (transaction) => {
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why the goods come back.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const original = await lockSale(transaction, input.originalSaleId);
    const unreturnable = originalError(original);
    if (!original || unreturnable) return new Refusal(unreturnable ? [unreturnable] : [], nothing);
    const session = await lockSession(transaction, input.tillSessionId);
    if (!(session instanceof TillSession)) return new Refusal([session], nothing);
    if (session.branchId !== original.branchId || session.currency !== original.currency)
      return refuse(
        'INVALID',
        'It was sold at another branch, or in another currency: take it back there.',
        ['input', 'tillSessionId'],
        nothing,
      );
    const before = await readReturnedLines(transaction, original);
    const back = await linesBack(transaction, original, before, input.lines);
    if ('errors' in back) return new Refusal(back.errors, nothing);
    const branch = await branchOf(transaction, original);
    const sale = emptyReturn(original, session, reason);
    Object.assign(sale, totalsOf(back.lines));
    const unpaid = await giveBack(transaction, {
      original,
      session,
      sale,
      returnedMinor: sum(before.map((line) => line.amountMinor)),
      input,
    });
    if (unpaid.length > 0) return new Refusal(unpaid, nothing);
    await takeBack(transaction, branch, sale, back.lines);
    await giveReceipt(transaction, branch, sale);
    const data = {
      saleId: sale.id,
      originalSaleId: original.id,
      total: sale.totalMinor.toString(),
      currency: sale.currency,
      branch: sale.branchId,
    };
    await transaction.publish(saleReturned, { subject: sale.id, branch: sale.branchId, data });
    return { sale };
  });
}

function originalError(original: Sale | null): UserError | null {
  const field = ['input', 'originalSaleId'];
  if (!original) return userError('NOT_FOUND', noSuchSale, field);
  if (original.kind === SaleKind.RETURN) return userError('WRONG_STATE', 'This is a return itself: name the sale.', field);
  if (original.status === SaleStatus.COMPLETED) return null;
  return userError('WRONG_STATE', `The sale is ${original.status}: only what was paid for comes back.`, field);
}

function emptyReturn(original: Sale, session: TillSession, reason: string): Sale {
  const { branchId, currency, patientId } = original;
  const facts = {
    id: newId('sale'),
    branchId,
    currency,
    patientId,
    kind: SaleKind.RETURN,
    tillSessionId: session.id,
    originalId: original.id,
  };
  return Object.assign(emptySale(facts), { reason });
}

function totalsOf(lines: readonly SaleLine[]): Pick<Sale, 'subtotalMinor' | 'discountMinor' | 'taxMinor' | 'totalMinor'> {
  return {
    subtotalMinor: sum(lines.map(({ unitPriceMinor, quantity }) => unitPriceMinor * BigInt(quantity))),
    discountMinor: sum(lines.map(({ discountMinor }) => discountMinor)),
    taxMinor: sum(lines.map(({ taxMinor }) => taxMinor)),
    totalMinor: sum(lines.map(({ amountMinor }) => amountMinor)),
  };
}

/** The lines of a return, not yet of any sale; or why they cannot come back. */
async function linesBack(
  transaction: Transaction,
  original: Sale,
  before: readonly SaleLine[],
  wanted: readonly ReturnedSaleLineInput[],
): Promise<{ readonly lines: SaleLine[] } | { readonly errors: UserError[] }> {
  const field = ['input', 'lines'];
  if (wanted.length === 0) return { errors: [userError('REQUIRED', 'Say which lines come back.', field)] };
  if (new Set(wanted.map(({ lineId }) => lineId)).size < wanted.length)
    return { errors: [userError('INVALID', 'A line is named twice: send its sum.', field)] };
  const sold = new Map((await readLines(transaction, original)).map((line) => [line.id, line]));
  const dispenses = [...sold.values()].flatMap(({ dispenseId }) => dispenseId ?? []);
  const kept = await packsKept(transaction, dispenses);
  const errors: UserError[] = [];
  const lines = wanted.flatMap((each, index) => {
    const line = sold.get(each.lineId);
    if (!line) return (errors.push(userError('NOT_FOUND', 'The sale has no such line.', field)), []);
    const returned = before.filter(({ originalLineId }) => originalLineId === line.id);
    const wrong = quantityError(line, returned, each, line.dispenseId === null ? null : (kept.get(line.dispenseId) ?? line.quantity));
    if (wrong) return (errors.push(userError(wrong.code, wrong.message, field)), []);
    return [lineBack(line, returned, each, index + 1)];
  });
  return errors.length > 0 ? { errors } : { lines };
}

function quantityError(
  line: SaleLine,
  returned: readonly SaleLine[],
  { quantity, lotId }: ReturnedSaleLineInput,
  kept: number | null,
): { code: 'INVALID' | 'WRONG_STATE'; message: string } | null {
  const which = `Line ${line.position}`;
  if (quantity < 1) return { code: 'INVALID', message: `${which}: quantity is 1 or more, not ${quantity}.` };
  const left = line.quantity - packsOf(returned);
  if (quantity > left)
    return { code: 'INVALID', message: `${which}: ${left} of ${line.quantity} packs can still come back, not ${quantity}.` };
  if (kept !== null && quantity > left - kept) {
    const message = `${which} was handed out against a prescription: return the dispense first (returnDispense), then its money here.`;
    return { code: 'WRONG_STATE', message };
  }
  const inLots = lotsLeft(line, returned, lotId ?? null).reduce((sum, lot) => sum + lot.quantity, 0);
  if (lotId != null && quantity > inLots)
    return { code: 'INVALID', message: `${which}: ${inLots} packs of that lot can still come back, not ${quantity}.` };
  return null;
}

function packsOf(lines: readonly SaleLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** From which lots a line was sold, less what came back; of one lot only when it is named. */
function lotsLeft({ lots }: SaleLine, returned: readonly SaleLine[], lotId: string | null): SoldLot[] {
  const back = returned.flatMap((line) => line.lots ?? []);
  return (lots ?? [])
    .filter((lot) => lotId === null || lot.lotId === lotId)
    .map((lot) => {
      const here = back.filter((each) => each.lotId === lot.lotId && each.locationId === lot.locationId);
      return { ...lot, quantity: lot.quantity - here.reduce((sum, { quantity }) => sum + quantity, 0) };
    });
}

function lineBack(line: SaleLine, returned: readonly SaleLine[], { quantity, lotId }: ReturnedSaleLineInput, position: number): SaleLine {
  const { amountMinor, taxMinor } = refundOfLine(line, packsOf(returned), quantity);
  let missing = quantity;
  const lots = lotsLeft(line, returned, lotId ?? null).flatMap((lot) => {
    const taken = Math.min(missing, lot.quantity);
    missing -= taken;
    return taken > 0 ? [{ ...lot, quantity: taken }] : [];
  });
  const { branchId, productId, dispenseId, unitPriceMinor, taxName, taxBasisPoints } = line;
  return Object.assign(new SaleLine(), {
    id: newId('saleline'),
    branchId,
    position,
    productId,
    dispenseId,
    originalLineId: line.id,
    lotId: lotId ?? null,
    quantity,
    unitPriceMinor,
    discountBasisPoints: null,
    discountAmountMinor: null,
    discountApproved: false,
    discountMinor: unitPriceMinor * BigInt(quantity) - amountMinor,
    saleDiscountMinor: 0n,
    amountMinor,
    taxName,
    taxBasisPoints,
    taxMinor,
    lots: dispenseId === null ? lots : null,
    costMinor: costBack(line, lots, packsOf(returned), quantity),
  });
}

/** What is not known of the whole is known of no part, else sales less returns would not be what is left. Which lots of a dispense it pays for came back, a sale does not say. */
function costBack(line: SaleLine, lots: readonly SoldLot[], returnedBefore: number, quantity: number): bigint | null {
  if (line.costMinor === null) return null;
  return line.dispenseId === null ? costOf(lots) : costOfPart(line, line.costMinor, returnedBefore, quantity);
}

/** The goods go into quarantine; what was dispensed is there already. */
async function takeBack(transaction: Transaction, branch: OpenBranch, sale: Sale, lines: readonly SaleLine[]): Promise<void> {
  for (const line of lines) Object.assign(line, { saleId: sale.id, occurredAt: sale.occurredAt });
  await insertReturnedLines(transaction, lines);
  await lockStockOf(transaction, sale, lines);
  const goods = lines.flatMap(({ productId, lots }) => (lots ?? []).map(({ lotId, quantity }) => ({ productId, lotId, quantity })));
  if (goods.length === 0) return;
  const place = await usualPlace(transaction, branch, LocationKind.QUARANTINE);
  const { branchId, patientId, reason } = sale;
  await moveStock(
    transaction,
    sourceOf(sale),
    goods.map((each) => {
      const where = { branchId, locationId: place.id, status: KeptStatus.QUARANTINED };
      return { kind: MovementKind.RETURN, ...where, ...each, reason, patientId };
    }),
  );
}

async function insertReturnedLines(transaction: Transaction, lines: readonly SaleLine[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: toUuid('saleline', line.id),
    occurred_at: line.occurredAt,
    sale_id: toUuid('sale', line.saleId),
    branch_id: toUuid('branch', line.branchId),
    position: line.position,
    product_id: toUuid('product', line.productId),
    lot_id: line.lotId && toUuid('lot', line.lotId),
    dispense_id: line.dispenseId && toUuid('dispense', line.dispenseId),
    original_line_id: line.originalLineId && toUuid('saleline', line.originalLineId),
    quantity: line.quantity,
    unit_price_minor: line.unitPriceMinor.toString(),
    discount_minor: line.discountMinor.toString(),
    amount_minor: line.amountMinor.toString(),
    tax_name: line.taxName,
    tax_basis_points: line.taxBasisPoints,
    tax_minor: line.taxMinor.toString(),
    lots: line.lots,
    cost_minor: line.costMinor?.toString() ?? null,
  }));
  await transaction.rows(sql`insert into sale_lines (id, occurred_at, sale_id, branch_id, position, product_id, lot_id, dispense_id, original_line_id,
      quantity, unit_price_minor, discount_minor, amount_minor, tax_name, tax_basis_points, tax_minor, lots, cost_minor)
    select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, occurred_at timestamptz, sale_id uuid, branch_id uuid,
      position integer, product_id uuid, lot_id uuid, dispense_id uuid, original_line_id uuid, quantity integer, unit_price_minor bigint,
      discount_minor bigint, amount_minor bigint, tax_name text, tax_basis_points integer, tax_minor bigint, lots jsonb, cost_minor bigint)`);
}
