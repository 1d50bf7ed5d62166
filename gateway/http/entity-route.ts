import type { FastifyInstance } from 'fastify';
import { ContextTokenError, verifyContext, type SigningKey } from '#kernel/context/context-token.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { EntityQuestionError } from '#kernel/subgraph/entity-directory.js';
import { contextHeader } from '#kernel/subgraph/subgraph-server.js';
import { entityPath, subgraphHeaderName, type EntityAnswer } from '#kernel/subgraph/http-entity-directory.js';
import type { EntityOwners } from '../node/entity-owners.js';

/** As a subgraph itself takes: thousands of ids in one question. */
const bodyBytes = 4 * 1024 * 1024;

interface Question {
  readonly type?: unknown;
  readonly ids?: unknown;
  readonly selection?: unknown;
}

/**
 * Lets a subgraph in another process ask for another's entities, with the context token that it was called with. The token
 * proves a call of ours that is under way; nobody outside can have one.
 */
export function registerEntityRoute(server: FastifyInstance, entities: EntityOwners, key: SigningKey, subgraphs: readonly string[]): void {
  const contexts = new WeakMap<object, RequestContext>();
  server.post<{ Body: Question | null; Reply: EntityAnswer }>(entityPath, {
    bodyLimit: bodyBytes,
    // Before the body is read: who may not ask here gets no larger body through than anywhere else.
    onRequest: async (request) => {
      const { [contextHeader]: token, [subgraphHeaderName]: subgraph } = request.headers;
      if (typeof subgraph !== 'string' || !subgraphs.includes(subgraph)) throw refused();
      const context = await verifyContext(typeof token === 'string' ? token : undefined, subgraph, key).catch((error: unknown) => {
        throw error instanceof ContextTokenError ? refused() : error;
      });
      contexts.set(request, context);
    },
    handler: async (request) => {
      const context = contexts.get(request);
      if (!context) throw refused();
      const { type, ids, selection } = request.body ?? {};
      if (typeof type !== 'string' || !Array.isArray(ids) || !ids.every((id) => typeof id === 'string') || typeof selection !== 'string') {
        throw wrong('Send { "type": "Branch", "ids": ["branch_…"], "selection": "timeZone" }.');
      }
      try {
        const found = await entities.read<{ readonly id: string }>(type, ids, selection, context);
        return { entities: [...found.values()] };
      } catch (error) {
        return answerTo(error);
      }
    },
  });
}

/** What the owner said goes on to the one who asked as it is, and is no failure of the question. */
function answerTo(error: unknown): EntityAnswer {
  if (error instanceof EntityQuestionError) throw wrong(error.message);
  if (!(error instanceof GraphError)) throw error;
  return { errors: [{ message: error.message, extensions: error.extensions }] };
}

function wrong(message: string): GraphError {
  return new GraphError('BAD_USER_INPUT', message, { httpStatus: 400 });
}

function refused(): GraphError {
  return new GraphError('UNAUTHENTICATED', 'Only subgraphs may ask here, with the context of a call.', { httpStatus: 401 });
}
