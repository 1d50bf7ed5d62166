import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { OrderStatus, OrderType } from '../orders/order-terms.js';
import type { WorkflowDefinition, WorkflowState, WorkflowTransition } from './workflow-definition.js';

export enum OrderWorkflowStatus {
  ACTIVE = 'ACTIVE',
  RETIRED = 'RETIRED',
}

registerEnumType(OrderWorkflowStatus, {
  name: 'OrderWorkflowStatus',
  description: 'Whether new orders go by a revision of a workflow.',
  valuesConfig: {
    ACTIVE: { description: 'New orders go by it.' },
    RETIRED: { description: 'A later revision is in its place; orders that were placed by it still go by it.' },
  },
});

@Entity('order_workflows')
@ObjectType({
  implements: Node,
  description: 'A lifecycle of orders of one type, as it was written once: changes make a new revision, and orders keep theirs.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class OrderWorkflow extends TenantEntity implements Node {
  @IdColumn('orderworkflow')
  id: string;

  @Column('text', { name: 'order_type' })
  @Field(() => OrderType, { simple: true, description: 'Of which orders.' })
  type: OrderType;

  @Column('text')
  @Field(() => String, { simple: true, description: 'By which it is chosen: `standard`, `cold_chain`.' })
  code: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Counted from 1 within its type and code.' })
  revision: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name for people.' })
  name: string;

  @Column('jsonb')
  definition: WorkflowDefinition;

  /** Of what is built in; null of what the tenant has written itself. */
  @Column('integer', { nullable: true })
  edition: number | null;

  @Column('text')
  @Field(() => OrderWorkflowStatus, { simple: true, description: 'Whether new orders go by it.' })
  status: OrderWorkflowStatus;

  state(code: string): WorkflowState | null {
    return this.definition.states.find((state) => state.code === code) ?? null;
  }

  /** Those that lead on from a state. */
  transitionsFrom(state: string): WorkflowTransition[] {
    return this.definition.transitions.filter(({ from }) => from.includes(state));
  }

  /** Those from a state into any that stands so. */
  transitionsTo(from: string, status: OrderStatus): WorkflowTransition[] {
    return this.transitionsFrom(from).filter(({ to }) => this.state(to)?.status === status);
  }

  /** What placing a draft is; there is just one, or the definition would not have been taken. */
  get placing(): WorkflowTransition {
    const [placing] = this.transitionsTo(this.definition.initial, OrderStatus.ACTIVE);
    if (!placing) throw new Error(`Workflow ${this.id} has no way to place an order`);
    return placing;
  }
}

export const workflowById = loaderById(OrderWorkflow);
