import { randomInt } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { saleCompleted } from '../events.js';
import { Product } from '../products/product.js';
import type { Pick } from '../stock/allocation.js';
import { moveStock } from '../stock/moving.js';
import { releaseStock } from '../stock/reserving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { lockSession } from '../tills/at-session.js';
import { clock } from '../tills/clock.js';
import { postEntries } from '../tills/journal.js';
import { TillSession } from '../tills/till-session.js';
import { TenderKind, TillEntryKind } from '../tills/till-terms.js';
import { Till } from '../tills/till.js';
import { lockBasket, lockStockOf, sourceOf, stockLines } from './at-basket.js';
import { applyTax, picksOfLines } from './basket-lines.js';
import { patientRefusal } from './baskets.js';
import { packsKept } from './dispense-lines.js';
import { ageRefusal, setAsideAgain } from './holding.js';
import { keepSale, priceAnew } from './repricing.js';
import { readLines, type SaleLine } from './sale-line.js';
import { keepTenders } from './sale-tender.js';
import { SaleStatus } from './sale-terms.js';
import { CompleteSalePayload, type CompleteSaleInput } from './sale.inputs.js';
import { Sale } from './sale.js';
import { settle } from './settling.js';
import { freezeDispensedCosts, freezeLots } from './sold-lots.js';
import { rulesInForce } from './taxing.js';
import { keptTenders, tenderErrors, unsettledError } from './tendering.js';

const nothing = { sale: null };

const anew = 'meanwhile: take its line out, and add it again.';
const constraints = {
  ...stockConstraints,
  stock_movements_expired: { code: 'WRONG_STATE', message: `A lot in the basket has expired ${anew}`, field: ['input', 'saleId'] },
  stock_movements_recalled: { code: 'WRONG_STATE', message: `A lot in the basket was recalled ${anew}`, field: ['input', 'saleId'] },
} as const;

/** Takes the money, lets the goods go, and gives the receipt its number. */
export async function completeSale(context: Context, input: CompleteSaleInput): Promise<CompleteSalePayload> {
  const absent = await patientRefusal(context, input.patientId);
  const options = { name: 'completeSale', permission: 'sales:sell', constraints };
  return context.db.command(CompleteSalePayload, options, async (transaction) => {
    if (absent) return new Refusal([absent], nothing);
    const sale = await lockBasket(transaction, input.saleId);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const stale = staleVersion(sale, input.expectedVersion, 'sale', nothing);
    if (stale) return stale;
    const tooOld = ageRefusal(sale);
    if (tooOld) return refuse('WRONG_STATE', tooOld, ['input', 'saleId'], nothing);
    const session = await lockSession(transaction, sale.tillSessionId, ['input', 'saleId']);
    if (!(session instanceof TillSession)) return new Refusal([session], nothing);
    const lines = await readLines(transaction, sale);
    if (lines.length === 0) return refuse('WRONG_STATE', 'The basket is empty: nothing is paid for.', ['input', 'saleId'], nothing);
    if (input.patientId != null) sale.patientId = input.patientId;
    const changed = await changedDispense(transaction, lines);
    if (changed) return new Refusal([changed], nothing);
    const branch = await branchOf(transaction, sale);
    await taxAnew(transaction, branch, lines);
    await priceAnew(transaction, sale, lines);
    const unpaid = await takeTenders(transaction, session, sale, input);
    if (unpaid.length > 0) return new Refusal(unpaid, nothing);
    const short = await letGo(transaction, sale, lines);
    if (short) return new Refusal([short], nothing);
    await giveReceipt(transaction, branch, sale);
    const { id: saleId, totalMinor, currency } = sale;
    const data = { saleId, total: totalMinor.toString(), currency, branch: sale.branchId };
    await transaction.publish(saleCompleted, { subject: sale.id, branch: sale.branchId, data });
    return { sale };
  });
}

/** What is paid for is what the patient keeps: since it was put into the basket, some may have come back, or all been called off. */
async function changedDispense(transaction: Transaction, lines: readonly SaleLine[]): Promise<UserError | null> {
  const dispensed = lines.flatMap(({ dispenseId, quantity, position }) =>
    dispenseId === null ? [] : [{ dispenseId, quantity, position }],
  );
  const kept = await packsKept(
    transaction,
    dispensed.map(({ dispenseId }) => dispenseId),
  );
  const changed = dispensed.find(({ dispenseId, quantity }) => kept.get(dispenseId) !== quantity);
  if (!changed) return null;
  const message = `The dispense of line ${changed.position} came back or was called off meanwhile: take the line out, and add what is left of it.`;
  return userError('WRONG_STATE', message, ['input', 'saleId']);
}

