import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../../references/branch.js';
import { Product, productReference } from '../../references/product.js';
import { SterilizationLoad, loadById } from '../loads/sterilization-load.js';
import { assembleInstrumentSet, changeInstrumentSet } from './assembling.js';
import { readInstrumentCode } from './instrument-code.js';
import {
  InstrumentSet,
  instrumentSetById,
  InstrumentSetConnection,
  instrumentSetList,
  InstrumentSetVersion,
  versionsOfSet,
} from './instrument-set.js';
import {
  AddSterilePackagingInput,
  AddSterilePackagingPayload,
  AssembleInstrumentSetInput,
  AssembleInstrumentSetPayload,
  ChangeInstrumentSetInput,
  ChangeInstrumentSetPayload,
  InstrumentFilter,
  MoveInstrumentsInput,
  MoveInstrumentsPayload,
  RecordInstrumentStepInput,
  RecordInstrumentStepPayload,
  RegisterInstrumentInput,
  RegisterInstrumentPayload,
} from './instrument.inputs.js';
import { Instrument, instrumentById, InstrumentConnection, instrumentList, instrumentsOfSet, oldestInstrumentFirst } from './instrument.js';
import { moveInstruments } from './moving.js';
import { addSterilePackaging, registerInstrument } from './registering.js';
import { packagingById, SterilePackaging } from './sterile-packaging.js';
import { recordInstrumentStep } from './stepping.js';

@Resolver(() => Instrument)
export class InstrumentResolver {
  @Query(() => Instrument, { nullable: true, description: 'One instrument; null when there is none that you may see.' })
  @Access('sterilization:read')
  instrument(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Instrument | null> {
    return context.load(instrumentById, id);
  }

  @Query(() => InstrumentConnection, { description: 'Instruments of the branches that you may see, or that are there, the oldest first.' })
  @Access('sterilization:read')
  instruments(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => InstrumentFilter, { nullable: true, description: 'Which instruments.' }) filter: InstrumentFilter | null,
  ): Promise<Page<Instrument>> {
    return page(context, instrumentList, args, oldestInstrumentFirst, thingsMatching(filter));
  }

  @Mutation(() => RegisterInstrumentPayload, { description: 'Registers an instrument by its code.' })
  @Access('sterilization:manage')
  registerInstrument(
    @Ctx() context: Context,
    @Arg('input', () => RegisterInstrumentInput, { description: 'The instrument.' }) input: RegisterInstrumentInput,
  ): Promise<RegisterInstrumentPayload> {
    return registerInstrument(context, input);
  }

  @Mutation(() => RecordInstrumentStepPayload, { description: 'Records what is done with sets and instruments between two loads.' })
  @Access('sterilization:run')
  recordInstrumentStep(
    @Ctx() context: Context,
    @Arg('input', () => RecordInstrumentStepInput, { description: 'What, with which of them.' }) input: RecordInstrumentStepInput,
  ): Promise<RecordInstrumentStepPayload> {
    return recordInstrumentStep(context, input);
  }

