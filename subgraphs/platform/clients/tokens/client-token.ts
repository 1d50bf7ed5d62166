import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { clientTokenAudience } from '#kernel/context/client-directory.js';
import type { AccessTokens } from '../../sessions/access-tokens.js';

/** Short, for what a token says of its client is not asked anew: scopes that it has more than its client are cut, no others come. */
export const clientTokenMinutes = 10;

export interface ClientTokenSubject {
  /** The address by which it was asked for. */
  readonly issuer: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly kind: string;
  readonly purpose: string;
  readonly scopes: readonly string[];
}

/** A token of ours, read again. */
export interface ReadClientToken {
  readonly clientId: string;
  readonly jti: string;
  readonly scope: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export function signClientToken(
  tokens: AccessTokens,
  { issuer, tenantId, clientId, kind, purpose, scopes }: ClientTokenSubject,
): Promise<{ token: string; expiresAt: Date }> {
  const claims = {
    iss: issuer,
    aud: clientTokenAudience,
    sub: clientId,
    client_id: clientId,
    scope: scopes.join(' '),
    tenant: tenantId,
    kind,
    purpose,
  };
  return tokens.signClaims(claims, clientTokenMinutes);
}

/** What a token of a client says; null for everything that we did not sign for one, and for one that has ended. */
export async function readClientToken(tokens: AccessTokens, token: string, issuer: string): Promise<ReadClientToken | null> {
  const keys = createLocalJWKSet(await tokens.keySet());
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer,
      audience: clientTokenAudience,
      requiredClaims: ['sub', 'jti', 'scope', 'iat', 'exp'],
    });
    const { sub = '', jti = '', scope, iat = 0, exp = 0 } = payload;
    return { clientId: sub, jti, scope: String(scope), issuedAt: iat, expiresAt: exp };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
