import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar, JsonScalar } from '#kernel/graph/scalars/index.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@ObjectType({ description: 'A line of an order, as it was before the order was amended.' })
export class AmendedLine {
  @Field(() => ID, { simple: true, description: 'The product.' })
  productId: string;

  @Field(() => String, { simple: true, description: "The product's name." })
  name: string;

  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  /** As decimal text, as JSON has no whole numbers of this size. */
  unitPriceMinor: string;
  totalMinor: string;
  currency: string;
}

@Entity('order_amendments')
@ObjectType({ description: 'A change to a placed order: what was before it; never altered.' })
@Access('orders:read')
export class OrderAmendment {
  @IdColumn('orderamendment')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was amended.' })
  reason: string | null;

  @Column('jsonb')
  @Field(() => JsonScalar, { simple: true, description: 'What was changed of the order itself, as it was: `{"priority": "ROUTINE"}`.' })
  before: object;

  @Column('jsonb', { nullable: true })
  @Field(() => [AmendedLine], { simple: true, nullable: true, description: 'Its lines, as they were; null when they stayed.' })
  lines: AmendedLine[] | null;

  @Column('text')
  currency: string;

  @AmountColumn()
  totalMinor: bigint;

  @Column('text', { nullable: true })
  amendedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  amendedAt: Date;
}

export const amendmentsOfOrder = loaderByParent(OrderAmendment, 'orderId', ['id']);
