import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient } from '../references/patient.js';
import { OrderFilter, OrderOrder, ordersMatching } from './order.filter.js';
import { newestOrderFirst, OrderConnection, ordersOfPatient, type Order } from './order.js';

@Resolver(() => Patient)
export class PatientOrdersResolver {
  @FieldResolver(() => OrderConnection, { description: 'What was ordered for them, the newest first unless asked otherwise.' })
  @Access('orders:read')
  orders(
    @Root() { id }: Patient,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => OrderFilter, { nullable: true, description: 'Which orders.' }) filter: OrderFilter | null,
    @Arg('orderBy', () => OrderOrder, { nullable: true, description: 'In which order.' }) orderBy: OrderOrder | null,
  ): Promise<Page<Order>> {
    const where = { key: JSON.stringify(filter), where: ordersMatching(filter) };
    return ordersOfPatient.page(context, id, args, orderBy ?? newestOrderFirst, where);
  }
}
