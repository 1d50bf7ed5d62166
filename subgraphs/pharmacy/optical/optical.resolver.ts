import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { todayAtBranch } from '../prescriptions/branch-days.js';
import { readScanCode, scanPrefixes } from '../prescriptions/scan-code.js';
import { Branch, branchReference } from '../references/branch.js';
import { Encounter, encounterReference } from '../references/encounter.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { cancelOpticalPrescription, markOpticalPrescriptionInError } from './ending.js';
import { lensesOfPrescription, OpticalLens } from './optical-lens.js';
import {
  newestOpticalFirst,
  OpticalPrescription,
  opticalPrescriptionById,
  OpticalPrescriptionConnection,
  opticalPrescriptionList,
  opticalPrescriptionsOfPatient,
} from './optical-prescription.js';
import {
  CancelOpticalPrescriptionInput,
  CancelOpticalPrescriptionPayload,
  MarkOpticalPrescriptionInErrorInput,
  MarkOpticalPrescriptionInErrorPayload,
  OpticalPrescriptionFilter,
  OpticalPrescriptionOrder,
  SignOpticalPrescriptionInput,
  SignOpticalPrescriptionPayload,
  UpdateOpticalPrescriptionInput,
  UpdateOpticalPrescriptionPayload,
  WriteOpticalPrescriptionInput,
  WriteOpticalPrescriptionPayload,
} from './optical.inputs.js';
import { signOpticalPrescription } from './signing.js';
import { updateOpticalPrescription, writeOpticalPrescription } from './writing.js';

@Resolver(() => OpticalPrescription)
export class OpticalPrescriptionResolver {
  @Query(() => OpticalPrescription, { nullable: true, description: 'One optical prescription of the tenant; null when there is none.' })
  @Access('prescriptions:read')
  opticalPrescription(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<OpticalPrescription | null> {
    return context.load(opticalPrescriptionById, id);
  }

  @Query(() => OpticalPrescription, {
    nullable: true,
    description: 'The optical prescription on which this code is printed; null when there is none. Case, blanks and hyphens do not matter.',
  })
  @Access('prescriptions:read')
  async opticalPrescriptionByCode(
    @Ctx() context: Context,
    @Arg('code', () => String, { description: 'What the scanner read: `CGVX:…`.' }) code: string,
  ): Promise<OpticalPrescription | null> {
    const scanCode = readScanCode(scanPrefixes.opticalPrescription, code);
    return scanCode === null ? null : context.db.first(OpticalPrescription, sql`where scan_code = ${scanCode}`);
  }

  @Query(() => OpticalPrescriptionConnection, {
    description: 'Optical prescriptions of the tenant, the newest first unless asked otherwise.',
  })
  @Access('prescriptions:read')
  opticalPrescriptions(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => OpticalPrescriptionFilter, { nullable: true, description: 'Which prescriptions.' })
    filter: OpticalPrescriptionFilter | null,
    @Arg('orderBy', () => OpticalPrescriptionOrder, { nullable: true, description: 'In which order.' })
    orderBy: OpticalPrescriptionOrder | null,
  ): Promise<Page<OpticalPrescription>> {
    return page(context, opticalPrescriptionList, args, orderBy ?? newestOpticalFirst, matching(filter));
  }

  @Mutation(() => WriteOpticalPrescriptionPayload, { description: 'Begins an optical prescription, as a draft.' })
  @Access('prescriptions:write')
  writeOpticalPrescription(
    @Ctx() context: Context,
    @Arg('input', () => WriteOpticalPrescriptionInput, { description: 'The prescription.' }) input: WriteOpticalPrescriptionInput,
  ): Promise<WriteOpticalPrescriptionPayload> {
    return writeOpticalPrescription(context, input);
  }

  @Mutation(() => UpdateOpticalPrescriptionPayload, { description: 'Changes a draft.' })
  @Access('prescriptions:write')
  updateOpticalPrescription(
    @Ctx() context: Context,
    @Arg('input', () => UpdateOpticalPrescriptionInput, { description: 'The changes.' }) input: UpdateOpticalPrescriptionInput,
  ): Promise<UpdateOpticalPrescriptionPayload> {
    return updateOpticalPrescription(context, input);
  }

