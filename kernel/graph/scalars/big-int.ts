import { GraphQLScalarType, Kind } from 'graphql';
import { GraphError } from '../graph-error.js';

/** A `bigint` in code. */
export const BigIntScalar = new GraphQLScalarType<bigint, string>({
  name: 'BigInt',
  description: 'A whole number of any size, as decimal text: `"125000"`. Input may also be a JSON number that is exact (up to 2^53 - 1).',
  serialize: (value) => String(value),
  parseValue: read,
  parseLiteral: (node) => read(node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : null),
});

function read(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?\d{1,40}$/.test(value)) return BigInt(value);
  throw new GraphError('BAD_USER_INPUT', 'The value is not a valid BigInt: send a whole number as text, such as "125000".');
}
