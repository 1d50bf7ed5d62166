import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../../references/branch.js';
import { Order, orderReference } from '../../references/order.js';
import { Staff } from '../../references/staff.js';
import { Task, taskById } from '../../tasks/task.js';
import { InstrumentSet, instrumentSetById, SetContent } from '../instruments/instrument-set.js';
import { Instrument, instrumentById } from '../instruments/instrument.js';
import { personOf } from '../person.js';
import { programmeById, SterilizationProgramme, Sterilizer, sterilizerById } from '../sterilizers/sterilizer.js';
import { readingsOfLoad, SterilizationReading } from './cycle-readings.js';
import { rejectLoad, releaseLoad } from './deciding.js';
import { incubateBiologicalIndicator, readBiologicalIndicator, recordChemicalIndicators } from './indicators.js';
import { contentsOfItem } from './item-contents.js';
import {
  ChangeLoadInput,
  ChangeLoadPayload,
  FinishLoadInput,
  FinishLoadPayload,
  IncubateBiologicalIndicatorInput,
  IncubateBiologicalIndicatorPayload,
  PrepareLoadInput,
  PrepareLoadPayload,
  ReadBiologicalIndicatorInput,
  ReadBiologicalIndicatorPayload,
  RecallLoadInput,
  RecallLoadPayload,
  RecordChemicalIndicatorsInput,
  RecordChemicalIndicatorsPayload,
  RecordCycleReadingsInput,
  RecordCycleReadingsPayload,
  RejectLoadInput,
  RejectLoadPayload,
  ReleaseLoadInput,
  ReleaseLoadPayload,
  StartLoadInput,
  StartLoadPayload,
  SterilizationLoadFilter,
} from './load.inputs.js';
import { changeLoad, prepareLoad } from './preparing.js';
import { recallLoad } from './recalling.js';
import { recordCycleReadings } from './recording-readings.js';
import { finishLoad, startLoad } from './running.js';
import {
  BiologicalIndicator,
  biologicalIndicatorsOfLoad,
  ChemicalIndicator,
  chemicalIndicatorsOfItem,
  itemsOfLoad,
  loadById,
  loadList,
  loadsOfTask,
  newestLoadFirst,
  SterilizationItem,
  SterilizationLoad,
  SterilizationLoadConnection,
} from './sterilization-load.js';
import { reachOfLoad, SterilizationReach } from './sterilization-reach.js';

@Resolver(() => SterilizationLoad)
export class SterilizationLoadResolver {
  @Query(() => SterilizationLoad, { nullable: true, description: 'One load; null when there is none that you may see.' })
  @Access('sterilization:read')
  sterilizationLoad(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<SterilizationLoad | null> {
    return context.load(loadById, id);
  }

  @Query(() => SterilizationLoadConnection, { description: 'Loads of the branches that you may see, the newest first.' })
  @Access('sterilization:read')
  sterilizationLoads(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SterilizationLoadFilter, { nullable: true, description: 'Which loads.' }) filter: SterilizationLoadFilter | null,
  ): Promise<Page<SterilizationLoad>> {
    return page(context, loadList, args, newestLoadFirst, loadsMatching(filter));
  }

  @Mutation(() => PrepareLoadPayload, { description: 'Puts a load together, and gives it the next number of its sterilizer.' })
  @Access('sterilization:run')
  prepareLoad(
    @Ctx() context: Context,
    @Arg('input', () => PrepareLoadInput, { description: 'The load.' }) input: PrepareLoadInput,
  ): Promise<PrepareLoadPayload> {
    return prepareLoad(context, input);
  }

  @Mutation(() => ChangeLoadPayload, { description: 'Puts other things into a load that has not begun.' })
  @Access('sterilization:run')
  changeLoad(
    @Ctx() context: Context,
    @Arg('input', () => ChangeLoadInput, { description: 'What goes in.' }) input: ChangeLoadInput,
  ): Promise<ChangeLoadPayload> {
    return changeLoad(context, input);
  }

  @Mutation(() => StartLoadPayload, { description: 'The cycle begins: what is in it is fixed from now on.' })
  @Access('sterilization:run')
  startLoad(
    @Ctx() context: Context,
    @Arg('input', () => StartLoadInput, { description: 'Which load, and when.' }) input: StartLoadInput,
  ): Promise<StartLoadPayload> {
    return startLoad(context, input);
  }

  @Mutation(() => FinishLoadPayload, { description: 'The cycle is over: somebody else decides about it.' })
  @Access('sterilization:run')
  finishLoad(
    @Ctx() context: Context,
    @Arg('input', () => FinishLoadInput, { description: 'Which load, and when.' }) input: FinishLoadInput,
  ): Promise<FinishLoadPayload> {
    return finishLoad(context, input);
  }

