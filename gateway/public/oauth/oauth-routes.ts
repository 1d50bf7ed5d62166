import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { clientTokenAudience } from '#kernel/context/client-directory.js';
import type { DirectoryClient } from '../../context/directory-client.js';
import { credentialsOf } from './client-credentials.js';
import { discoveryDocument, oauthPaths } from './discovery.js';
import { parseForm, required, type Form } from './form.js';
import { OAuthError } from './oauth-error.js';
import { TokenService, type TokenCall } from './token-service.js';

/** The largest that is sent here is an assertion. */
const bodyBytes = 16 * 1024;

export interface OAuthOptions {
  readonly directory: DirectoryClient;
  readonly publicUrl: () => string;
}

type OAuthRequest = FastifyRequest<{ Body: Form | undefined }>;

/** OAuth 2.0 for programs: client credentials and nothing else (RFC 6749, 7009, 7523, 7662, 8414). */
export async function registerOAuth(server: FastifyInstance, { directory, publicUrl }: OAuthOptions): Promise<void> {
  const tokens = new TokenService(directory, publicUrl);
  await server.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser<string>(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: bodyBytes },
      (_request, body, parsed) => {
        try {
          parsed(null, parseForm(body));
        } catch (error) {
          parsed(error as Error);
        }
      },
    );
    scope.setErrorHandler(sendOAuthError);
    scope.get(oauthPaths.discovery, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=300').send(discoveryDocument(publicUrl())),
    );
    scope.post(oauthPaths.token, (request: OAuthRequest) => grantToken(tokens, request));
    scope.post(oauthPaths.introspection, (request: OAuthRequest) => introspect(tokens, request));
    scope.post(oauthPaths.revocation, (request: OAuthRequest) => revoke(tokens, request));
    done();
  });
}

async function grantToken(tokens: TokenService, request: OAuthRequest): Promise<object> {
  const form = formOf(request);
  const grantType = required(form, 'grant_type');
  if (grantType !== 'client_credentials') throw new OAuthError('unsupported_grant_type', 'The only grant_type here is client_credentials.');
  const { accessToken, expiresIn, scope } = await tokens.issue(callOf(request, form), form.get('scope') ?? null);
  return { access_token: accessToken, token_type: 'Bearer', expires_in: expiresIn, scope };
}

async function introspect(tokens: TokenService, request: OAuthRequest): Promise<object> {
  const form = formOf(request);
  const { token } = await tokens.introspect(callOf(request, form), required(form, 'token'));
  if (!token) return { active: false };
  const { clientId, scope, jti, issuedAt, expiresAt } = token;
  const who = { iss: tokens.issuer(), aud: clientTokenAudience, sub: clientId, client_id: clientId };
  return { active: true, token_type: 'Bearer', ...who, scope, jti, iat: issuedAt, exp: expiresAt };
}

async function revoke(tokens: TokenService, request: OAuthRequest): Promise<object> {
  const form = formOf(request);
  await tokens.revoke(callOf(request, form), required(form, 'token'));
  return {};
}

function callOf({ headers, ip }: OAuthRequest, form: Form): TokenCall {
  return { credentials: credentialsOf(headers.authorization, form), address: ip };
}

/** Secrets do not belong into addresses, which are written down along the way. */
function formOf({ body, query }: OAuthRequest): Form {
  if (Object.keys(query as object).length > 0) throw new OAuthError('invalid_request', 'Send parameters in the body, not in the address.');
  if (!body) throw new OAuthError('invalid_request', wrongBody);
  return body;
}

const wrongBody = 'Send the parameters as application/x-www-form-urlencoded.';

function sendOAuthError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof OAuthError ? error : refusalOf(error as FastifyError, request);
  if (refusal.code === 'invalid_client' && request.headers.authorization !== undefined)
    void reply.header('www-authenticate', 'Basic realm="caregraph"');
  if (refusal.retryAfterSeconds !== null) void reply.header('retry-after', String(refusal.retryAfterSeconds));
  return reply.code(refusal.status).send(refusal.body);
}

/** What the server itself refused, or what failed. */
function refusalOf(error: FastifyError, request: FastifyRequest): OAuthError {
  const { statusCode = 500, code } = error;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new OAuthError('invalid_request', `A request here has at most ${bodyBytes / 1024} KB.`);
  if (statusCode < 500) return new OAuthError('invalid_request', wrongBody);
  request.log.error({ error, requestId: request.id }, 'an OAuth request failed');
  return new OAuthError('server_error', `Something went wrong on our side; quote request ${request.id} to support.`);
}
