import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('order_documents')
@ObjectType({ description: 'A paper that belongs to an order: kept here, or a link to where it is.' })
@Access('orders:read')
export class OrderDocument extends TenantEntity {
  @IdColumn('orderdocument')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it is: `Requisition`.' })
  title: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its media type: `application/pdf`.' })
  contentType: string;

  /** Where it is, when it is not kept here. */
  @Column('text', { nullable: true })
  url: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How many bytes it has; null of a link.' })
  size: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The SHA-256 of its bytes in hex; null of a link.' })
  sha256: string | null;

  @Column('text', { nullable: true })
  addedBy: string | null;
}

export const documentById = loaderById(OrderDocument);

export const documentsOfOrder = loaderByParent(OrderDocument, 'orderId', ['id']);
