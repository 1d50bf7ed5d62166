import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { clock } from './clock.js';
import { amountError } from './cash-amount.js';
import { postEntries } from './journal.js';
import { OpenTillPayload, type OpenTillInput } from './till.inputs.js';
import { TillSession } from './till-session.js';
import { TenderKind, TillEntryKind, TillSessionStatus } from './till-terms.js';
import { Till } from './till.js';

const nothing = { tillSession: null };

const constraints = {
  till_sessions_one_per_till: {
    code: 'TAKEN',
    message: 'This till is open: its cashier, or who manages the tills, closes it first.',
    field: ['input', 'tillId'],
  },
  till_sessions_one_per_cashier: { code: 'TAKEN', message: 'You work at another till: close that one first.', field: ['input', 'tillId'] },
} as const;

/** Begins a session of the caller at a till. */
export async function openTill(context: Context, input: OpenTillInput): Promise<OpenTillPayload> {
  return context.db.command(OpenTillPayload, { name: 'openTill', permission: 'tills:operate', constraints }, async (transaction) => {
    const { actor } = transaction.context;
    if (actor.kind !== 'staff' || actor.id === null)
      return refuse('NOT_ALLOWED', 'A till is opened by the person who works at it: sign in.', ['input', 'tillId'], nothing);
    const till = await transaction.lock(Till, input.tillId);
    if (!till) return refuse('NOT_FOUND', 'There is no such till at the branches where you may do this.', ['input', 'tillId'], nothing);
    if (!till.active)
      return refuse('WRONG_STATE', 'This till is not in use: choose another, or activate it.', ['input', 'tillId'], nothing);
    const branch = await branchOf(transaction, till);
    const wrong = amountError(input.openingFloat, branch.currency, ['input', 'openingFloat'], { least: 0n, name: 'The opening float' });
    if (wrong) return new Refusal([wrong], nothing);
    const session = Object.assign(new TillSession(), {
      id: newId('tillsession'),
      branchId: till.branchId,
      tillId: till.id,
      cashierId: actor.id,
      status: TillSessionStatus.OPEN,
      currency: branch.currency,
      openedAt: await clock(transaction),
      closedAt: null,
      closedBy: null,
      differenceReason: null,
      denominations: null,
    });
    await transaction.insert(session);
    await postEntries(transaction, session, null, [
      { kind: TillEntryKind.OPENING, tender: TenderKind.CASH, amountMinor: input.openingFloat.amountMinor },
    ]);
    return { tillSession: session };
  });
}
