import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { StockLocation } from './stock-location.js';
import { LocationKind } from './stock-terms.js';

@InputType({ description: 'Which places of stock; all conditions given must hold.' })
export class StockLocationFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => LocationKind, { nullable: true, description: 'Of this kind.' })
  kind?: LocationKind | null;

  @Field(() => Boolean, { nullable: true, description: 'Where goods can be put, or where they cannot.' })
  active?: boolean | null;
}

@InputType({ description: 'A new place of stock.' })
export class CreateStockLocationInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => LocationKind, { description: 'What kind of place.' })
  kind: LocationKind;

  @Field(() => String, { description: 'Its name, unique in the branch: `Shelf A3`.' })
  name: string;
}

@InputType({ description: 'Changes to a place of stock. What is left out stays.' })
export class UpdateStockLocationInput {
  @Field(() => ID, { description: 'The place.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => LocationKind, { nullable: true, description: 'What kind of place.' })
  kind?: LocationKind | null;

  @Field(() => String, { nullable: true, description: 'Its name, unique in the branch.' })
  name?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether goods can be put there from now on; what is there already stays, and can still be taken.',
  })
  active?: boolean | null;
}

@ObjectType({ description: 'The place created, or why not.' })
export class CreateStockLocationPayload extends MutationPayload {
  @Field(() => StockLocation, { simple: true, nullable: true, description: 'The place.' })
  stockLocation: StockLocation | null;
}

@ObjectType({ description: 'The place as changed, or why not.' })
export class UpdateStockLocationPayload extends MutationPayload {
  @Field(() => StockLocation, { simple: true, nullable: true, description: 'The place.' })
  stockLocation: StockLocation | null;
}
