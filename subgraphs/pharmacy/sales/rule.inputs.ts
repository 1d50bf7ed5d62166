import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { MoneyInput } from '#kernel/graph/money.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ProductKind } from '../products/product-terms.js';
import { DiscountLimit } from './discount-limit.js';
import { TaxRule, TaxRuleOrderField } from './tax-rule.js';

@InputType({ description: 'Which tax rules; all conditions given must hold.' })
export class TaxRuleFilter {
  @Field(() => ID, { nullable: true, description: "That can apply at this branch: its own and the tenant's." })
  branchId?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'In force on this day.' })
  on?: string | null;
}

@InputType({ description: 'How tax rules are sorted.' })
export class TaxRuleOrder {
  @Field(() => TaxRuleOrderField, { description: 'By what.' })
  field: TaxRuleOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({
  description:
    'A tax that prices contain, as a whole. Without products, kinds or `prescriptionMedicines` it applies to everything; `TaxRule` says which of several goes first.',
})
export class SetTaxRuleInput {
  @Field(() => ID, { nullable: true, description: 'The rule to change; a new one when left out. To end a tax, add a rule of rate 0.' })
  id?: string | null;

  @Field(() => Int, { nullable: true, description: 'The `version` you have read; needed with `id`.' })
  expectedVersion?: number | null;

  @Field(() => ID, { nullable: true, description: 'Only at this branch; at all that have no rule of their own when left out.' })
  branchId?: string | null;

  @Field(() => String, { description: 'The name of the tax, as receipts show it.' })
  name: string;

  @Field(() => Int, { description: 'The rate in basis points, 0 to 100000: 1000 is 10 %.' })
  rateBasisPoints: number;

  @Field(() => [ID], { defaultValue: [], description: 'These products.' })
  productIds: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Medicines that are given only against a prescription.' })
  prescriptionMedicines: boolean;

  @Field(() => [ProductKind], { defaultValue: [], description: 'Products of these kinds.' })
  productKinds: ProductKind[];

  @Field(() => DateScalar, { description: 'The first day, at the branch, on which it applies.' })
  validFrom: string;
}

@InputType({ description: 'How much somebody of a role may take off a sale.' })
export class SetDiscountLimitInput {
  @Field(() => String, { description: 'The code of the role, by which it is granted: `CASHIER`.' })
  role: string;

  @Field(() => Int, { description: 'At most this part of the sale before discounts, in basis points, 0 to 10000: 500 is 5 %.' })
  maxBasisPoints: number;

  @Field(() => MoneyInput, { description: 'And at most this much; for sales in its currency.' })
  maxAmount: MoneyInput;
}

@ObjectType({ description: 'The tax rule as set, or why not.' })
export class SetTaxRulePayload extends MutationPayload {
  @Field(() => TaxRule, { simple: true, nullable: true, description: 'The rule.' })
  taxRule: TaxRule | null;
}

@ObjectType({ description: 'The limit as set, or why not.' })
export class SetDiscountLimitPayload extends MutationPayload {
  @Field(() => DiscountLimit, { simple: true, nullable: true, description: 'The limit.' })
  discountLimit: DiscountLimit | null;
}
