import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Encounter, encounterReference } from '../references/encounter.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { todayAtBranch } from './branch-days.js';
import { MedicationRequest, requestsOfPrescription } from './medication-request.js';
import {
  PrescriptionFilter,
  PrescriptionOrder,
  UpdatePrescriptionInput,
  UpdatePrescriptionPayload,
  WritePrescriptionInput,
  WritePrescriptionPayload,
} from './prescription.inputs.js';
import { newestPrescriptionFirst, Prescription, prescriptionById, PrescriptionConnection, prescriptionList } from './prescription.js';
import { MedicationRequestStatus } from './request-status.js';
import { readScanCode, scanPrefixes } from './scan-code.js';
import { signPrescription } from './signing.js';
import { SignPrescriptionInput, SignPrescriptionPayload } from './status.inputs.js';
import { updatePrescription, writePrescription } from './writing.js';

@Resolver(() => Prescription)
export class PrescriptionResolver {
  @Query(() => Prescription, { nullable: true, description: 'One prescription of the tenant; null when there is none.' })
  @Access('prescriptions:read')
  prescription(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Prescription | null> {
    return context.load(prescriptionById, id);
  }

  @Query(() => Prescription, {
    nullable: true,
    description: 'The prescription on which this code is printed; null when there is none. Case, blanks and hyphens do not matter.',
  })
  @Access('prescriptions:read')
  async prescriptionByCode(
    @Ctx() context: Context,
    @Arg('code', () => String, { description: 'What the scanner read: `CGRX:…`.' }) code: string,
  ): Promise<Prescription | null> {
    const scanCode = readScanCode(scanPrefixes.prescription, code);
    return scanCode === null ? null : context.db.first(Prescription, sql`where scan_code = ${scanCode}`);
  }

  @Query(() => PrescriptionConnection, { description: 'Prescriptions of the tenant, the newest first unless asked otherwise.' })
  @Access('prescriptions:read')
  prescriptions(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PrescriptionFilter, { nullable: true, description: 'Which prescriptions.' }) filter: PrescriptionFilter | null,
    @Arg('orderBy', () => PrescriptionOrder, { nullable: true, description: 'In which order.' }) orderBy: PrescriptionOrder | null,
  ): Promise<Page<Prescription>> {
    return page(context, prescriptionList, args, orderBy ?? newestPrescriptionFirst, prescriptionsMatching(filter));
  }

  @Mutation(() => WritePrescriptionPayload, { description: 'Begins a prescription, as a draft.' })
  @Access('prescriptions:write')
  writePrescription(
    @Ctx() context: Context,
    @Arg('input', () => WritePrescriptionInput, { description: 'The prescription.' }) input: WritePrescriptionInput,
  ): Promise<WritePrescriptionPayload> {
    return writePrescription(context, input);
  }

  @Mutation(() => UpdatePrescriptionPayload, { description: 'Changes a draft.' })
  @Access('prescriptions:write')
  updatePrescription(
    @Ctx() context: Context,
    @Arg('input', () => UpdatePrescriptionInput, { description: 'The changes.' }) input: UpdatePrescriptionInput,
  ): Promise<UpdatePrescriptionPayload> {
    return updatePrescription(context, input);
  }

  @Mutation(() => SignPrescriptionPayload, {
    description:
      'Signs a draft, by the prescriber who is named on it: it gets its number and can be dispensed, and only its status changes from then on.',
  })
  @Access('prescriptions:sign')
  signPrescription(
    @Ctx() context: Context,
    @Arg('input', () => SignPrescriptionInput, { description: 'The draft.' }) input: SignPrescriptionInput,
  ): Promise<SignPrescriptionPayload> {
    return signPrescription(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it was written.' })
  branch(@Root() { branchId }: Prescription): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'The branch that is to dispense it; null when any may.' })
  dispensingBranch(@Root() { dispensingBranchId }: Prescription): Branch | null {
    return dispensingBranchId === null ? null : branchReference(dispensingBranchId);
  }

  @FieldResolver(() => Patient, { description: 'For whom.' })
  patient(@Root() { patientId }: Prescription): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => Staff, { description: 'Who prescribes.' })
  prescriber(@Root() { prescriberId }: Prescription): Staff {
    return staffReference(prescriberId);
  }

  @FieldResolver(() => Encounter, { nullable: true, description: 'The encounter in which it was written.' })
  encounter(@Root() { encounterId }: Prescription): Encounter | null {
    return encounterId === null ? null : encounterReference(encounterId);
  }

  @FieldResolver(() => [MedicationRequest], { description: 'The medicines, in the order of the prescription.' })
  async items(@Root() { id }: Prescription, @Ctx() context: Context): Promise<MedicationRequest[]> {
    return (await context.load(requestsOfPrescription, id)) ?? [];
  }

  @FieldResolver(() => Boolean, { description: 'Whether its last day has passed at the branch that wrote it.' })
  isExpired(@Root() prescription: Prescription, @Ctx() context: Context): Promise<boolean> {
    return isExpired(context, prescription);
  }

  @FieldResolver(() => Boolean, {
    description: 'Whether it waits to be dispensed: it is active and valid, and a first fill, or one that has begun, is still owed.',
  })
  async isWaiting(@Root() prescription: Prescription, @Ctx() context: Context): Promise<boolean> {
    if (prescription.status !== MedicationRequestStatus.ACTIVE || (await isExpired(context, prescription))) return false;
    return ((await context.load(requestsOfPrescription, prescription.id)) ?? []).some(({ isOwed }) => isOwed);
  }
}

async function isExpired(context: Context, { branchId, validUntil }: Prescription): Promise<boolean> {
  const today = await context.load(todayAtBranch, branchId);
  return today !== null && validUntil < today;
}

export function prescriptionsMatching(filter: PrescriptionFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`prescriptions.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.dispensingBranchId) conditions.push(sql`prescriptions.dispensing_branch_id = ${toUuid('branch', filter.dispensingBranchId)}`);
  if (filter?.patientId) conditions.push(sql`prescriptions.patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.prescriberId) conditions.push(sql`prescriptions.prescriber_id = ${toUuid('staff', filter.prescriberId)}`);
  if (filter?.status) conditions.push(sql`prescriptions.status = ${filter.status}`);
  if (filter?.writtenFrom) conditions.push(sql`prescriptions.written_on >= ${filter.writtenFrom}`);
  if (filter?.writtenUntil) conditions.push(sql`prescriptions.written_on <= ${filter.writtenUntil}`);
  if (filter?.number) conditions.push(sql`prescriptions.number = ${filter.number.trim()}`);
  return join(conditions, ' and ');
}
