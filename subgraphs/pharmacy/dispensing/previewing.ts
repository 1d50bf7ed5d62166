import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { UserError } from '#kernel/graph/user-error.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { MedicationRequest } from '../prescriptions/medication-request.js';
import { Prescription } from '../prescriptions/prescription.js';
import { FoundCheck } from './dispense-check.js';
import { planDispense } from './dispense-plan.js';
import { recordOfPatient } from './patient-record.js';
import { preparePermission } from './preparing.js';
import { chooseProduct } from './substituting.js';

interface Previewed {
  readonly branchId: string | null;
  readonly medicationRequestId: string;
  readonly productId: string | null;
}

/** What would be found if it were prepared now; nothing is written, and no stock is set aside. Null when nothing can be prepared. */
export async function previewChecks(
  context: Context,
  { branchId, medicationRequestId, productId }: Previewed,
): Promise<FoundCheck[] | null> {
  const id = await requireBranch(context, branchId, preparePermission);
  const profile = await context.load(profileOfBranch, id);
  const seen = await context.db.first(MedicationRequest, sql`where id = ${toUuid('medicationrequest', medicationRequestId)}`);
  const patient = seen && (await recordOfPatient(context, seen.patientId));
  if (!seen || !patient || !profile) return null;
  return context.db.snapshot(preparePermission, async (transaction) => {
    const request = await transaction.first(MedicationRequest, sql`where id = ${toUuid('medicationrequest', seen.id)}`);
    const prescription = await transaction.first(Prescription, sql`where id = ${toUuid('prescription', seen.prescriptionId)}`);
    const [day] = await transaction.rows<{ today: string }>(
      sql`select (clock_timestamp() at time zone ${profile.timeZone})::date::text as today`,
    );
    if (!request || !prescription || !day) return null;
    // Why it is given is asked for when it is prepared.
    const reason = productId !== null && productId !== request.productId ? 'preview' : null;
    const chosen = await chooseProduct(transaction, request, { productId, substitutionReason: reason });
    if (chosen instanceof UserError) throw new GraphError('BAD_USER_INPUT', chosen.message);
    const branch = { id, ...profile, today: day.today };
    const plan = await planDispense(transaction, { ...chosen, branch, patient, prescription, request }, {});
    if (plan instanceof UserError) throw new GraphError('BAD_USER_INPUT', plan.message);
    return plan.findings.map(({ kind, severity, message, source }) => Object.assign(new FoundCheck(), { kind, severity, message, source }));
  });
}
