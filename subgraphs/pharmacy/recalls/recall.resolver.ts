import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { endRecall } from './ending-recalls.js';
import { lotsOfRecall, reachOfRecall, stockOfRecall } from './recall-whereabouts.js';
import { EndRecallInput, EndRecallPayload, RecallFilter, RecallLotsInput, RecallLotsPayload } from './recall.inputs.js';
import {
  latestReachedFirst,
  newestRecallFirst,
  patientsOfRecall,
  ReachedPatient,
  ReachedPatientConnection,
  Recall,
  recallById,
  RecallConnection,
  recallList,
} from './recall.js';
import { recallLots } from './recalling.js';

@ObjectType({ description: 'What is still there of recalled lots at a branch.' })
@Access('stock:read')
export class RecallStock {
  @Field(() => Branch, { simple: true, description: 'The branch.' })
  branch: Branch;

  @Field(() => Int, { simple: true, description: 'Packs that lie apart as recalled: to be destroyed, or sent back to their supplier.' })
  recalled: number;

  @Field(() => Int, { simple: true, description: 'Packs in another state, such as damaged ones, and what was given back since.' })
  otherwise: number;

  @Field(() => Int, { simple: true, description: 'Packs that are on their way to it from another branch.' })
  inTransit: number;
}

@ObjectType({ description: 'How much of recalled lots is out of the house.' })
@Access('stock:read')
export class RecallReached {
  @Field(() => Int, { simple: true, description: 'How many patients have some of it.' })
  patients: number;

  @Field(() => Int, { simple: true, description: 'How many packs they have.' })
  packs: number;

  @Field(() => Int, { simple: true, description: 'Packs that were sold to people whom nobody knows, less those they brought back.' })
  unknownCustomers: number;
}

@Resolver(() => Recall)
export class RecallResolver {
  @Query(() => Recall, { nullable: true, description: 'One recall; null when there is none.' })
  @Access('stock:read')
  recall(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Recall | null> {
    return context.load(recallById, id);
  }

  @Query(() => RecallConnection, { description: 'Recalls, the newest first.' })
  @Access('stock:read')
  recalls(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => RecallFilter, { nullable: true, description: 'Which recalls.' }) filter: RecallFilter | null,
  ): Promise<Page<Recall>> {
    return page(context, recallList, args, newestRecallFirst, recallsMatching(filter));
  }

  @Mutation(() => RecallLotsPayload, {
    description:
      'Calls lots back at every branch: nothing of them is given out any more, what was set aside is taken back, and all of it is set apart. Takes a grant for all branches.',
  })
  @Access('stock:recall')
  recallLots(
    @Ctx() context: Context,
    @Arg('input', () => RecallLotsInput, { description: 'The lots.' }) input: RecallLotsInput,
  ): Promise<RecallLotsPayload> {
    return recallLots(context, input);
  }

  @Mutation(() => EndRecallPayload, {
    description: 'Lifts a recall: what lay apart goes into quarantine, to be looked at. Takes a grant for all branches.',
  })
  @Access('stock:recall')
  endRecall(
    @Ctx() context: Context,
    @Arg('input', () => EndRecallInput, { description: 'The recall.' }) input: EndRecallInput,
  ): Promise<EndRecallPayload> {
    return endRecall(context, input);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: Recall, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => [Lot], { description: 'The lots, by their number; also when it was lifted.' })
  async lots(@Root() { id }: Recall, @Ctx() context: Context): Promise<Lot[]> {
    return (await context.load(lotsOfRecall, id)) ?? [];
  }

  @FieldResolver(() => [RecallStock], { description: 'What is still there, at the branches that you may see.' })
  async stock(@Root() { id }: Recall, @Ctx() context: Context): Promise<RecallStock[]> {
    const found = (await context.load(stockOfRecall, id)) ?? [];
    return found.map(({ branchId, recalled, otherwise, inTransit }) =>
      Object.assign(new RecallStock(), { branch: branchReference(branchId), recalled, otherwise, inTransit }),
    );
  }

  @FieldResolver(() => RecallReached, { description: 'How much is out of the house, from the branches that you may see.' })
  async reached(@Root() { id }: Recall, @Ctx() context: Context): Promise<RecallReached> {
    const reach = await context.load(reachOfRecall, id);
    return Object.assign(new RecallReached(), reach);
  }

  @FieldResolver(() => ReachedPatientConnection, {
    description: 'Whom it reached, by lot and branch, the last first: those who were given some and have not given it back.',
  })
  @Access('patients:read')
  patients(@Root() { id }: Recall, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<ReachedPatient>> {
    return patientsOfRecall.page(context, id, args, latestReachedFirst);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who called them back here.' })
  startedBy(@Root() recall: Recall): Staff | null {
    return personNamed(recall.startedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who lifted it.' })
  endedBy(@Root() recall: Recall): Staff | null {
    return personNamed(recall.endedBy);
  }
}

@Resolver(() => Lot)
export class LotRecallResolver {
  @FieldResolver(() => Recall, { nullable: true, description: 'The recall that holds for it; null when none does.' })
  async recall(@Root() { recallId }: Lot, @Ctx() context: Context): Promise<Recall | null> {
    return recallId === null ? null : context.load(recallById, recallId);
  }
}

@Resolver(() => ReachedPatient)
export class ReachedPatientResolver {
  @FieldResolver(() => Patient, { description: 'The patient.' })
  patient(@Root() { patientId }: ReachedPatient): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: ReachedPatient, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => Branch, { description: 'Where it was given.' })
  branch(@Root() { branchId }: ReachedPatient): Branch {
    return branchReference(branchId);
  }
}

/** Programs are nobody's staff. */
function personNamed(actorId: string | null): Staff | null {
  return actorId?.startsWith('staff_') ? staffReference(actorId) : null;
}

function recallsMatching(filter: RecallFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.productId) conditions.push(sql`recalls.product_id = ${toUuid('product', filter.productId)}`);
  if (filter?.status) conditions.push(sql`recalls.status = ${filter.status}`);
  return join(conditions, ' and ');
}