  @Mutation(() => MoveInstrumentsPayload, {
    description: 'Records that sets and instruments are at another branch now; that one and their own see them from then on.',
  })
  @Access('sterilization:run')
  moveInstruments(
    @Ctx() context: Context,
    @Arg('input', () => MoveInstrumentsInput, { description: 'Which, and where to.' }) input: MoveInstrumentsInput,
  ): Promise<MoveInstrumentsPayload> {
    return moveInstruments(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Whose it is.' })
  branch(@Root() { branchId }: Instrument): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Branch, { description: 'Where it is.' })
  place(@Root() instrument: Instrument): Branch {
    return branchReference(instrument.placeId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product that it is one of.' })
  @Access('stock:read')
  product(@Root() { productId }: Instrument): Product | null {
    return productId ? productReference(productId) : null;
  }

  @FieldResolver(() => InstrumentSet, { nullable: true, description: 'The set that it is in.' })
  set(@Root() { setId }: Instrument, @Ctx() context: Context): Promise<InstrumentSet | null> {
    return setId ? context.load(instrumentSetById, setId) : Promise.resolve(null);
  }

  @FieldResolver(() => SterilePackaging, { nullable: true, description: 'How it is wrapped when it is sterilized alone.' })
  packaging(@Root() { packagingId }: Instrument, @Ctx() context: Context): Promise<SterilePackaging | null> {
    return packagingId ? context.load(packagingById, packagingId) : Promise.resolve(null);
  }

  @FieldResolver(() => SterilizationLoad, { nullable: true, description: 'The load that made it sterile last, where you may see it.' })
  sterilizedBy(@Root() { sterileLoadId }: Instrument, @Ctx() context: Context): Promise<SterilizationLoad | null> {
    return sterileLoadId ? context.load(loadById, sterileLoadId) : Promise.resolve(null);
  }
}

@Resolver(() => InstrumentSet)
export class InstrumentSetResolver {
  @Query(() => InstrumentSet, { nullable: true, description: 'One set; null when there is none that you may see.' })
  @Access('sterilization:read')
  instrumentSet(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<InstrumentSet | null> {
    return context.load(instrumentSetById, id);
  }

  @Query(() => InstrumentSetConnection, { description: 'Sets of the branches that you may see, or that are there, the oldest first.' })
  @Access('sterilization:read')
  instrumentSets(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => InstrumentFilter, { nullable: true, description: 'Which sets.' }) filter: InstrumentFilter | null,
  ): Promise<Page<InstrumentSet>> {
    return page(context, instrumentSetList, args, oldestInstrumentFirst, thingsMatching(filter));
  }

  @Mutation(() => AddSterilePackagingPayload, { description: 'Adds a way to wrap things, with its shelf life.' })
  @Access('sterilization:manage')
  addSterilePackaging(
    @Ctx() context: Context,
    @Arg('input', () => AddSterilePackagingInput, { description: 'The packaging.' }) input: AddSterilePackagingInput,
  ): Promise<AddSterilePackagingPayload> {
    return addSterilePackaging(context, input);
  }

  @Query(() => [SterilePackaging], { description: 'The ways to wrap things, by name.' })
  @Access('sterilization:read')
  sterilePackagings(@Ctx() context: Context): Promise<SterilePackaging[]> {
    return context.db.all(SterilePackaging, sql`order by name_key limit 500`);
  }

  @Mutation(() => AssembleInstrumentSetPayload, { description: 'Puts instruments together, to be sterilized and used as one.' })
  @Access('sterilization:manage')
  assembleInstrumentSet(
    @Ctx() context: Context,
    @Arg('input', () => AssembleInstrumentSetInput, { description: 'The set.' }) input: AssembleInstrumentSetInput,
  ): Promise<AssembleInstrumentSetPayload> {
    return assembleInstrumentSet(context, input);
  }

  @Mutation(() => ChangeInstrumentSetPayload, { description: 'Gives a set other instruments: what it held before stays known.' })
  @Access('sterilization:manage')
  changeInstrumentSet(
    @Ctx() context: Context,
    @Arg('input', () => ChangeInstrumentSetInput, { description: 'What it is to hold.' }) input: ChangeInstrumentSetInput,
  ): Promise<ChangeInstrumentSetPayload> {
    return changeInstrumentSet(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Whose it is.' })
  branch(@Root() { branchId }: InstrumentSet): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Branch, { description: 'Where it is.' })
  place(@Root() set: InstrumentSet): Branch {
    return branchReference(set.placeId);
  }

  @FieldResolver(() => [Instrument], { description: 'What it holds now.' })
  async instruments(@Root() { id }: InstrumentSet, @Ctx() context: Context): Promise<Instrument[]> {
    return (await context.load(instrumentsOfSet, id)) ?? [];
  }

  @FieldResolver(() => [InstrumentSetVersion], { description: 'What it held at any time, the first version first.' })
  async versions(
    @Root() { id }: InstrumentSet,
    @Ctx() context: Context,
    @Arg('number', () => Int, { nullable: true, description: 'Only this one, as a load or use names it.' }) number: number | null,
  ): Promise<InstrumentSetVersion[]> {
    const versions = (await context.load(versionsOfSet, id)) ?? [];
    return number == null ? versions : versions.filter((version) => version.number === number);
  }

  @FieldResolver(() => SterilePackaging, { nullable: true, description: 'How it is wrapped.' })
  packaging(@Root() { packagingId }: InstrumentSet, @Ctx() context: Context): Promise<SterilePackaging | null> {
    return context.load(packagingById, packagingId);
  }

  @FieldResolver(() => SterilizationLoad, { nullable: true, description: 'The load that made it sterile last, where you may see it.' })
  sterilizedBy(@Root() { sterileLoadId }: InstrumentSet, @Ctx() context: Context): Promise<SterilizationLoad | null> {
    return sterileLoadId ? context.load(loadById, sterileLoadId) : Promise.resolve(null);
  }
}

function thingsMatching(filter: InstrumentFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.status) conditions.push(sql`status = ${filter.status}`);
  if (filter?.expiresBefore) conditions.push(sql`sterile_until < ${filter.expiresBefore}::date`);
  if (filter?.code) {
    const code = readInstrumentCode(filter.code);
    const found = sql`select instrument_id, set_id from instrument_codes where code = ${typeof code === 'string' ? code : ''}`;
    conditions.push(sql`id in (select coalesce(instrument_id, set_id) from (${found}) as named)`);
  }
  return join(conditions, ' and ');
}
