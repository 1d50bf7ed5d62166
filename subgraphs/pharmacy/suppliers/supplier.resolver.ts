import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { createSupplier, updateSupplier } from './supplier-changes.js';
import {
  CreateSupplierInput,
  CreateSupplierPayload,
  SupplierFilter,
  UpdateSupplierInput,
  UpdateSupplierPayload,
} from './supplier.inputs.js';
import { Supplier, supplierById, SupplierConnection, supplierList, suppliersByName } from './supplier.js';

@Resolver(() => Supplier)
export class SupplierResolver {
  @Query(() => Supplier, { nullable: true, description: 'One supplier; null when there is none.' })
  @Access('suppliers:read')
  supplier(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Supplier | null> {
    return context.load(supplierById, id);
  }

  @Query(() => SupplierConnection, { description: 'Suppliers, by name.' })
  @Access('suppliers:read')
  suppliers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SupplierFilter, { nullable: true, description: 'Which suppliers.' }) filter: SupplierFilter | null,
  ): Promise<Page<Supplier>> {
    return page(context, supplierList, args, suppliersByName, suppliersMatching(filter));
  }

  @Mutation(() => CreateSupplierPayload, { description: 'Adds a supplier.' })
  @Access('suppliers:manage')
  createSupplier(
    @Ctx() context: Context,
    @Arg('input', () => CreateSupplierInput, { description: 'The supplier.' }) input: CreateSupplierInput,
  ): Promise<CreateSupplierPayload> {
    return createSupplier(context, input);
  }

  @Mutation(() => UpdateSupplierPayload, { description: 'Changes a supplier.' })
  @Access('suppliers:manage')
  updateSupplier(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSupplierInput, { description: 'The changes.' }) input: UpdateSupplierInput,
  ): Promise<UpdateSupplierPayload> {
    return updateSupplier(context, input);
  }
}

function suppliersMatching(filter: SupplierFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.search) {
    const { from, to } = prefixRange(searchKey(filter.search));
    conditions.push(sql`suppliers.name_key >= ${from} and suppliers.name_key < ${to}`);
  }
  if (filter?.active != null) conditions.push(sql`suppliers.active = ${filter.active}`);
  return join(conditions, ' and ');
}
