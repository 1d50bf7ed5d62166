import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { JsonScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { OrderApproval } from './order-approval.js';
import { OrderRule } from './order-rule.js';

@InputType({ description: 'A new rule.' })
export class CreateOrderRuleInput {
  @Field(() => JsonScalar, {
    description:
      'Its wording: {"name": "urgent samples", "when": {"order_type": "lab_sample", "priority": "urgent"}, "then": {"assign_dispatch": "immediate", "notify": ["courier_team"]}}.',
  })
  definition: unknown;

  @Field(() => Int, { nullable: true, description: 'Its place: the lowest is looked at first; behind all others when left out.' })
  position?: number | null;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it is looked at.' })
  active: boolean;
}

@ObjectType({ description: 'The rule added, or why not.' })
export class CreateOrderRulePayload extends MutationPayload {
  @Field(() => OrderRule, { simple: true, nullable: true, description: 'The rule.' })
  orderRule: OrderRule | null;
}

@InputType({ description: 'Changes of a rule; what is left out stays.' })
export class UpdateOrderRuleInput {
  @Field(() => ID, { description: 'The rule.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => JsonScalar, { nullable: true, description: 'Its new wording. Orders that were placed keep being explained by the old one.' })
  definition?: unknown;

  @Field(() => Int, { nullable: true, description: 'Its place: the lowest is looked at first.' })
  position?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is looked at.' })
  active?: boolean | null;
}

@ObjectType({ description: 'The rule as changed, or why not.' })
export class UpdateOrderRulePayload extends MutationPayload {
  @Field(() => OrderRule, { simple: true, nullable: true, description: 'The rule.' })
  orderRule: OrderRule | null;
}

@InputType({ description: 'What somebody of the team says.' })
export class DecideOrderApprovalInput {
  @Field(() => ID, { description: 'The approval that was asked for.' })
  id: string;

  @Field(() => Boolean, { description: 'True to let the order go on, false to stop it.' })
  approve: boolean;

  @Field(() => String, { nullable: true, description: 'Why; who says no must say it.' })
  note?: string | null;
}

@ObjectType({ description: 'The approval as decided, or why not.' })
export class DecideOrderApprovalPayload extends MutationPayload {
  @Field(() => OrderApproval, { simple: true, nullable: true, description: 'The approval.' })
  approval: OrderApproval | null;
}
