import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { recordRegisterCount, recountRegisterLine } from './counting.js';
import {
  linesOfCount,
  newestCountFirst,
  RegisterCount,
  registerCountById,
  RegisterCountConnection,
  RegisterCountLine,
  registerCountList,
} from './register-count.js';
import {
  RecordRegisterCountInput,
  RecordRegisterCountPayload,
  RecountRegisterLineInput,
  RecountRegisterLinePayload,
  RegisterCountFilter,
} from './register.inputs.js';

@Resolver(() => RegisterCount)
export class RegisterCountResolver {
  @Query(() => RegisterCount, { nullable: true, description: 'One count; null when there is none that you may see.' })
  @Access('registers:read')
  registerCount(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<RegisterCount | null> {
    return context.load(registerCountById, id);
  }

  @Query(() => RegisterCountConnection, { description: 'Counts of controlled substances, the newest first.' })
  @Access('registers:read')
  registerCounts(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => RegisterCountFilter, { nullable: true, description: 'Which counts.' }) filter: RegisterCountFilter | null,
  ): Promise<Page<RegisterCount>> {
    const conditions = [sql`true`];
    if (filter?.branchId) conditions.push(sql`register_counts.branch_id = ${toUuid('branch', filter.branchId)}`);
    if (filter?.from) conditions.push(sql`register_counts.counted_on >= ${filter.from}::date`);
    if (filter?.before) conditions.push(sql`register_counts.counted_on < ${filter.before}::date`);
    return page(context, registerCountList, args, newestCountFirst, join(conditions, ' and '));
  }

  @Query(() => Boolean, { description: 'Whether the controlled substances of the branch are still to be counted today, by the day there.' })
  @Access('registers:read')
  async registerCountDue(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<boolean> {
    const id = await requireBranch(context, branchId, 'registers:read');
    const uuid = toUuid('branch', id);
    const timeZone = (await context.load(profileOfBranch, id))?.timeZone ?? 'UTC';
    const [row] = await context.db.rows<{ due: boolean }>(
      sql`select exists (select from stock_items item join products on products.id = item.product_id
          where item.branch_id = ${uuid} and item.on_hand > 0 and products.controlled_schedule is not null)
        and not exists (select from register_counts where branch_id = ${uuid} and counted_on = (now() at time zone ${timeZone})::date) as due`,
      'registers:read',
    );
    return row?.due ?? false;
  }

  @Mutation(() => RecordRegisterCountPayload, { description: 'Records the count of all controlled substances of a branch.' })
  @Access('registers:request')
  recordRegisterCount(
    @Ctx() context: Context,
    @Arg('input', () => RecordRegisterCountInput, { description: 'The count.' }) input: RecordRegisterCountInput,
  ): Promise<RecordRegisterCountPayload> {
    return recordRegisterCount(context, input);
  }

  @Mutation(() => RecountRegisterLinePayload, { description: 'Records the second count of a lot that was not as the register said.' })
  @Access('registers:request')
  recountRegisterLine(
    @Ctx() context: Context,
    @Arg('input', () => RecountRegisterLineInput, { description: 'What was counted.' }) input: RecountRegisterLineInput,
  ): Promise<RecountRegisterLinePayload> {
    return recountRegisterLine(context, input);
  }

  @FieldResolver(() => Branch, { description: 'The branch.' })
  branch(@Root() { branchId }: RegisterCount): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Staff, { description: 'Who counted.' })
  countedBy(@Root() count: RegisterCount): Staff {
    return staffReference(count.countedBy);
  }

  @FieldResolver(() => [RegisterCountLine], { description: 'What was counted, by lot.' })
  async lines(@Root() { id }: RegisterCount, @Ctx() context: Context): Promise<RegisterCountLine[]> {
    return (await context.load(linesOfCount, id)) ?? [];
  }
}

@Resolver(() => RegisterCountLine)
export class RegisterCountLineResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The controlled substance.' })
  product(@Root() { productId }: RegisterCountLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: RegisterCountLine, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }
}
