import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { permits, type RequestContext } from '#kernel/context/request-context.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar, JsonScalar } from '#kernel/graph/scalars/index.js';
import type { RuleAction, RuleConflict, RuleVersion } from './applying-rules.js';
import type { Evaluation } from './evaluating.js';
import type { Explanation } from './explanation.js';
import { writeRule } from './writing-rules.js';

export enum RuleConditionKind {
  ALL = 'ALL',
  ANY = 'ANY',
  NOT = 'NOT',
  COMPARISON = 'COMPARISON',
  TIME = 'TIME',
}

registerEnumType(RuleConditionKind, {
  name: 'RuleConditionKind',
  description: 'What kind of condition it is.',
  valuesConfig: {
    ALL: { description: 'All conditions below it must hold.' },
    ANY: { description: 'One of the conditions below it must hold.' },
    NOT: { description: 'The condition below it must not hold.' },
    COMPARISON: { description: 'An attribute is compared with something.' },
    TIME: { description: 'It must be a certain time at the branch.' },
  },
});

@ObjectType({ description: 'One condition of a rule: what it asked, what it was given, and what came of it.' })
@Access('orders:read')
export class RuleConditionResult {
  @Field(() => Int, {
    simple: true,
    description: 'How deep it stands: the conditions of a group follow it, one deeper. The whole is at 0.',
  })
  depth: number;

  @Field(() => RuleConditionKind, { simple: true, description: 'What kind of condition.' })
  kind: RuleConditionKind;

  @Field(() => Boolean, {
    simple: true,
    nullable: true,
    description: 'Whether it holds; null where the order does not tell, and then no rule acts upon it.',
  })
  holds: boolean | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The attribute that was compared: `lines[any].product.kind`.' })
  attribute: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'How it was compared: `is`, `at_least`.' })
  operator: string | null;

  @Field(() => JsonScalar, { simple: true, nullable: true, description: 'With what.' })
  expected: unknown;

  @Field(() => JsonScalar, {
    simple: true,
    nullable: true,
    description: 'What the order has; of a list the first of its values. Hidden where you may not see patients.',
  })
  found: unknown;

  @Field(() => String, { simple: true, nullable: true, description: 'Why it could not be compared, where it could not.' })
  note: string | null;
}

@ObjectType({ description: 'A rule that was looked at with an order.' })
@Access('orders:read')
export class RuleEvaluation {
  @Field(() => ID, { simple: true, nullable: true, description: 'The rule; null of one that is only tried out.' })
  ruleId: string | null;

  @Field(() => String, { simple: true, description: 'Its name, in the wording that was looked at.' })
  name: string;

  @Field(() => Int, { simple: true, nullable: true, description: 'Which wording of it that was.' })
  revision: number | null;

  @Field(() => Boolean, { simple: true, description: 'Whether it holds.' })
  holds: boolean;

  @Field(() => [RuleConditionResult], { simple: true, description: 'Its conditions, each group before what belongs to it.' })
  conditions: RuleConditionResult[];

  @Field(() => JsonScalar, { simple: true, description: 'What it does when it holds, as it is written.' })
  actions: unknown;
}

@ObjectType({ description: 'What a rule had done.' })
@Access('orders:read')
export class RuleActionTaken {
  @Field(() => String, { simple: true, description: 'The name of the rule.' })
  ruleName: string;

  @Field(() => JsonScalar, { simple: true, description: 'What, as the rule says it.' })
  action: unknown;
}

@ObjectType({ description: 'Why the rules did with an order what they did.' })
@Access('orders:read')
export class OrderExplanation {
  @Field(() => Boolean, {
    simple: true,
    description: 'Whether this is what was decided when the order was placed; of a draft it is what would be decided now.',
  })
  decided: boolean;

  @Field(() => DateTimeScalar, { simple: true, description: 'At what moment.' })
  at: Date;

  @Field(() => [RuleEvaluation], { simple: true, description: 'Each rule that was looked at, in order.' })
  rules: RuleEvaluation[];

  @Field(() => [RuleActionTaken], { simple: true, description: 'What they had done.' })
  actions: RuleActionTaken[];

  @Field(() => [String], {
    simple: true,
    description: 'Where two rules settle the same thing otherwise: whose way it went, and what to change.',
  })
  conflicts: string[];

  @Field(() => String, { simple: true, nullable: true, description: 'The name of the rule behind which no other was looked at.' })
  stoppedBy: string | null;

  @Field(() => [String], {
    simple: true,
    description:
      'Which rules cannot be read, or which of their actions not be done, because a word in them went out of use: what is wrong and what to do. An approval is asked for all the same.',
  })
  problems: string[];
}

@ObjectType({ description: 'What keeps a rule from being one.' })
@Access('orders:read')
export class OrderRuleProblem {
  @Field(() => [String], { simple: true, description: 'Where in the rule: ["when", "all", "2"].' })
  path: string[];

  @Field(() => String, { simple: true, description: 'What is wrong and what to write instead.' })
  message: string;
}

@ObjectType({ description: 'A rule that was tried out with an order; nothing is kept or done.' })
@Access('orders:read')
export class RuleTest {
  @Field(() => [OrderRuleProblem], { simple: true, description: 'What keeps it from being a rule; empty when it is one.' })
  problems: OrderRuleProblem[];

  @Field(() => RuleEvaluation, { simple: true, nullable: true, description: 'What came of it; null when it is no rule.' })
  evaluation: RuleEvaluation | null;
}

/** For the caller to read. */
export function evaluationOf(request: RequestContext, by: RuleVersion, { holds, explanation }: Evaluation, isKept = true): RuleEvaluation {
  return Object.assign(new RuleEvaluation(), {
    ruleId: isKept ? by.id : null,
    name: by.rule.name,
    revision: isKept ? by.version : null,
    holds,
    conditions: flattened(explanation, permits(request, 'patients:read')),
    actions: writeRule(by.rule)['then'],
  });
}

export function actionTaken({ action, by }: RuleAction): RuleActionTaken {
  const [written] = writeRule({ ...by.rule, then: [action] })['then'] as unknown[];
  return Object.assign(new RuleActionTaken(), { ruleName: by.rule.name, action: written });
}

export function conflictTold({ message }: RuleConflict): string {
  return message;
}

function flattened(explanation: Explanation, showsPatients: boolean, depth = 0): RuleConditionResult[] {
  const { kind, conditions, attribute, found, note, ...rest } = explanation;
  const isHidden = !showsPatients && attribute?.startsWith('patient.') === true;
  const result = Object.assign(new RuleConditionResult(), {
    ...rest,
    depth,
    kind: RuleConditionKind[kind.toUpperCase() as RuleConditionKind],
    attribute,
    found: isHidden ? null : found,
    note: isHidden ? 'You may not see patients.' : note,
  });
  return [result, ...conditions.flatMap((inner) => flattened(inner, showsPatients, depth + 1))];
}
