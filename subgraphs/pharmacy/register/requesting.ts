import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Product } from '../products/product.js';
import { addingError } from '../stock/adding-error.js';
import { heldBack, holdItem, mostPacks, packs, type HeldItem } from '../stock/held-item.js';
import { StockItem } from '../stock/stock-item.js';
import { StockLocation } from '../stock/stock-location.js';
import { lockStock } from '../stock/stock-lock.js';
import { onlyPeople, personActing } from './person.js';
import { isPartOf, RegisterCountLine } from './register-count.js';
import { RegisterEntry } from './register-entry.js';
import { RegisterRequest } from './register-request.js';
import { CountOutcome, RegisterEntryKind, RegisterRequestKind, RegisterRequestStatus } from './register-terms.js';
import {
  RequestControlledAdjustmentPayload,
  RequestControlledDestructionPayload,
  RequestRegisterVoidPayload,
  type RequestControlledAdjustmentInput,
  type RequestControlledDestructionInput,
  type RequestRegisterVoidInput,
} from './register.inputs.js';

const permission = 'registers:request';
const nothing = { request: null };
/** What was entered by hand; all else is taken back by the document that caused it. */
const voidable: readonly RegisterEntryKind[] = [
  RegisterEntryKind.RECEIPT,
  RegisterEntryKind.ADJUSTMENT,
  RegisterEntryKind.COUNT,
  RegisterEntryKind.LOSS,
];

interface Asked {
  readonly stockItemId: string;
  readonly quantity: number;
  readonly reason: string;
  readonly kind: RegisterRequestKind;
  readonly voidsId?: string | null;
  readonly countLineId?: string | null;
}

export async function requestControlledDestruction(
  context: Context,
  input: RequestControlledDestructionInput,
): Promise<RequestControlledDestructionPayload> {
  return context.db.command(
    RequestControlledDestructionPayload,
    { name: 'requestControlledDestruction', permission },
    async (transaction) => {
      if (input.quantity < 1) return refuse('INVALID', `quantity is 1 or more, not ${input.quantity}.`, ['input', 'quantity'], nothing);
      const asked = { ...input, quantity: -input.quantity, kind: RegisterRequestKind.DESTRUCTION };
      return (await lineRefusal(transaction, asked)) ?? requestTwoPeople(transaction, asked);
    },
  );
}

export async function requestControlledAdjustment(
  context: Context,
  input: RequestControlledAdjustmentInput,
): Promise<RequestControlledAdjustmentPayload> {
  return context.db.command(
    RequestControlledAdjustmentPayload,
    { name: 'requestControlledAdjustment', permission },
    async (transaction) => {
      const { quantity } = input;
      if (quantity === 0 || Math.abs(quantity) > mostPacks)
        return refuse(
          'INVALID',
          `quantity is the difference, from -${mostPacks} to ${mostPacks} and not zero.`,
          ['input', 'quantity'],
          nothing,
        );
      const asked = { ...input, kind: RegisterRequestKind.ADJUSTMENT };
      const unfit = await lineRefusal(transaction, asked);
      if (unfit) return unfit;
      const held = await holdItem(transaction, input.stockItemId);
      if (held instanceof Refusal) return new Refusal(held.errors, nothing);
      return (await correctionRefusal(transaction, held, quantity)) ?? requestTwoPeople(transaction, asked);
    },
  );
}

export async function requestRegisterVoid(context: Context, input: RequestRegisterVoidInput): Promise<RequestRegisterVoidPayload> {
  const twice = {
    code: 'WRONG_STATE',
    message: 'Somebody has asked already to void this entry: confirm or decline that request.',
    field: ['input', 'registerEntryId'],
  } as const;
  const options = { name: 'requestRegisterVoid', permission, constraints: { register_requests_void_once: twice } };
  return context.db.command(RequestRegisterVoidPayload, options, async (transaction) => {
    const field = ['input', 'registerEntryId'];
    const id = toUuid('registerentry', input.registerEntryId);
    const entry = await transaction.first(RegisterEntry, sql`where id = ${id}`);
    if (!entry) return refuse('NOT_FOUND', 'There is no such entry at the branches where you may do this.', field, nothing);
    if (entry.voidsId) return refuse('INVALID', 'A counter-entry is not voided: request an adjustment instead.', field, nothing);
    if (!voidable.includes(entry.kind))
      return refuse(
        'INVALID',
        `An entry of the kind ${entry.kind} is taken back by its own document, such as a return; those voided here are ${voidable.join(', ')}.`,
        field,
        nothing,
      );
    const [voided] = await transaction.rows(sql`select 1 from register_entries where voids_id = ${id}`);
    if (voided) return refuse('WRONG_STATE', 'The entry was voided already.', field, nothing);
    const [place] = await transaction.rows<{ id: string }>(sql`select item.id from stock_movements movement
      join stock_items item on item.location_id = movement.location_id and item.lot_id = movement.lot_id and item.status = movement.status
      where movement.id = ${toUuid('movement', entry.movementId ?? '')} and movement.occurred_at between ${entry.createdAt}::timestamptz - interval '1 day' and ${entry.createdAt}::timestamptz + interval '1 day'`);
    if (!place) throw new Error(`The stock of ${entry.id} is gone`);
    const asked = { stockItemId: toTypeId('stockitem', place.id), quantity: -entry.quantity, reason: input.reason };
    return requestTwoPeople(transaction, { ...asked, kind: RegisterRequestKind.VOID, voidsId: entry.id });
  });
}

