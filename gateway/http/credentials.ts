import type { FastifyRequest } from 'fastify';

/** The cookies of a browser's session. The third is for scripts to read and send back. */
export const cookieNames = { access: 'caregraph_access', refresh: 'caregraph_refresh', csrf: 'caregraph_csrf' } as const;

/** The token of an `Authorization` header. */
export function bearerOf(header: string | undefined): string | null {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

export function bearerToken({ headers }: FastifyRequest): string | null {
  return bearerOf(headers.authorization);
}
