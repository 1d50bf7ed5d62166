import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../../references/branch.js';
import { Order, orderReference } from '../../references/order.js';
import { Patient, patientReference } from '../../references/patient.js';
import { Staff } from '../../references/staff.js';
import { InstrumentSet, instrumentSetById } from '../instruments/instrument-set.js';
import { Instrument, instrumentById } from '../instruments/instrument.js';
import { loadById, SterilizationLoad } from '../loads/sterilization-load.js';
import { personOf } from '../person.js';
import {
  InstrumentUse,
  InstrumentUseConnection,
  InstrumentUseFilter,
  newestUseFirst,
  UseInstrumentsInput,
  UseInstrumentsPayload,
  useList,
} from './instrument-use.js';
import { useInstruments } from './using.js';

@Resolver(() => InstrumentUse)
export class InstrumentUseResolver {
  @Query(() => InstrumentUseConnection, { description: 'Uses at the branches that you may see, the newest first.' })
  @Access('sterilization:read')
  instrumentUses(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => InstrumentUseFilter, { nullable: true, description: 'Which uses.' }) filter: InstrumentUseFilter | null,
  ): Promise<Page<InstrumentUse>> {
    return page(context, useList, args, newestUseFirst, usesMatching(filter));
  }

  @Mutation(() => UseInstrumentsPayload, {
    description: 'Records that sets and instruments are used on a patient or for an order; refused for what is not sterile.',
  })
  @Access('sterilization:use')
  useInstruments(
    @Ctx() context: Context,
    @Arg('input', () => UseInstrumentsInput, { description: 'What, on whom.' }) input: UseInstrumentsInput,
  ): Promise<UseInstrumentsPayload> {
    return useInstruments(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: InstrumentUse): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'On whom.' })
  @Access('patients:read')
  patient(@Root() { patientId }: InstrumentUse): Patient | null {
    return patientId ? patientReference(patientId) : null;
  }

  @FieldResolver(() => Order, { nullable: true, description: 'For which order.' })
  @Access('orders:read')
  order(@Root() { orderId }: InstrumentUse): Order | null {
    return orderId ? orderReference(orderId) : null;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who used it, or recorded that.' })
  usedBy(@Root() { usedBy }: InstrumentUse): Staff | null {
    return personOf(usedBy);
  }

  @FieldResolver(() => SterilizationLoad, { nullable: true, description: 'The load that had made it sterile, where you may see it.' })
  sterilizationLoad(@Root() { loadId }: InstrumentUse, @Ctx() context: Context): Promise<SterilizationLoad | null> {
    return context.load(loadById, loadId);
  }

  @FieldResolver(() => InstrumentSet, { nullable: true, description: 'The set; null for an instrument alone.' })
  set(@Root() { setId }: InstrumentUse, @Ctx() context: Context): Promise<InstrumentSet | null> {
    return setId ? context.load(instrumentSetById, setId) : Promise.resolve(null);
  }

  @FieldResolver(() => Instrument, { nullable: true, description: 'The instrument; null for a set.' })
  instrument(@Root() { instrumentId }: InstrumentUse, @Ctx() context: Context): Promise<Instrument | null> {
    return instrumentId ? context.load(instrumentById, instrumentId) : Promise.resolve(null);
  }
}

export function usesMatching(filter: InstrumentUseFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.patientId) conditions.push(sql`patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.orderId) conditions.push(sql`order_id = ${toUuid('order', filter.orderId)}`);
  if (filter?.loadId) conditions.push(sql`load_id = ${toUuid('sterilizationload', filter.loadId)}`);
  if (filter?.instrumentId) {
    const instrument = toUuid('instrument', filter.instrumentId);
    conditions.push(sql`id in (select use_id from used_instruments where instrument_id = ${instrument})`);
  }
  return join(conditions, ' and ');
}
