import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { OrderPriority, OrderType } from '../orders/order-terms.js';
import { EscalationMoment, SlaCounting, SlaPolicy } from './sla-policy.js';

@InputType({ description: 'A step of the chain by which a service level is escalated.' })
export class SlaEscalationStepInput {
  @Field(() => EscalationMoment, { description: 'After what.' })
  on: EscalationMoment;

  @Field(() => Int, { defaultValue: 0, description: 'How many minutes of counted time after it, up to a week; 0 is with it.' })
  delayMinutes: number;

  @Field(() => [String], { description: 'Codes of the teams that are told.' })
  teams: string[];
}

@InputType({ description: 'A new service level.' })
export class CreateSlaPolicyInput {
  @Field(() => String, {
    description: 'By which rules start it: words of lower-case letters and digits, parted by underscores, such as `urgent_sample`.',
  })
  code: string;

  @Field(() => String, { description: 'For people to read.' })
  name: string;

  @Field(() => OrderType, { nullable: true, description: 'Orders of this type have it by themselves; when left out, only rules start it.' })
  orderType?: OrderType | null;

  @Field(() => [OrderPriority], { defaultValue: [], description: 'Of these priorities only; all when empty.' })
  priorities: OrderPriority[];

  @Field(() => Int, { description: 'Within how many minutes of counted time, from 1 to a year.' })
  targetMinutes: number;

  @Field(() => Int, { defaultValue: 80, description: 'After how much of it to warn, from 1 to 99 percent.' })
  warnPercent: number;

  @Field(() => SlaCounting, { defaultValue: SlaCounting.ALWAYS, description: 'Which time counts.' })
  counts: SlaCounting;

  @Field(() => String, {
    nullable: true,
    description:
      'It is met when the order comes to this state, one of a workflow of its type, or of any where only rules start it; when it is completed, where this is left out.',
  })
  untilState?: string | null;

  @Field(() => [SlaEscalationStepInput], { defaultValue: [], description: 'Who is told when; at most 10 steps.' })
  escalation: SlaEscalationStepInput[];
}

@InputType({ description: 'Changes of a service level; what is left out stays. Orders that were placed keep the time that they had.' })
export class UpdateSlaPolicyInput {
  @Field(() => ID, { description: 'The service level.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'For people to read.' })
  name?: string | null;

  @Field(() => Int, { nullable: true, description: 'Within how many minutes of counted time, from 1 to a year.' })
  targetMinutes?: number | null;

  @Field(() => Int, { nullable: true, description: 'After how much of it to warn, from 1 to 99 percent.' })
  warnPercent?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'It is met when the order comes to this state, as `createSlaPolicy` takes it; when it is completed, where this is null.',
  })
  untilState?: string | null;

  @Field(() => [OrderPriority], { nullable: true, description: 'Of these priorities only; all when empty.' })
  priorities?: OrderPriority[] | null;

  @Field(() => [SlaEscalationStepInput], { nullable: true, description: 'Who is told when, in place of the chain that it has.' })
  escalation?: SlaEscalationStepInput[] | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether orders that are placed from now on have it.' })
  active?: boolean | null;
}

@ObjectType({ description: 'The service level added, or why not.' })
export class CreateSlaPolicyPayload extends MutationPayload {
  @Field(() => SlaPolicy, { simple: true, nullable: true, description: 'The service level.' })
  slaPolicy: SlaPolicy | null;
}

@ObjectType({ description: 'The service level as changed, or why not.' })
export class UpdateSlaPolicyPayload extends MutationPayload {
  @Field(() => SlaPolicy, { simple: true, nullable: true, description: 'The service level.' })
  slaPolicy: SlaPolicy | null;
}

@InputType({ description: 'Which clocks; all conditions given must hold.' })
export class SlaClockFilter {
  @Field(() => ID, { nullable: true, description: 'Of orders that this branch placed, or is to do.' })
  branchId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that have not ended, or only those that have.' })
  open?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that were breached, or only those that were not.' })
  breached?: boolean | null;
}
