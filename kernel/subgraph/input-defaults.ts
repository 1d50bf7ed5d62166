import {
  getNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * graphql-jit coerces variables without the default values of input fields, so they are filled in before it sees them.
 * Returns null for an operation whose variables hold no input objects: the common case costs nothing.
 */
export function inputDefaults(schema: GraphQLSchema, operation: OperationDefinitionNode): ((variables: Variables) => Variables) | null {
  const inputs = (operation.variableDefinitions ?? []).flatMap(({ variable, type }) => {
    const found = typeFromAST(schema, type as never) as GraphQLInputType | undefined;
    return found && isInputObjectType(getNamedType(found)) ? [[variable.name.value, found] as const] : [];
  });
  if (inputs.length === 0) return null;
  return (variables) => {
    const filled: Record<string, unknown> = { ...variables };
    for (const [name, type] of inputs) {
      if (Object.hasOwn(variables, name)) filled[name] = fill(type, variables[name]);
    }
    return filled;
  };
}

function fill(type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) return fill(type.ofType, value);
  if (isListType(type)) return Array.isArray(value) ? value.map((item) => fill(type.ofType, item)) : fill(type.ofType, value);
  if (!isInputObjectType(type) || typeof value !== 'object' || value === null) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const field of Object.values(type.getFields())) {
    const given = Object.hasOwn(filled, field.name) ? filled[field.name] : undefined;
    if (given !== undefined) filled[field.name] = fill(field.type, given);
    else if (field.defaultValue !== undefined) filled[field.name] = field.defaultValue;
  }
  return filled;
}
