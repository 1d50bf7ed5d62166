import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum GoodsCondition {
  GOOD = 'GOOD',
  DAMAGED = 'DAMAGED',
}

registerEnumType(GoodsCondition, {
  name: 'GoodsCondition',
  description: 'In which state goods came.',
  valuesConfig: {
    GOOD: { description: 'They can be given out.' },
    DAMAGED: { description: 'Broken, spoilt or kept too warm: they go into stock as damaged, and leave it to the supplier or as a loss.' },
  },
});

@Entity('goods_receipt_lines')
@ObjectType({ implements: Node, description: 'Packs of one lot in a delivery.' })
@Directive('@key(fields: "id")')
@Access('purchases:read')
export class GoodsReceiptLine extends TenantEntity implements Node {
  @IdColumn('goodsreceiptline')
  id: string;

  @ReferenceColumn('goodsreceipt')
  goodsReceiptId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place in the receipt, from 1.' })
  position: number;

  @ReferenceColumn('purchaseorderline')
  purchaseOrderLineId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @ReferenceColumn('stocklocation')
  locationId: string;

  @Column('text')
  @Field(() => GoodsCondition, { simple: true, description: 'In which state they came.' })
  condition: GoodsCondition;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  @AmountColumn()
  unitPriceMinor: bigint;

  @Column('text', { array: true })
  @Field(() => [String], { simple: true, description: 'The serial numbers of those packs whose codes were scanned.' })
  serialNumbers: string[];

  get totalMinor(): bigint {
    return BigInt(this.quantity) * this.unitPriceMinor;
  }
}

export const goodsReceiptLineById = loaderById(GoodsReceiptLine);

export const linesOfReceipt = loaderByParent(GoodsReceiptLine, 'goodsReceiptId', ['position']);