/** Why a request does not settle the line of a count that it names: what waits for a witness is as good as settled. */
async function lineRefusal(transaction: Transaction, { countLineId, stockItemId, quantity }: Asked): Promise<Refusal | null> {
  if (!countLineId) return null;
  const field = ['input', 'countLineId'];
  const line = await transaction.lock(RegisterCountLine, countLineId);
  const item = await stockItem(transaction, stockItemId);
  if (!line || line.lotId !== item?.lotId || line.branchId !== item.branchId)
    return refuse('NOT_FOUND', 'There is no such line of a count of this lot.', field, nothing);
  if (line.outcome !== CountOutcome.DISCREPANT)
    return refuse('WRONG_STATE', `The line is ${line.outcome}: there is nothing left to settle.`, field, nothing);
  const [asked] = await transaction.rows<{ packs: number }>(sql`select coalesce(sum(quantity), 0)::int as packs from register_requests
    where count_line_id = ${toUuid('registercountline', line.id)} and status = 'PENDING'`);
  const left = line.unsettled - (asked?.packs ?? 0);
  if (left === 0)
    return refuse(
      'WRONG_STATE',
      'All that is left to settle is asked for already: have those requests confirmed or declined.',
      field,
      nothing,
    );
  if (isPartOf(quantity, left)) return null;
  const what = `${packs(Math.abs(left))} too ${left < 0 ? 'few' : 'many'}`;
  const message = `Beside what waits for a witness, the line has ${what} left to settle: ask for these or some of them.`;
  return refuse('INVALID', message, ['input', 'quantity'], nothing);
}

/** Why the stock cannot be corrected so, as by one person it could not be either (`adjustStock`). */
async function correctionRefusal(transaction: Transaction, held: HeldItem, quantity: number): Promise<Refusal | null> {
  const { item, lot, product, branch } = held;
  if (quantity < 0) {
    const state = heldBack(item.keptStatus, lot, branch.today);
    const ways = 'as a loss (requestControlledDestruction) or back to its supplier, not by a correction';
    return state === null ? null : refuse('WRONG_STATE', `What is ${state} leaves only ${ways}.`, ['input', 'quantity'], nothing);
  }
  const location = await transaction.first(StockLocation, sql`where id = ${toUuid('stocklocation', item.locationId)}`);
  if (!location) throw new Error(`The place of ${item.id} is gone`);
  const error = addingError(item.keptStatus, { location, lot, product });
  return error && refuse(error.code, error.message, ['input', 'stockItemId'], nothing);
}

/** Asks for something that takes two people; the stock is held from here on. */
export async function requestTwoPeople(transaction: Transaction, asked: Asked): Promise<Refusal | { request: RegisterRequest }> {
  const person = personActing(transaction.context);
  if (person === null) return onlyPeople(nothing);
  const reason = asked.reason.trim();
  if (!reason) return refuse('REQUIRED', 'Say why: it stays in the register.', ['input', 'reason'], nothing);
  const tooLong = lengthErrors(mostLetters.text, { reason });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  const found = await stockItem(transaction, asked.stockItemId);
  if (!found)
    return refuse('NOT_FOUND', 'There is no such stock at the branches where you may do this.', ['input', 'stockItemId'], nothing);
  const product = await transaction.first(Product, sql`where id = ${toUuid('product', found.productId)}`);
  if (!product?.isControlled)
    return refuse(
      'INVALID',
      'The product is no controlled substance: use adjustStock or writeOffStock.',
      ['input', 'stockItemId'],
      nothing,
    );
  await lockStock(transaction, [found]);
  const item = await stockItem(transaction, asked.stockItemId);
  const free = (item?.onHand ?? 0) - (item?.reserved ?? 0);
  if (-asked.quantity > free)
    return refuse('INVALID', `Only ${free} packs are there that are not set aside for somebody.`, ['input', 'quantity'], nothing);
  const made = Object.assign(new RegisterRequest(), {
    id: newId('registerrequest'),
    branchId: found.branchId,
    kind: asked.kind,
    status: RegisterRequestStatus.PENDING,
    stockItemId: found.id,
    productId: found.productId,
    lotId: found.lotId,
    quantity: asked.quantity,
    reason,
    voidsId: asked.voidsId ?? null,
    countLineId: asked.countLineId ?? null,
    requestedBy: person,
    decidedBy: null,
    decidedAt: null,
    decisionReason: null,
  });
  return { request: await transaction.insert(made) };
}

function stockItem(transaction: Transaction, id: string): Promise<StockItem | null> {
  return transaction.first(StockItem, sql`where id = ${toUuid('stockitem', id)}`);
}
