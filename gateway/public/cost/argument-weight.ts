import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  type FieldNode,
  type GraphQLField,
  type GraphQLInputType,
  type ValueNode,
} from 'graphql';
import type { CostRules } from './cost-rules.js';
import { valueOf, type Variables } from './variables.js';

/** An argument that is given and may weigh something. */
export interface ArgumentWeight {
  readonly weight: number;
  readonly value: ValueNode;
  /** What the fields of its input objects weigh, for a value. */
  readonly inside: ((value: unknown) => number) | null;
}

/** The arguments of a field that change what it weighs: input objects count one each, scalars nothing unless the schema says so. */
export function argumentWeights(
  rules: CostRules,
  coordinate: string,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
): ArgumentWeight[] {
  return (node.arguments ?? []).flatMap(({ name, value }) => {
    const argument = definition.args.find((one) => one.name === name.value);
    if (!argument) return [];
    const composite = isInputObjectType(getNamedType(argument.type));
    const weight = rules.weights.get(`${coordinate}(${name.value}:)`) ?? (composite ? 1 : 0);
    if (weight === 0 && !composite) return [];
    return [{ weight, value, inside: composite ? (given: unknown) => inputFields(rules, argument.type, given) : null }];
  });
}

/** What a field weighs with its arguments: never less than nothing. */
export function fieldWeight(weight: number, args: readonly ArgumentWeight[], variables: Variables): number {
  let sum = weight;
  for (const argument of args) {
    const value = valueOf(argument.value, variables);
    if (value != null) sum += argument.weight + (argument.inside?.(value) ?? 0);
  }
  return Math.max(0, sum);
}

function inputFields(rules: CostRules, type: GraphQLInputType, value: unknown): number {
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.reduce<number>((sum, item) => sum + inputFields(rules, inner.ofType, item), 0);
  }
  if (!isInputObjectType(inner) || typeof value !== 'object' || value === null) return 0;
  let sum = 0;
  for (const [name, given] of Object.entries(value)) {
    const field = inner.getFields()[name];
    if (!field || given == null) continue;
    const composite = isInputObjectType(getNamedType(field.type));
    sum += (rules.weights.get(`${inner.name}.${name}`) ?? (composite ? 1 : 0)) + (composite ? inputFields(rules, field.type, given) : 0);
  }
  return sum;
}
