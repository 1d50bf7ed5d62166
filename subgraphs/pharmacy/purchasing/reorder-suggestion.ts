import { Field, Int, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { OfferTerms } from './reorder.js';

@ObjectType({ description: 'A product that a branch runs low of, and how much of it to order of whom.' })
@Access('purchases:read')
export class ReorderSuggestion {
  /** By which its resolvers find the product and the supplier. */
  productId: string;

  offer: OfferTerms | null;

  @Field(() => Int, { simple: true, description: 'Packs that can be given out: neither expired nor held, recalled, damaged or set aside.' })
  available: number;

  @Field(() => Int, {
    simple: true,
    description:
      'Packs that are still to come: by orders that are not closed, drafts among them; and from other branches, by transfers that are approved or on their way.',
  })
  onOrder: number;

  @Field(() => Int, { simple: true, description: 'At or below how many packs it is low.' })
  reorderPoint: number;

  @Field(() => Int, { simple: true, nullable: true, description: 'Up to how many packs it is ordered; null when nobody has said.' })
  orderUpTo: number | null;

  @Field(() => Int, {
    simple: true,
    description: "How many packs to order: what is missing up to `orderUpTo`, in the supplier's packs and at least its minimum.",
  })
  quantity: number;
}
