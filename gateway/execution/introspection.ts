import { BREAK, executeSync, Kind, visit, type DefinitionNode, type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';

const typeName: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** A document without what no subgraph is asked for: the planner knows introspection in the plainest places only. */
export function withoutIntrospection(document: DocumentNode): DocumentNode {
  if (!document.definitions.some(introspects)) return document;
  return visit(document, {
    Field: { enter: ({ name }) => (name.value === '__schema' || name.value === '__type' ? null : undefined) },
    SelectionSet: { leave: (set) => (set.selections.length === 0 ? { ...set, selections: [typeName] } : undefined) },
    FragmentDefinition: { enter: ({ typeCondition }) => (typeCondition.name.value.startsWith('__') ? null : undefined) },
  });
}

function introspects(definition: DefinitionNode): boolean {
  let found = false;
  visit(definition, {
    Field: ({ name }) => {
      if (name.value !== '__schema' && name.value !== '__type') return undefined;
      found = true;
      return BREAK;
    },
  });
  return found;
}

/** Answers `__schema` and `__type`, which no subgraph is asked for, from the schema that clients see. */
export function introspect(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  field: FieldNode,
  variableValues: Readonly<Record<string, unknown>>,
): unknown {
  const variables = new Set<string>();
  const spread = new Map<string, FragmentDefinitionNode>();
  const look = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || spread.has(name.value)) return;
        spread.set(name.value, fragment);
        look(fragment);
      },
    });
  };
  look(field);
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: operation.operation,
    variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) => variables.has(variable.name.value)),
    selectionSet: { kind: Kind.SELECTION_SET, selections: [field] },
  };
  const { data } = executeSync({ schema, document: { kind: Kind.DOCUMENT, definitions: [definition, ...spread.values()] }, variableValues });
  return data?.[field.alias?.value ?? field.name.value] ?? null;
}
