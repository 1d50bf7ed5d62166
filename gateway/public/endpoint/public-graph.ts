import { randomUUID } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { PublicCaller, PublicGraph, PublicOperation } from '#kernel/subgraph/public-graph.js';
import { idempotencyOf } from '../../context/resolve-context.js';
import type { PublicCall } from '../context/resolve-public-context.js';
import type { PublicEndpoint } from './public-endpoint.js';

/** Finds a client as it is right now, and lays what it may do in this call over the context; null when it is not let in any more. */
export type AdmitClient = (caller: PublicCaller, base: RequestContext) => Promise<PublicCall | null>;

/** The public graph as jobs of ours ask it in a client's name: the same operations, by the same rights. */
export class GatewayPublicGraph implements PublicGraph {
  constructor(
    private readonly endpoint: Pick<PublicEndpoint, 'run'>,
    private readonly admitClient: AdmitClient,
  ) {}

  async execute<Data>(caller: PublicCaller, operation: PublicOperation): Promise<ExecutionResult<Data>> {
    const { tenant, branch = null, idempotencyKey = null } = caller;
    const base: RequestContext = {
      ...emptyContext(randomUUID()),
      idempotency: idempotencyOf({ idempotencyKey, branch, body: operation }),
    };
    const call = await this.admitClient(caller, base);
    if (call?.context.tenant?.id !== tenant.id)
      return {
        errors: [new GraphError('UNAUTHENTICATED', 'The client is not let in any more: it was switched off, or is none of this tenant.')],
      };
    const { context: request, admission } = call;
    return (await this.endpoint.run(operation, { request, admission, unhurried: true })) as ExecutionResult<Data>;
  }
}
