import { Kind, valueFromASTUntyped, type OperationDefinitionNode, type ValueNode } from 'graphql';

export type Variables = Readonly<Record<string, unknown>>;

/** The variables as the operation sees them: with its defaults, and none that it does not declare. */
export function variablesOf(operation: OperationDefinitionNode, given: Variables): Variables {
  const definitions = operation.variableDefinitions ?? [];
  if (definitions.length === 0) return given;
  return Object.fromEntries(
    definitions.flatMap(({ variable, defaultValue }) => {
      const name = variable.name.value;
      if (given[name] !== undefined) return [[name, given[name]]];
      return defaultValue ? [[name, valueFromASTUntyped(defaultValue)]] : [];
    }),
  );
}

/** What an argument is given; undefined when it is left out, also by a variable that is not sent. */
export function valueOf(node: ValueNode, variables: Variables): unknown {
  return node.kind === Kind.VARIABLE ? variables[node.name.value] : valueFromASTUntyped(node, variables);
}
