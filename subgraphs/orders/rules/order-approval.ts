import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum ApprovalStatus {
  REQUESTED = 'REQUESTED',
  APPROVED = 'APPROVED',
  REFUSED = 'REFUSED',
}

registerEnumType(ApprovalStatus, {
  name: 'OrderApprovalStatus',
  description: 'Whether somebody has approved.',
  valuesConfig: {
    REQUESTED: { description: 'Nobody has decided yet.' },
    APPROVED: { description: 'Somebody said yes.' },
    REFUSED: { description: 'Somebody said no.' },
  },
});

@Entity('order_approvals')
@ObjectType({ implements: Node, description: 'That somebody of a team has to say yes before an order goes on, as a rule asked for.' })
@Directive('@key(fields: "id")')
@Access('orders:read')
export class OrderApproval extends TenantEntity implements Node {
  @IdColumn('orderapproval')
  id: string;

  @ReferenceColumn('order')
  orderId: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  performerBranchId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The code of the team of which one has to decide.' })
  team: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why, as the rule says.' })
  reason: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The name of the rule that asked for it.' })
  ruleName: string;

  @Column('text')
  @Field(() => ApprovalStatus, { simple: true, description: 'What was decided.' })
  status: ApprovalStatus;

  @Column('text', { nullable: true })
  decidedBy: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was decided.' })
  decidedAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What who decided has said.' })
  note: string | null;
}

export const approvalById = loaderById(OrderApproval);
export const approvalsOfOrder = loaderByParent(OrderApproval, 'orderId', ['id']);
