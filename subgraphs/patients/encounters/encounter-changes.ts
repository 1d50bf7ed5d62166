import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toCoding } from '#kernel/graph/coding.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { requiredBranchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Condition } from '../conditions/condition.js';
import { encounterUpdated } from '../events.js';
import { Patient } from '../patients/patient.js';
import { EncounterDiagnosis, EncounterNote } from './encounter-details.js';
import { EncounterStatus } from './encounter-status.js';
import { Encounter } from './encounter.js';
import {
  AddEncounterDiagnosisPayload,
  AddEncounterNotePayload,
  StartEncounterPayload,
  UpdateEncounterStatusPayload,
  type AddEncounterDiagnosisInput,
  type AddEncounterNoteInput,
  type StartEncounterInput,
  type UpdateEncounterStatusInput,
} from './encounter.inputs.js';

const permission = 'encounters:record';
const beginnings: readonly EncounterStatus[] = [EncounterStatus.PLANNED, EncounterStatus.ARRIVED, EncounterStatus.TRIAGED, EncounterStatus.IN_PROGRESS];

export async function startEncounter(context: Context, input: StartEncounterInput): Promise<StartEncounterPayload> {
  const branchId = input.branchId ?? context.request.branch;
  const outside = await requiredBranchRefusal(context, branchId, permission);
  return context.db.command(StartEncounterPayload, { name: 'startEncounter', permission }, async (transaction) => {
    if (outside || branchId === null) return new Refusal(outside ? [outside] : [], { encounter: null });
    if (!beginnings.includes(input.status)) {
      return refuse('INVALID', `An encounter begins as one of ${beginnings.join(', ')}.`, ['input', 'status'], { encounter: null });
    }
    const patient = await transaction.lock(Patient, input.patientId);
    if (!patient || patient.deletedAt) return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'patientId'], { encounter: null });
    const encounter = Object.assign(new Encounter(), {
      id: newId('encounter'),
      branchId,
      patientId: patient.id,
      status: input.status,
      class: input.class,
      type: input.type ? toCoding(input.type) : null,
      reason: input.reason ? toCoding(input.reason) : null,
      startsAt: input.startsAt ?? new Date(),
      endsAt: null,
      externalId: null,
    });
    await transaction.insert(encounter);
    await announce(transaction, encounter);
    return { encounter };
  });
}

export async function updateEncounterStatus(context: Context, input: UpdateEncounterStatusInput): Promise<UpdateEncounterStatusPayload> {
  return context.db.command(UpdateEncounterStatusPayload, { name: 'updateEncounterStatus', permission }, async (transaction) => {
    const encounter = await transaction.lock(Encounter, input.id);
    if (!encounter) return absent('id', {});
    const stale = staleVersion(encounter, input.expectedVersion, 'encounter', { encounter: null });
    if (stale) return stale;
    const allowed = encounter.moveTo(input.status, new Date());
    if (allowed) {
      const ways = allowed.length > 0 ? `it can become ${allowed.join(', ')}` : 'nothing follows that';
      const message = `The encounter is ${encounter.status} and cannot become ${input.status}: ${ways}.`;
      return refuse('WRONG_STATE', message, ['input', 'status'], { encounter: null });
    }
    await transaction.save(encounter);
    await announce(transaction, encounter);
    return { encounter };
  });
}

export async function addEncounterNote(context: Context, input: AddEncounterNoteInput): Promise<AddEncounterNotePayload> {
  return context.db.command(AddEncounterNotePayload, { name: 'addEncounterNote', permission }, async (transaction) => {
    const nothing = { note: null, encounter: null };
    const text = input.text.trim();
    if (!text) return refuse('REQUIRED', 'A note needs some text.', ['input', 'text'], nothing);
    if (text.length > 20_000) return refuse('INVALID', 'A note holds at most 20,000 characters.', ['input', 'text'], nothing);
    const encounter = await transaction.lock(Encounter, input.encounterId);
    if (!encounter) return absent('encounterId', { note: null });
    const note = Object.assign(new EncounterNote(), {
      id: newId('note'),
      branchId: encounter.branchId,
      encounterId: encounter.id,
      text,
      authorId: context.request.actor.id ?? '',
    });
    await transaction.insert(note);
    await announce(transaction, encounter);
    return { note, encounter };
  });
}

export async function addEncounterDiagnosis(context: Context, input: AddEncounterDiagnosisInput): Promise<AddEncounterDiagnosisPayload> {
  return context.db.command(AddEncounterDiagnosisPayload, { name: 'addEncounterDiagnosis', permission }, async (transaction) => {
    const nothing = { diagnosis: null, encounter: null };
    const encounter = await transaction.lock(Encounter, input.encounterId);
    if (!encounter) return absent('encounterId', { diagnosis: null });
    const condition = input.conditionId ? await transaction.lock(Condition, input.conditionId) : null;
    if (input.conditionId && condition?.patientId !== encounter.patientId) {
      return refuse('NOT_FOUND', "There is no such condition on this patient's record.", ['input', 'conditionId'], nothing);
    }
    const code = input.code ? toCoding(input.code) : condition?.code;
    if (!code?.display) return refuse('REQUIRED', 'Say what was diagnosed, by a code or a condition.', ['input', 'code'], nothing);
    const [last] = await transaction.rows<{ rank: number }>(
      sql`select coalesce(max(rank), 0)::int as rank from encounter_diagnoses where encounter_id = ${toUuid('encounter', encounter.id)}`,
    );
    const diagnosis = Object.assign(new EncounterDiagnosis(), {
      id: newId('diagnosis'),
      branchId: encounter.branchId,
      encounterId: encounter.id,
      conditionId: condition?.id ?? null,
      code,
      use: input.use,
      rank: (last?.rank ?? 0) + 1,
      externalId: null,
    });
    await transaction.insert(diagnosis);
    await announce(transaction, encounter);
    return { diagnosis, encounter };
  });
}

function announce(transaction: Transaction, { id, branchId, patientId, status }: Encounter): Promise<void> {
  return transaction.publish(encounterUpdated, { subject: id, branch: branchId, data: { patientId, status } });
}

function absent(field: string, payload: Readonly<Record<string, unknown>>): Refusal {
  return refuse('NOT_FOUND', 'There is no such encounter at the branches where you may do this.', ['input', field], { encounter: null, ...payload });
}