  @Mutation(() => SignOpticalPrescriptionPayload, {
    description: 'Signs a draft, by the prescriber who is named on it: it gets its number, and only its status changes from then on.',
  })
  @Access('prescriptions:sign')
  signOpticalPrescription(
    @Ctx() context: Context,
    @Arg('input', () => SignOpticalPrescriptionInput, { description: 'The draft.' }) input: SignOpticalPrescriptionInput,
  ): Promise<SignOpticalPrescriptionPayload> {
    return signOpticalPrescription(context, input);
  }

  @Mutation(() => CancelOpticalPrescriptionPayload, { description: 'Withdraws an optical prescription, or a draft.' })
  @Access('prescriptions:write')
  cancelOpticalPrescription(
    @Ctx() context: Context,
    @Arg('input', () => CancelOpticalPrescriptionInput, { description: 'Which, and why.' }) input: CancelOpticalPrescriptionInput,
  ): Promise<CancelOpticalPrescriptionPayload> {
    return cancelOpticalPrescription(context, input);
  }

  @Mutation(() => MarkOpticalPrescriptionInErrorPayload, {
    description: 'Says that an optical prescription was a mistake; nothing follows that.',
  })
  @Access('prescriptions:write')
  markOpticalPrescriptionInError(
    @Ctx() context: Context,
    @Arg('input', () => MarkOpticalPrescriptionInErrorInput, { description: 'Which, and why.' })
    input: MarkOpticalPrescriptionInErrorInput,
  ): Promise<MarkOpticalPrescriptionInErrorPayload> {
    return markOpticalPrescriptionInError(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it was written.' })
  branch(@Root() { branchId }: OpticalPrescription): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Patient, { description: 'For whom.' })
  patient(@Root() { patientId }: OpticalPrescription): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => Staff, { description: 'Who prescribes.' })
  prescriber(@Root() { prescriberId }: OpticalPrescription): Staff {
    return staffReference(prescriberId);
  }

  @FieldResolver(() => Encounter, { nullable: true, description: 'The encounter in which it was written.' })
  encounter(@Root() { encounterId }: OpticalPrescription): Encounter | null {
    return encounterId === null ? null : encounterReference(encounterId);
  }

  @FieldResolver(() => [OpticalLens], { description: 'What each eye needs: glasses before contact lenses, the right eye before the left.' })
  async lenses(@Root() { id }: OpticalPrescription, @Ctx() context: Context): Promise<OpticalLens[]> {
    return (await context.load(lensesOfPrescription, id)) ?? [];
  }

  @FieldResolver(() => Boolean, { description: 'Whether its last day has passed at the branch that wrote it.' })
  async isExpired(@Root() { branchId, validUntil }: OpticalPrescription, @Ctx() context: Context): Promise<boolean> {
    const today = await context.load(todayAtBranch, branchId);
    return today !== null && validUntil < today;
  }
}

@Resolver(() => Patient)
export class PatientOpticalPrescriptionsResolver {
  @FieldResolver(() => OpticalPrescriptionConnection, {
    description: 'Glasses and contact lenses that were prescribed, the newest first unless asked otherwise.',
  })
  @Access('prescriptions:read')
  opticalPrescriptions(
    @Root() { id }: Patient,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => OpticalPrescriptionFilter, { nullable: true, description: 'Which prescriptions.' })
    filter: OpticalPrescriptionFilter | null,
    @Arg('orderBy', () => OpticalPrescriptionOrder, { nullable: true, description: 'In which order.' })
    orderBy: OpticalPrescriptionOrder | null,
  ): Promise<Page<OpticalPrescription>> {
    const where = { key: JSON.stringify(filter), where: matching(filter) };
    return opticalPrescriptionsOfPatient.page(context, id, args, orderBy ?? newestOpticalFirst, where);
  }
}

function matching(filter: OpticalPrescriptionFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`optical_prescriptions.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.patientId) conditions.push(sql`optical_prescriptions.patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.prescriberId) conditions.push(sql`optical_prescriptions.prescriber_id = ${toUuid('staff', filter.prescriberId)}`);
  if (filter?.status) conditions.push(sql`optical_prescriptions.status = ${filter.status}`);
  if (filter?.writtenFrom) conditions.push(sql`optical_prescriptions.written_on >= ${filter.writtenFrom}`);
  if (filter?.writtenUntil) conditions.push(sql`optical_prescriptions.written_on <= ${filter.writtenUntil}`);
  if (filter?.number) conditions.push(sql`optical_prescriptions.number = ${filter.number.trim()}`);
  return join(conditions, ' and ');
}
