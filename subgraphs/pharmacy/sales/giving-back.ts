import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { inWords } from '../tills/cash-amount.js';
import { cashIn, postEntries } from '../tills/journal.js';
import type { TillSession } from '../tills/till-session.js';
import { TenderKind, TillEntryKind } from '../tills/till-terms.js';
import { Till } from '../tills/till.js';
import { sourceOf } from './at-basket.js';
import { sum } from './pricing.js';
import { byKind, leftByKind, refundTenders, type ByKind } from './refund-tenders.js';
import { owedFor } from './refunding.js';
import { keepTenders, readTenders } from './sale-tender.js';
import type { ReturnSaleInput } from './sale.inputs.js';
import type { Sale } from './sale.js';
import { keptTenders, kindErrors, tenderErrors, unrefundedError } from './tendering.js';

interface Refund {
  readonly original: Sale;
  readonly session: TillSession;
  readonly sale: Sale;
  /** What the lines were worth that came back before. */
  readonly returnedMinor: bigint;
  readonly input: ReturnSaleInput;
}

/** Gives the money back by what it was paid with, and keeps the return; why not, where it was not paid so, or the till does not hold it. */
export async function giveBack(transaction: Transaction, { original, session, sale, returnedMinor, input }: Refund): Promise<UserError[]> {
  const errors = refundErrors(sale, input);
  if (errors.length > 0) return errors;
  const [paid, refunded] = [await paidFor(transaction, original), await refundedBefore(transaction, original)];
  const whole = { totalMinor: original.totalMinor, paidMinor: original.paidMinor - original.changeMinor };
  const owedMinor = owedFor(whole, { linesMinor: returnedMinor, paidMinor: sum([...refunded.values()]) }, sale.totalMinor);
  const till = await transaction.first(Till, sql`where id = ${toUuid('till', session.tillId)}`);
  const left = leftByKind(paid, refunded);
  const { tender, otherTenders } = input;
  const rest = { kind: tender.kind, reference: tender.reference?.trim() || null };
  const tenders = refundTenders(owedMinor, left, { rest, others: keptTenders(otherTenders) }, till?.cashRoundingMinor ?? 1n);
  if ('problem' in tenders) return [unrefundedError(tenders, left, sale)];
  const cash = sum(tenders.filter(({ kind }) => kind === TenderKind.CASH).map(({ amountMinor }) => amountMinor));
  const there = cash > 0n ? await cashIn(transaction, session) : 0n;
  if (cash > there) {
    const what = `By its journal the till holds ${inWords(there, sale.currency)} in cash, less than the ${inWords(cash, sale.currency)} to give back`;
    const message = `${what}: put cash in first (recordCash), or take the goods back at another till.`;
    return [userError('INVALID', message, ['input', 'tender'])];
  }
  const paidMinor = sum(tenders.map(({ amountMinor }) => amountMinor));
  Object.assign(sale, { paidMinor, roundingMinor: paidMinor - sale.totalMinor });
  await transaction.insert(sale);
  await keepTenders(transaction, sale, tenders);
  const entries = tenders.map(({ kind, amountMinor }) => ({ kind: TillEntryKind.REFUND, tender: kind, amountMinor: -amountMinor }));
  await postEntries(transaction, session, sourceOf(sale), entries);
  return [];
}

function refundErrors(sale: Sale, { tender, otherTenders }: ReturnSaleInput): UserError[] {
  const field = ['input', 'otherTenders'];
  const errors = [...kindErrors(sale, tender.kind, tender.reference, ['input', 'tender']), ...tenderErrors(sale, otherTenders, field)];
  // How much it is in cash follows from the coins that there are.
  if (otherTenders.some(({ kind }) => kind === TenderKind.CASH))
    errors.push(userError('INVALID', 'In cash goes back what is left: name CASH as tender, and what goes back otherwise here.', field));
  return errors;
}

async function paidFor(transaction: Transaction, original: Sale): Promise<ByKind> {
  const change = { kind: TenderKind.CASH, amountMinor: -original.changeMinor };
  return byKind([...(await readTenders(transaction, original)), change]);
}

async function refundedBefore(transaction: Transaction, original: Sale): Promise<ByKind> {
  const rows = await transaction.rows<{ kind: TenderKind; minor: string }>(sql`select tender.kind, tender.amount_minor::text as minor
    from sales back join sale_tenders tender on tender.sale_id = back.id and tender.occurred_at = back.occurred_at
    where back.original_id = ${toUuid('sale', original.id)} and back.occurred_at >= ${original.occurredAt} and back.status = 'COMPLETED'`);
  return byKind(rows.map(({ kind, minor }) => ({ kind, amountMinor: BigInt(minor) })));
}