  @Mutation(() => RecordCycleReadingsPayload, {
    description: 'Adds what the chamber measured; the same readings may be sent again, in any order and in any parts.',
  })
  @Access('sterilization:run')
  recordCycleReadings(
    @Ctx() context: Context,
    @Arg('input', () => RecordCycleReadingsInput, { description: 'The readings.' }) input: RecordCycleReadingsInput,
  ): Promise<RecordCycleReadingsPayload> {
    return recordCycleReadings(context, input);
  }

  @Mutation(() => RecordChemicalIndicatorsPayload, { description: 'Records what the chemical indicators of the packages show.' })
  @Access('sterilization:run')
  recordChemicalIndicators(
    @Ctx() context: Context,
    @Arg('input', () => RecordChemicalIndicatorsInput, { description: 'What they show.' }) input: RecordChemicalIndicatorsInput,
  ): Promise<RecordChemicalIndicatorsPayload> {
    return recordChemicalIndicators(context, input);
  }

  @Mutation(() => IncubateBiologicalIndicatorPayload, { description: 'Records that a biological indicator of the load is incubated.' })
  @Access('sterilization:run')
  incubateBiologicalIndicator(
    @Ctx() context: Context,
    @Arg('input', () => IncubateBiologicalIndicatorInput, { description: 'The indicator.' }) input: IncubateBiologicalIndicatorInput,
  ): Promise<IncubateBiologicalIndicatorPayload> {
    return incubateBiologicalIndicator(context, input);
  }

  @Mutation(() => ReadBiologicalIndicatorPayload, {
    description: 'Records what a biological indicator shows, before or after the release. A positive one calls the load back.',
  })
  @Access('sterilization:run')
  readBiologicalIndicator(
    @Ctx() context: Context,
    @Arg('input', () => ReadBiologicalIndicatorInput, { description: 'What it shows.' }) input: ReadBiologicalIndicatorInput,
  ): Promise<ReadBiologicalIndicatorPayload> {
    return readBiologicalIndicator(context, input);
  }

  @Mutation(() => ReleaseLoadPayload, {
    description: 'Somebody who did not run the load vouches for it: its contents are sterile until their packagings expire.',
  })
  @Access('sterilization:release')
  releaseLoad(
    @Ctx() context: Context,
    @Arg('input', () => ReleaseLoadInput, { description: 'Which load.' }) input: ReleaseLoadInput,
  ): Promise<ReleaseLoadPayload> {
    return releaseLoad(context, input);
  }

  @Mutation(() => RejectLoadPayload, { description: 'Somebody who did not run the load rejects it, or calls off one that has not begun.' })
  @Access('sterilization:release')
  rejectLoad(
    @Ctx() context: Context,
    @Arg('input', () => RejectLoadInput, { description: 'Which load, and why.' }) input: RejectLoadInput,
  ): Promise<RejectLoadPayload> {
    return rejectLoad(context, input);
  }

