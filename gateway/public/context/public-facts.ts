import type { FastifyRequest } from 'fastify';
import type { RequestFacts } from '../../context/resolve-context.js';
import { bearerToken } from '../../http/credentials.js';
import { requestFacts } from '../../http/request-facts.js';

/** The same as everywhere, less the cookies: a browser's session is no program's credential. */
export function publicFacts(request: FastifyRequest): RequestFacts {
  return { ...requestFacts(request), accessToken: bearerToken(request) };
}
