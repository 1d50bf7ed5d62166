import type { ExecutionResult } from 'graphql';
import type { TenantReference } from '../context/request-context.js';

/** A client of the public graph in whose name a job asks. What it may do is looked up anew with every operation. */
export interface PublicCaller {
  readonly tenant: TenantReference;
  /** `client_…` */
  readonly clientId: string;
  /** Permissions beyond which it may not go, such as those of the token that gave the job; all that the client has when left out. */
  readonly scope?: readonly string[];
  /** The branch that it chose, `branch_…`, as by the header `X-Branch-ID`. */
  readonly branch?: string;
  /** The same for every attempt at the same thing, as the header `Idempotency-Key`. */
  readonly idempotencyKey?: string;
}

export interface PublicOperation {
  readonly query: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * The public graph as a subgraph's jobs reach it: in one process by the gateway itself, in services over HTTP. An operation is
 * validated, checked and metered as if the client had sent it; only its rate is not limited. Rejects when the gateway cannot be reached.
 */
export interface PublicGraph {
  execute<Data>(caller: PublicCaller, operation: PublicOperation): Promise<ExecutionResult<Data>>;
}
