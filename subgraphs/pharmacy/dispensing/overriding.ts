import { sql } from '#kernel/database/sql.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { DispenseCheck } from './dispense-check.js';
import { openDispenseStatuses } from './dispense-status.js';
import { OverrideCheckPayload, type OverrideCheckInput } from './dispense.inputs.js';
import { MedicationDispense } from './dispense.js';

const permission = 'checks:override';
const nothing = { check: null, dispense: null };
const field = ['input', 'checkId'];
const constraints = {
  check_overrides_pkey: { code: 'TAKEN', message: 'Somebody has overridden this check already.', field },
} as const;

/** A pharmacist answers, by name and with a reason, for handing out in spite of a check. */
export async function overrideCheck(context: Context, input: OverrideCheckInput): Promise<OverrideCheckPayload> {
  return context.db.command(OverrideCheckPayload, { name: 'overrideCheck', permission, constraints }, async (transaction) => {
    if (context.request.actor.kind !== 'staff')
      return refuse('NOT_ALLOWED', 'A check is overridden by a person who answers for it, not by a job or a program.', field, nothing);
    const reason = input.reason.trim();
    if (!/\p{L}{3}/u.test(reason) || reason.length > mostLetters.text)
      return refuse(
        'REQUIRED',
        `Say why it is handed over nevertheless, in words, at most ${mostLetters.text} characters.`,
        ['input', 'reason'],
        nothing,
      );
    const id = toUuid('dispensecheck', input.checkId);
    const check = await transaction.first(DispenseCheck, sql`where id = ${id}`);
    // Whoever hands it over, or calls it off, waits for this, or this for them.
    const dispense = check && (await transaction.lock(MedicationDispense, check.dispenseId));
    if (!dispense) return refuse('NOT_FOUND', 'There is no such check at the branches where you may do this.', field, nothing);
    if (!openDispenseStatuses.includes(dispense.status))
      return refuse('WRONG_STATE', `The dispense is ${dispense.status}: its checks are closed.`, field, nothing);
    await transaction.rows(
      sql`insert into check_overrides (check_id, branch_id, reason) values (${id}, ${toUuid('branch', check.branchId)}, ${reason})`,
    );
    return { check, dispense };
  });
}
