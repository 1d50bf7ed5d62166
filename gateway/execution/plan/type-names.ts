import { isAbstractType, isInterfaceType, type GraphQLSchema } from 'graphql';

/** The names that `__typename` can have where a type condition holds. */
export function typeNamesOf(schema: GraphQLSchema, condition: string): ReadonlySet<string> {
  const type = schema.getType(condition);
  const names = new Set([condition]);
  if (!isAbstractType(type)) return names;
  for (const { name } of schema.getPossibleTypes(type)) names.add(name);
  if (isInterfaceType(type)) for (const { name } of schema.getImplementations(type).interfaces) names.add(name);
  return names;
}
