import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { StockLocation, stockLocationById } from '../stock/stock-location.js';
import { Supplier, supplierById } from '../suppliers/supplier.js';
import { creditSupplierReturn } from './crediting.js';
import {
  CreditSupplierReturnInput,
  CreditSupplierReturnPayload,
  ReturnToSupplierInput,
  ReturnToSupplierPayload,
  SupplierReturnFilter,
} from './returning.inputs.js';
import { returnToSupplier } from './returning.js';
import { linesOfSupplierReturn, SupplierReturnLine } from './supplier-return-line.js';
import { newestReturnFirst, SupplierReturn, supplierReturnById, SupplierReturnConnection, supplierReturnList } from './supplier-return.js';
import { staffWho } from './who.js';

@Resolver(() => SupplierReturn)
export class SupplierReturnResolver {
  @Query(() => SupplierReturn, { nullable: true, description: 'One return from a branch that you may see; null when there is none.' })
  @Access('purchases:read')
  supplierReturn(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<SupplierReturn | null> {
    return context.load(supplierReturnById, id);
  }

  @Query(() => SupplierReturnConnection, { description: 'Returns from the branches that you may see, the newest first.' })
  @Access('purchases:read')
  supplierReturns(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SupplierReturnFilter, { nullable: true, description: 'Which returns.' }) filter: SupplierReturnFilter | null,
  ): Promise<Page<SupplierReturn>> {
    return page(context, supplierReturnList, args, newestReturnFirst, returnsMatching(filter));
  }

  @Mutation(() => ReturnToSupplierPayload, {
    description: 'Sends goods back to a supplier, in whichever state they are; they leave stock.',
  })
  @Access('purchases:return')
  returnToSupplier(
    @Ctx() context: Context,
    @Arg('input', () => ReturnToSupplierInput, { description: 'The goods.' }) input: ReturnToSupplierInput,
  ): Promise<ReturnToSupplierPayload> {
    return returnToSupplier(context, input);
  }

  @Mutation(() => CreditSupplierReturnPayload, { description: 'Records what a supplier pays back for a return, once.' })
  @Access('purchases:return')
  creditSupplierReturn(
    @Ctx() context: Context,
    @Arg('input', () => CreditSupplierReturnInput, { description: 'The credit.' }) input: CreditSupplierReturnInput,
  ): Promise<CreditSupplierReturnPayload> {
    return creditSupplierReturn(context, input);
  }

  @FieldResolver(() => Branch, { description: 'From which branch.' })
  branch(@Root() { branchId }: SupplierReturn): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Supplier, { nullable: true, description: 'To whom.' })
  supplier(@Root() { supplierId }: SupplierReturn, @Ctx() context: Context): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => [SupplierReturnLine], { description: 'What went back.' })
  async lines(@Root() { id }: SupplierReturn, @Ctx() context: Context): Promise<SupplierReturnLine[]> {
    return (await context.load(linesOfSupplierReturn, id)) ?? [];
  }

  @FieldResolver(() => Money, { description: 'What the goods had cost; those of which nobody knows the cost count nothing.' })
  async value(@Root() { id, currency }: SupplierReturn, @Ctx() context: Context): Promise<Money> {
    const lines = (await context.load(linesOfSupplierReturn, id)) ?? [];
    return money(
      lines.reduce((sum, { valueMinor }) => sum + (valueMinor ?? 0n), 0n),
      currency,
    );
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What the supplier pays back; null until it has said.' })
  credited(@Root() { creditedMinor, currency }: SupplierReturn): Money | null {
    return creditedMinor === null ? null : money(creditedMinor, currency);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who sent them back; null for an API client.' })
  returnedBy(@Root() { createdBy }: SupplierReturn): Staff | null {
    return staffWho(createdBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who recorded the credit; null before that, and for an API client.' })
  creditedBy(@Root() { creditedBy }: SupplierReturn): Staff | null {
    return staffWho(creditedBy);
  }
}

@Resolver(() => SupplierReturnLine)
export class SupplierReturnLineResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: SupplierReturnLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: SupplierReturnLine, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'Where they had been.' })
  location(@Root() { locationId }: SupplierReturnLine, @Ctx() context: Context): Promise<StockLocation | null> {
    return context.load(stockLocationById, locationId);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What a pack of the lot had cost when it came in; null when nobody knows.' })
  async unitCost(@Root() line: SupplierReturnLine, @Ctx() context: Context): Promise<Money | null> {
    if (line.unitCostMinor === null) return null;
    const sent = await context.load(supplierReturnById, line.supplierReturnId);
    return sent && money(line.unitCostMinor, sent.currency);
  }
}

function returnsMatching(filter: SupplierReturnFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`supplier_returns.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.supplierId) conditions.push(sql`supplier_returns.supplier_id = ${toUuid('supplier', filter.supplierId)}`);
  if (filter?.status) conditions.push(sql`supplier_returns.status = ${filter.status}`);
  return join(conditions, ' and ');
}
