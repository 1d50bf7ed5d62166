import { Ctx, Field, FieldResolver, Int, ObjectType, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money, money } from '#kernel/graph/money.js';
import type { Context } from '#kernel/subgraph/context.js';
import { dispenseById, MedicationDispense } from '../dispensing/dispense.js';
import { Product, productById } from '../products/product.js';
import { Lot, lotById } from '../stock/lot.js';
import { SaleLine } from './sale-line.js';
import { Sale, saleById } from './sale.js';

@ObjectType({ description: 'Packs of one lot in a line.' })
@Access('sales:read')
export class SaleLineLot {
  lotId: string;

  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;
}

@Resolver(() => SaleLineLot)
export class SaleLineLotResolver {
  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: SaleLineLot, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }
}

@Resolver(() => SaleLine)
export class SaleLineResolver {
  @FieldResolver(() => Sale, { nullable: true, description: 'In which sale.' })
  sale(@Root() { saleId }: SaleLine, @Ctx() context: Context): Promise<Sale | null> {
    return context.load(saleById, saleId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What.' })
  product(@Root() { productId }: SaleLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => MedicationDispense, {
    nullable: true,
    description: 'What it pays for, when that was handed out against a prescription.',
  })
  async dispense(@Root() { dispenseId }: SaleLine, @Ctx() context: Context): Promise<MedicationDispense | null> {
    return dispenseId === null ? null : context.load(dispenseById, dispenseId);
  }

  @FieldResolver(() => [SaleLineLot], {
    description: 'From which lots the packs are, once they have left; of a return, into which they came back.',
  })
  lots(@Root() { lots }: SaleLine): SaleLineLot[] {
    const packs = Map.groupBy(lots ?? [], ({ lotId }) => lotId);
    return [...packs].map(([lotId, each]) =>
      Object.assign(new SaleLineLot(), { lotId, quantity: each.reduce((sum, { quantity }) => sum + quantity, 0) }),
    );
  }

  @FieldResolver(() => Money, { description: 'The price of a pack, tax included, as it was when it was put into the basket.' })
  unitPrice(@Root() line: SaleLine, @Ctx() context: Context): Promise<Money> {
    return inCurrency(context, line, line.unitPriceMinor);
  }

  @FieldResolver(() => Money, { description: 'What is taken off: its own discount, and its share in that of the sale.' })
  discount(@Root() line: SaleLine, @Ctx() context: Context): Promise<Money> {
    return inCurrency(context, line, line.discountMinor + line.saleDiscountMinor);
  }

  @FieldResolver(() => Money, { description: 'What is paid for it, tax included.' })
  amount(@Root() line: SaleLine, @Ctx() context: Context): Promise<Money> {
    return inCurrency(context, line, line.amountMinor);
  }

  @FieldResolver(() => Money, { description: 'The tax that its amount contains.' })
  tax(@Root() line: SaleLine, @Ctx() context: Context): Promise<Money> {
    return inCurrency(context, line, line.taxMinor);
  }
}

async function inCurrency(context: Context, { id, saleId }: SaleLine, amountMinor: bigint): Promise<Money> {
  const sale = await context.load(saleById, saleId);
  if (!sale) throw new Error(`The sale of the line ${id} is not there`);
  return money(amountMinor, sale.currency);
}
