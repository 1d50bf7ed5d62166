import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { Refusal, refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { changeSpecimens, laboratoryErrors, lockScanned } from './scanned-specimens.js';
import { RejectionReason, SpecimenStatus } from './specimen-terms.js';
import { RejectSpecimensPayload, type RejectSpecimensInput } from './specimen.inputs.js';

const nothing = { specimens: [] };
const permission = 'specimens:receive';

/** The laboratory cannot examine them. Of what is held this is the decision; a result that it had stays in its record, and counts no more. */
export async function rejectSpecimens(context: Context, input: RejectSpecimensInput): Promise<RejectSpecimensPayload> {
  return context.db.command(RejectSpecimensPayload, { name: 'rejectSpecimens', permission }, async (transaction) => {
    const text = input.text?.trim() || null;
    if (input.reason === RejectionReason.OTHER && text === null)
      return refuse('REQUIRED', 'Say what is the matter, for those who collected it.', ['input', 'text'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { text });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const found = await lockScanned(transaction, input.accessionNumbers, nothing);
    if (found instanceof Refusal) return found;
    const { scanned } = found;
    const elsewhere = laboratoryErrors(transaction, scanned, permission);
    if (elsewhere.length > 0) return new Refusal(elsewhere, nothing);
    const errors = scanned.flatMap(({ specimen, field }) => specimen.moveTo(SpecimenStatus.REJECTED, field) ?? []);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const specimens = await changeSpecimens(
      transaction,
      scanned.map(({ specimen }) => specimen),
      sql`status = ${SpecimenStatus.REJECTED}, rejected_at = clock_timestamp(), rejected_by = ${context.request.actor.id},
        rejection_reason = ${input.reason}, rejection_text = ${text}, held = false`,
    );
    return { specimens };
  });
}
