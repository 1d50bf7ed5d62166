import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { heldBack, holdItem, type HeldItem } from '../stock/held-item.js';
import type { UnitCost } from '../stock/lot-costs.js';
import { moveStock } from '../stock/moving.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { MovementKind } from '../stock/stock-terms.js';
import { onlyPeople, personActing } from './person.js';
import { isPartOf, RegisterCountLine } from './register-count.js';
import { RegisterRequest } from './register-request.js';
import { CountOutcome, RegisterRequestKind, RegisterRequestStatus } from './register-terms.js';
import {
  DeclineRegisterRequestPayload,
  WitnessRegisterRequestPayload,
  type DeclineRegisterRequestInput,
  type WitnessRegisterRequestInput,
} from './register.inputs.js';

const nothing = { request: null };
const absent = () => refuse('NOT_FOUND', 'There is no such request at the branches where you may do this.', ['input', 'id'], nothing);

/** A second person confirms, and what was asked for is done: stock, register and request change as one. */
export async function witnessRegisterRequest(context: Context, input: WitnessRegisterRequestInput): Promise<WitnessRegisterRequestPayload> {
  const options = {
    name: 'witnessRegisterRequest',
    permission: 'registers:witness',
    constraints: {
      ...stockConstraints,
      stock_items_not_oversold: {
        code: 'WRONG_STATE',
        message: 'Fewer packs are there now than were asked for, or some are set aside for somebody: decline the request, and count again.',
        field: ['input', 'id'],
      },
      register_entries_voided_once: { code: 'WRONG_STATE', message: 'The entry was voided already.', field: ['input', 'id'] },
    },
  } as const;
  return context.db.command(WitnessRegisterRequestPayload, options, async (transaction) => {
    const person = personActing(transaction.context);
    if (person === null) return onlyPeople(nothing);
    const request = await transaction.lock(RegisterRequest, input.id);
    if (!request) return absent();
    const refused = staleVersion(request, input.expectedVersion, 'request', nothing) ?? notPending(request);
    if (refused) return refused;
    if (request.requestedBy === person)
      return refuse('NOT_ALLOWED', 'You asked for it yourself: another person has to stand by and confirm it.', ['input', 'id'], nothing);
    const line = request.countLineId ? await transaction.lock(RegisterCountLine, request.countLineId) : null;
    if (line && line.outcome !== CountOutcome.DISCREPANT)
      return refuse('WRONG_STATE', `The line of the count is ${line.outcome} by now: decline the request.`, ['input', 'id'], nothing);
    if (line && !isPartOf(request.quantity, line.unsettled))
      return refuse(
        'WRONG_STATE',
        'The lot was counted again since, and less is left to settle: decline the request.',
        ['input', 'id'],
        nothing,
      );
    const held = await holdItem(transaction, request.stockItemId);
    if (held instanceof Refusal) return absent();
    const source = request.voidsId ? { type: 'registerentry', id: request.voidsId } : { type: 'registerrequest', id: request.id };
    const why = { reason: request.reason, witnessId: request.requestedBy };
    const movement = {
      kind: kindOf(request, held),
      ...held.place,
      quantity: request.quantity,
      unitCost: await costOf(transaction, request),
    };
    await moveStock(transaction, source, [{ ...movement, ...why }]);
    if (line) {
      line.settle(request.quantity);
      await transaction.save(line);
    }
    request.decide(RegisterRequestStatus.WITNESSED, person, null);
    return { request: await transaction.save(request) };
  });
}

/** What was held back, recalled or past its last day since it was asked for leaves as a loss, as all that is so does. */
function kindOf({ kind, quantity }: RegisterRequest, { place, lot, branch }: HeldItem): MovementKind {
  const isLoss = kind === RegisterRequestKind.DESTRUCTION || (quantity < 0 && heldBack(place.status, lot, branch.today) !== null);
  return isLoss ? MovementKind.LOSS : MovementKind.ADJUSTMENT;
}

/** What goods cost that were never received after all: reports of what stock is worth take them out again at that. */
async function costOf(transaction: Transaction, { voidsId }: RegisterRequest): Promise<UnitCost | null> {
  if (voidsId === null) return null;
  const [row] = await transaction.rows<{ unit_cost_minor: string; currency: string }>(sql`select movement.unit_cost_minor, movement.currency
    from register_entries entry join stock_movements movement on movement.id = entry.movement_id
      and movement.occurred_at between entry.created_at - interval '1 day' and entry.created_at + interval '1 day'
    where entry.id = ${toUuid('registerentry', voidsId)} and movement.unit_cost_minor is not null`);
  return row ? { amountMinor: BigInt(row.unit_cost_minor), currency: row.currency } : null;
}

/** Ends a request without doing it: whoever asked withdraws it, anybody else declines it. */
export async function declineRegisterRequest(context: Context, input: DeclineRegisterRequestInput): Promise<DeclineRegisterRequestPayload> {
  const options = { name: 'declineRegisterRequest', permission: 'registers:request' };
  return context.db.command(DeclineRegisterRequestPayload, options, async (transaction) => {
    const person = personActing(transaction.context);
    if (person === null) return onlyPeople(nothing);
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why it is not done.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const request = await transaction.lock(RegisterRequest, input.id);
    if (!request) return absent();
    const refused = staleVersion(request, input.expectedVersion, 'request', nothing) ?? notPending(request);
    if (refused) return refused;
    const isOwn = request.requestedBy === person;
    request.decide(isOwn ? RegisterRequestStatus.WITHDRAWN : RegisterRequestStatus.DECLINED, person, reason);
    return { request: await transaction.save(request) };
  });
}

function notPending(request: RegisterRequest): Refusal | null {
  if (request.status === RegisterRequestStatus.PENDING) return null;
  return refuse('WRONG_STATE', `The request is ${request.status}: nothing follows that.`, ['input', 'id'], nothing);
}
