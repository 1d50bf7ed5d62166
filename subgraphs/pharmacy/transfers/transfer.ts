import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { nextTransferStatuses, TransferStatus } from './transfer-status.js';

@Entity('transfers')
@ObjectType({ implements: Node, description: 'Goods that go from one branch to another; seen from both.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class Transfer extends TenantEntity implements Node {
  @IdColumn('transfer')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its number at the branch that asked for it: `UB1-TR-000042`.' })
  number: string;

  @ReferenceColumn('branch')
  fromBranchId: string;

  @ReferenceColumn('branch')
  toBranchId: string;

  @Column('text')
  @Field(() => TransferStatus, { simple: true, description: 'How far it has come.' })
  status: TransferStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What is to be said of it.' })
  note: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was rejected or cancelled.' })
  statusReason: string | null;

  @Column('text', { nullable: true })
  requestedBy: string | null;

  @Column('text', { nullable: true })
  approvedBy: string | null;

  @Column('text', { nullable: true })
  shippedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the goods left.' })
  shippedAt: Date | null;

  @Column('text', { nullable: true })
  receivedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When they arrived.' })
  receivedAt: Date | null;

  /** Takes it to another status, or refuses with where it could go instead. */
  moveTo(status: TransferStatus, nothing: Readonly<Record<string, unknown>>): Refusal | null {
    const allowed = nextTransferStatuses(this.status);
    if (!allowed.includes(status)) {
      const ways = allowed.length > 0 ? `it can become ${allowed.join(', ')}` : 'nothing follows that';
      return refuse('WRONG_STATE', `The transfer is ${this.status} and cannot become ${status}: ${ways}.`, ['input', 'id'], nothing);
    }
    this.status = status;
    return null;
  }
}

@Entity('transfer_lines')
@ObjectType({ implements: Node, description: 'How much of a product a transfer is for.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class TransferLine extends TenantEntity implements Node {
  @IdColumn('transferline')
  id: string;

  @ReferenceColumn('transfer')
  transferId: string;

  @ReferenceColumn('branch')
  fromBranchId: string;

  @ReferenceColumn('branch')
  toBranchId: string;

  @ReferenceColumn('product')
  productId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs were asked for.' })
  requested: number;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How many packs will be sent; null before it is approved.' })
  approved: number | null;
}

@Entity('transfer_shipments')
@ObjectType({ implements: Node, description: 'Packs of one lot that left with a transfer, and what became of them.' })
@Directive('@key(fields: "id")')
@Access('stock:read')
export class TransferShipment extends TenantEntity implements Node {
  @IdColumn('shipment')
  id: string;

  @ReferenceColumn('transfer')
  transferId: string;

  @ReferenceColumn('transferline')
  lineId: string;

  @ReferenceColumn('branch')
  fromBranchId: string;

  @ReferenceColumn('branch')
  toBranchId: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs left.' })
  shipped: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many arrived, damaged ones among them.' })
  received: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many of those that arrived were damaged.' })
  damaged: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many were given up as lost.' })
  lost: number;

  /** Whether they were too warm or too cold before they came in. */
  @Column('boolean')
  breached: boolean;

  @AmountColumn({ nullable: true })
  unitCostMinor: bigint | null;

  @Column('text', { nullable: true })
  currency: string | null;

  /** Packs of which nobody knows yet where they are. */
  get outstanding(): number {
    return this.shipped - this.received - this.lost;
  }
}

export const TransferConnection = connectionOf(Transfer, 'Transfer');

export enum TransferOrderField {
  REQUESTED_AT = 'REQUESTED_AT',
}

registerEnumType(TransferOrderField, {
  name: 'TransferOrderField',
  description: 'What transfers can be sorted by.',
  valuesConfig: { REQUESTED_AT: { description: 'When they were asked for.' } },
});

export const transferById = loaderById(Transfer);
export const transferLineById = loaderById(TransferLine);
export const shipmentById = loaderById(TransferShipment);
export const linesOfTransfer = loaderByParent(TransferLine, 'transferId', ['id']);
export const shipmentsOfTransfer = loaderByParent(TransferShipment, 'transferId', ['id']);

export const transferList = defineList<Transfer, TransferOrderField>({ name: 'transfers', entity: Transfer, orders: { REQUESTED_AT: [] } });

export const newestTransferFirst = { field: TransferOrderField.REQUESTED_AT, direction: OrderDirection.DESC };
