import type { FastifyInstance } from 'fastify';
import { decodeProtectedHeader } from 'jose';
import { ContextTokenError, verifyContext, type SigningKey } from '#kernel/context/context-token.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { systemTokenType, verifySystemContext } from '#kernel/context/system-token.js';
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

/** Whom the route believes. */
export interface EntityRouteKeys {
  /** The public half of the gateway's own key. */
  readonly contextKey: SigningKey;
  /** The public keys of subgraphs, by their names. */
  readonly systemKeys: ReadonlyMap<string, SigningKey>;
}

/**
 * Lets a subgraph in another process ask for another's entities: with the context token that it was called with, which proves
 * a call of ours that is under way, or as the system of a tenant, with a token signed by its own key. Nobody outside has either.
 */
export function registerEntityRoute(server: FastifyInstance, entities: EntityOwners, subgraphs: readonly string[], keys: EntityRouteKeys): void {
  const contexts = new WeakMap<object, RequestContext>();
  server.post<{ Body: Question | null; Reply: EntityAnswer }>(entityPath, {
    bodyLimit: bodyBytes,
    // Before the body is read: who may not ask here gets no larger body through than anywhere else.
    onRequest: async (request) => {
      const { [contextHeader]: token, [subgraphHeaderName]: subgraph } = request.headers;
      if (typeof subgraph !== 'string' || !subgraphs.includes(subgraph)) throw refused();
      const context = await contextFrom(typeof token === 'string' ? token : '', subgraph, keys).catch((error: unknown) => {
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

function contextFrom(token: string, subgraph: string, { contextKey, systemKeys }: EntityRouteKeys): Promise<RequestContext> {
  const key = systemKeys.get(subgraph);
  return key && isSystemToken(token) ? verifySystemContext(token, subgraph, key) : verifyContext(token, subgraph, contextKey);
}

/** By what the token says of itself, which decides no more than the key that must have signed it. */
function isSystemToken(token: string): boolean {
  try {
    return decodeProtectedHeader(token).typ === systemTokenType;
  } catch {
    return false;
  }
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
  return new GraphError('UNAUTHENTICATED', 'Only subgraphs may ask here, with the context of a call or as the system of a tenant.', { httpStatus: 401 });
}
