import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { releaseStock } from '../stock/reserving.js';
import { lockSession } from '../tills/at-session.js';
import { TillSession } from '../tills/till-session.js';
import { lockBasket, lockStockOf, sourceOf } from './at-basket.js';
import { keepSale } from './repricing.js';
import { readLines } from './sale-line.js';
import { SaleKind, SaleStatus } from './sale-terms.js';
import { DiscardSalePayload, StartSalePayload, type DiscardSaleInput, type StartSaleInput } from './sale.inputs.js';
import { emptySale, Sale } from './sale.js';

const permission = 'sales:sell';
const nothing = { sale: null };

/** Begins a basket at a till. */
export async function startSale(context: Context, input: StartSaleInput): Promise<StartSalePayload> {
  const absent = await patientRefusal(context, input.patientId);
  return context.db.command(StartSalePayload, { name: 'startSale', permission }, async (transaction) => {
    if (absent) return new Refusal([absent], nothing);
    const session = await lockSession(transaction, input.tillSessionId);
    if (!(session instanceof TillSession)) return new Refusal([session], nothing);
    const { branchId, currency } = session;
    const facts = { id: newId('sale'), branchId, currency, kind: SaleKind.SALE, tillSessionId: session.id, originalId: null };
    return { sale: await transaction.insert(emptySale({ ...facts, patientId: input.patientId ?? null })) };
  });
}

/** Gives up a basket: what it set aside is free again, and what it would have paid for can be paid elsewhere. */
export async function discardSale(context: Context, input: DiscardSaleInput): Promise<DiscardSalePayload> {
  return context.db.command(DiscardSalePayload, { name: 'discardSale', permission }, async (transaction) => {
    const sale = await lockBasket(transaction, input.saleId, [SaleStatus.OPEN, SaleStatus.HELD]);
    if (!(sale instanceof Sale)) return new Refusal([sale], nothing);
    const lines = await readLines(transaction, sale);
    await lockStockOf(transaction, sale, lines);
    await releaseStock(transaction, sourceOf(sale));
    await forgetDispenses(transaction, sale);
    Object.assign(sale, { status: SaleStatus.DISCARDED, heldUntil: null });
    await keepSale(transaction, sale);
    return { sale };
  });
}

/** What a sale was to pay for, or paid for, is to be paid again. */
export async function forgetDispenses(transaction: Transaction, sale: Sale): Promise<void> {
  await transaction.rows(sql`delete from paid_dispenses where sale_id = ${toUuid('sale', sale.id)}`);
}

/** Why nothing is sold to this patient: there is none, or the record was deleted. Ask before the command. */
export async function patientRefusal(context: Context, patientId: string | null | undefined): Promise<UserError | null> {
  if (patientId == null) return null;
  const patient = (await context.read<{ deletedAt: string | null }>('Patient', [patientId], 'deletedAt')).get(patientId);
  return patient && !patient.deletedAt ? null : userError('NOT_FOUND', 'There is no such patient.', ['input', 'patientId']);
}
