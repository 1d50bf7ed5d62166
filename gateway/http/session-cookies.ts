import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sessionOperations } from '#kernel/context/directory.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { bearerToken, cookieNames } from './credentials.js';

const csrfHeader = 'x-csrf-token';

interface SessionAnswer {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly accessTokenExpiresAt: string | null;
  readonly refreshTokenExpiresAt: string | null;
  readonly userErrors: readonly { code: string; message: string; field: string[] | null }[];
}

export interface SessionRoutes {
  /** Runs one of our own operations as the request's caller. */
  readonly run: <Data>(operation: string, variables: Record<string, unknown>, context: RequestContext) => Promise<Data>;
  readonly contextOf: (request: FastifyRequest) => Promise<RequestContext>;
  /** Whether browsers reach us by https, so that cookies must travel by nothing else. */
  readonly secure: boolean;
}

/**
 * Sessions for browsers: tokens in cookies that scripts cannot read (HttpOnly, SameSite=Strict). The third cookie is the
 * proof against forged requests: scripts of ours read it and send it back as `X-CSRF-Token`.
 */
export function registerSessionRoutes(server: FastifyInstance, { run, contextOf, secure }: SessionRoutes): void {
  server.post<{ Body: { email?: unknown; password?: unknown } | null }>('/session', async (request, reply) => {
    requireSameOrigin(request);
    const { email, password } = request.body ?? {};
    if (typeof email !== 'string' || typeof password !== 'string') {
      throw new GraphError('BAD_USER_INPUT', 'Send { "email": "…", "password": "…" } as JSON.', { httpStatus: 400 });
    }
    const context = await contextOf(request);
    const { login } = await run<{ login: SessionAnswer }>(sessionOperations.login, { input: { email, password } }, context);
    return answer(reply, login, secure);
  });

  server.post('/session/refresh', async (request, reply) => {
    requireCsrfProof(request);
    const refreshToken = request.cookies[cookieNames.refresh];
    if (!refreshToken) throw new GraphError('UNAUTHENTICATED', 'There is no session to refresh: sign in.', { httpStatus: 401 });
    const context = await contextOf(request);
    const { refreshSession } = await run<{ refreshSession: SessionAnswer }>(sessionOperations.refresh, { input: { refreshToken } }, context);
    return answer(reply, refreshSession, secure);
  });

  server.delete('/session', async (request, reply) => {
    requireCsrfProof(request);
    await run(sessionOperations.logout, {}, await contextOf(request));
    for (const [name, path] of [
      [cookieNames.access, '/'],
      [cookieNames.refresh, '/session'],
      [cookieNames.csrf, '/'],
    ] as const) {
      void reply.clearCookie(name, { path });
    }
    return reply.code(204).send();
  });
}

/** Refuses a request that a browser sent with our cookies unless it proves that a page of ours sent it. */
export function requireCsrfProof(request: FastifyRequest): void {
  const byCookie = bearerToken(request) === null && (request.cookies[cookieNames.access] ?? request.cookies[cookieNames.refresh]) !== undefined;
  if (!byCookie || request.method === 'GET') return;
  requireSameOrigin(request);
  const header = request.headers[csrfHeader];
  const expected = request.cookies[cookieNames.csrf];
  if (typeof header !== 'string' || !expected || !isSame(header, expected)) {
    throw new GraphError('FORBIDDEN', `Send the cookie ${cookieNames.csrf} back as the header X-CSRF-Token.`, { httpStatus: 403 });
  }
}

function requireSameOrigin({ headers }: FastifyRequest): void {
  const { origin, host } = headers;
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host)) {
    throw new GraphError('FORBIDDEN', 'Cookie sessions are for pages of this very address.', { httpStatus: 403 });
  }
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function answer(reply: FastifyReply, session: SessionAnswer, secure: boolean): FastifyReply {
  const { accessToken, refreshToken, accessTokenExpiresAt, refreshTokenExpiresAt, userErrors } = session;
  if (!accessToken || !refreshToken || !accessTokenExpiresAt || !refreshTokenExpiresAt) return reply.code(401).send({ userErrors });
  const cookie = { httpOnly: true, sameSite: 'strict', secure } as const;
  const csrfToken = randomBytes(24).toString('base64url');
  void reply.setCookie(cookieNames.access, accessToken, { ...cookie, path: '/', expires: new Date(accessTokenExpiresAt) });
  void reply.setCookie(cookieNames.refresh, refreshToken, { ...cookie, path: '/session', expires: new Date(refreshTokenExpiresAt) });
  void reply.setCookie(cookieNames.csrf, csrfToken, { ...cookie, httpOnly: false, path: '/', expires: new Date(refreshTokenExpiresAt) });
  return reply.send({ csrfToken, accessTokenExpiresAt, userErrors: [] });
}
