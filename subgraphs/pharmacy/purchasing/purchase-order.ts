import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { nextPurchaseOrderStatuses, PurchaseOrderStatus, SendingWay } from './purchase-order-status.js';

@Entity('purchase_orders')
@ObjectType({ implements: Node, description: 'Goods that a branch orders of one supplier, in the currency of the branch.' })
@Directive('@key(fields: "id")')
@Access('purchases:read')
export class PurchaseOrder extends TenantEntity implements Node {
  @IdColumn('purchaseorder')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('supplier')
  supplierId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its number at the branch: `UB1-PO-000042`.' })
  number: string;

  @Column('text')
  @Field(() => PurchaseOrderStatus, { simple: true, description: 'How far it has come.' })
  status: PurchaseOrderStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was cancelled or closed.' })
  statusReason: string | null;

  @Column('text')
  currency: string;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { simple: true, nullable: true, description: 'The day at the branch on which the goods are expected.' })
  expectedOn: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'To the supplier.' })
  note: string | null;

  /** Who wrote it. */
  @Column('text', { nullable: true })
  createdBy: string | null;

  @Column('text', { nullable: true })
  approvedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was approved.' })
  approvedAt: Date | null;

  @Column('text', { nullable: true })
  sentBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was sent to the supplier.' })
  sentAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => SendingWay, { simple: true, nullable: true, description: 'How it was sent.' })
  sentVia: SendingWay | null;

  /** Takes the order to another status, or says where it could go instead. */
  moveTo(status: PurchaseOrderStatus): readonly PurchaseOrderStatus[] | null {
    const allowed = nextPurchaseOrderStatuses(this.status);
    if (!allowed.includes(status)) return allowed;
    this.status = status;
    return null;
  }
}

export const PurchaseOrderConnection = connectionOf(PurchaseOrder, 'PurchaseOrder');

export enum PurchaseOrderOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(PurchaseOrderOrderField, {
  name: 'PurchaseOrderOrderField',
  description: 'What purchase orders can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When they were written.' } },
});

export const purchaseOrderById = loaderById(PurchaseOrder);

/** Ids are given in the order of writing. */
export const purchaseOrderList = defineList<PurchaseOrder, PurchaseOrderOrderField>({
  name: 'purchaseOrders',
  entity: PurchaseOrder,
  orders: { CREATED_AT: [] },
});

export const newestPurchaseOrderFirst = { field: PurchaseOrderOrderField.CREATED_AT, direction: OrderDirection.DESC };
