import { GraphQLError, type ExecutionResult } from 'graphql';

/** An answer as it travels between processes. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { message: string; path?: readonly (string | number)[]; extensions?: Record<string, unknown> }[];
  readonly extensions?: Record<string, unknown>;
}

export function toResult({ data, errors, extensions }: SubgraphAnswer): ExecutionResult {
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors ? { errors: errors.map((error) => new GraphQLError(error.message, { path: error.path ?? null, extensions: error.extensions ?? {} })) } : {}),
    ...(extensions ? { extensions } : {}),
  };
}
