import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Lot } from '../stock/lot.js';
import { RecallClass, RecallStatus } from './recall-terms.js';
import { Recall } from './recall.js';

@InputType({ description: 'Which recalls; all conditions given must hold.' })
export class RecallFilter {
  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string | null;

  @Field(() => RecallStatus, { nullable: true, description: 'In this status.' })
  status?: RecallStatus | null;
}

@InputType({ description: 'Lots that are called back.' })
export class RecallLotsInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => [ID], { defaultValue: [], description: 'Lots that are known here.' })
  lotIds: string[];

  @Field(() => [String], {
    defaultValue: [],
    description:
      'Numbers of lots, as the letter names them, at most 20 characters each; those never seen here are kept too, so that a later delivery is caught, and are answered as `unseenLots`.',
  })
  lotNumbers: string[];

  @Field(() => RecallClass, { description: 'How dangerous they are.' })
  class: RecallClass;

  @Field(() => String, { description: 'Why they are called back.' })
  reason: string;

  @Field(() => String, { nullable: true, description: 'How the letter of the maker or the authority names it.' })
  reference?: string | null;
}

@InputType({ description: 'A recall that is lifted.' })
export class EndRecallInput {
  @Field(() => ID, { description: 'The recall.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@ObjectType({ description: 'A recalled lot of which nothing ever came in here: perhaps its number is written otherwise.' })
@Access('stock:read')
export class UnseenLot {
  @Field(() => String, { simple: true, description: 'The number, as it was given.' })
  lotNumber: string;

  @Field(() => [Lot], {
    simple: true,
    description:
      'Lots of the product with the same number but for case, blanks and hyphens. They are not recalled: compare them with the letter, and recall those that it means.',
  })
  alike: Lot[];
}

@ObjectType({ description: 'The recall as it is now, or why not.' })
export class RecallLotsPayload extends MutationPayload {
  @Field(() => Recall, { simple: true, nullable: true, description: 'The recall.' })
  recall: Recall | null;

  @Field(() => [UnseenLot], {
    simple: true,
    description: 'The lots of it of which nothing ever came in: look whether they are known by a number that is written otherwise.',
  })
  unseenLots: UnseenLot[];
}

@ObjectType({ description: 'The recall as it is now, or why not.' })
export class EndRecallPayload extends MutationPayload {
  @Field(() => Recall, { simple: true, nullable: true, description: 'The recall.' })
  recall: Recall | null;
}
