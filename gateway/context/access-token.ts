import { LRUCache } from 'lru-cache';
import { errors, type JSONWebKeySet } from 'jose';
import { looksLikeCredential } from '#kernel/context/client-credential.js';
import { clientTokenAudience } from '#kernel/context/client-directory.js';
import { accessTokenAudience, accessTokenIssuer, type AccessTokenClaims } from '#kernel/context/directory.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { SigningKeys } from './signing-keys.js';

const checkedLiveMs = 30_000;

/** What programs of third parties show belongs elsewhere, and they are told where. */
const forThePublicGraph = 'This is the credential of an API client: send it to /public/graphql. Here people sign in.';

/** Checks access tokens of people against the platform's key set. */
export class AccessTokenVerifier {
  /** Tokens whose signature was checked a moment ago; whether their sessions still stand is asked elsewhere, every time. */
  private readonly checked = new LRUCache<string, AccessTokenClaims>({ max: 10_000, ttl: checkedLiveMs });
  private readonly keys: SigningKeys;

  constructor(fetchKeys: () => Promise<JSONWebKeySet>) {
    this.keys = new SigningKeys(fetchKeys);
  }

  /** The claims, or `UNAUTHENTICATED` with what to do. Nothing in the answer tells how the token was wrong, save its age. */
  async verify(token: string): Promise<AccessTokenClaims> {
    const known = this.checked.get(token);
    if (known && known.exp * 1000 > Date.now()) return known;
    if (looksLikeCredential(token)) throw unauthenticated(forThePublicGraph);
    try {
      const { payload } = await this.check(token);
      const { sub, tenant, sid, aud, iat, exp } = payload as Record<string, unknown>;
      const whole = [sub, tenant, sid, aud].every((claim) => typeof claim === 'string') && typeof exp === 'number' && typeof iat === 'number' && iat <= Date.now() / 1000 + 5;
      if (!whole) throw new errors.JWTInvalid('unexpected claims');
      const claims = { sub: sub as string, tenant: tenant as string, sid: sid as string, exp: exp };
      this.checked.set(token, claims);
      return claims;
    } catch (error) {
      if (isForAudience(error, clientTokenAudience)) throw unauthenticated(forThePublicGraph);
      if (error instanceof errors.JWTExpired) throw unauthenticated('The access token has expired: refresh the session.');
      if (error instanceof errors.JOSEError) throw unauthenticated('The access token is not valid: sign in again.');
      throw error;
    }
  }

  private check(token: string): ReturnType<SigningKeys['verify']> {
    return this.keys.verify(token, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: accessTokenIssuer,
      audience: accessTokenAudience,
      requiredClaims: ['exp', 'iat', 'sub', 'tenant', 'sid'],
      clockTolerance: 5,
    });
  }
}

/** Whether a token, whose signature was right, was refused though it is meant for that audience. */
export function isForAudience(error: unknown, audience: string): boolean {
  return error instanceof errors.JWTClaimValidationFailed && error.payload.aud === audience;
}

export function unauthenticated(message: string): GraphError {
  return new GraphError('UNAUTHENTICATED', message, { httpStatus: 401 });
}
