import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { recordCash } from './cash.js';
import { closeTill } from './closing.js';
import { openTill } from './opening.js';
import { addTill, updateTill } from './till-changes.js';
import { entriesOfSession, oldestEntryFirst, TillEntry, TillEntryConnection } from './till-entry.js';
import { Denomination, reportOf, TillTenderTotal } from './till-report.js';
import {
  newestSessionFirst,
  openSessionOfTill,
  TillSession,
  tillSessionById,
  TillSessionConnection,
  tillSessionList,
} from './till-session.js';
import {
  AddTillInput,
  AddTillPayload,
  CloseTillInput,
  CloseTillPayload,
  OpenTillInput,
  OpenTillPayload,
  RecordCashInput,
  RecordCashPayload,
  TillFilter,
  TillOrder,
  TillSessionFilter,
  TillSessionOrder,
  UpdateTillInput,
  UpdateTillPayload,
} from './till.inputs.js';
import { Till, tillById, TillConnection, tillList, tillsByName, tillsOfBranch } from './till.js';

@Resolver(() => Till)
export class TillResolver {
  @Query(() => Till, { nullable: true, description: 'One till at a branch that you may see; null when there is none.' })
  @Access('tills:read')
  till(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Till | null> {
    return context.load(tillById, id);
  }

  @Query(() => TillConnection, { description: 'Tills, by name.' })
  @Access('tills:read')
  tills(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TillFilter, { nullable: true, description: 'Which tills.' }) filter: TillFilter | null,
    @Arg('orderBy', () => TillOrder, { nullable: true, description: 'In which order.' }) orderBy: TillOrder | null,
  ): Promise<Page<Till>> {
    return page(context, tillList, args, orderBy ?? tillsByName, tillsMatching(context, filter));
  }

  @Mutation(() => AddTillPayload, { description: 'Adds a till to a branch.' })
  @Access('tills:manage')
  addTill(
    @Ctx() context: Context,
    @Arg('input', () => AddTillInput, { description: 'The till.' }) input: AddTillInput,
  ): Promise<AddTillPayload> {
    return addTill(context, input);
  }

  @Mutation(() => UpdateTillPayload, { description: 'Changes a till.' })
  @Access('tills:manage')
  updateTill(
    @Ctx() context: Context,
    @Arg('input', () => UpdateTillInput, { description: 'The changes.' }) input: UpdateTillInput,
  ): Promise<UpdateTillPayload> {
    return updateTill(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it is.' })
  branch(@Root() { branchId }: Till): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => TillSession, { nullable: true, description: 'Who works at it now; null when it is closed.' })
  openSession(@Root() { id }: Till, @Ctx() context: Context): Promise<TillSession | null> {
    return context.load(openSessionOfTill, id);
  }
}

@Resolver(() => TillSession)
export class TillSessionResolver {
  @Query(() => TillSession, { nullable: true, description: 'One session of a till at a branch that you may see; null when there is none.' })
  @Access('tills:read')
  tillSession(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<TillSession | null> {
    return context.load(tillSessionById, id);
  }

  @Query(() => TillSessionConnection, { description: 'Sessions of tills, the newest first.' })
  @Access('tills:read')
  tillSessions(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TillSessionFilter, { nullable: true, description: 'Which sessions.' }) filter: TillSessionFilter | null,
    @Arg('orderBy', () => TillSessionOrder, { nullable: true, description: 'In which order.' }) orderBy: TillSessionOrder | null,
  ): Promise<Page<TillSession>> {
    return page(context, tillSessionList, args, orderBy ?? newestSessionFirst, sessionsMatching(context, filter));
  }

  @Mutation(() => OpenTillPayload, { description: 'Begins your work at a till, with the cash that is in it.' })
  @Access('tills:operate')
  openTill(
    @Ctx() context: Context,
    @Arg('input', () => OpenTillInput, { description: 'Which till, and the cash in it.' }) input: OpenTillInput,
  ): Promise<OpenTillPayload> {
    return openTill(context, input);
  }

  @Mutation(() => RecordCashPayload, { description: 'Enters cash that is put in or taken out without a sale.' })
  @Access('tills:operate')
  recordCash(
    @Ctx() context: Context,
    @Arg('input', () => RecordCashInput, { description: 'The cash.' }) input: RecordCashInput,
  ): Promise<RecordCashPayload> {
    return recordCash(context, input);
  }

