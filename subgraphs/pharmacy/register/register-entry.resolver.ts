import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
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
import { movementById, StockMovement } from '../stock/stock-movement.js';
import { newestEntryFirst, RegisterEntry, registerEntryById, RegisterEntryConnection, registerEntryList } from './register-entry.js';
import { RegisterEntryFilter } from './register.inputs.js';

@Resolver(() => RegisterEntry)
export class RegisterEntryResolver {
  @Query(() => RegisterEntryConnection, {
    description: 'The register of controlled substances at the branches that you may see, the newest entry first.',
  })
  @Access('registers:read')
  registerEntries(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => RegisterEntryFilter, { nullable: true, description: 'Which entries.' }) filter: RegisterEntryFilter | null,
  ): Promise<Page<RegisterEntry>> {
    return page(context, registerEntryList, args, newestEntryFirst, entriesMatching(filter));
  }

  @Query(() => RegisterEntry, { nullable: true, description: 'One entry of the register; null when there is none that you may see.' })
  @Access('registers:read')
  registerEntry(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<RegisterEntry | null> {
    return context.load(registerEntryById, id);
  }

  @FieldResolver(() => Branch, { description: 'Whose register.' })
  branch(@Root() { branchId }: RegisterEntry): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'The controlled substance.' })
  product(@Root() { productId }: RegisterEntry, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: RegisterEntry, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => StockMovement, { nullable: true, description: 'The movement of stock that it enters.' })
  async movement(@Root() { movementId }: RegisterEntry, @Ctx() context: Context): Promise<StockMovement | null> {
    return movementId === null ? null : context.load(movementById, movementId);
  }

  @FieldResolver(() => RegisterEntry, { nullable: true, description: 'The entry that this one takes back.' })
  async voids(@Root() { voidsId }: RegisterEntry, @Ctx() context: Context): Promise<RegisterEntry | null> {
    return voidsId === null ? null : context.load(registerEntryById, voidsId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'To whom it was handed, or who gave it back.' })
  @Access('patients:read')
  patient(@Root() { patientId }: RegisterEntry): Patient | null {
    return patientId === null ? null : patientReference(patientId);
  }

  @FieldResolver(() => [Staff], { description: 'Who did it; of what takes two people, who asked for it and then who confirmed it.' })
  people(@Root() { witnessId, createdBy }: RegisterEntry): Staff[] {
    const ids = [witnessId, createdBy].filter((id) => id?.startsWith('staff_') === true);
    return ids.map((id) => staffReference(id ?? ''));
  }
}

function entriesMatching(filter: RegisterEntryFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`register_entries.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.productId) conditions.push(sql`register_entries.product_id = ${toUuid('product', filter.productId)}`);
  if (filter?.lotId) conditions.push(sql`register_entries.lot_id = ${toUuid('lot', filter.lotId)}`);
  if (filter?.kind) conditions.push(sql`register_entries.kind = ${filter.kind}`);
  if (filter?.from) conditions.push(sql`register_entries.created_at >= ${filter.from}`);
  if (filter?.before) conditions.push(sql`register_entries.created_at < ${filter.before}`);
  return join(conditions, ' and ');
}
