import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { AlertPolicy, minutesMeaning } from './alert-policy.js';
import { LogisticsAlertKind, LogisticsAlertSeverity } from './alert-terms.js';

@InputType({ description: 'A step of the chain by which an alert is escalated.' })
export class AlertEscalationStepInput {
  @Field(() => Int, { defaultValue: 0, description: 'How many minutes after the alert was opened, up to a week; 0 is with it.' })
  delayMinutes: number;

  @Field(() => [String], { description: 'Codes of the teams that are told.' })
  teams: string[];
}

@InputType({ description: 'A new policy for alerts of one kind.' })
export class CreateAlertPolicyInput {
  @Field(() => LogisticsAlertKind, { description: 'Of which kind.' })
  kind: LogisticsAlertKind;

  @Field(() => ID, {
    nullable: true,
    description: 'For tasks to which this branch sends couriers; of all branches that have none of their own when left out.',
  })
  branchId?: string | null;

  @Field(() => Int, { description: minutesMeaning })
  minutes: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of OFF_ROUTE, and of no other kind: by how many metres the courier must have gone away.',
  })
  metres?: number | null;

  @Field(() => LogisticsAlertSeverity, { defaultValue: LogisticsAlertSeverity.MODERATE, description: 'How bad it is.' })
  severity: LogisticsAlertSeverity;

  @Field(() => [AlertEscalationStepInput], { defaultValue: [], description: 'Who is told when; at most 10 steps.' })
  escalation: AlertEscalationStepInput[];

  @Field(() => Boolean, { defaultValue: true, description: 'Whether there are alerts of this kind at all.' })
  active: boolean;
}

@InputType({ description: 'Changes of a policy; what is left out stays. Alerts that are open keep their chain.' })
export class UpdateAlertPolicyInput {
  @Field(() => ID, { description: 'The policy.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => Int, { nullable: true, description: minutesMeaning })
  minutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of OFF_ROUTE: by how many metres the courier must have gone away.' })
  metres?: number | null;

  @Field(() => LogisticsAlertSeverity, { nullable: true, description: 'How bad it is.' })
  severity?: LogisticsAlertSeverity | null;

  @Field(() => [AlertEscalationStepInput], { nullable: true, description: 'Who is told when, in place of the chain that it has.' })
  escalation?: AlertEscalationStepInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether there are alerts of this kind at all; without, those that are open end.' })
  active?: boolean | null;
}

@InputType({ description: 'A policy that is not to hold any more.' })
export class RemoveAlertPolicyInput {
  @Field(() => ID, { description: 'The policy. In its place the one of the tenant holds, or the built-in one.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The policy, or why not.' })
export class CreateAlertPolicyPayload extends MutationPayload {
  @Field(() => AlertPolicy, { simple: true, nullable: true, description: 'The policy.' })
  alertPolicy: AlertPolicy | null;
}

@ObjectType({ description: 'The policy as it is now, or why not.' })
export class UpdateAlertPolicyPayload extends MutationPayload {
  @Field(() => AlertPolicy, { simple: true, nullable: true, description: 'The policy.' })
  alertPolicy: AlertPolicy | null;
}

@ObjectType({ description: 'The policy that holds no more, or why not.' })
export class RemoveAlertPolicyPayload extends MutationPayload {
  @Field(() => AlertPolicy, { simple: true, nullable: true, description: 'The policy, as it was.' })
  alertPolicy: AlertPolicy | null;
}
