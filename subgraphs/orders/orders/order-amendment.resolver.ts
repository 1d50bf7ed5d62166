import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money, money } from '#kernel/graph/money.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Staff, staffReference } from '../references/staff.js';
import { AmendedLine, amendmentsOfOrder, OrderAmendment } from './order-amendment.js';
import { Order } from './order.js';

@Resolver(() => Order)
export class OrderAmendmentsResolver {
  @FieldResolver(() => [OrderAmendment], { description: 'How it was amended since it was placed, the first change first.' })
  async amendments(@Root() { id }: Order, @Ctx() context: Context): Promise<OrderAmendment[]> {
    return (await context.load(amendmentsOfOrder, id)) ?? [];
  }
}

@Resolver(() => OrderAmendment)
export class OrderAmendmentResolver {
  @FieldResolver(() => Money, { description: 'What all lines cost before it, with tax.' })
  total(@Root() { totalMinor, currency }: OrderAmendment): Money {
    return money(totalMinor, currency);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who amended it; null when it was an API client.' })
  @Access('staff:read')
  amendedBy(@Root() { amendedBy }: OrderAmendment): Staff | null {
    return amendedBy?.startsWith('staff_') ? staffReference(amendedBy) : null;
  }
}

@Resolver(() => AmendedLine)
export class AmendedLineResolver {
  @FieldResolver(() => Money, { description: 'What a pack cost, without tax.' })
  unitPrice(@Root() { unitPriceMinor, currency }: AmendedLine): Money {
    return money(BigInt(unitPriceMinor), currency);
  }

  @FieldResolver(() => Money, { description: 'What the line cost, with tax.' })
  total(@Root() { totalMinor, currency }: AmendedLine): Money {
    return money(BigInt(totalMinor), currency);
  }
}
