import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { httpStatusOf } from '#kernel/graph/http-status.js';

/** Why there is no file, in the words and codes of GraphQL. */
export function sendDownloadError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, status } = told(error, request);
  return reply.code(status ?? httpStatusOf(code)).send({ error: { code, message, requestId: request.id } });
}

function told(error: unknown, request: FastifyRequest): { code: string; message: string; status?: number | undefined } {
  if (error instanceof GraphQLError && typeof error.extensions['code'] === 'string') {
    const { code, http } = error.extensions as { code: string; http?: { status?: number } };
    return { code, message: error.message, status: http?.status };
  }
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  if (statusCode < 500) return { code: 'BAD_USER_INPUT', message };
  request.log.error({ error, requestId: request.id }, 'a download failed');
  return { code: 'INTERNAL', message: `Something went wrong on our side; quote request ${request.id} to support.` };
}
