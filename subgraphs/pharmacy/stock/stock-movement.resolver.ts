import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { Money, money } from '#kernel/graph/money.js';
import { prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from './lot.js';
import { StockLocation, stockLocationById } from './stock-location.js';
import { mostDays, StockMovementFilter, usualDays } from './stock-movement.inputs.js';
import { movementById, movementList, newestMovementFirst, StockMovement, StockMovementConnection } from './stock-movement.js';
import { StockStatus } from './stock-terms.js';

@Resolver(() => StockMovement)
export class StockMovementResolver {
  @Query(() => StockMovement, { nullable: true, description: 'One movement at a branch that you may see; null when there is none.' })
  @Access('stock:read')
  stockMovement(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<StockMovement | null> {
    return context.load(movementById, id);
  }

  @Query(() => StockMovementConnection, {
    description: `Movements at the branches that you may see, the newest first; those of the last ${usualDays} days unless asked otherwise.`,
  })
  @Access('stock:read')
  stockMovements(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => StockMovementFilter, { nullable: true, description: 'Which movements.' }) filter: StockMovementFilter | null,
  ): Promise<Page<StockMovement>> {
    return page(context, movementList, args, newestMovementFirst, movementsMatching(filter));
  }

  @FieldResolver(() => StockStatus, { description: 'In which state the packs were that came or went.' })
  status(@Root() { keptStatus }: StockMovement): StockStatus {
    return StockStatus[keptStatus];
  }

  @FieldResolver(() => Branch, { description: 'At which branch.' })
  branch(@Root() { branchId }: StockMovement): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'In which place.' })
  location(@Root() { locationId }: StockMovement, @Ctx() context: Context): Promise<StockLocation | null> {
    return context.load(stockLocationById, locationId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'Of which product.' })
  product(@Root() { productId }: StockMovement, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'Of which lot.' })
  lot(@Root() { lotId }: StockMovement, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What one pack cost, where goods came in, went back or were transferred.' })
  unitCost(@Root() { unitCostMinor, currency }: StockMovement): Money | null {
    return unitCostMinor === null || currency === null ? null : money(unitCostMinor, currency);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who did it; null when the system did.' })
  actor(@Root() { createdBy }: StockMovement): Staff | null {
    return staffOf(createdBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who watched, where it took two people.' })
  witness(@Root() { witnessId }: StockMovement): Staff | null {
    return staffOf(witnessId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'For whom, where it was for a patient.' })
  @Access('patients:read')
  patient(@Root() { patientId }: StockMovement): Patient | null {
    return patientId === null ? null : patientReference(patientId);
  }

  @FieldResolver(() => ID, {
    nullable: true,
    description: 'The id of the document that caused it, such as a sale or a transfer, for `node(id)`; null when it was done by hand.',
  })
  source(@Root() { sourceType, sourceId }: StockMovement): string | null {
    return sourceType === null || sourceId === null ? null : toTypeId(sourceType, sourceId);
  }
}

function staffOf(id: string | null): Staff | null {
  return id !== null && prefixOf(id) === 'staff' ? staffReference(id) : null;
}

const dayMs = 86_400_000;

export function movementsMatching(filter: StockMovementFilter | null): Sql {
  const { from, until } = spanOf(filter);
  const conditions = [sql`stock_movements.occurred_at >= ${from} and stock_movements.occurred_at < ${until}`];
  if (filter?.branchId) conditions.push(sql`stock_movements.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.productId) conditions.push(sql`stock_movements.product_id = ${toUuid('product', filter.productId)}`);
  if (filter?.lotId) conditions.push(sql`stock_movements.lot_id = ${toUuid('lot', filter.lotId)}`);
  if (filter?.kind) conditions.push(sql`stock_movements.kind = ${filter.kind}`);
  return join(conditions, ' and ');
}

function spanOf(filter: StockMovementFilter | null): { from: Date; until: Date } {
  // What is committed while the answer is being made is in it.
  const now = new Date(Date.now() + 60_000);
  const latest = filter?.from ? new Date(Math.min(now.getTime(), filter.from.getTime() + mostDays * dayMs)) : now;
  const until = filter?.until ?? latest;
  const from = filter?.from ?? new Date(until.getTime() - usualDays * dayMs);
  if (until.getTime() - from.getTime() > mostDays * dayMs)
    throw new GraphError(
      'BAD_USER_INPUT',
      `Movements can be listed for ${mostDays} days at once: send a later \`from\`, or an earlier \`until\`.`,
    );
  return { from, until };
}
