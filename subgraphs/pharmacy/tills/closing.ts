import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { begunForSession } from '../sales/sale-moment.js';
import { lockSession } from './at-session.js';
import { amountError, inWords } from './cash-amount.js';
import { balanceOf, postEntries } from './journal.js';
import { clock } from './clock.js';
import { CloseTillPayload, type CloseTillInput } from './till.inputs.js';
import { TillSession } from './till-session.js';
import { TenderKind, TillEntryKind, TillSessionStatus } from './till-terms.js';

const nothing = { tillSession: null };

interface Count {
  readonly tender: TenderKind;
  readonly expectedMinor: bigint;
  readonly countedMinor: bigint;
}

/** Closes a till on what was counted; what differs is entered, so that the journal sums up to the count. */
export async function closeTill(context: Context, input: CloseTillInput): Promise<CloseTillPayload> {
  return context.db.command(CloseTillPayload, { name: 'closeTill', permission: 'tills:operate' }, async (transaction) => {
    const session = await lockSession(transaction, input.tillSessionId);
    if (!(session instanceof TillSession)) return new Refusal([session], nothing);
    const baskets = await openBaskets(transaction, session);
    if (baskets > 0) {
      const message = `${baskets === 1 ? 'One basket is' : `${baskets} baskets are`} open at this till: complete, hold or discard first.`;
      return refuse('WRONG_STATE', message, ['input', 'tillSessionId'], nothing);
    }
    const counts = countsOf(input, session, await balanceOf(transaction, session));
    if (!('counts' in counts)) return new Refusal(counts.errors, nothing);
    const different = counts.counts.filter(({ expectedMinor, countedMinor }) => expectedMinor !== countedMinor);
    const reason = input.reason?.trim() || null;
    if (different.length > 0 && reason === null) return new Refusal([unexplained(different, session.currency)], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const entries = different.map(({ tender, expectedMinor, countedMinor }) => ({
      kind: TillEntryKind.DIFFERENCE,
      tender,
      amountMinor: countedMinor - expectedMinor,
      reason,
    }));
    await postEntries(transaction, session, null, entries);
    await keepCounts(transaction, session, counts.counts);
    return { tillSession: await close(transaction, session, input, different.length > 0 ? reason : null) };
  });
}

function countsOf(
  { counted, denominations }: CloseTillInput,
  { currency }: TillSession,
  expected: ReadonlyMap<TenderKind, bigint>,
): { readonly counts: Count[] } | { readonly errors: UserError[] } {
  const field = ['input', 'counted'];
  const errors: UserError[] = [];
  const byTender = new Map<TenderKind, bigint>();
  for (const { tender, amount } of counted) {
    // Of a card terminal that only refunded, less than nothing is counted.
    const wrong = amountError(amount, currency, field, { least: tender === TenderKind.CASH ? 0n : null, name: 'Cash that was counted' });
    if (wrong) errors.push(wrong);
    if (byTender.has(tender)) errors.push(userError('INVALID', `${tender} was counted twice: send its sum.`, field));
    byTender.set(tender, amount.amountMinor);
  }
  const uncounted = [...expected].filter(([tender, amount]) => amount !== 0n && !byTender.has(tender)).map(([tender]) => tender);
  if (uncounted.length > 0)
    errors.push(userError('REQUIRED', `The journal has entries in ${uncounted.join(', ')}: say what was counted of each.`, field));
  if (denominations) errors.push(...denominationErrors(denominations, byTender.get(TenderKind.CASH) ?? 0n, currency));
  if (errors.length > 0) return { errors };
  const counts = [...byTender].map(([tender, countedMinor]) => ({ tender, countedMinor, expectedMinor: expected.get(tender) ?? 0n }));
  return { counts };
}

function denominationErrors(denominations: NonNullable<CloseTillInput['denominations']>, cash: bigint, currency: string): UserError[] {
  const field = ['input', 'denominations'];
  if (denominations.some(({ valueMinor, count }) => valueMinor < 1n || count < 0))
    return [userError('INVALID', 'A note or coin is worth more than zero, and there are zero or more of it.', field)];
  const found = denominations.reduce((sum, { valueMinor, count }) => sum + valueMinor * BigInt(count), 0n);
  if (found === cash) return [];
  return [
    userError(
      'INVALID',
      `The notes and coins make ${inWords(found, currency)}, but ${inWords(cash, currency)} was counted in cash.`,
      field,
    ),
  ];
}

function unexplained(different: readonly Count[], currency: string): UserError {
  const found = different.map(({ tender, expectedMinor, countedMinor }) => {
    const off = countedMinor - expectedMinor;
    return `${tender} ${inWords(off < 0n ? -off : off, currency)} too ${off < 0n ? 'little' : 'much'}`;
  });
  return userError('REQUIRED', `Counted differs from expected: ${found.join(', ')}. Count again, or say why (reason).`, [
    'input',
    'reason',
  ]);
}

async function openBaskets(transaction: Transaction, session: TillSession): Promise<number> {
  const [row] = await transaction.rows<{ count: number }>(
    sql`select count(*)::int as count from sales
      where till_session_id = ${toUuid('tillsession', session.id)} and status = 'OPEN' and occurred_at >= ${begunForSession(session.id)}`,
  );
  return row?.count ?? 0;
}

async function keepCounts(transaction: Transaction, session: TillSession, counts: readonly Count[]): Promise<void> {
  const rows = counts.map(({ tender, expectedMinor, countedMinor }) => ({
    tender,
    expected_minor: expectedMinor.toString(),
    counted_minor: countedMinor.toString(),
  }));
  await transaction.rows(sql`insert into till_counts (branch_id, session_id, tender, expected_minor, counted_minor)
    select ${toUuid('branch', session.branchId)}, ${toUuid('tillsession', session.id)}, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (tender text, expected_minor bigint, counted_minor bigint)`);
}

async function close(transaction: Transaction, session: TillSession, input: CloseTillInput, reason: string | null): Promise<TillSession> {
  const denominations = input.denominations
    ?.toSorted((one, other) => Number(other.valueMinor - one.valueMinor))
    .map(({ valueMinor, count }) => ({ valueMinor: valueMinor.toString(), count }));
  Object.assign(session, {
    status: TillSessionStatus.CLOSED,
    closedAt: await clock(transaction),
    closedBy: transaction.context.actor.id,
    differenceReason: reason,
    denominations: denominations ?? null,
  });
  return transaction.save(session);
}
