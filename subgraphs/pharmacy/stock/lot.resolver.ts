import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { prefixRange } from '#kernel/graph/search-key.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { correctLot } from './correcting-lots.js';
import { CorrectLotInput, CorrectLotPayload, LotFilter, LotOrder } from './lot.inputs.js';
import { Lot, lotById, LotConnection, lotList, LotOrderField, lotsByNumber } from './lot.js';

@Resolver(() => Lot)
export class LotResolver {
  @Query(() => Lot, { nullable: true, description: 'One lot; null when there is none.' })
  @Access('stock:read')
  lot(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Lot | null> {
    return context.load(lotById, id);
  }

  @Query(() => LotConnection, { description: 'Lots of the tenant, by number unless asked otherwise.' })
  @Access('stock:read')
  lots(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => LotFilter, { nullable: true, description: 'Which lots.' }) filter: LotFilter | null,
    @Arg('orderBy', () => LotOrder, { nullable: true, description: 'In which order.' }) orderBy: LotOrder | null,
  ): Promise<Page<Lot>> {
    const order = orderBy ?? lotsByNumber;
    return page(context, lotList, args, order, lotsMatching(filter, order.field));
  }

  @Mutation(() => CorrectLotPayload, {
    description: 'Corrects when a lot expires, at all branches that keep some of it: the pack is right, and the record was wrong.',
  })
  @Access('stock:adjust')
  correctLot(
    @Ctx() context: Context,
    @Arg('input', () => CorrectLotInput, { description: 'What the pack says.' }) input: CorrectLotInput,
  ): Promise<CorrectLotPayload> {
    return correctLot(context, input);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its number as printed (GS1 AI 10); null when its packs bear none.' })
  number(@Root() { lotNumber }: Lot): string | null {
    return lotNumber || null;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it was recalled: none of it is given out, wherever it is.' })
  recalled(@Root() { recallId }: Lot): boolean {
    return recallId !== null;
  }

  @FieldResolver(() => Product, { nullable: true, description: 'Of what it is a batch.' })
  product(@Root() { productId }: Lot, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }
}

export function lotsMatching(filter: LotFilter | null, order: LotOrderField): Sql {
  const conditions = [order === LotOrderField.EXPIRES_ON ? sql`lots.expires_on is not null` : sql`true`];
  if (filter?.productId) conditions.push(sql`lots.product_id = ${toUuid('product', filter.productId)}`);
  if (filter?.search) {
    const { from, to } = prefixRange(filter.search.trim());
    conditions.push(sql`lots.lot_number >= ${from} and lots.lot_number < ${to}`);
  }
  if (filter?.expiresBefore) conditions.push(sql`lots.expires_on < ${filter.expiresBefore}::date`);
  if (filter?.recalled != null) conditions.push(filter.recalled ? sql`lots.recall_id is not null` : sql`lots.recall_id is null`);
  return join(conditions, ' and ');
}