  @Mutation(() => CloseTillPayload, {
    description: 'Counts and closes a till. What differs from the journal is entered with its reason; the baskets are done before.',
  })
  @Access('tills:operate')
  closeTill(
    @Ctx() context: Context,
    @Arg('input', () => CloseTillInput, { description: 'The count.' }) input: CloseTillInput,
  ): Promise<CloseTillPayload> {
    return closeTill(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: TillSession): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Till, { nullable: true, description: 'The till.' })
  till(@Root() { tillId }: TillSession, @Ctx() context: Context): Promise<Till | null> {
    return context.load(tillById, tillId);
  }

  @FieldResolver(() => Staff, { description: 'Who works at it.' })
  cashier(@Root() { cashierId }: TillSession): Staff {
    return staffReference(cashierId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who counted and closed it.' })
  closer(@Root() { closedBy }: TillSession): Staff | null {
    return closedBy?.startsWith('staff_') ? staffReference(closedBy) : null;
  }

  @FieldResolver(() => [TillTenderTotal], {
    description: 'Its report: by what people paid with, what came in and went out, and what was counted.',
  })
  report(@Root() session: TillSession, @Ctx() context: Context): Promise<TillTenderTotal[]> {
    return reportOf(context, session);
  }

  @FieldResolver(() => [Denomination], { description: 'The notes and coins that were counted, the largest first; empty when nobody said.' })
  denominations(@Root() { denominations }: TillSession): Denomination[] {
    return (denominations ?? []).map(({ valueMinor, count }) =>
      Object.assign(new Denomination(), { valueMinor: BigInt(valueMinor), count }),
    );
  }

  @FieldResolver(() => TillEntryConnection, { description: 'Its journal, from the opening on.' })
  entries(@Root() { id }: TillSession, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<TillEntry>> {
    return entriesOfSession.page(context, id, args, oldestEntryFirst);
  }
}

@Resolver(() => TillEntry)
export class TillEntryResolver {
  @FieldResolver(() => TillSession, { nullable: true, description: 'In which session.' })
  session(@Root() { sessionId }: TillEntry, @Ctx() context: Context): Promise<TillSession | null> {
    return context.load(tillSessionById, sessionId);
  }

  @FieldResolver(() => Money, { description: 'How much: positive in, negative out.' })
  async amount(@Root() { sessionId, amountMinor }: TillEntry, @Ctx() context: Context): Promise<Money> {
    const session = await context.load(tillSessionById, sessionId);
    if (!session) throw new Error(`The session ${sessionId} of an entry is not there`);
    return money(amountMinor, session.currency);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who entered it.' })
  author(@Root() { createdBy }: TillEntry): Staff | null {
    return createdBy?.startsWith('staff_') ? staffReference(createdBy) : null;
  }
}

@Resolver(() => Branch)
export class BranchTillsResolver {
  @FieldResolver(() => [Till], { description: 'Its tills, by name.' })
  @Access('tills:read')
  async tills(@Root() { id }: Branch, @Ctx() context: Context): Promise<Till[]> {
    return (await context.load(tillsOfBranch, id)) ?? [];
  }
}

function tillsMatching({ request }: Context, filter: TillFilter | null): Sql {
  const conditions = [sql`true`];
  const branchId = filter?.branchId ?? request.branch;
  if (branchId) conditions.push(sql`tills.branch_id = ${toUuid('branch', branchId)}`);
  if (filter?.active != null) conditions.push(sql`tills.active = ${filter.active}`);
  return join(conditions, ' and ');
}

function sessionsMatching({ request }: Context, filter: TillSessionFilter | null): Sql {
  const conditions = [sql`true`];
  const branchId = filter?.branchId ?? request.branch;
  if (branchId) conditions.push(sql`till_sessions.branch_id = ${toUuid('branch', branchId)}`);
  if (filter?.tillId) conditions.push(sql`till_sessions.till_id = ${toUuid('till', filter.tillId)}`);
  if (filter?.cashierId) conditions.push(sql`till_sessions.cashier_id = ${toUuid('staff', filter.cashierId)}`);
  if (filter?.status) conditions.push(sql`till_sessions.status = ${filter.status}`);
  if (filter?.from) conditions.push(sql`till_sessions.opened_at >= ${filter.from}`);
  if (filter?.until) conditions.push(sql`till_sessions.opened_at < ${filter.until}`);
  return join(conditions, ' and ');
}
