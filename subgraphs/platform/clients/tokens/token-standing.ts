import type { ClientCredentials, OAuthRefusal } from '#kernel/context/client-tokens.js';
import { sql } from '#kernel/database/sql.js';
import type { PlatformContext } from '../../services.js';
import { spendAssertion } from './assertion.js';
import { authenticate, invalidClient, isRefused } from './client-authentication.js';
import { IntrospectClientTokenPayload, RevokeClientTokenPayload } from './client-token.payloads.js';
import { readClientToken } from './client-token.js';

export interface TokenQuestion extends ClientCredentials {
  readonly issuer: string;
  readonly token: string;
}

const fine: OAuthRefusal = { error: null, errorDescription: null };
const notYours: OAuthRefusal = {
  error: 'invalid_request',
  errorDescription: 'This token was issued to another client, which alone can revoke it.',
};

/** Whether a token stands (RFC 7662). A client learns of its own tokens only: any other is to it as one that has ended. */
export async function introspectClientToken(context: PlatformContext, question: TokenQuestion): Promise<IntrospectClientTokenPayload> {
  const client = await authenticate(context, question, question.issuer);
  if (isRefused(client)) return Object.assign(new IntrospectClientTokenPayload(), { token: null, userErrors: [] }, client);
  const read = await readClientToken(context.services.tokens, question.token, question.issuer);
  const options = { name: 'introspectClientToken', permission: null, answersSecret: true };
  return context.asSystemOf(client.tenant, 'oauth').command(IntrospectClientTokenPayload, options, async (transaction) => {
    if (client.assertion && !(await spendAssertion(transaction, client.id, client.assertion))) return { token: null, ...invalidClient };
    if (!read || read.clientId !== client.id) return { token: null, ...fine };
    const revoked = await transaction.rows(sql`select 1 from revoked_tokens where jti = ${read.jti}`);
    return { token: revoked.length > 0 ? null : { ...read, scope: stillHeld(read.scope, client.scopes) }, ...fine };
  });
}

/** What a token was issued for and its client has lost since is refused at the door. */
function stillHeld(issued: string, held: readonly string[]): string {
  return issued
    .split(' ')
    .filter((scope) => held.includes(scope))
    .join(' ');
}

/** Takes a token back before its time (RFC 7009). One that means nothing to us is taken back already. */
export async function revokeClientToken(context: PlatformContext, question: TokenQuestion): Promise<RevokeClientTokenPayload> {
  const client = await authenticate(context, question, question.issuer);
  if (isRefused(client)) return Object.assign(new RevokeClientTokenPayload(), { userErrors: [] }, client);
  const read = await readClientToken(context.services.tokens, question.token, question.issuer);
  const options = { name: 'revokeClientToken', permission: null, answersSecret: true };
  return context.asSystemOf(client.tenant, 'oauth').command(RevokeClientTokenPayload, options, async (transaction) => {
    if (client.assertion && !(await spendAssertion(transaction, client.id, client.assertion))) return { ...invalidClient };
    if (read && read.clientId !== client.id) return { ...notYours };
    if (read) {
      // As long as somebody whose clock is behind might still take it.
      const expiresAt = new Date((read.expiresAt + 60) * 1000);
      await transaction.rows(sql`delete from revoked_tokens where expires_at < now()`);
      await transaction.rows(sql`insert into revoked_tokens (jti, expires_at) values (${read.jti}, ${expiresAt}) on conflict do nothing`);
    }
    return { ...fine };
  });
}
