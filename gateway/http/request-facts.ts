import type { FastifyRequest } from 'fastify';
import type { RequestFacts } from '../context/resolve-context.js';
import { bearerToken, cookieNames } from './credentials.js';

/** Reads what may be listened to; every other header, and all that only we may send, is left alone. */
export function requestFacts(request: FastifyRequest): RequestFacts {
  const one = (name: string): string | null => {
    const value = request.headers[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return {
    requestId: request.id,
    host: request.hostname || null,
    tenant: one('x-tenant-id'),
    branch: one('x-branch-id'),
    accessToken: bearerToken(request) ?? request.cookies[cookieNames.access] ?? null,
    idempotencyKey: one('idempotency-key'),
    body: bodyOf(request),
    acceptLanguage: one('accept-language'),
    traceparent: one('traceparent'),
    address: request.ip,
    userAgent: one('user-agent'),
  };
}

function bodyOf({ body }: FastifyRequest): RequestFacts['body'] {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
}
