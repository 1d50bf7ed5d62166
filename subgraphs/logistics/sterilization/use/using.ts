import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { sterilizationUsed } from '../../events.js';
import { InstrumentSet } from '../instruments/instrument-set.js';
import { InstrumentStatus } from '../instruments/instrument-terms.js';
import { changePackages, packagesScanned, uuidsOf, type Package } from '../instruments/packages.js';
import { tellRecalls } from '../loads/telling-recall.js';
import { dayAt, saidMoment } from '../moment.js';
import { onlyPeople } from '../person.js';
import { usePermission } from '../sterilization-permission.js';
import { InstrumentUse, UseInstrumentsPayload, type UseInstrumentsInput } from './instrument-use.js';
import { recalledPackages, type RecalledPackage } from './recalled-packages.js';
import { useProblem } from './use-problems.js';

const nothing = { uses: [] };

/**
 * Records that sterile things are used on somebody. All that was scanned must be fit for it, or nothing is recorded. A use from before a
 * recall may be recorded after it: then the recall is told again, with whom it reached.
 */
export async function useInstruments(context: Context, input: UseInstrumentsInput): Promise<UseInstrumentsPayload> {
  const wrong = onlyPeople(context.request, nothing) ?? (await whomRefusal(context, input));
  const options = { name: 'useInstruments', permission: usePermission, branchId: input.branchId, nothing };
  return atBranch(context, UseInstrumentsPayload, options, async (transaction, branch) => {
    if (wrong) return wrong;
    const at = saidMoment(input.at, nothing);
    if (at instanceof Refusal) return at;
    const packages = await packagesScanned(transaction, input.codes, nothing);
    if (packages instanceof Refusal) return packages;
    const day = await dayAt(transaction, branch.id, at);
    const recalled = await recalledPackages(transaction, packages);
    const problems = packages.flatMap((found) => {
      const problem = useProblem(found, recalled.get(found) ?? null, { branchId: branch.id, at, day, isSaid: input.at != null });
      return problem === null ? [] : [userError('WRONG_STATE', problem, ['input', 'codes'])];
    });
    if (problems.length > 0) return new Refusal(problems, nothing);
    const uses = packages.map((found) => useOf(found, recalled.get(found) ?? null, branch, input, at, context.request.actor.id ?? ''));
    const instruments = packages.map((found) => recalled.get(found)?.instruments ?? uuidsOf([found]).instruments);
    await insertUses(transaction, uses, instruments);
    const status = input.stillInUse ? InstrumentStatus.IN_USE : InstrumentStatus.DIRTY;
    // What a recall has set aside since stays so.
    const fit = packages.filter((found) => !recalled.has(found));
    await changePackages(transaction, fit, sql`status = ${status}`, sql`sterile_until = null`, sql`status_reason = null`);
    await transaction.publishAll(
      sterilizationUsed,
      uses.map(({ id, setId, instrumentId, code, loadId, patientId, orderId }) => ({
        subject: id,
        branch: branch.id,
        data: { itemId: setId ?? instrumentId ?? '', code, loadId, patientId, orderId },
      })),
    );
    const reached = new Set([...recalled.values()].map(({ load }) => load));
    if (reached.size > 0) await tellRecalls(transaction, [...reached]);
    return { uses };
  });
}

async function whomRefusal(context: Context, { patientId, orderId, note }: UseInstrumentsInput): Promise<Refusal | null> {
  const tooLong = lengthErrors(mostLetters.text, { note });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  if (!patientId && !orderId)
    return refuse('REQUIRED', 'Say on which patient or for which order they are used.', ['input', 'patientId'], nothing);
  if (patientId && !(await context.exists('Patient', patientId)))
    return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'patientId'], nothing);
  if (orderId && !(await context.exists('Order', orderId)))
    return refuse('NOT_FOUND', 'There is no such order.', ['input', 'orderId'], nothing);
  return null;
}

function useOf(
  { thing }: Package,
  recalled: RecalledPackage | null,
  branch: OpenBranch,
  { patientId, orderId, note }: UseInstrumentsInput,
  at: Date,
  usedBy: string,
): InstrumentUse {
  const set = thing instanceof InstrumentSet ? thing : null;
  return Object.assign(new InstrumentUse(), {
    id: newId('instrumentuse'),
    branchId: branch.id,
    loadId: thing.sterileLoadId,
    loadNumber: thing.sterileLoadNumber,
    setId: set?.id ?? null,
    setVersion: recalled ? recalled.setVersion : (set?.contentsVersion ?? null),
    instrumentId: set ? null : thing.id,
    code: thing.code,
    name: thing.name,
    patientId: patientId ?? null,
    orderId: orderId ?? null,
    note: note?.trim() || null,
    usedBy,
    usedAt: at,
  });
}

/** With the instruments of each, by uuids. */
async function insertUses(
  transaction: Transaction,
  uses: readonly InstrumentUse[],
  instruments: readonly (readonly string[])[],
): Promise<void> {
  const rows = uses.map((use) => ({
    id: toUuid('instrumentuse', use.id),
    branch_id: toUuid('branch', use.branchId),
    load_id: toUuid('sterilizationload', use.loadId),
    load_number: use.loadNumber,
    set_id: use.setId && toUuid('instrumentset', use.setId),
    set_version: use.setVersion,
    instrument_id: use.instrumentId && toUuid('instrument', use.instrumentId),
    code: use.code,
    name: use.name,
    patient_id: use.patientId && toUuid('patient', use.patientId),
    order_id: use.orderId && toUuid('order', use.orderId),
    note: use.note,
    used_by: use.usedBy,
    used_at: use.usedAt,
  }));
  await transaction.rows(sql`insert into instrument_uses (id, branch_id, load_id, load_number, set_id, set_version, instrument_id, code, name, patient_id,
      order_id, note, used_by, used_at)
    select id, branch_id, load_id, load_number, set_id, set_version, instrument_id, code, name, patient_id, order_id, note, used_by, used_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as made (id uuid, branch_id uuid, load_id uuid, load_number text, set_id uuid, set_version integer,
      instrument_id uuid, code text, name text, patient_id uuid, order_id uuid, note text, used_by text, used_at timestamptz(3))`);
  const used = instruments.flatMap((uuids, index) =>
    uuids.map((uuid) => ({ instrument_id: uuid, use_id: rows[index]?.id, branch_id: rows[index]?.branch_id })),
  );
  await transaction.rows(sql`insert into used_instruments (instrument_id, use_id, branch_id)
    select instrument_id, use_id, branch_id
    from jsonb_to_recordset(${JSON.stringify(used)}::jsonb) as made (instrument_id uuid, use_id uuid, branch_id uuid)`);
}
