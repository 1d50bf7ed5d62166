import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { createStockLocation, updateStockLocation } from './stock-location-changes.js';
import {
  CreateStockLocationInput,
  CreateStockLocationPayload,
  StockLocationFilter,
  UpdateStockLocationInput,
  UpdateStockLocationPayload,
} from './stock-location.inputs.js';
import {
  locationsByName,
  locationsOfBranch,
  StockLocation,
  stockLocationById,
  StockLocationConnection,
  stockLocationList,
} from './stock-location.js';

@Resolver(() => StockLocation)
export class StockLocationResolver {
  @Query(() => StockLocation, {
    nullable: true,
    description: 'One place of stock at a branch that you may see; null when there is none.',
  })
  @Access('stock:read')
  stockLocation(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<StockLocation | null> {
    return context.load(stockLocationById, id);
  }

  @Query(() => StockLocationConnection, { description: 'Places of stock at the branches that you may see, by name.' })
  @Access('stock:read')
  stockLocations(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => StockLocationFilter, { nullable: true, description: 'Which places.' }) filter: StockLocationFilter | null,
  ): Promise<Page<StockLocation>> {
    return page(context, stockLocationList, args, locationsByName, locationsMatching(filter));
  }

  @Mutation(() => CreateStockLocationPayload, { description: 'Adds a place of a branch where stock is kept.' })
  @Access('stock:adjust')
  createStockLocation(
    @Ctx() context: Context,
    @Arg('input', () => CreateStockLocationInput, { description: 'The place.' }) input: CreateStockLocationInput,
  ): Promise<CreateStockLocationPayload> {
    return createStockLocation(context, input);
  }

  @Mutation(() => UpdateStockLocationPayload, { description: 'Changes a place of stock.' })
  @Access('stock:adjust')
  updateStockLocation(
    @Ctx() context: Context,
    @Arg('input', () => UpdateStockLocationInput, { description: 'The changes.' }) input: UpdateStockLocationInput,
  ): Promise<UpdateStockLocationPayload> {
    return updateStockLocation(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it is.' })
  branch(@Root() { branchId }: StockLocation): Branch {
    return branchReference(branchId);
  }
}

@Resolver(() => Branch)
export class BranchStockLocationsResolver {
  @FieldResolver(() => StockLocationConnection, { description: 'The places where it keeps stock, by name.' })
  @Access('stock:read')
  stockLocations(@Root() { id }: Branch, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<StockLocation>> {
    return locationsOfBranch.page(context, id, args, locationsByName);
  }
}

function locationsMatching(filter: StockLocationFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`stock_locations.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.kind) conditions.push(sql`stock_locations.kind = ${filter.kind}`);
  if (filter?.active != null) conditions.push(sql`stock_locations.active = ${filter.active}`);
  return join(conditions, ' and ');
}
