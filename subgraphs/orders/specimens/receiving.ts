import { sql } from '#kernel/database/sql.js';
import { Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { changeSpecimens, laboratoryErrors, lockScanned } from './scanned-specimens.js';
import { SpecimenStatus } from './specimen-terms.js';
import { ReceiveSpecimensPayload, SpecimenWarning, type ReceiveSpecimensInput } from './specimen.inputs.js';
import type { Specimen } from './specimen.js';

const nothing = { specimens: [], warnings: [] };
const permission = 'specimens:receive';

/** Specimens arrived at the laboratory. One that is too old is received as well, for the laboratory to decide: it is marked, and warned of. */
export async function receiveSpecimens(context: Context, input: ReceiveSpecimensInput): Promise<ReceiveSpecimensPayload> {
  return context.db.command(ReceiveSpecimensPayload, { name: 'receiveSpecimens', permission }, async (transaction) => {
    const found = await lockScanned(transaction, input.accessionNumbers, nothing);
    if (found instanceof Refusal) return found;
    const { scanned } = found;
    const elsewhere = laboratoryErrors(transaction, scanned, permission);
    if (elsewhere.length > 0) return new Refusal(elsewhere, nothing);
    const errors = scanned.flatMap(({ specimen, field }) => specimen.moveTo(SpecimenStatus.RECEIVED, field) ?? []);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const specimens = await changeSpecimens(
      transaction,
      scanned.map(({ specimen }) => specimen),
      // By the clock: while the transaction waited for others who scan the same, time went on.
      sql`status = ${SpecimenStatus.RECEIVED}, received_at = clock_timestamp(), received_by = ${context.request.actor.id},
        stability_exceeded = coalesce(clock_timestamp() > collected_at + make_interval(mins => stability_minutes), false)`,
    );
    return { specimens, warnings: specimens.flatMap(warningsOf) };
  });
}

function warningsOf(specimen: Specimen): SpecimenWarning[] {
  const { accessionNumber, stabilityExceeded, stableUntil, held, holdReason } = specimen;
  const messages: string[] = [];
  if (stabilityExceeded)
    messages.push(`It could be examined until ${stableUntil?.toISOString()}: decide whether it still can, or reject it as TOO_OLD.`);
  if (held) messages.push(`It is held: ${holdReason} Release or reject it before you examine it.`);
  return messages.map((message) => Object.assign(new SpecimenWarning(), { specimen, accessionNumber, message }));
}
