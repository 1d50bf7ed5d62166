import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { LogisticsAlertKind, LogisticsAlertSeverity } from './alert-terms.js';

/** Said of the type and of its inputs alike. */
export const minutesMeaning =
  'NOT_ASSIGNED: so long after it was made, may be done or was left by its courier, or so long before its time ends, whichever is first. ' +
  'NOT_COLLECTED and LATE: so long after its time has ended; below 0, before. ' +
  'OFF_ROUTE: within so long the courier has gone away. NO_SIGNAL: so long nothing was heard.';

@ObjectType({ description: 'A step of the chain by which an alert is escalated.' })
export class AlertEscalationStep {
  @Field(() => Int, { simple: true, description: 'How many minutes after the alert was opened; 0 is with it.' })
  delayMinutes: number;

  @Field(() => [String], { simple: true, description: 'Codes of the teams that are told.' })
  teams: string[];
}

@Entity('alert_policies')
@ObjectType({
  implements: Node,
  description:
    'What is worth an alert of one kind, and who is told of it. Where neither the branch nor the tenant has set one, this holds, and no team is told: NOT_ASSIGNED 15 minutes, NOT_COLLECTED 0 minutes, LATE 10 minutes, OFF_ROUTE 1000 metres within 10 minutes, NO_SIGNAL 10 minutes.',
})
@Directive('@key(fields: "id")')
@Access('alerts:read')
export class AlertPolicy extends TenantEntity implements Node {
  @IdColumn('alertpolicy')
  id: string;

  @Column('text')
  @Field(() => LogisticsAlertKind, { simple: true, description: 'Of which kind.' })
  kind: LogisticsAlertKind;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: minutesMeaning })
  minutes: number;

  @Column('integer', { nullable: true })
  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'Of OFF_ROUTE: by how many metres the courier must have gone away, as the crow flies; null of all other kinds.',
  })
  metres: number | null;

  @Column('text')
  @Field(() => LogisticsAlertSeverity, { simple: true, description: 'How bad it is.' })
  severity: LogisticsAlertSeverity;

  @Column('jsonb')
  @Field(() => [AlertEscalationStep], { simple: true, description: 'Who is told when, as long as nobody looks after it.' })
  escalation: AlertEscalationStep[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether there are alerts of this kind at all.' })
  active: boolean;
}

export const alertPolicyById = loaderById(AlertPolicy);

export type AlertRule = Pick<AlertPolicy, 'kind' | 'minutes' | 'metres' | 'severity'>;

const { MODERATE, SEVERE } = LogisticsAlertSeverity;

/** Where nobody has set anything; also stated in the description of the type. */
export const builtInPolicies: readonly AlertRule[] = [
  { kind: LogisticsAlertKind.NOT_ASSIGNED, minutes: 15, metres: null, severity: MODERATE },
  { kind: LogisticsAlertKind.NOT_COLLECTED, minutes: 0, metres: null, severity: SEVERE },
  { kind: LogisticsAlertKind.LATE, minutes: 10, metres: null, severity: MODERATE },
  { kind: LogisticsAlertKind.OFF_ROUTE, minutes: 10, metres: 1_000, severity: MODERATE },
  { kind: LogisticsAlertKind.NO_SIGNAL, minutes: 10, metres: null, severity: SEVERE },
];
