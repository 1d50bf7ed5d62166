import { getIntrospectionQuery, parse, print, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { Limits } from '../limits.js';
import { measureOperation } from './measure-operation.js';

const introspection = print(parse(getIntrospectionQuery({ inputValueDeprecation: true, specifiedByUrl: true, schemaDescription: true })));

/** Refuses an operation that is too deep, too wide or too dear, and says which limit and by how much. */
export function checkLimits(
  limits: Limits,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): void {
  const measures = measureOperation(schema, document, operation, variables, limits.assumedListSize);
  // Tools ask for the whole schema by one well-known operation, which is deeper than any that reads data.
  if (measures.depth > limits.depth && print(document) === introspection) return;
  const bounded = [
    ['depth', measures.depth, limits.depth, 'select fewer levels'],
    ['number of aliases', measures.aliases, limits.aliases, 'send several requests'],
    ['number of directives', measures.directives, limits.directives, 'use fewer of them'],
    ['number of root fields', measures.rootFields, limits.rootFields, 'send several requests'],
  ] as const;
  for (const [what, found, most, remedy] of bounded) {
    if (found > most) throw new GraphError('BAD_USER_INPUT', `The ${what} of this operation is ${found}; the most is ${most}: ${remedy}.`, { httpStatus: 400 });
  }
  if (measures.cost > limits.cost) {
    throw new GraphError('COST_EXCEEDED', `This operation may cost ${measures.cost}; the most is ${limits.cost}: ask for smaller pages or fewer levels.`, {
      httpStatus: 400,
      extensions: { cost: measures.cost, limit: limits.cost },
    });
  }
}
