import { Directive, Field, Float, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import type { AttributeType } from '../catalog/attribute-definition.js';
import type { StoredValue } from '../catalog/stored-value.js';
import { ProductKind } from '../references/product-kind.js';
import { numeric } from '../specimens/numeric-column.js';

@ObjectType({ description: 'What a product was, in one respect, when it was ordered.' })
export class FrozenAttribute {
  @Field(() => String, { simple: true, description: "The attribute's code in its set: `tube_volume`." })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name for people.' })
  name: string;

  @Field(() => String, { simple: true, description: 'Its value, as it is shown: `4 mL`, `2 °C – 8 °C`.' })
  text: string;

  /** What programs compare; lines that were placed before it was kept do not have it. */
  type?: AttributeType;

  unit?: string | null;

  value?: StoredValue;
}

@Entity('order_lines')
@ObjectType({
  implements: Node,
  description: 'One product of an order, with its name, price, tax and attributes as they were when it was placed.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class OrderLine extends TenantEntity implements Node {
  @IdColumn('orderline')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place in the order, from 1.' })
  position: number;

  @ReferenceColumn('product')
  productId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: "The product's name." })
  name: string;

  @Column('text')
  @Field(() => ProductKind, { simple: true, description: 'What kind of product it was.' })
  kind: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: "The product's GTIN or national code." })
  code: string | null;

  @Column('jsonb')
  @Field(() => [FrozenAttribute], { simple: true, description: "The product's attributes, in the order of their set." })
  attributes: FrozenAttribute[];

  /** Between which temperatures it is carried; null where it endures a room. */
  @Column('numeric', { nullable: true, ...numeric })
  minCelsius: number | null;

  @Column('numeric', { nullable: true, ...numeric })
  maxCelsius: number | null;

  @Column('numeric', numeric)
  @Field(() => Float, { simple: true, description: 'How much was asked for, in `orderedUnit`.' })
  orderedQuantity: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'A unit of the product: `PACK`, or one of its own such as `BOX`.' })
  orderedUnit: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The same in packs; of a service, how many times.' })
  quantity: number;

  @AmountColumn()
  unitPriceMinor: bigint;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The rate of its tax in hundredths of a percent: 1000 is 10 %.' })
  taxBasisPoints: number;

  @AmountColumn()
  taxMinor: bigint;

  @AmountColumn()
  totalMinor: bigint;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs were handed over.' })
  fulfilled: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs will not come any more.' })
  cancelled: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many of the packs that were handed over came back.' })
  returned: number;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What else who fulfils it should know.' })
  note: string | null;

  /** Whether its price was agreed on with it, and is not that of a list. */
  @Column('boolean')
  priceAgreed: boolean;

  /** Of a part: the line of the whole from which its packs are. */
  @ReferenceColumn('orderline', { nullable: true })
  wholeLineId: string | null;

  /** Of a return: the line whose packs come back. */
  @ReferenceColumn('orderline', { nullable: true })
  returnedLineId: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs went to the parts into which the order was split.' })
  inParts: number;

  @Column('integer')
  partsFulfilled: number;

  @Column('integer')
  partsCancelled: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs are on their way back.' })
  comingBack: number;

  /** What is still to come by this order itself, and not by a part of it. */
  get own(): number {
    return this.open - (this.inParts - this.partsFulfilled - this.partsCancelled);
  }

  /** What was handed over by this order itself, and can still go back. */
  get returnable(): number {
    return this.fulfilled - this.partsFulfilled - this.returned - this.comingBack;
  }

  /** What is still to come. */
  get open(): number {
    return this.quantity - this.fulfilled - this.cancelled;
  }
}

export const orderLineById = loaderById(OrderLine);

/** An order has at most some hundred. */
export const linesOfOrder = loaderByParent(OrderLine, 'orderId', ['position', 'id']);
