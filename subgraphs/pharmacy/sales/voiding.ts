import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { saleVoided } from '../events.js';
import { moveStock } from '../stock/moving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { inWords } from '../tills/cash-amount.js';
import { clock } from '../tills/clock.js';
import { cashIn, postEntries, type NewEntry } from '../tills/journal.js';
import { TillSession } from '../tills/till-session.js';
import { TenderKind, TillEntryKind, TillSessionStatus } from '../tills/till-terms.js';
import { lockSale, lockStockOf, noSuchSale, sourceOf } from './at-basket.js';
import { forgetDispenses } from './baskets.js';
import { keepSale } from './repricing.js';
import { readLines } from './sale-line.js';
import { readTenders } from './sale-tender.js';
import { SaleKind, SaleStatus } from './sale-terms.js';
import { VoidSalePayload, type VoidSaleInput } from './sale.inputs.js';
import type { Sale } from './sale.js';

const nothing = { sale: null };

/** Undoes a sale before its goods have left: goods and money go back where they came from. Its receipt number stays used. */
export async function voidSale(context: Context, input: VoidSaleInput): Promise<VoidSalePayload> {
  const options = { name: 'voidSale', permission: 'sales:void', constraints: stockConstraints };
  return context.db.command(VoidSalePayload, options, async (transaction) => {
    const field = ['input', 'saleId'];
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why the sale is voided.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const sale = await lockSale(transaction, input.saleId);
    if (!sale) return refuse('NOT_FOUND', noSuchSale, field, nothing);
    const wrong = await unvoidable(transaction, sale);
    if (wrong) return refuse('WRONG_STATE', wrong, field, nothing);
    const session = await transaction.lock(TillSession, sale.tillSessionId);
    if (session?.status !== TillSessionStatus.OPEN)
      return refuse('WRONG_STATE', 'The till at which it was sold was closed: take the goods back instead (returnSale).', field, nothing);
    const entries = await reversing(transaction, sale, reason);
    const cash = -(entries.find(({ tender }) => tender === TenderKind.CASH)?.amountMinor ?? 0n);
    const there = cash > 0n ? await cashIn(transaction, session) : 0n;
    if (cash > there)
      return refuse(
        'WRONG_STATE',
        `By its journal the till holds ${inWords(there, sale.currency)} in cash, too little to give back: put cash in first (recordCash).`,
        field,
        nothing,
      );
    await postEntries(transaction, session, sourceOf(sale), entries);
    await putBack(transaction, sale);
    await forgetDispenses(transaction, sale);
    Object.assign(sale, { status: SaleStatus.VOIDED, reason, voidedAt: await clock(transaction), voidedBy: transaction.context.actor.id });
    await keepSale(transaction, sale);
    const data = { saleId: sale.id, total: sale.totalMinor.toString(), currency: sale.currency, branch: sale.branchId };
    await transaction.publish(saleVoided, { subject: sale.id, branch: sale.branchId, data });
    return { sale };
  });
}

/** Why a sale is not voided, whatever its till. */
async function unvoidable(transaction: Transaction, sale: Sale): Promise<string | null> {
  if (sale.kind === SaleKind.RETURN) return 'A return is not voided: sell the goods again when they are fit for it.';
  if (sale.status === SaleStatus.OPEN || sale.status === SaleStatus.HELD)
    return 'The basket was never paid: discard it instead (discardSale).';
  if (sale.status !== SaleStatus.COMPLETED) return `The sale is ${sale.status} already.`;
  const [returned] = await transaction.rows(sql`select 1 from sales
    where original_id = ${toUuid('sale', sale.id)} and occurred_at >= ${sale.occurredAt} and status = 'COMPLETED' limit 1`);
  return returned ? 'Some of it came back already: take back the rest the same way (returnSale).' : null;
}

/** What it brought into the till, less the change, taken out again. */
async function reversing(transaction: Transaction, sale: Sale, reason: string): Promise<NewEntry[]> {
  const byTender = Map.groupBy(await readTenders(transaction, sale), ({ kind }) => kind);
  return [...byTender].map(([tender, given]) => {
    const change = tender === TenderKind.CASH ? sale.changeMinor : 0n;
    return { kind: TillEntryKind.VOID, tender, reason, amountMinor: given.reduce((left, { amountMinor }) => left - amountMinor, change) };
  });
}

/** Into the lots and places that they came from. */
async function putBack(transaction: Transaction, sale: Sale): Promise<void> {
  const lines = await readLines(transaction, sale);
  await lockStockOf(transaction, sale, lines);
  const { branchId, patientId } = sale;
  const back = lines.flatMap(({ productId, lots }) =>
    (lots ?? []).map(({ lotId, locationId, quantity }) => {
      const place = { branchId, locationId, productId, lotId, status: KeptStatus.AVAILABLE };
      return { kind: MovementKind.SALE_VOID, ...place, quantity, patientId };
    }),
  );
  await moveStock(transaction, sourceOf(sale), back);
}
