import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Order } from '../orders/order.js';
import { createCustomer, updateCustomer } from './customer-changes.js';
import {
  CreateCustomerInput,
  CreateCustomerPayload,
  CustomerFilter,
  UpdateCustomerInput,
  UpdateCustomerPayload,
} from './customer.inputs.js';
import { Customer, customerById, CustomerConnection, customerList, customersByName } from './customer.js';

@Resolver(() => Customer)
export class CustomerResolver {
  @Query(() => Customer, { nullable: true, description: 'One customer; null when there is none.' })
  @Access('orders:read')
  customer(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Customer | null> {
    return context.load(customerById, id);
  }

  @Query(() => CustomerConnection, { description: 'Customers, by name.' })
  @Access('orders:read')
  customers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => CustomerFilter, { nullable: true, description: 'Which customers.' }) filter: CustomerFilter | null,
  ): Promise<Page<Customer>> {
    return page(context, customerList, args, customersByName, customersMatching(filter));
  }

  @Mutation(() => CreateCustomerPayload, { description: 'Adds a customer.' })
  @Access('catalog:manage')
  createCustomer(
    @Ctx() context: Context,
    @Arg('input', () => CreateCustomerInput, { description: 'The customer.' }) input: CreateCustomerInput,
  ): Promise<CreateCustomerPayload> {
    return createCustomer(context, input);
  }

  @Mutation(() => UpdateCustomerPayload, { description: 'Changes a customer.' })
  @Access('catalog:manage')
  updateCustomer(
    @Ctx() context: Context,
    @Arg('input', () => UpdateCustomerInput, { description: 'The changes.' }) input: UpdateCustomerInput,
  ): Promise<UpdateCustomerPayload> {
    return updateCustomer(context, input);
  }
}

@Resolver(() => Order)
export class CustomerOfOrderResolver {
  @FieldResolver(() => Customer, { nullable: true, description: 'Who buys; null when it is nobody that the tenant keeps.' })
  customer(@Root() { customerId }: Order, @Ctx() context: Context): Promise<Customer | null> {
    return customerId ? context.load(customerById, customerId) : Promise.resolve(null);
  }
}

export function customersMatching(filter: CustomerFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.search) {
    const { from, to } = prefixRange(searchKey(filter.search));
    conditions.push(sql`customers.name_key >= ${from} and customers.name_key < ${to}`);
  }
  if (filter?.code) conditions.push(sql`customers.code = ${filter.code.trim()}`);
  if (filter?.active != null) conditions.push(sql`customers.active = ${filter.active}`);
  return join(conditions, ' and ');
}
