import { Kind, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { Limits } from '../limits.js';
import { measureOperation } from './measure-operation.js';

/** Refuses an operation that is too deep, too wide or too dear, and says which limit and by how much. */
export function checkLimits(
  limits: Limits,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const measures = measureOperation(schema, document, operation, variables, limits.assumedListSize);
  const introspects = isIntrospection(operation);
  const bounded = [
    ['depth', measures.depth, introspects ? limits.introspectionDepth : limits.depth, 'select fewer levels'],
    ['number of aliases', measures.aliases, limits.aliases, 'send several requests'],
    ['number of directives', measures.directives, limits.directives, 'use fewer of them'],
    ['number of root fields', measures.rootFields, limits.rootFields, 'send several requests'],
  ] as const;
  for (const [what, found, most, remedy] of bounded) {
    if (found > most) throw new GraphError('BAD_USER_INPUT', `The ${what} of this operation is ${found}; the most is ${most}: ${remedy}.`, { httpStatus: 400 });
  }
  if (measures.cost > limits.cost && !introspects) {
    throw new GraphError('COST_EXCEEDED', `This operation may cost ${measures.cost}; the most is ${limits.cost}: ask for smaller pages or fewer levels.`, {
      httpStatus: 400,
      extensions: { cost: measures.cost, limit: limits.cost },
    });
  }
}

/** Tools read the whole schema by one operation, deeper than any that reads data; it costs no subgraph anything. */
function isIntrospection({ selectionSet }: OperationDefinitionNode): boolean {
  return selectionSet.selections.every((selection) => selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type'));
}
