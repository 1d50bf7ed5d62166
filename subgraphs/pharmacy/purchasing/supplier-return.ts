import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { AmountColumn, IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum SupplierReturnStatus {
  SENT = 'SENT',
  CREDITED = 'CREDITED',
}

registerEnumType(SupplierReturnStatus, {
  name: 'SupplierReturnStatus',
  description: 'How far a return of goods to their supplier has come.',
  valuesConfig: {
    SENT: { description: 'The goods have left; the supplier has not said yet what it pays back.' },
    CREDITED: { description: 'The supplier has said what it pays back, be it nothing.' },
  },
});

@Entity('supplier_returns')
@ObjectType({ implements: Node, description: 'Goods that a branch sent back to a supplier.' })
@Directive('@key(fields: "id")')
@Access('purchases:read')
export class SupplierReturn extends TenantEntity implements Node {
  @IdColumn('supplierreturn')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('supplier')
  supplierId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its number at the branch: `UB1-SR-000042`.' })
  number: string;

  @Column('text')
  @Field(() => SupplierReturnStatus, { simple: true, description: 'How far it has come.' })
  status: SupplierReturnStatus;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Why they went back.' })
  reason: string;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: "The supplier's number for it: of the permission to send it back, then of the credit note.",
  })
  creditNote: string | null;

  @Column('text')
  currency: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The day at the branch on which the goods left.' })
  sentOn: string;

  /** Who sent it. */
  @Column('text', { nullable: true })
  createdBy: string | null;

  @AmountColumn({ nullable: true })
  creditedMinor: bigint | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the credit was recorded.' })
  creditedAt: Date | null;

  @Column('text', { nullable: true })
  creditedBy: string | null;
}

export const SupplierReturnConnection = connectionOf(SupplierReturn, 'SupplierReturn');

export enum SupplierReturnOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(SupplierReturnOrderField, {
  name: 'SupplierReturnOrderField',
  description: 'What returns to suppliers can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'When the goods left.' } },
});

export const supplierReturnById = loaderById(SupplierReturn);

/** Ids are given in the order of writing. */
export const supplierReturnList = defineList<SupplierReturn, SupplierReturnOrderField>({
  name: 'supplierReturns',
  entity: SupplierReturn,
  orders: { CREATED_AT: [] },
});

export const newestReturnFirst = { field: SupplierReturnOrderField.CREATED_AT, direction: OrderDirection.DESC };
