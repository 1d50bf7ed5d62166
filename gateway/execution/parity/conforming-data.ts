import {
  getNullableType,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { GeneratedOperation } from './operation-generator.js';
import { SelectedFields } from './selected-fields.js';

/**
 * What is wrong with an answer by the operation and the schema alone, whatever the subgraphs said: keys that are missing, too many
 * or in another order than GraphQL asks for, values of another type, and nulls where none may be.
 */
export function flawsOf(schema: GraphQLSchema, { document, operationName, variables }: GeneratedOperation, data: unknown): readonly string[] {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!root) throw new Error('The operation has no root type');
  if (data === null) return [];
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (!coerced) return ['variables that are not valid were answered with data'];
  return new Inspection(schema, new SelectedFields(schema, document, coerced)).object(root, [operation.selectionSet], data, '');
}

class Inspection {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly selected: SelectedFields,
  ) {}

  object(type: GraphQLObjectType | GraphQLInterfaceType, sets: readonly SelectionSetNode[], data: unknown, path: string): readonly string[] {
    if (typeof data !== 'object' || data === null || Array.isArray(data)) return [`${path} is no ${type.name}`];
    const wanted = this.selected.of(type, sets);
    const [keys, right] = [Object.keys(data), [...wanted.keys()]];
    const place = path || 'the answer';
    if (keys.toSorted().join() !== right.toSorted().join()) return [`${place} has the keys ${keys.join()} in place of ${right.join()}`];
    const disorder = keys.join() === right.join() ? [] : [`${place} has its keys in the order ${keys.join()} in place of ${right.join()}`];
    return disorder.concat([...wanted].flatMap(([key, nodes]) => this.field(type, nodes, (data as Record<string, unknown>)[key], `${path}/${key}`)));
  }

  private field(parent: GraphQLObjectType | GraphQLInterfaceType, nodes: readonly FieldNode[], value: unknown, path: string): readonly string[] {
    const name = nodes[0]?.name.value ?? '';
    if (name === '__typename') return value === parent.name ? [] : [`${path} is ${JSON.stringify(value)} in place of ${parent.name}`];
    if (name.startsWith('__')) return value === undefined ? [`${path} is not there`] : [];
    const field = parent.getFields()[name];
    return field ? this.value(field.type, nodes, value, path) : [`${path} is of no field`];
  }

  private value(type: GraphQLOutputType, nodes: readonly FieldNode[], value: unknown, path: string): readonly string[] {
    if (value === null) return isNonNullType(type) ? [`${path} is null`] : [];
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      if (!Array.isArray(value)) return [`${path} is no list`];
      return value.flatMap((item, index) => this.value(nullable.ofType, nodes, item, `${path}/${index}`));
    }
    if (isLeafType(nullable)) {
      if (isEnumType(nullable)) return typeof value === 'string' && nullable.getValue(value) ? [] : [`${path} is no ${nullable.name}`];
      return leaves[nullable.name]?.(value) === false ? [`${path} is no ${nullable.name}: ${JSON.stringify(value)}`] : value === undefined ? [`${path} is undefined`] : [];
    }
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (!isAbstractType(nullable)) return this.object(nullable, sets, value, path);
    // The answer need not tell its type: it is right when it is right for one of them. Where nobody could tell the type, because a
    // subgraph is down, what is selected of every type is all there can be.
    const types = [...this.schema.getPossibleTypes(nullable), ...(isInterfaceType(nullable) ? [nullable] : [])];
    const flaws = types.map((one) => this.object(one, sets, value, path));
    return flaws.sort((one, other) => gravity(one) - gravity(other))[0] ?? [`${path} can be of no type`];
  }
}

/** A wrong type shows in wrong keys and values, a wrong order of keys does not. */
function gravity(flaws: readonly string[]): number {
  return flaws.reduce((sum, flaw) => sum + (flaw.includes(' in the order ') ? 1 : 1_000), 0);
}

/** An Int may have any size here, since the stock executor does not look at that. */
const leaves: Readonly<Record<string, (value: unknown) => boolean>> = {
  Int: (value) => Number.isInteger(value),
  Float: (value) => typeof value === 'number' && Number.isFinite(value),
  Boolean: (value) => typeof value === 'boolean',
  String: (value) => typeof value === 'string',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};
