import { Field, ID, InputType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MovementKind } from './stock-terms.js';

/** Movements are kept by month: a list that says from when to when does not look through years of them. */
export const usualDays = 30;
export const mostDays = 366;

@InputType({ description: 'Which movements; all conditions given must hold.' })
export class StockMovementFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this product.' })
  productId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this lot.' })
  lotId?: string | null;

  @Field(() => MovementKind, { nullable: true, description: 'Of this kind.' })
  kind?: MovementKind | null;

  @Field(() => DateTimeScalar, { nullable: true, description: `From this moment on; ${usualDays} days before \`until\` when left out.` })
  from?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: `Before this moment, at most ${mostDays} days after \`from\`; when left out, until now, or as far as that goes.`,
  })
  until?: Date | null;
}
