import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { changeSpecimens, laboratoryErrors, lockWithOrders } from './scanned-specimens.js';
import { ReleaseSpecimenPayload, type ReleaseSpecimenInput } from './specimen.inputs.js';

const nothing = { specimen: null };
const permission = 'specimens:receive';
const field = ['input', 'id'];

/** Somebody of the laboratory decides that a specimen which is held can be examined. The other decision is to reject it. */
export async function releaseSpecimen(context: Context, input: ReleaseSpecimenInput): Promise<ReleaseSpecimenPayload> {
  return context.db.command(ReleaseSpecimenPayload, { name: 'releaseSpecimen', permission }, async (transaction) => {
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why it can be examined nevertheless.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const { specimens } = await lockWithOrders(transaction, sql`id = ${toUuid('specimen', input.id)}`);
    const [specimen] = specimens;
    if (!specimen) return refuse('NOT_FOUND', 'There is no such specimen where you may do this.', field, nothing);
    const elsewhere = laboratoryErrors(transaction, [{ specimen, field }], permission);
    if (elsewhere.length > 0) return new Refusal(elsewhere, nothing);
    const stale = staleVersion(specimen, input.expectedVersion, 'specimen', nothing);
    if (stale) return stale;
    if (!specimen.held)
      return refuse('WRONG_STATE', `The specimen ${specimen.accessionNumber} is not held: there is nothing to decide.`, field, nothing);
    const changed = await changeSpecimens(
      transaction,
      [specimen],
      sql`held = false, released_at = clock_timestamp(), released_by = ${context.request.actor.id}, release_reason = ${reason}`,
    );
    return { specimen: changed[0] ?? null };
  });
}
