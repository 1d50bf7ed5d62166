import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { CurrencyScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { PriceList } from './price-list.js';

@InputType({ description: 'Which price lists; all conditions given must hold.' })
export class PriceListFilter {
  @Field(() => ID, { nullable: true, description: 'For this customer alone.' })
  customerId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Which are used, or which are not.' })
  active?: boolean | null;
}

@InputType({ description: 'A new price list. It has no prices yet.' })
export class CreatePriceListInput {
  @Field(() => String, { description: 'Its name, unique in the tenant.' })
  name: string;

  @Field(() => ID, { nullable: true, description: 'For which customer; for all when left out.' })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: 'For orders of which branch; of all when left out.' })
  branchId?: string | null;

  @Field(() => CurrencyScalar, { description: 'The currency of its prices.' })
  currency: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it is valid.' })
  validFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At which moment it is over.' })
  validUntil?: Date | null;

  @Field(() => Int, { defaultValue: 0, description: 'Of several lists for the same, the higher one is asked first; -1000 to 1000.' })
  priority: number;
}

@InputType({ description: 'Changes to a price list. What is left out stays; for whom it is, and its currency, never change.' })
export class UpdatePriceListInput {
  @Field(() => ID, { description: 'The list.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name, unique in the tenant.' })
  name?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on it is valid; null for always.' })
  validFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'At which moment it is over; null for never.' })
  validUntil?: Date | null;

  @Field(() => Int, { nullable: true, description: 'Of several lists for the same, the higher one is asked first; -1000 to 1000.' })
  priority?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is used from now on.' })
  active?: boolean | null;
}

@InputType({ description: 'A price from so many packs on.' })
export class PriceTierInput {
  @Field(() => Int, { defaultValue: 1, description: 'For orders of so many packs or more.' })
  minimumQuantity: number;

  @Field(() => MoneyInput, { description: 'What a pack costs, without tax, in the currency of the list.' })
  unitPrice: MoneyInput;

  @Field(() => Int, { defaultValue: 0, description: 'The rate of its tax in hundredths of a percent, 0 to 10000: 1000 is 10 %.' })
  taxBasisPoints: number;
}

@InputType({ description: 'All prices of a product in a list.' })
export class ProductTiersInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => [PriceTierInput], { description: 'Its prices, each from another quantity on, 20 at most; none takes it off the list.' })
  tiers: PriceTierInput[];
}

@InputType({ description: 'Prices of some products of a list, in place of those that they have there. Other products keep theirs.' })
export class SetListPricesInput {
  @Field(() => ID, { description: 'The list.' })
  priceListId: string;

  @Field(() => Int, { description: 'The `version` of the list that you have read.' })
  expectedVersion: number;

  @Field(() => [ProductTiersInput], { description: 'The products, 500 at most.' })
  products: ProductTiersInput[];
}

@ObjectType({ description: 'The price list created, or why not.' })
export class CreatePriceListPayload extends MutationPayload {
  @Field(() => PriceList, { simple: true, nullable: true, description: 'The list.' })
  priceList: PriceList | null;
}

@ObjectType({ description: 'The price list as changed, or why not.' })
export class UpdatePriceListPayload extends MutationPayload {
  @Field(() => PriceList, { simple: true, nullable: true, description: 'The list.' })
  priceList: PriceList | null;
}

@ObjectType({ description: 'The price list with its new prices, or why not.' })
export class SetListPricesPayload extends MutationPayload {
  @Field(() => PriceList, { simple: true, nullable: true, description: 'The list.' })
  priceList: PriceList | null;
}
