import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/** Any JSON, for what a tenant writes in a language of its own, such as rules. Whoever takes it reads it with care, and says what it must be. */
export const JsonScalar = new GraphQLScalarType<unknown>({
  name: 'JSON',
  description: 'Any JSON value: an object, a list, a text, a number, true, false or null. The field says what it must be.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc8259',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
