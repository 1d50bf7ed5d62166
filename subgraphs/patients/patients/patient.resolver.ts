import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Allergy, allergiesOfPatient } from '../allergies/allergy.js';
import { Branch, branchReference } from '../branches/branch.js';
import { Condition, conditionsOfPatient } from '../conditions/condition.js';
import { Coverage, coveragesOfPatient } from '../coverages/coverage.js';
import { EncounterConnection, encountersOfPatient, newestFirst, type Encounter } from '../encounters/encounter.js';
import { EncounterOrder } from '../encounters/encounter.inputs.js';
import { deletePatient, restorePatient, updatePatient } from './change-patient.js';
import { identifiersOfPatient, PatientIdentifier } from './identifier.js';
import { Patient, patientById, PatientConnection, patientList, PatientOrderField } from './patient.js';
import {
  DeletePatientInput,
  DeletePatientPayload,
  PatientFilter,
  PatientOrder,
  RegisterPatientInput,
  RegisterPatientPayload,
  RestorePatientInput,
  RestorePatientPayload,
  UpdatePatientInput,
  UpdatePatientPayload,
} from './patient.inputs.js';
import { patientsMatching } from './patient-search.js';
import { registerPatient } from './register-patient.js';

const byName: PatientOrder = { field: PatientOrderField.NAME, direction: OrderDirection.ASC };

@Resolver(() => Patient)
export class PatientResolver {
  @Query(() => Patient, { nullable: true, description: 'One patient; null when there is none. A deleted one is there for staff, and for third parties it is not.' })
  @Access('patients:read')
  patient(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Patient | null> {
    return context.load(patientById, id);
  }

  @Query(() => PatientConnection, { description: "The tenant's patients, by name unless asked otherwise." })
  @Access('patients:read')
  patients(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PatientFilter, { nullable: true, description: 'Which patients.' }) filter: PatientFilter | null,
    @Arg('orderBy', () => PatientOrder, { nullable: true, description: 'In which order; by name when left out.' }) orderBy: PatientOrder | null,
  ): Promise<Page<Patient>> {
    return page(context, patientList, args, orderBy ?? byName, patientsMatching(filter));
  }

  @Mutation(() => RegisterPatientPayload, { description: 'Registers a patient under the next patient number.' })
  @Access('patients:register')
  registerPatient(
    @Ctx() context: Context,
    @Arg('input', () => RegisterPatientInput, { description: 'The patient.' }) input: RegisterPatientInput,
  ): Promise<RegisterPatientPayload> {
    return registerPatient(context, input);
  }

  @Mutation(() => UpdatePatientPayload, { description: "Changes a patient's record." })
  @Access('patients:update')
  updatePatient(
    @Ctx() context: Context,
    @Arg('input', () => UpdatePatientInput, { description: 'The changes.' }) input: UpdatePatientInput,
  ): Promise<UpdatePatientPayload> {
    return updatePatient(context, input);
  }

  @Mutation(() => DeletePatientPayload, { description: 'Takes a patient out of all lists; the record is kept and can be restored.' })
  @Access('patients:delete')
  deletePatient(
    @Ctx() context: Context,
    @Arg('input', () => DeletePatientInput, { description: 'Which patient.' }) input: DeletePatientInput,
  ): Promise<DeletePatientPayload> {
    return deletePatient(context, input);
  }

  @Mutation(() => RestorePatientPayload, { description: 'Brings a deleted patient back.' })
  @Access('patients:delete')
  restorePatient(
    @Ctx() context: Context,
    @Arg('input', () => RestorePatientInput, { description: 'Which patient.' }) input: RestorePatientInput,
  ): Promise<RestorePatientPayload> {
    return restorePatient(context, input);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'The branch that registered the patient.' })
  branch(@Root() patient: Patient): Branch | null {
    return branchReference(patient.branchId);
  }

  @FieldResolver(() => [PatientIdentifier], { description: 'Numbers that systems gave the patient.' })
  async identifiers(@Root() patient: Patient, @Ctx() context: Context): Promise<PatientIdentifier[]> {
    return (await context.load(identifiersOfPatient, patient.id)) ?? [];
  }

  @FieldResolver(() => [Allergy], { description: 'Allergies and intolerances, oldest record first.' })
  async allergies(@Root() patient: Patient, @Ctx() context: Context): Promise<Allergy[]> {
    return (await context.load(allergiesOfPatient, patient.id)) ?? [];
  }

  @FieldResolver(() => [Condition], { description: 'Problems and diagnoses, oldest record first.' })
  async conditions(@Root() patient: Patient, @Ctx() context: Context): Promise<Condition[]> {
    return (await context.load(conditionsOfPatient, patient.id)) ?? [];
  }

  @FieldResolver(() => [Coverage], { description: 'Who pays, in the order in which they are asked.' })
  async coverages(@Root() patient: Patient, @Ctx() context: Context): Promise<Coverage[]> {
    return (await context.load(coveragesOfPatient, patient.id)) ?? [];
  }

  @FieldResolver(() => EncounterConnection, { description: 'Visits and stays at the branches you may see, the newest first unless asked otherwise.' })
  encounters(
    @Root() patient: Patient,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('orderBy', () => EncounterOrder, { nullable: true, description: 'In which order.' }) orderBy: EncounterOrder | null,
  ): Promise<Page<Encounter>> {
    return encountersOfPatient.page(context, patient.id, args, orderBy ?? newestFirst);
  }
}
