import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('purchase_order_lines')
@ObjectType({ implements: Node, description: 'One product of a purchase order.' })
@Directive('@key(fields: "id")')
@Access('purchases:read')
export class PurchaseOrderLine extends TenantEntity implements Node {
  @IdColumn('purchaseorderline')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('purchaseorder')
  purchaseOrderId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place on the order, from 1.' })
  position: number;

  @ReferenceColumn('product')
  productId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs were ordered.' })
  quantity: number;

  @AmountColumn()
  unitPriceMinor: bigint;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs have come, damaged ones among them.' })
  received: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs more than ordered somebody accepted.' })
  acceptedOver: number;

  /** Packs that are still to come. */
  get outstanding(): number {
    return Math.max(0, this.quantity - this.received);
  }

  get totalMinor(): bigint {
    return BigInt(this.quantity) * this.unitPriceMinor;
  }
}

export const purchaseOrderLineById = loaderById(PurchaseOrderLine);

export const linesOfPurchaseOrder = loaderByParent(PurchaseOrderLine, 'purchaseOrderId', ['position']);
