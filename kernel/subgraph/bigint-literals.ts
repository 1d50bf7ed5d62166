import {
  getNamedType,
  Kind,
  parseType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTVisitor,
  type DocumentNode,
  type GraphQLSchema,
  type IntValueNode,
  type StringValueNode,
  type VariableDefinitionNode,
  type VariableNode,
} from 'graphql';
import { BigIntScalar } from '../graph/scalars/index.js';

const wholeNumber = /^-?\d{1,40}$/;

/**
 * graphql-jit writes the literals among arguments into its code as JSON, which knows no bigint: such literals are made variables.
 * What is no whole number stays, to be refused as such. The values are those of the variables that were added.
 */
export function liftBigInts(
  schema: GraphQLSchema,
  document: DocumentNode,
): { document: DocumentNode; values: Record<string, string> | null } {
  const values: Record<string, string> = {};
  const types = new TypeInfo(schema);
  const lift = (node: StringValueNode | IntValueNode): VariableNode | undefined => {
    const type = types.getInputType();
    if (!type || getNamedType(type).name !== BigIntScalar.name || !wholeNumber.test(node.value)) return undefined;
    const name = `bigint_literal_${Object.keys(values).length}`;
    values[name] = node.value;
    return variableNamed(name);
  };
  const visitor: ASTVisitor = { VariableDefinition: () => false, StringValue: lift, IntValue: lift };
  const lifted = visit(document, visitWithTypeInfo(types, visitor));
  const names = Object.keys(values);
  if (names.length === 0) return { document, values: null };
  const declared = names.map((name): VariableDefinitionNode => ({
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableNamed(name),
    type: parseType(`${BigIntScalar.name}!`),
  }));
  const definitions = lifted.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? { ...definition, variableDefinitions: [...(definition.variableDefinitions ?? []), ...declared] }
      : definition,
  );
  return { document: { ...lifted, definitions }, values };
}

function variableNamed(value: string): VariableNode {
  return { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value } };
}
