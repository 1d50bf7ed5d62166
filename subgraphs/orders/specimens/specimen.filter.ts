import { Field, ID, InputType } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { OrderDirection } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { SpecimenStatus } from './specimen-terms.js';
import { SpecimenOrderField } from './specimen.js';

@InputType({ description: 'Which specimens; all conditions given must hold.' })
export class SpecimenFilter {
  @Field(() => ID, { nullable: true, description: 'That this branch ordered.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That this branch examines, whoever ordered them.' })
  performerBranchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this order.' })
  orderId?: string | null;

  @Field(() => [SpecimenStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: SpecimenStatus[] | null;

  @Field(() => Boolean, { nullable: true, description: 'That are held, or are not.' })
  held?: boolean | null;

  @Field(() => String, { nullable: true, description: 'With this number: `UB1-S-000042`.' })
  accessionNumber?: string | null;
}

@InputType({ description: 'In which order specimens come.' })
export class SpecimenOrder {
  @Field(() => SpecimenOrderField, { description: 'By what.' })
  field: SpecimenOrderField;

  @Field(() => OrderDirection, { description: 'Up or down.' })
  direction: OrderDirection;
}

export function specimensMatching(filter: SpecimenFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.branchId) conditions.push(sql`specimens.branch_id = ${toUuid('branch', filter.branchId)}`);
  if (filter?.performerBranchId) conditions.push(sql`specimens.performer_branch_id = ${toUuid('branch', filter.performerBranchId)}`);
  if (filter?.orderId) conditions.push(sql`specimens.order_id = ${toUuid('order', filter.orderId)}`);
  if (filter?.status) conditions.push(sql`specimens.status = any (${filter.status}::text[])`);
  if (filter?.held != null) conditions.push(sql`specimens.held = ${filter.held}`);
  if (filter?.accessionNumber) conditions.push(sql`specimens.accession_number = ${filter.accessionNumber.trim()}`);
  return join(conditions, ' and ');
}
