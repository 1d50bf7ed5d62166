import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('order_comments')
@ObjectType({ description: 'What somebody at one end of an order has to say about it; both ends read it.' })
@Access('orders:read')
export class OrderComment extends TenantEntity {
  @IdColumn('ordercomment')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What was said.' })
  text: string;

  @Column('text', { nullable: true })
  writtenBy: string | null;
}

export const commentsOfOrder = loaderByParent(OrderComment, 'orderId', ['id']);
