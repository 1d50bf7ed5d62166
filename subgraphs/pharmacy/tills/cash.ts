import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { lockSession } from './at-session.js';
import { amountError, inWords } from './cash-amount.js';
import { cashIn, postEntries } from './journal.js';
import { RecordCashPayload, type RecordCashInput } from './till.inputs.js';
import { TillSession } from './till-session.js';
import { CashMovementKind, TenderKind, TillEntryKind } from './till-terms.js';

const nothing = { tillSession: null };

/** Enters cash that was put in or taken out without a sale. */
export async function recordCash(context: Context, input: RecordCashInput): Promise<RecordCashPayload> {
  return context.db.command(RecordCashPayload, { name: 'recordCash', permission: 'tills:operate' }, async (transaction) => {
    const session = await lockSession(transaction, input.tillSessionId);
    if (!(session instanceof TillSession)) return new Refusal([session], nothing);
    const wrong = amountError(input.amount, session.currency, ['input', 'amount'], { least: 1n });
    if (wrong) return new Refusal([wrong], nothing);
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say what the cash is for.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const goesIn = input.kind === CashMovementKind.IN;
    const there = goesIn ? 0n : await cashIn(transaction, session);
    const { amountMinor } = input.amount;
    if (!goesIn && amountMinor > there)
      return refuse(
        'INVALID',
        `By its journal the till holds ${inWords(there, session.currency)} in cash: take out at most that.`,
        ['input', 'amount'],
        nothing,
      );
    const kind = goesIn ? TillEntryKind.CASH_IN : TillEntryKind.CASH_OUT;
    const entry = { kind, tender: TenderKind.CASH, amountMinor: goesIn ? amountMinor : -amountMinor, reason };
    await postEntries(transaction, session, null, [entry]);
    return { tillSession: session };
  });
}
