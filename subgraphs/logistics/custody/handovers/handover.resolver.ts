import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../../references/branch.js';
import { Staff, staffReference } from '../../references/staff.js';
import { Task, taskById } from '../../tasks/task.js';
import { CustodyParty, CustodyPlace } from '../chains/custody-entry.js';
import { CustodyItem, custodyItemOf } from '../chains/custody-item.js';
import { acceptHandover } from './accepting.js';
import {
  CustodyHandover,
  CustodyHandoverConnection,
  handoverById,
  handoverList,
  handoversOfTask,
  HandoverItem,
  itemsOfHandover,
  newestHandoverFirst,
} from './custody-handover.js';
import {
  AcceptHandoverInput,
  AcceptHandoverPayload,
  CustodyHandoverFilter,
  ProposeHandoverInput,
  ProposeHandoverPayload,
  RefuseHandoverInput,
  RefuseHandoverPayload,
  RestateHandoverInput,
  RestateHandoverPayload,
  SignHandoverInput,
  SignHandoverPayload,
  WithdrawHandoverInput,
  WithdrawHandoverPayload,
} from './handover.inputs.js';
import { proposeHandover } from './proposing.js';
import { refuseHandover, withdrawHandover } from './refusing.js';
import { restateHandover } from './restating.js';
import { signHandover } from './signing.js';

