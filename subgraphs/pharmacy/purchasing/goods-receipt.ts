import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('goods_receipts')
@ObjectType({ implements: Node, description: 'One delivery of goods that were ordered, as it was taken in; never altered.' })
@Directive('@key(fields: "id")')
@Access('purchases:read')
export class GoodsReceipt extends TenantEntity implements Node {
  @IdColumn('goodsreceipt')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('purchaseorder')
  purchaseOrderId: string;

  @ReferenceColumn('supplier')
  supplierId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its number at the branch: `UB1-GR-000042`.' })
  number: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: "The number of the supplier's delivery note." })
  deliveryNote: string | null;

  @Column('text')
  currency: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The day at the branch on which the goods came.' })
  receivedOn: string;

  /** Who took them in. */
  @Column('text', { nullable: true })
  createdBy: string | null;
}

export const GoodsReceiptConnection = connectionOf(GoodsReceipt, 'GoodsReceipt');

export enum GoodsReceiptOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(GoodsReceiptOrderField, {
  name: 'GoodsReceiptOrderField',
  description: 'What receipts of goods can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When the goods were taken in.' } },
});

export const goodsReceiptById = loaderById(GoodsReceipt);

/** Ids are given in the order of writing. */
export const goodsReceiptList = defineList<GoodsReceipt, GoodsReceiptOrderField>({
  name: 'goodsReceipts',
  entity: GoodsReceipt,
  orders: { CREATED_AT: [] },
});

export const receiptsOfPurchaseOrder = nestedList(goodsReceiptList, 'purchaseOrderId');

export const newestReceiptFirst = { field: GoodsReceiptOrderField.CREATED_AT, direction: OrderDirection.DESC };