/** The tax is that of the day on which it is paid. */
async function taxAnew(transaction: Transaction, branch: OpenBranch, lines: readonly SaleLine[]): Promise<void> {
  const uuids = lines.map(({ productId }) => toUuid('product', productId));
  const products = new Map((await transaction.all(Product, sql`where id = any (${uuids}::uuid[])`)).map((each) => [each.id, each]));
  const rules = await rulesInForce(transaction, branch);
  for (const line of lines) {
    const product = products.get(line.productId);
    if (product) applyTax(line, product, rules);
  }
}

async function takeTenders(
  transaction: Transaction,
  session: TillSession,
  sale: Sale,
  { tenders }: CompleteSaleInput,
): Promise<UserError[]> {
  const errors = tenderErrors(sale, tenders);
  if (errors.length > 0) return errors;
  const till = await transaction.first(Till, sql`where id = ${toUuid('till', session.tillId)}`);
  const given = keptTenders(tenders);
  const settled = settle(sale.totalMinor, given, till?.cashRoundingMinor ?? 1n);
  if ('problem' in settled) return [unsettledError(settled, sale)];
  Object.assign(sale, settled);
  await keepTenders(transaction, sale, given);
  await postEntries(transaction, session, sourceOf(sale), [
    ...given.map(({ kind, amountMinor }) => ({ kind: TillEntryKind.SALE, tender: kind, amountMinor })),
    { kind: TillEntryKind.CHANGE, tender: TenderKind.CASH, amountMinor: -sale.changeMinor },
  ]);
  return [];
}

/** Takes the goods out of stock, from the lots that were set aside for them; why not, where some are not there. */
async function letGo(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<UserError | null> {
  await lockStockOf(transaction, sale, lines);
  const found = picksOfLines(lines, await releaseStock(transaction, sourceOf(sale)));
  const picks = found.short.length === 0 ? found.picks : await picksAnew(transaction, sale, lines);
  if (!(picks instanceof Map)) return picks;
  const all = [...picks.values()].flat();
  await freezeLots(transaction, sale, stockLines(lines), picks);
  await freezeDispensedCosts(transaction, sale, lines);
  await keepLots(transaction, sale, lines);
  await moveStock(
    transaction,
    sourceOf(sale),
    all.map((pick) => soldMovement(sale, pick)),
  );
  return null;
}

/** What was set aside was taken away, as when a lot is recalled: perhaps there is another. */
async function picksAnew(
  transaction: Transaction,
  sale: Sale,
  lines: readonly SaleLine[],
): Promise<Map<string, readonly Pick[]> | UserError> {
  const missing = await setAsideAgain(transaction, sale, lines);
  if (missing.length === 0) return picksOfLines(lines, await releaseStock(transaction, sourceOf(sale))).picks;
  const message = `Not all goods are there any more: ${missing.join(', ')}. Take these lines out first (removeSaleLine).`;
  return userError('INVALID', message, ['input', 'saleId']);
}

function soldMovement(sale: Sale, { locationId, productId, lotId, quantity }: Pick): Parameters<typeof moveStock>[2][number] {
  const { branchId, patientId } = sale;
  const place = { branchId, locationId, productId, lotId, status: KeptStatus.AVAILABLE };
  return { kind: MovementKind.SALE, ...place, quantity: -quantity, patientId };
}

async function keepLots(transaction: Transaction, sale: Sale, lines: readonly SaleLine[]): Promise<void> {
  const rows = lines.map(({ id, lots, costMinor }) => ({ id: toUuid('saleline', id), lots, cost_minor: costMinor?.toString() ?? null }));
  await transaction.rows(sql`update sale_lines set lots = line.lots, cost_minor = line.cost_minor
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, lots jsonb, cost_minor bigint)
    where sale_lines.id = line.id and sale_lines.occurred_at = ${sale.occurredAt}`);
}

/** Numbers it, as the last thing: whoever numbers at the branch next waits for this one. */
export async function giveReceipt(transaction: Transaction, branch: OpenBranch, sale: Sale): Promise<void> {
  const completedAt = await clock(transaction);
  const receiptNumber = await nextNumber(transaction, branch, 'R');
  const sellerId = transaction.context.actor.id;
  Object.assign(sale, { status: SaleStatus.COMPLETED, completedAt, receiptNumber, receiptCode: receiptCode(), sellerId });
  await keepSale(transaction, sale);
  await transaction.rows(sql`insert into sale_receipts (branch_id, number, sale_id)
    values (${toUuid('branch', sale.branchId)}, ${receiptNumber}, ${toUuid('sale', sale.id)})`);
}

const codeLetters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Ten letters that nobody guesses: who shows a receipt shows that it is one of ours. */
function receiptCode(): string {
  return Array.from({ length: 10 }, () => codeLetters[randomInt(codeLetters.length)]).join('');
}
