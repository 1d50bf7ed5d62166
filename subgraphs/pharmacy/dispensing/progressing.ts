import type { Transaction } from '#kernel/database/transaction.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { releaseStock } from '../stock/reserving.js';
import { lockStock } from '../stock/stock-lock.js';
import { DispenseStatus } from './dispense-status.js';
import {
  CancelDispensePayload,
  CheckDispensePayload,
  DeclineDispensePayload,
  HoldDispensePayload,
  ResumeDispensePayload,
  type DispensePayload,
  type EndDispenseInput,
  type ProgressDispenseInput,
} from './dispense.inputs.js';
import type { MedicationDispense } from './dispense.js';
import { lockDispense, type DispenseChange } from './finding-dispenses.js';
import { preparePermission } from './preparing.js';

const nothing = { dispense: null };
const { PREPARATION, IN_PROGRESS, ON_HOLD, CANCELLED, DECLINED } = DispenseStatus;

/**
 * A second look at what was prepared. Who looks is kept, and that it is another than who prepared is left to the house: a pharmacy
 * with one person has no second one.
 */
export function checkDispense(context: Context, input: ProgressDispenseInput): Promise<CheckDispensePayload> {
  return change(
    context,
    CheckDispensePayload,
    { name: 'checkDispense', permission: 'dispenses:check' },
    input,
    (_transaction, dispense) => {
      if (dispense.status === ON_HOLD) return 'The dispense is on hold: resume it first (resumeDispense).';
      const wrong = dispense.moveTo(IN_PROGRESS);
      if (!wrong) Object.assign(dispense, { checkedById: context.request.actor.id, checkedAt: new Date() });
      return wrong;
    },
  );
}

/** Stops it for a while; the packs stay set aside. */
export function holdDispense(context: Context, input: EndDispenseInput): Promise<HoldDispensePayload> {
  return withReason(context, HoldDispensePayload, 'holdDispense', input, (_transaction, dispense) => dispense.moveTo(ON_HOLD));
}

/** Goes on where it was before the hold. */
export function resumeDispense(context: Context, input: ProgressDispenseInput): Promise<ResumeDispensePayload> {
  return change(
    context,
    ResumeDispensePayload,
    { name: 'resumeDispense', permission: preparePermission },
    input,
    (_transaction, dispense) => {
      if (dispense.status !== ON_HOLD) return `The dispense is ${dispense.status}: only one that is ON_HOLD is resumed.`;
      dispense.statusReason = null;
      return dispense.moveTo(dispense.checkedAt === null ? PREPARATION : IN_PROGRESS);
    },
  );
}

/** Calls it off: the packs go back to stock. */
export function cancelDispense(context: Context, input: EndDispenseInput): Promise<CancelDispensePayload> {
  return withReason(context, CancelDispensePayload, 'cancelDispense', input, (transaction, dispense) =>
    end(transaction, dispense, CANCELLED),
  );
}

/** The pharmacist refuses to give it: the packs go back to stock. */
export function declineDispense(context: Context, input: EndDispenseInput): Promise<DeclineDispensePayload> {
  return withReason(context, DeclineDispensePayload, 'declineDispense', input, (transaction, dispense) =>
    end(transaction, dispense, DECLINED),
  );
}

async function end(transaction: Transaction, dispense: MedicationDispense, status: DispenseStatus): Promise<string | null> {
  const wrong = dispense.moveTo(status);
  if (wrong) return wrong;
  await lockStock(transaction, [dispense]);
  await releaseStock(transaction, { type: 'dispense', id: dispense.id });
  return null;
}

/** Does it to the dispense, or says why it cannot be. */
type Step = (transaction: Transaction, dispense: MedicationDispense) => Promise<string | null> | string | null;

interface Command {
  readonly name: string;
  readonly permission: string;
}

function withReason<P extends DispensePayload>(
  context: Context,
  payload: new () => P,
  name: string,
  input: EndDispenseInput,
  step: Step,
): Promise<P> {
  return change(
    context,
    payload,
    { name, permission: preparePermission },
    input,
    (transaction, dispense) => {
      const reason = input.reason.trim();
      dispense.statusReason = reason;
      return step(transaction, dispense);
    },
    reasonRefusal(input.reason),
  );
}

function reasonRefusal(reason: string): Refusal | null {
  if (/\p{L}{3}/u.test(reason) && reason.length <= mostLetters.text) return null;
  return refuse('REQUIRED', `Say why, in at most ${mostLetters.text} characters.`, ['input', 'reason'], nothing);
}

async function change<P extends DispensePayload>(
  context: Context,
  payload: new () => P,
  command: Command,
  input: DispenseChange,
  step: Step,
  refused: Refusal | null = null,
): Promise<P> {
  const answer = await context.db.command<DispensePayload>(payload, command, async (transaction) => {
    if (refused) return refused;
    const dispense = await lockDispense(transaction, input);
    if (dispense instanceof Refusal) return dispense;
    const wrong = await step(transaction, dispense);
    if (wrong) return refuse('WRONG_STATE', wrong, ['input', 'id'], nothing);
    await transaction.save(dispense);
    return { dispense };
  });
  return answer as P;
}
