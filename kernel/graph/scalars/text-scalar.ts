import { GraphQLScalarType, Kind } from 'graphql';
import { GraphError } from '../graph-error.js';

export interface TextScalar<Internal> {
  readonly name: string;
  readonly description: string;
  readonly specifiedByURL?: string;
  /** The value in code, or null when the text is none. */
  readonly read: (text: string) => Internal | null;
  readonly write: (value: Internal) => string;
  /** Completes "… is not valid:": what to send instead. */
  readonly hint: string;
}

/** A scalar that is text on the wire, in literals and in variables alike. */
export function textScalar<Internal>({ name, description, specifiedByURL, read, write, hint }: TextScalar<Internal>): GraphQLScalarType<Internal, string> {
  const parse = (value: unknown): Internal => {
    const parsed = typeof value === 'string' ? read(value) : null;
    if (parsed === null) {
      const shown = typeof value === 'string' && value.length <= 40 ? `"${value}"` : 'The value';
      throw new GraphError('BAD_USER_INPUT', `${shown} is not a valid ${name}: ${hint}`);
    }
    return parsed;
  };
  return new GraphQLScalarType<Internal, string>({
    name,
    description,
    ...(specifiedByURL ? { specifiedByURL } : {}),
    serialize: (value) => write(value as Internal),
    parseValue: parse,
    parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}
