import { GraphQLError, type GraphQLErrorOptions } from 'graphql';

/** What can be wrong with a request itself. A broken business rule is a user error in the payload instead. */
export type GraphErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'BAD_USER_INPUT'
  | 'CONFLICT'
  | 'RATE_LIMITED'
  | 'COST_EXCEEDED'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** An error that its reader may see as it is. Every other exception reaches a client as `INTERNAL` with a request id. */
export class GraphError extends GraphQLError {
  constructor(code: GraphErrorCode, message: string, options: GraphQLErrorOptions & { httpStatus?: number } = {}) {
    const { httpStatus, extensions, ...rest } = options;
    super(message, { ...rest, extensions: { code, ...(httpStatus ? { http: { status: httpStatus } } : {}), ...extensions } });
    this.name = 'GraphError';
  }
}
