import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../branches/branch.js';
import { Condition, conditionById } from '../conditions/condition.js';
import { Patient, patientById } from '../patients/patient.js';
import { addEncounterDiagnosis, addEncounterNote, startEncounter, updateEncounterStatus } from './encounter-changes.js';
import { diagnosesOfEncounter, EncounterDiagnosis, EncounterNote, notesOfEncounter } from './encounter-details.js';
import { Encounter, encounterById, EncounterConnection, encounterList, newestFirst } from './encounter.js';
import {
  AddEncounterDiagnosisInput,
  AddEncounterDiagnosisPayload,
  AddEncounterNoteInput,
  AddEncounterNotePayload,
  EncounterFilter,
  EncounterOrder,
  StartEncounterInput,
  StartEncounterPayload,
  UpdateEncounterStatusInput,
  UpdateEncounterStatusPayload,
} from './encounter.inputs.js';

@Resolver(() => Encounter)
export class EncounterResolver {
  @Query(() => Encounter, { nullable: true, description: 'One encounter at a branch that you may see; null when there is none.' })
  @Access('encounters:read')
  encounter(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Encounter | null> {
    return context.load(encounterById, id);
  }

  @Query(() => EncounterConnection, { description: 'Encounters at the branches that you may see, the newest first unless asked otherwise.' })
  @Access('encounters:read')
  encounters(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => EncounterFilter, { nullable: true, description: 'Which encounters.' }) filter: EncounterFilter | null,
    @Arg('orderBy', () => EncounterOrder, { nullable: true, description: 'In which order.' }) orderBy: EncounterOrder | null,
  ): Promise<Page<Encounter>> {
    return page(context, encounterList, args, orderBy ?? newestFirst, encountersMatching(filter));
  }

  @Mutation(() => StartEncounterPayload, { description: 'Begins or plans a visit or stay at a branch.' })
  @Access('encounters:record')
  startEncounter(
    @Ctx() context: Context,
    @Arg('input', () => StartEncounterInput, { description: 'The encounter.' }) input: StartEncounterInput,
  ): Promise<StartEncounterPayload> {
    return startEncounter(context, input);
  }

  @Mutation(() => UpdateEncounterStatusPayload, { description: 'Says how far an encounter has come.' })
  @Access('encounters:record')
  updateEncounterStatus(
    @Ctx() context: Context,
    @Arg('input', () => UpdateEncounterStatusInput, { description: 'The status.' }) input: UpdateEncounterStatusInput,
  ): Promise<UpdateEncounterStatusPayload> {
    return updateEncounterStatus(context, input);
  }

  @Mutation(() => AddEncounterNotePayload, { description: 'Adds a note to an encounter; notes are never changed.' })
  @Access('encounters:record')
  addEncounterNote(
    @Ctx() context: Context,
    @Arg('input', () => AddEncounterNoteInput, { description: 'The note.' }) input: AddEncounterNoteInput,
  ): Promise<AddEncounterNotePayload> {
    return addEncounterNote(context, input);
  }

  @Mutation(() => AddEncounterDiagnosisPayload, { description: 'Adds a diagnosis to an encounter, after those that it has.' })
  @Access('encounters:record')
  addEncounterDiagnosis(
    @Ctx() context: Context,
    @Arg('input', () => AddEncounterDiagnosisInput, { description: 'The diagnosis.' }) input: AddEncounterDiagnosisInput,
  ): Promise<AddEncounterDiagnosisPayload> {
    return addEncounterDiagnosis(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it takes place.' })
  branch(@Root() encounter: Encounter): Branch {
    return branchReference(encounter.branchId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Whose encounter it is.' })
  patient(@Root() encounter: Encounter, @Ctx() context: Context): Promise<Patient | null> {
    return context.load(patientById, encounter.patientId);
  }

  @FieldResolver(() => [EncounterNote], { description: 'Notes, oldest first.' })
  async notes(@Root() encounter: Encounter, @Ctx() context: Context): Promise<EncounterNote[]> {
    return (await context.load(notesOfEncounter, encounter.id)) ?? [];
  }

  @FieldResolver(() => [EncounterDiagnosis], { description: 'Diagnoses, the main one first.' })
  async diagnoses(@Root() encounter: Encounter, @Ctx() context: Context): Promise<EncounterDiagnosis[]> {
    return (await context.load(diagnosesOfEncounter, encounter.id)) ?? [];
  }
}

@Resolver(() => EncounterDiagnosis)
export class EncounterDiagnosisResolver {
  @FieldResolver(() => Condition, { nullable: true, description: "The condition on the patient's record, where there is one." })
  async condition(@Root() diagnosis: EncounterDiagnosis, @Ctx() context: Context): Promise<Condition | null> {
    return diagnosis.conditionId === null ? null : context.load(conditionById, diagnosis.conditionId);
  }
}

function encountersMatching(filter: EncounterFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`encounters.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.status) conditions.push(sql`encounters.status = ${filter.status}`);
  if (filter?.startsFrom) conditions.push(sql`encounters.starts_at >= ${filter.startsFrom}`);
  if (filter?.startsBefore) conditions.push(sql`encounters.starts_at < ${filter.startsBefore}`);
  return join(conditions, ' and ');
}
