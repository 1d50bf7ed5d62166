import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { CurrencyScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Customer, customerById } from '../customers/customer.js';
import { Branch, branchReference } from '../references/branch.js';
import { Product, productReference } from '../references/product.js';
import { choosePrice, PriceChoice } from './price-choice.js';
import { createPriceList, updatePriceList } from './price-list-changes.js';
import {
  CreatePriceListInput,
  CreatePriceListPayload,
  PriceListFilter,
  SetListPricesInput,
  SetListPricesPayload,
  UpdatePriceListInput,
  UpdatePriceListPayload,
} from './price-list.inputs.js';
import {
  firstItemFirst,
  itemsOfList,
  PriceList,
  priceListById,
  PriceListConnection,
  PriceListItem,
  PriceListItemConnection,
  priceListList,
  priceListsByName,
} from './price-list.js';
import { askedPrices, pricesOfProduct } from './prices-of-product.js';
import { setListPrices } from './setting-prices.js';

@Resolver(() => PriceList)
export class PriceListResolver {
  @Query(() => PriceList, { nullable: true, description: 'One price list; null when there is none.' })
  @Access('orders:read')
  priceList(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<PriceList | null> {
    return context.load(priceListById, id);
  }

  @Query(() => PriceListConnection, { description: 'Price lists, by name.' })
  @Access('orders:read')
  priceLists(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PriceListFilter, { nullable: true, description: 'Which lists.' }) filter: PriceListFilter | null,
  ): Promise<Page<PriceList>> {
    return page(context, priceListList, args, priceListsByName, listsMatching(filter));
  }

  @Query(() => PriceChoice, {
    nullable: true,
    description: 'What a pack of a product would cost in an order, and by which list; null when no list has a price for it.',
  })
  @Access('orders:read')
  priceOf(
    @Ctx() context: Context,
    @Arg('productId', () => ID, { description: 'The product.' }) productId: string,
    @Arg('quantity', () => Int, { defaultValue: 1, description: 'How many packs.' }) quantity: number,
    @Arg('currency', () => CurrencyScalar, { description: 'In which currency.' }) currency: string,
    @Arg('customerId', () => ID, { nullable: true, description: 'Who buys.' }) customerId: string | null,
    @Arg('branchId', () => ID, { nullable: true, description: 'Which branch orders.' }) branchId: string | null,
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'When; now when left out.' }) at: Date | null,
  ): Promise<PriceChoice | null> {
    const question = { customerId: customerId ?? null, branchId: branchId ?? null, currency, at: at ?? new Date() };
    return choosePrice(context, { productId, quantity }, question);
  }

  @Mutation(() => CreatePriceListPayload, { description: 'Adds a price list.' })
  @Access('catalog:manage')
  createPriceList(
    @Ctx() context: Context,
    @Arg('input', () => CreatePriceListInput, { description: 'The list.' }) input: CreatePriceListInput,
  ): Promise<CreatePriceListPayload> {
    return createPriceList(context, input);
  }

  @Mutation(() => UpdatePriceListPayload, { description: 'Changes a price list. Orders that were placed keep their prices.' })
  @Access('catalog:manage')
  updatePriceList(
    @Ctx() context: Context,
    @Arg('input', () => UpdatePriceListInput, { description: 'The changes.' }) input: UpdatePriceListInput,
  ): Promise<UpdatePriceListPayload> {
    return updatePriceList(context, input);
  }

  @Mutation(() => SetListPricesPayload, { description: 'Says what products cost by a list. Orders that were placed keep their prices.' })
  @Access('catalog:manage')
  setListPrices(
    @Ctx() context: Context,
    @Arg('input', () => SetListPricesInput, { description: 'The prices.' }) input: SetListPricesInput,
  ): Promise<SetListPricesPayload> {
    return setListPrices(context, input);
  }

  @FieldResolver(() => Customer, { nullable: true, description: 'For whom; null for a list for all.' })
  customer(@Root() { customerId }: PriceList, @Ctx() context: Context): Promise<Customer | null> {
    return customerId ? context.load(customerById, customerId) : Promise.resolve(null);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'For orders of which branch; null for those of all.' })
  branch(@Root() { branchId }: PriceList): Branch | null {
    return branchId ? branchReference(branchId) : null;
  }

  @FieldResolver(() => PriceListItemConnection, { description: 'Its prices, in the order in which they were entered.' })
  items(@Root() { id }: PriceList, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<PriceListItem>> {
    return itemsOfList.page(context, id, args, firstItemFirst);
  }
}

@Resolver(() => PriceListItem)
export class PriceListItemResolver {
  @FieldResolver(() => PriceList, { description: 'Of which list.' })
  priceList(@Root() { priceListId }: PriceListItem, @Ctx() context: Context): Promise<PriceList | null> {
    return context.load(priceListById, priceListId);
  }

  @FieldResolver(() => Product, { description: 'Of which product.' })
  product(@Root() { productId }: PriceListItem): Product {
    return productReference(productId);
  }

  @FieldResolver(() => Money, { description: 'What a pack costs, without tax.' })
  async unitPrice(@Root() { unitPriceMinor, priceListId }: PriceListItem, @Ctx() context: Context): Promise<Money> {
    const list = await context.load(priceListById, priceListId);
    if (!list) throw new Error(`No price list ${priceListId} of a price that is seen`);
    return money(unitPriceMinor, list.currency);
  }
}

@Resolver(() => Product)
export class PricesOfProductResolver {
  @FieldResolver(() => [PriceListItem], {
    description:
      'Its prices by the lists that are valid now, by currency; within a currency the one that is asked first before the others.',
  })
  @Access('orders:read')
  async prices(
    @Root() { id: productId }: Product,
    @Ctx() context: Context,
    @Arg('customerId', () => ID, { nullable: true, description: 'Also by lists for this customer.' }) customerId: string | null,
    @Arg('branchId', () => ID, { nullable: true, description: 'Also by lists for orders of this branch.' }) branchId: string | null,
  ): Promise<PriceListItem[]> {
    const question = askedPrices({ productId, customerId: customerId ?? null, branchId: branchId ?? null });
    return (await context.load(pricesOfProduct, question)) ?? [];
  }
}

export function listsMatching(filter: PriceListFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.customerId) conditions.push(sql`price_lists.customer_id = ${toUuid('customer', filter.customerId)}`);
  if (filter?.active != null) conditions.push(sql`price_lists.active = ${filter.active}`);
  return join(conditions, ' and ');
}
