import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toCoding, type CodingInput } from '#kernel/graph/coding.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { practitionerUpdated } from '../events.js';
import { isManaged, managedBranches, worksElsewhere } from './managed-practitioner.js';
import { Practitioner, type Qualification } from './practitioner.js';
import {
  CreatePractitionerPayload,
  UpdatePractitionerPayload,
  type CreatePractitionerInput,
  type QualificationInput,
  type UpdatePractitionerInput,
} from './practitioner.inputs.js';

const permission = 'schedules:manage';
const nothing = { practitioner: null };

export async function createPractitioner(context: Context, input: CreatePractitionerInput): Promise<CreatePractitionerPayload> {
  const staff = input.staffId
    ? (await context.read<{ displayName: string }>('Staff', [input.staffId], 'displayName')).get(input.staffId)
    : null;
  const outside = await branchesRefusal(context, input.branchIds);
  const options = {
    name: 'createPractitioner',
    permission,
    constraints: {
      practitioners_staff: { code: 'TAKEN', message: 'This member of staff is a practitioner already.', field: ['input', 'staffId'] },
    },
  } as const;
  return context.db.command(CreatePractitionerPayload, options, async (transaction) => {
    if (input.staffId && !staff) return refuse('NOT_FOUND', 'There is no such member of staff.', ['input', 'staffId'], nothing);
    const name = (input.name ?? staff?.displayName ?? '').trim();
    const wrong = [...outside, ...nameErrors(name), ...specialtyErrors(input.specialties), ...qualificationErrors(input.qualifications)];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const practitioner = Object.assign(new Practitioner(), {
      id: newId('practitioner'),
      staffId: input.staffId ?? null,
      name,
      nameKey: searchKey(name),
      active: true,
      specialties: input.specialties.map(toCoding),
      qualifications: input.qualifications.map(toQualification),
    });
    await transaction.insert(practitioner);
    await setBranches(transaction, practitioner, input.branchIds, 'all');
    await announce(transaction, practitioner);
    return { practitioner };
  });
}

/** Whoever manages some branches changes those who work at one of them, and leaves the other branches as they are. */
export async function updatePractitioner(context: Context, input: UpdatePractitionerInput): Promise<UpdatePractitionerPayload> {
  const managed = managedBranches(context.request);
  const outside = input.branchIds ? await branchesRefusal(context, input.branchIds) : [];
  return context.db.command(UpdatePractitionerPayload, { name: 'updatePractitioner', permission }, async (transaction) => {
    const practitioner = await transaction.lock(Practitioner, input.id);
    if (!practitioner) return refuse('NOT_FOUND', 'There is no such practitioner.', ['input', 'id'], nothing);
    const stale = staleVersion(practitioner, input.expectedVersion, 'practitioner', nothing);
    if (stale) return stale;
    if (!(await isManaged(transaction, practitioner.id))) return refuse('NOT_ALLOWED', worksElsewhere, ['input', 'id'], nothing);
    const name = input.name?.trim() ?? practitioner.name;
    const wrong = [
      ...outside,
      ...nameErrors(name),
      ...specialtyErrors(input.specialties ?? []),
      ...qualificationErrors(input.qualifications ?? []),
    ];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    practitioner.name = name;
    practitioner.nameKey = searchKey(name);
    practitioner.active = input.active ?? practitioner.active;
    if (input.specialties) practitioner.specialties = input.specialties.map(toCoding);
    if (input.qualifications) practitioner.qualifications = input.qualifications.map(toQualification);
    // The branches are rows of their own; whoever changes them changes the practitioner.
    if (input.branchIds && (await setBranches(transaction, practitioner, input.branchIds, managed))) practitioner.updatedAt = new Date();
    await transaction.save(practitioner);
    await announce(transaction, practitioner);
    return { practitioner };
  });
}

/** All branches must be the caller's to manage: one question, whatever their number. */
async function branchesRefusal(context: Context, branchIds: readonly string[]): Promise<UserError[]> {
  if (branchIds.length === 0) return [userError('REQUIRED', 'A practitioner works at one branch at least.', ['input', 'branchIds'])];
  const granted = managedBranches(context.request);
  const known = granted === 'all' ? await context.read('Branch', branchIds, 'id') : new Set(granted);
  return branchIds
    .filter((id) => !known.has(id))
    .map((id) => userError('NOT_FOUND', `There is no branch ${id} among those where you may do this.`, ['input', 'branchIds']));
}

function nameErrors(name: string): UserError[] {
  return name ? lengthErrors(mostLetters.name, { name }) : [userError('REQUIRED', 'A practitioner needs a name.', ['input', 'name'])];
}

function specialtyErrors(specialties: readonly CodingInput[]): UserError[] {
  return specialties.some(({ display }) => !display.trim())
    ? [userError('REQUIRED', 'Say what each specialty is.', ['input', 'specialties'])]
    : [];
}

function qualificationErrors(qualifications: readonly QualificationInput[]): UserError[] {
  const field = ['input', 'qualifications'];
  return [
    ...(qualifications.some(({ code }) => !code.display.trim()) ? [userError('REQUIRED', 'Say what each qualification is.', field)] : []),
    ...qualifications
      .filter(({ validFrom, validUntil }) => validFrom && validUntil && validUntil < validFrom)
      .map(({ code }) => userError('INVALID', `The qualification "${code.display}" ends before it begins.`, field)),
  ];
}

function toQualification({
  code,
  identifier = null,
  issuer = null,
  validFrom = null,
  validUntil = null,
}: QualificationInput): Qualification {
  return { code: toCoding(code), identifier, issuer, validFrom, validUntil };
}

/** Sets all branches of a practitioner, among those that the caller manages; says whether that changed any. */
async function setBranches(
  transaction: Transaction,
  { id }: Practitioner,
  branchIds: readonly string[],
  managed: 'all' | readonly string[],
): Promise<boolean> {
  const practitioner = toUuid('practitioner', id);
  const branches = uuidsOf(branchIds);
  const within = managed === 'all' ? null : uuidsOf(managed);
  const gone =
    await transaction.rows(sql`delete from practitioner_branches where practitioner_id = ${practitioner} and branch_id <> all (${branches}::uuid[])
    and (${within}::uuid[] is null or branch_id = any (${within}::uuid[])) returning branch_id`);
  const added = await transaction.rows(sql`insert into practitioner_branches (practitioner_id, branch_id)
    select ${practitioner}, branch_id from unnest(${branches}::uuid[]) branch_id on conflict do nothing returning branch_id`);
  return gone.length + added.length > 0;
}

function uuidsOf(branchIds: readonly string[]): string[] {
  return branchIds.map((branch) => toUuid('branch', branch));
}

function announce(transaction: Transaction, { id, active }: Practitioner): Promise<void> {
  return transaction.publish(practitionerUpdated, { subject: id, data: { active } });
}
