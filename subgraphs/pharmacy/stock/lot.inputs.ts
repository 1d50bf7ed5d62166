import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Lot, LotOrderField } from './lot.js';

@InputType({ description: 'Which lots; all conditions given must hold.' })
export class LotFilter {
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string | null;

  @Field(() => String, { nullable: true, description: 'Whose number begins with this, letter by letter as it is printed.' })
  search?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Whose last day is before this one.' })
  expiresBefore?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'That were recalled, or that were not.' })
  recalled?: boolean | null;
}

@InputType({ description: 'How lots are sorted.' })
export class LotOrder {
  @Field(() => LotOrderField, { description: 'By what.' })
  field: LotOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'What the packs of a lot prove its record to be. What is left out stays.' })
export class CorrectLotInput {
  @Field(() => ID, { description: 'The lot.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day on which it may be used: where the pack names only a month, the last of that month; null when it never expires.',
  })
  expiresOn?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the pack names the day; false where it names the month only.' })
  expiryDayKnown?: boolean | null;
}

@ObjectType({ description: 'The lot as corrected, or why not.' })
export class CorrectLotPayload extends MutationPayload {
  @Field(() => Lot, { simple: true, nullable: true, description: 'The lot.' })
  lot: Lot | null;
}
