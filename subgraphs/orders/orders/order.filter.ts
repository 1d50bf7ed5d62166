import { Field, ID, InputType } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { OrderDirection } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { OrderStatus, OrderType } from './order-terms.js';
import { OrderOrderField } from './order.js';

@InputType({ description: 'Which orders; all conditions given must hold.' })
export class OrderFilter {
  @Field(() => ID, { nullable: true, description: 'That this branch placed.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That this branch does, whoever placed them.' })
  performerBranchId?: string | null;

  @Field(() => OrderType, { nullable: true, description: 'Of this type.' })
  type?: OrderType | null;

  @Field(() => [OrderStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: OrderStatus[] | null;

  @Field(() => String, { nullable: true, description: 'In this state of their workflow.' })
  state?: string | null;

  @Field(() => ID, { nullable: true, description: 'For this patient.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this customer.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'With this number: `LAB-000042`.' })
  number?: string | null;
}

@InputType({ description: 'In which order orders come.' })
export class OrderOrder {
  @Field(() => OrderOrderField, { description: 'By what.' })
  field: OrderOrderField;

  @Field(() => OrderDirection, { description: 'Up or down.' })
  direction: OrderDirection;
}

export function ordersMatching(filter: OrderFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`orders.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.performerBranchId) conditions.push(sql`orders.performer_branch_id = ${toUuid('branch', filter.performerBranchId)}`);
  if (filter?.type) conditions.push(sql`orders.type = ${filter.type}`);
  if (filter?.status) conditions.push(sql`orders.status = any (${filter.status}::text[])`);
  if (filter?.state) conditions.push(sql`orders.state = ${filter.state}`);
  if (filter?.patientId) conditions.push(sql`orders.patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.customerId) conditions.push(sql`orders.customer_id = ${toUuid('customer', filter.customerId)}`);
  if (filter?.number) conditions.push(sql`orders.number = ${filter.number.trim().toUpperCase()}`);
  return join(conditions, ' and ');
}
