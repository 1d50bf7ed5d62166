import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { MovementSource } from '../stock/moving.js';
import type { TillSession } from './till-session.js';
import { TenderKind, type TillEntryKind } from './till-terms.js';

export interface NewEntry {
  readonly kind: TillEntryKind;
  readonly tender: TenderKind;
  /** Positive in, negative out; nothing is left out of the journal. */
  readonly amountMinor: bigint;
  readonly reason?: string | null;
}

/** Writes in the journal of a session that is held (`lockSession`). */
export async function postEntries(
  transaction: Transaction,
  session: TillSession,
  source: MovementSource | null,
  entries: readonly NewEntry[],
): Promise<void> {
  const rows = entries
    .filter(({ amountMinor }) => amountMinor !== 0n)
    .map((entry) => ({
      id: toUuid('tillentry', newId('tillentry')),
      tender: entry.tender,
      kind: entry.kind,
      amount_minor: entry.amountMinor.toString(),
      reason: entry.reason ?? null,
    }));
  if (rows.length === 0) return;
  await transaction.rows(sql`insert into till_entries (branch_id, session_id, source_type, source_id, id, tender, kind, amount_minor, reason)
    select ${toUuid('branch', session.branchId)}, ${toUuid('tillsession', session.id)}, ${source?.type ?? null},
      ${source ? toUuid(source.type, source.id) : null}::uuid, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, tender text, kind text, amount_minor bigint, reason text)`);
}

/** What is in a till by its journal, by what people paid with. Hold the session first. */
export async function balanceOf(transaction: Transaction, session: TillSession): Promise<Map<TenderKind, bigint>> {
  const rows = await transaction.rows<{ tender: TenderKind; amount: string }>(sql`select tender, sum(amount_minor)::text as amount
    from till_entries where session_id = ${toUuid('tillsession', session.id)} and occurred_at >= ${session.openedAt} group by tender`);
  return new Map(rows.map(({ tender, amount }) => [tender, BigInt(amount)]));
}

/** The cash in the drawer by the journal. */
export async function cashIn(transaction: Transaction, session: TillSession): Promise<bigint> {
  return (await balanceOf(transaction, session)).get(TenderKind.CASH) ?? 0n;
}
