import type { FastifyInstance } from 'fastify';
import { ContextTokenError, type SigningKey } from '#kernel/context/context-token.js';
import type { TenantReference } from '#kernel/context/request-context.js';
import { verifySystemContext } from '#kernel/context/system-token.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { subgraphHeaderName } from '#kernel/subgraph/http-entity-directory.js';
import { publicGraphPath, type PublicGraphAnswer, type PublicGraphQuestion } from '#kernel/subgraph/http-public-graph.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import { contextHeader } from '#kernel/subgraph/subgraph-server.js';

/** Lets a subgraph in another process ask the public graph in a client's name, as the system of the client's tenant, by its own key. */
export function registerPublicGraphRoute(server: FastifyInstance, graph: PublicGraph, keys: ReadonlyMap<string, SigningKey>): void {
  const tenants = new WeakMap<object, TenantReference>();
  server.post<{ Body: Partial<PublicGraphQuestion> | null; Reply: PublicGraphAnswer }>(publicGraphPath, {
    // Before the body is read, as at the route for entities.
    onRequest: async (request) => {
      const { [contextHeader]: token, [subgraphHeaderName]: subgraph } = request.headers;
      const key = typeof subgraph === 'string' ? keys.get(subgraph) : undefined;
      if (typeof subgraph !== 'string' || !key || typeof token !== 'string') throw refused();
      const { tenant } = await verifySystemContext(token, subgraph, key).catch((error: unknown) => {
        throw error instanceof ContextTokenError ? refused() : error;
      });
      if (tenant) tenants.set(request, tenant);
    },
    handler: async (request) => {
      const tenant = tenants.get(request);
      if (!tenant) throw refused();
      const { clientId, scope, branch, idempotencyKey, operation } = request.body ?? {};
      const isScope = scope === undefined || (Array.isArray(scope) && scope.every((permission) => typeof permission === 'string'));
      if (typeof clientId !== 'string' || typeof operation?.query !== 'string' || !isScope) {
        throw new GraphError('BAD_USER_INPUT', 'Send { "clientId": "client_…", "operation": { "query": "…" } }.', { httpStatus: 400 });
      }
      const { data, errors, extensions } = await graph.execute<Record<string, unknown>>(
        { tenant, clientId, ...(scope ? { scope } : {}), ...(branch ? { branch } : {}), ...(idempotencyKey ? { idempotencyKey } : {}) },
        operation,
      );
      return { data, errors: errors?.map(({ message, path, extensions: own }) => ({ message, path, extensions: own })), extensions };
    },
  });
}

function refused(): GraphError {
  return new GraphError('UNAUTHENTICATED', 'Only subgraphs may ask here, as the system of a tenant.', { httpStatus: 401 });
}
