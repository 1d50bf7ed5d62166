import { Field, ID, InputType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { StockStatus } from './stock-terms.js';

@InputType({ description: 'Which stock; all conditions given must hold.' })
export class StockItemFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this lot.' })
  lotId?: string | null;

  @Field(() => ID, { nullable: true, description: 'In this place.' })
  locationId?: string | null;

  @Field(() => StockStatus, { nullable: true, description: "In this state, on its branch's day." })
  status?: StockStatus | null;

  @Field(() => DateScalar, { nullable: true, description: "Whose lot's last day is before this one." })
  expiresBefore?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Only where some is on hand; false also shows where there once was some.' })
  onlyInStock: boolean;
}