@Resolver(() => CustodyHandover)
export class CustodyHandoverResolver {
  @Query(() => CustodyHandover, { nullable: true, description: 'One handover; null when there is none that you may see.' })
  @Access('custody:read')
  custodyHandover(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<CustodyHandover | null> {
    return context.load(handoverById, id);
  }

  @Query(() => CustodyHandoverConnection, { description: 'Handovers from and to the branches that you may see, the newest first.' })
  @Access('custody:read')
  custodyHandovers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => CustodyHandoverFilter, { nullable: true, description: 'Which handovers.' }) filter: CustodyHandoverFilter | null,
  ): Promise<Page<CustodyHandover>> {
    return page(context, handoverList, args, newestHandoverFirst, handoversMatching(filter));
  }

  @Mutation(() => ProposeHandoverPayload, {
    description: 'The giver says what is handed over, and gets for each thing the text whose hash both sides sign.',
  })
  @Access('custody:handover')
  proposeHandover(
    @Ctx() context: Context,
    @Arg('input', () => ProposeHandoverInput, { description: 'What, to whom, where and in what state.' }) input: ProposeHandoverInput,
  ): Promise<ProposeHandoverPayload> {
    return proposeHandover(context, input);
  }

  @Mutation(() => SignHandoverPayload, { description: 'The giver signs.' })
  @Access('custody:handover')
  signHandover(
    @Ctx() context: Context,
    @Arg('input', () => SignHandoverInput, { description: "The giver's signatures." }) input: SignHandoverInput,
  ): Promise<SignHandoverPayload> {
    return signHandover(context, input);
  }

  @Mutation(() => AcceptHandoverPayload, {
    description: 'The taker signs, and the things change hands: all of them, or none where one of them changed hands in between.',
  })
  @Access('custody:handover')
  acceptHandover(
    @Ctx() context: Context,
    @Arg('input', () => AcceptHandoverInput, { description: "The taker's signatures." }) input: AcceptHandoverInput,
  ): Promise<AcceptHandoverPayload> {
    return acceptHandover(context, input);
  }

  @Mutation(() => RestateHandoverPayload, {
    description:
      'Either side says anew in what state things are, or puts the handover behind one that came in between. What was signed is void: both sign anew.',
  })
  @Access('custody:handover')
  restateHandover(
    @Ctx() context: Context,
    @Arg('input', () => RestateHandoverInput, { description: 'What it is to say.' }) input: RestateHandoverInput,
  ): Promise<RestateHandoverPayload> {
    return restateHandover(context, input);
  }

  @Mutation(() => RefuseHandoverPayload, { description: 'The taker does not take the things: they stay with who has them.' })
  @Access('custody:handover')
  refuseHandover(
    @Ctx() context: Context,
    @Arg('input', () => RefuseHandoverInput, { description: 'Which handover, and why.' }) input: RefuseHandoverInput,
  ): Promise<RefuseHandoverPayload> {
    return refuseHandover(context, input);
  }

  @Mutation(() => WithdrawHandoverPayload, { description: 'The giver does not give the things after all.' })
  @Access('custody:handover')
  withdrawHandover(
    @Ctx() context: Context,
    @Arg('input', () => WithdrawHandoverInput, { description: 'Which handover, and why.' }) input: WithdrawHandoverInput,
  ): Promise<WithdrawHandoverPayload> {
    return withdrawHandover(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch that gives, or of the person who does.' })
  fromBranch(@Root() { branchId }: CustodyHandover): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Branch, { description: 'The branch that takes, or of the person who does.' })
  toBranch(@Root() { otherBranchId }: CustodyHandover): Branch {
    return branchReference(otherBranchId);
  }

  @FieldResolver(() => CustodyParty, { description: 'Who gives.' })
  from(@Root() handover: CustodyHandover): CustodyParty {
    return Object.assign(new CustodyParty(), handover.party('FROM'));
  }

  @FieldResolver(() => CustodyParty, { description: 'Who takes.' })
  to(@Root() handover: CustodyHandover): CustodyParty {
    return Object.assign(new CustodyParty(), handover.party('TO'));
  }

  @FieldResolver(() => CustodyPlace, { description: 'Where.' })
  place(@Root() { placeName, placeGln, latitude, longitude }: CustodyHandover): CustodyPlace {
    return Object.assign(new CustodyPlace(), { name: placeName, gln: placeGln, latitude, longitude });
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'The person who signed for the giver; null before.' })
  givenBy(@Root() { givenBy }: CustodyHandover): Staff | null {
    return givenBy ? staffReference(givenBy) : null;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'The person who signed for the taker; null before.' })
  takenBy(@Root() { takenBy }: CustodyHandover): Staff | null {
    return takenBy ? staffReference(takenBy) : null;
  }

  @FieldResolver(() => Task, { nullable: true, description: 'The task for which it is done.' })
  @Access('tasks:read')
  task(@Root() { taskId }: CustodyHandover, @Ctx() context: Context): Promise<Task | null> {
    return taskId ? context.load(taskById, taskId) : Promise.resolve(null);
  }

  @FieldResolver(() => [HandoverItem], { description: 'What is handed over.' })
  async items(@Root() { id }: CustodyHandover, @Ctx() context: Context): Promise<HandoverItem[]> {
    return (await context.load(itemsOfHandover, id)) ?? [];
  }
}

@Resolver(() => HandoverItem)
export class HandoverItemResolver {
  @FieldResolver(() => CustodyItem, { nullable: true, description: 'The thing, and who has it.' })
  item(@Root() { itemId }: HandoverItem, @Ctx() context: Context): Promise<CustodyItem | null> {
    return context.load(custodyItemOf, itemId);
  }
}

@Resolver(() => Task)
export class TaskHandoversResolver {
  @FieldResolver(() => [CustodyHandover], { description: 'What changed hands for it, or is to, the first one first.' })
  @Access('custody:read')
  async handovers(@Root() { id }: Task, @Ctx() context: Context): Promise<CustodyHandover[]> {
    return (await context.load(handoversOfTask, id)) ?? [];
  }
}

function handoversMatching(filter: CustodyHandoverFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.fromBranchId) conditions.push(sql`handovers.branch_id = ${toUuid('branch', filter.fromBranchId)}`);
  if (filter?.toBranchId) conditions.push(sql`handovers.other_branch_id = ${toUuid('branch', filter.toBranchId)}`);
  if (filter?.taskId) conditions.push(sql`handovers.task_id = ${toUuid('task', filter.taskId)}`);
  if (filter?.status) conditions.push(sql`handovers.status = ${filter.status}`);
  return join(conditions, ' and ');
}
