import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ProductUnit } from './product-unit.js';

@InputType({ description: 'A unit of a product. `unitCount` of it are `packCount` packs.' })
export class SetProductUnitInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => String, { description: 'As it is written in orders: upper-case letters, digits and underscores, at most 20, such as BOX.' })
  code: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The `version` of the unit that you have read; left out while the product has none of that code.',
  })
  expectedVersion?: number | null;

  @Field(() => String, { description: 'Its name for people.' })
  name: string;

  @Field(() => Int, { defaultValue: 1, description: 'So many of the unit, 1 to 1000000.' })
  unitCount: number;

  @Field(() => Int, { description: 'Are so many packs, 1 to 1000000.' })
  packCount: number;

  @Field(() => String, { nullable: true, description: 'By UCUM, where the unit is a measure such as `mL`.' })
  ucumCode?: string | null;
}

@ObjectType({ description: 'The unit as it is now, or why not.' })
export class SetProductUnitPayload extends MutationPayload {
  @Field(() => ProductUnit, { simple: true, nullable: true, description: 'The unit.' })
  unit: ProductUnit | null;
}

@InputType({ description: 'A unit in which its product is not to be ordered any more.' })
export class RemoveProductUnitInput {
  @Field(() => ID, { description: 'The unit.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@ObjectType({ description: 'Whether the unit was taken away, or why not. Lines that were ordered in it keep what they say.' })
export class RemoveProductUnitPayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'The id that the unit had.' })
  removedId: string | null;
}