  @Mutation(() => RecallLoadPayload, {
    description:
      'Calls back a load that was released: what it made sterile is set aside at every branch, and `reach` says whom it reached.',
  })
  @Access('sterilization:release')
  recallLoad(
    @Ctx() context: Context,
    @Arg('input', () => RecallLoadInput, { description: 'Which load, and why.' }) input: RecallLoadInput,
  ): Promise<RecallLoadPayload> {
    return recallLoad(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it is sterilized.' })
  branch(@Root() { branchId }: SterilizationLoad): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Sterilizer, { nullable: true, description: 'In what.' })
  sterilizer(@Root() { sterilizerId }: SterilizationLoad, @Ctx() context: Context): Promise<Sterilizer | null> {
    return context.load(sterilizerById, sterilizerId);
  }

  @FieldResolver(() => SterilizationProgramme, { nullable: true, description: 'By which programme.' })
  programme(@Root() { programmeId }: SterilizationLoad, @Ctx() context: Context): Promise<SterilizationProgramme | null> {
    return context.load(programmeById, programmeId);
  }

  @FieldResolver(() => Task, { nullable: true, description: 'The task by which it came or goes back.' })
  @Access('tasks:read')
  task(@Root() { taskId }: SterilizationLoad, @Ctx() context: Context): Promise<Task | null> {
    return taskId ? context.load(taskById, taskId) : Promise.resolve(null);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order for which it is done.' })
  @Access('orders:read')
  order(@Root() { orderId }: SterilizationLoad): Order | null {
    return orderId ? orderReference(orderId) : null;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who began the cycle.' })
  startedBy(@Root() { startedBy }: SterilizationLoad): Staff | null {
    return personOf(startedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who took the load out.' })
  finishedBy(@Root() { finishedBy }: SterilizationLoad): Staff | null {
    return personOf(finishedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who released or rejected it; never who ran it.' })
  decidedBy(@Root() { decidedBy }: SterilizationLoad): Staff | null {
    return personOf(decidedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who called it back, or read the indicator that did.' })
  recalledBy(@Root() { recalledBy }: SterilizationLoad): Staff | null {
    return personOf(recalledBy);
  }

  @FieldResolver(() => [SterilizationItem], { description: 'What is in it.' })
  async items(@Root() { id }: SterilizationLoad, @Ctx() context: Context): Promise<SterilizationItem[]> {
    return (await context.load(itemsOfLoad, id)) ?? [];
  }

  @FieldResolver(() => [BiologicalIndicator], { description: 'Its biological indicators, the first one first.' })
  async biologicalIndicators(@Root() { id }: SterilizationLoad, @Ctx() context: Context): Promise<BiologicalIndicator[]> {
    return (await context.load(biologicalIndicatorsOfLoad, id)) ?? [];
  }

  @FieldResolver(() => [SterilizationReading], { description: 'What the chamber measured, thinned to at most 500 readings evenly spread.' })
  async cycle(@Root() { id }: SterilizationLoad, @Ctx() context: Context): Promise<SterilizationReading[]> {
    return (await context.load(readingsOfLoad, id)) ?? [];
  }

  @FieldResolver(() => SterilizationReach, {
    description: 'Whom and what it reached since it was released, at every branch: for those who may call it back.',
  })
  @Access('sterilization:release')
  async reach(@Root() { id }: SterilizationLoad, @Ctx() context: Context): Promise<SterilizationReach> {
    const reach = await context.load(reachOfLoad, id);
    if (!reach) throw new Error(`No reach of ${id}`);
    return reach;
  }
}

@Resolver(() => SterilizationItem)
export class SterilizationItemResolver {
  @FieldResolver(() => InstrumentSet, { nullable: true, description: 'The set, where you may see it; null for an instrument alone.' })
  set(@Root() { setId }: SterilizationItem, @Ctx() context: Context): Promise<InstrumentSet | null> {
    return setId ? context.load(instrumentSetById, setId) : Promise.resolve(null);
  }

  @FieldResolver(() => Instrument, { nullable: true, description: 'The instrument, where you may see it; null for a set.' })
  instrument(@Root() { instrumentId }: SterilizationItem, @Ctx() context: Context): Promise<Instrument | null> {
    return instrumentId ? context.load(instrumentById, instrumentId) : Promise.resolve(null);
  }

  @FieldResolver(() => [SetContent], { description: 'What was in it when the cycle began; empty before.' })
  async contents(@Root() { id }: SterilizationItem, @Ctx() context: Context): Promise<SetContent[]> {
    return (await context.load(contentsOfItem, id)) ?? [];
  }

  @FieldResolver(() => [ChemicalIndicator], { description: 'What its chemical indicators showed, by class.' })
  async chemicalIndicators(@Root() { id }: SterilizationItem, @Ctx() context: Context): Promise<ChemicalIndicator[]> {
    return (await context.load(chemicalIndicatorsOfItem, id)) ?? [];
  }
}

@Resolver(() => ChemicalIndicator)
export class ChemicalIndicatorResolver {
  @FieldResolver(() => Staff, { nullable: true, description: 'Who read it.' })
  readBy(@Root() { readBy }: ChemicalIndicator): Staff | null {
    return personOf(readBy);
  }
}

@Resolver(() => BiologicalIndicator)
export class BiologicalIndicatorResolver {
  @FieldResolver(() => SterilizationLoad, { nullable: true, description: 'Its load.' })
  load(@Root() { loadId }: BiologicalIndicator, @Ctx() context: Context): Promise<SterilizationLoad | null> {
    return context.load(loadById, loadId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who read it; null before.' })
  readBy(@Root() { readBy }: BiologicalIndicator): Staff | null {
    return personOf(readBy);
  }
}

@Resolver(() => Task)
export class TaskSterilizationResolver {
  @FieldResolver(() => [SterilizationLoad], { description: 'Loads in which what it carries is sterilized, the first one first.' })
  @Access('sterilization:read')
  async sterilizationLoads(@Root() { id }: Task, @Ctx() context: Context): Promise<SterilizationLoad[]> {
    return (await context.load(loadsOfTask, id)) ?? [];
  }
}

export function loadsMatching(filter: SterilizationLoadFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.sterilizerId) conditions.push(sql`sterilizer_id = ${toUuid('sterilizer', filter.sterilizerId)}`);
  if (filter?.status) conditions.push(sql`status = ${filter.status}`);
  if (filter?.taskId) conditions.push(sql`task_id = ${toUuid('task', filter.taskId)}`);
  if (filter?.instrumentId) {
    const instrument = toUuid('instrument', filter.instrumentId);
    conditions.push(sql`id in (select load_id from load_instruments where instrument_id = ${instrument})`);
  }
  if (filter?.number) conditions.push(sql`number = ${filter.number.trim().toUpperCase()}`);
  return join(conditions, ' and ');
}
