import { Field, ID, InputType } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { TaskKind, TaskStatus } from './task-terms.js';

@InputType({ description: 'Which tasks; all conditions given must hold.' })
export class TaskFilter {
  @Field(() => ID, { nullable: true, description: 'For which this branch sends the courier.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this courier.' })
  courierId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this order.' })
  orderId?: string | null;

  @Field(() => TaskKind, { nullable: true, description: 'Of this kind.' })
  kind?: TaskKind | null;

  @Field(() => [TaskStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: TaskStatus[] | null;

  @Field(() => String, { nullable: true, description: 'With this number: `UB1-T-000042`.' })
  number?: string | null;
}

export function tasksMatching(filter: TaskFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`tasks.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.courierId) conditions.push(sql`tasks.courier_id = ${toUuid('courier', filter.courierId)}`);
  if (filter?.orderId) conditions.push(sql`tasks.order_id = ${toUuid('order', filter.orderId)}`);
  if (filter?.kind) conditions.push(sql`tasks.kind = ${filter.kind}`);
  if (filter?.status) conditions.push(sql`tasks.status = any (${filter.status}::text[])`);
  if (filter?.number) conditions.push(sql`tasks.number = ${filter.number.trim().toUpperCase()}`);
  return join(conditions, ' and ');
}
