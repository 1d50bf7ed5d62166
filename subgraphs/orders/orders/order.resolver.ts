import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { loaderOfConsented } from '#kernel/consents/known-consents.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Product, productReference } from '../references/product.js';
import { Staff, staffReference } from '../references/staff.js';
import { Supplier, supplierReference } from '../references/supplier.js';
import { OrderLine, linesOfOrder } from './order-line.js';
import { OrderStep, stepsOfOrder } from './order-step.js';
import { OrderFilter, OrderOrder, ordersMatching } from './order.filter.js';
import { DeliveryPlace, newestOrderFirst, Order, orderById, OrderConnection, orderList, partsOfOrder } from './order.js';

const consentedToBeRead = loaderOfConsented('patients:read');

@Resolver(() => Order)
export class OrderResolver {
  @Query(() => Order, { nullable: true, description: 'One order; null when there is none that you may see.' })
  @Access('orders:read')
  order(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Order | null> {
    return context.load(orderById, id);
  }

  @Query(() => OrderConnection, {
    description: 'Orders that the branches you may see have placed or are to do, the newest first unless asked otherwise.',
  })
  @Access('orders:read')
  orders(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => OrderFilter, { nullable: true, description: 'Which orders.' }) filter: OrderFilter | null,
    @Arg('orderBy', () => OrderOrder, { nullable: true, description: 'In which order.' }) orderBy: OrderOrder | null,
  ): Promise<Page<Order>> {
    const where = ordersMatching(filter);
    if (filter?.patientId) context.db.auditDenials(Order, [filter.patientId], { by: 'patientId', of: 'Patient' });
    return page(context, orderList, args, orderBy ?? newestOrderFirst, where);
  }

  @FieldResolver(() => Branch, { description: 'The branch that ordered.' })
  branch(@Root() { branchId }: Order): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'The branch that does what is ordered; null when that is the same.' })
  performer(@Root() { performerBranchId }: Order): Branch | null {
    return performerBranchId ? branchReference(performerBranchId) : null;
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'For whom it is; null when it is for nobody.' })
  @Access('patients:read')
  patient(@Root() { patientId }: Order): Patient | null {
    return patientId ? patientReference(patientId) : null;
  }

  @FieldResolver(() => DeliveryPlace, {
    nullable: true,
    description:
      'Where it goes, when that is no branch. Of a patient it tells as much as their record does, and is there for whom that is.',
  })
  @Access('patients:read')
  async deliveryPlace(@Root() { deliveryPlace, patientId }: Order, @Ctx() context: Context): Promise<DeliveryPlace | null> {
    if (deliveryPlace === null || patientId === null) return deliveryPlace;
    return (await context.load(consentedToBeRead, patientId)) ? deliveryPlace : null;
  }

  @FieldResolver(() => Supplier, { nullable: true, description: 'Of whom it is bought.' })
  supplier(@Root() { supplierId }: Order): Supplier | null {
    return supplierId ? supplierReference(supplierId) : null;
  }

  @FieldResolver(() => [OrderLine], { description: 'What is ordered.' })
  async lines(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderLine[]> {
    return (await context.load(linesOfOrder, id)) ?? [];
  }

  @FieldResolver(() => Money, { description: 'What all lines cost, with tax.' })
  total(@Root() { totalMinor, currency }: Order): Money {
    return money(totalMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'The tax in the total.' })
  tax(@Root() { taxMinor, currency }: Order): Money {
    return money(taxMinor, currency);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who placed it.' })
  @Access('staff:read')
  placedBy(@Root() { placedBy }: Order): Staff | null {
    return placedBy?.startsWith('staff_') ? staffReference(placedBy) : null;
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The whole of which it is a part.' })
  parent(@Root() { parentId }: Order, @Ctx() context: Context): Promise<Order | null> {
    return parentId ? context.load(orderById, parentId) : Promise.resolve(null);
  }

  @FieldResolver(() => [Order], { description: 'The parts into which it was split.' })
  async parts(@Root() { id }: Order, @Ctx() context: Context): Promise<Order[]> {
    return (await context.load(partsOfOrder, id)) ?? [];
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order that was ordered again, or from which things come back.' })
  origin(@Root() { originId }: Order, @Ctx() context: Context): Promise<Order | null> {
    return originId ? context.load(orderById, originId) : Promise.resolve(null);
  }

  @FieldResolver(() => [OrderStep], { description: 'What happened to it, the first step first.' })
  async steps(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderStep[]> {
    return (await context.load(stepsOfOrder, id)) ?? [];
  }
}

@Resolver(() => OrderStep)
export class OrderStepResolver {
  @FieldResolver(() => Staff, { nullable: true, description: 'Who took it; null when the house took it by itself.' })
  @Access('staff:read')
  takenBy(@Root() { takenBy }: OrderStep): Staff | null {
    return takenBy?.startsWith('staff_') ? staffReference(takenBy) : null;
  }
}

@Resolver(() => OrderLine)
export class OrderLineResolver {
  @FieldResolver(() => Order, { description: 'Its order.' })
  async order(@Root() { orderId }: OrderLine, @Ctx() context: Context): Promise<Order | null> {
    return context.load(orderById, orderId);
  }

  @FieldResolver(() => Product, { description: 'The product, as it is now.' })
  product(@Root() { productId }: OrderLine): Product {
    return productReference(productId);
  }

  @FieldResolver(() => Money, { description: 'What a pack cost, without tax.' })
  async unitPrice(@Root() line: OrderLine, @Ctx() context: Context): Promise<Money> {
    return money(line.unitPriceMinor, await currencyOf(line, context));
  }

  @FieldResolver(() => Money, { description: 'The tax in the total.' })
  async tax(@Root() line: OrderLine, @Ctx() context: Context): Promise<Money> {
    return money(line.taxMinor, await currencyOf(line, context));
  }

  @FieldResolver(() => Money, { description: 'What the line costs, with tax.' })
  async total(@Root() line: OrderLine, @Ctx() context: Context): Promise<Money> {
    return money(line.totalMinor, await currencyOf(line, context));
  }
}

async function currencyOf({ orderId }: OrderLine, context: Context): Promise<string> {
  const order = await context.load(orderById, orderId);
  if (!order) throw new Error(`No order ${orderId} of a line that is seen`);
  return order.currency;
}
