import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { LogisticsAlertKind, LogisticsAlertSeverity, LogisticsAlertStatus } from './alert-terms.js';

/** Somebody who is told when nobody looks after it until then. */
export interface Escalation {
  /** RFC 3339. */
  readonly at: string;
  readonly teams: readonly string[];
}

@Entity('logistics_alerts')
@ObjectType({
  implements: Node,
  description: 'Something that is wrong with a task, and that somebody should look after. A task has at most one of each kind at a time.',
})
@Directive('@key(fields: "id")')
@Access('alerts:read')
export class LogisticsAlert extends TenantEntity implements Node {
  @IdColumn('logisticsalert')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  otherBranchId: string | null;

  @ReferenceColumn('task')
  taskId: string;

  @ReferenceColumn('courier', { nullable: true })
  courierId: string | null;

  @Column('text')
  @Field(() => LogisticsAlertKind, { simple: true, description: 'What is wrong.' })
  kind: LogisticsAlertKind;

  @Column('text')
  @Field(() => LogisticsAlertSeverity, { simple: true, description: 'How bad that is, by the policy.' })
  severity: LogisticsAlertSeverity;

  @Column('text')
  @Field(() => LogisticsAlertStatus, { simple: true, description: 'Whether it is still wrong, and somebody looks after it.' })
  status: LogisticsAlertStatus;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What is wrong, as it was when the alert was opened, for a person; in English.' })
  message: string;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'Since when it is wrong; of a forecast, from when on it will be.' })
  since: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When that was found.' })
  openedAt: Date;

  @Column('boolean')
  @Field(() => Boolean, {
    simple: true,
    description: 'Of LATE: whether there was time left when it was opened, and the courier was expected only after it.',
  })
  forecast: boolean;

  @Column('double precision', { nullable: true })
  nearestMetres: number | null;

  @Column('double precision', { nullable: true })
  grownMetres: number | null;

  @Column('jsonb')
  plan: Escalation[];

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How often it was escalated, as nobody looked after it.' })
  escalations: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it is escalated next; null when it is not any more.' })
  nextAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When somebody began to look after it.' })
  acknowledgedAt: Date | null;

  @Column('text', { nullable: true })
  acknowledgedBy: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What they said of it.' })
  comment: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was found to be wrong no more.' })
  resolvedAt: Date | null;
}

export const LogisticsAlertConnection = connectionOf(LogisticsAlert, 'LogisticsAlert');

export enum LogisticsAlertOrderField {
  OPENED_AT = 'OPENED_AT',
}

registerEnumType(LogisticsAlertOrderField, {
  name: 'LogisticsAlertOrderField',
  description: 'What alerts can be sorted by.',
  valuesConfig: { OPENED_AT: { description: 'When they were opened.' } },
});

export const alertById = loaderById(LogisticsAlert);

/** A task has few. */
export const alertsOfTask = loaderByParent(LogisticsAlert, 'taskId', ['id']);

export const alertList = defineList<LogisticsAlert, LogisticsAlertOrderField>({
  name: 'logisticsAlerts',
  entity: LogisticsAlert,
  orders: { OPENED_AT: ['openedAt'] },
});

export const alertsOfBranch = nestedList(alertList, 'branchId');

export const firstAlertFirst = { field: LogisticsAlertOrderField.OPENED_AT, direction: OrderDirection.ASC };

export const unresolved = { key: 'unresolved', where: sql`logistics_alerts.status <> 'RESOLVED'` };
