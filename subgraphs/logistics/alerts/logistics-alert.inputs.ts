import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { LogisticsAlertKind, LogisticsAlertStatus } from './alert-terms.js';
import { LogisticsAlert } from './logistics-alert.js';

@InputType({ description: 'An alert that somebody looks after.' })
export class AcknowledgeLogisticsAlertInput {
  @Field(() => ID, { description: 'The alert.' })
  id: string;

  @Field(() => String, { description: 'What is done about it.' })
  comment: string;
}

@ObjectType({ description: 'The alert as it is now, or why not.' })
export class AcknowledgeLogisticsAlertPayload extends MutationPayload {
  @Field(() => LogisticsAlert, { simple: true, nullable: true, description: 'The alert.' })
  alert: LogisticsAlert | null;
}

@InputType({ description: 'Which alerts; all conditions given must hold.' })
export class LogisticsAlertFilter {
  @Field(() => ID, { nullable: true, description: 'Of tasks to which this branch sends couriers, or at whose other end it is.' })
  branchId?: string | null;

  @Field(() => [LogisticsAlertKind], { nullable: true, description: 'Of these kinds.' })
  kind?: LogisticsAlertKind[] | null;

  @Field(() => [LogisticsAlertStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: LogisticsAlertStatus[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this task.' })
  taskId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this courier.' })
  courierId?: string | null;
}
