import type { ClientCredentials, OAuthRefusal } from '#kernel/context/client-tokens.js';
import type { PlatformContext } from '../../services.js';
import { noteUse } from '../credential-use.js';
import { spendAssertion } from './assertion.js';
import { authenticate, invalidClient, isRefused, type AuthenticatedClient } from './client-authentication.js';
import { IssueClientTokenPayload } from './client-token.payloads.js';
import { clientTokenMinutes, signClientToken } from './client-token.js';

const nothing = { accessToken: null, expiresIn: null, scope: null };
const fine: OAuthRefusal = { error: null, errorDescription: null };

export interface TokenRequest extends ClientCredentials {
  readonly issuer: string;
  /** Scopes, parted by spaces; all of the client's when null. */
  readonly scope: string | null;
}

/** Exchanges a secret or an assertion for an access token (RFC 6749, 4.4). */
export async function issueClientToken(context: PlatformContext, request: TokenRequest): Promise<IssueClientTokenPayload> {
  const client = await authenticate(context, request, request.issuer);
  if (isRefused(client)) return refused(client);
  const wanted = scopesOf(request.scope);
  const tooMuch = wanted.find((scope) => !client.scopes.includes(scope));
  if (tooMuch !== undefined) return refused(invalidScope(tooMuch));
  const scopes = wanted.length > 0 ? wanted : client.scopes;
  const subject = {
    issuer: request.issuer,
    tenantId: client.tenant.id,
    clientId: client.id,
    kind: client.kind,
    purpose: client.purpose,
    scopes,
  };
  const { token } = await signClientToken(context.services.tokens, subject);
  return spend(context, client, { accessToken: token, expiresIn: clientTokenMinutes * 60, scope: scopes.join(' ') });
}

/** The token goes out only when its assertion was good for once more, in the transaction that says so. */
function spend(
  context: PlatformContext,
  client: AuthenticatedClient,
  answer: typeof nothing | { accessToken: string; expiresIn: number; scope: string },
): Promise<IssueClientTokenPayload> {
  const options = { name: 'issueClientToken', permission: null, answersSecret: true };
  return context.asSystemOf(client.tenant, 'oauth').command(IssueClientTokenPayload, options, async (transaction) => {
    if (client.assertion && !(await spendAssertion(transaction, client.id, client.assertion))) return { ...nothing, ...invalidClient };
    await noteUse(transaction, client.secretId ? [client.id, client.secretId] : [client.id]);
    return { ...answer, ...fine };
  });
}

function refused(refusal: OAuthRefusal): IssueClientTokenPayload {
  return Object.assign(new IssueClientTokenPayload(), nothing, refusal, { userErrors: [] });
}

function scopesOf(scope: string | null): string[] {
  return [...new Set((scope ?? '').split(' ').filter(Boolean))];
}

function invalidScope(scope: string): OAuthRefusal {
  const shown = scope.length > 60 ? `${scope.slice(0, 60)}...` : scope;
  return {
    error: 'invalid_scope',
    errorDescription: `The client does not have the scope ${shown}: ask for less, or have its tenant's administrator give it.`,
  };
}
