import type { FastifyInstance } from 'fastify';
import { ContextTokenError, verifyContext, type SigningKey } from '#kernel/context/context-token.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { contextHeader } from '#kernel/subgraph/subgraph-server.js';
import { entityPath, subgraphHeaderName } from '#kernel/subgraph/http-entity-directory.js';
import type { EntityOwners } from '../node/entity-owners.js';

/**
 * Lets a subgraph in another process ask, with the context token that it was called with, whether another's entities exist.
 * The token proves a call of ours that is under way; nobody outside can have one.
 */
export function registerEntityRoute(server: FastifyInstance, entities: EntityOwners, key: SigningKey, subgraphs: readonly string[]): void {
  server.post<{ Body: { type?: unknown; ids?: unknown } | null }>(entityPath, async (request) => {
    const { [contextHeader]: token, [subgraphHeaderName]: subgraph } = request.headers;
    if (typeof subgraph !== 'string' || !subgraphs.includes(subgraph)) throw refused();
    const context = await verifyContext(typeof token === 'string' ? token : undefined, subgraph, key).catch((error: unknown) => {
      throw error instanceof ContextTokenError ? refused() : error;
    });
    const { type, ids } = request.body ?? {};
    if (typeof type !== 'string' || !Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) {
      throw new GraphError('BAD_USER_INPUT', 'Send { "type": "Branch", "ids": ["branch_…"] }.', { httpStatus: 400 });
    }
    return { existing: [...(await entities.existing(type, ids, context))] };
  });
}

function refused(): GraphError {
  return new GraphError('UNAUTHENTICATED', 'Only subgraphs may ask here, with the context of a call.', { httpStatus: 401 });
}
