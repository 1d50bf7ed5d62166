import { LRUCache } from 'lru-cache';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { accessTokenAudience, accessTokenIssuer, type AccessTokenClaims } from '#kernel/context/directory.js';
import { GraphError } from '#kernel/graph/graph-error.js';

/** At most one question for fresh keys in this time, however many unknown `kid`s arrive. */
const refetchAfterMs = 5_000;
const keysLiveMs = 10 * 60_000;
const checkedLiveMs = 30_000;

/** Checks access tokens against the platform's key set, which it fetches when first needed and when a new key appears. */
export class AccessTokenVerifier {
  /** Tokens whose signature was checked a moment ago; whether their sessions still stand is asked elsewhere, every time. */
  private readonly checked = new LRUCache<string, AccessTokenClaims>({ max: 10_000, ttl: checkedLiveMs });
  private keys: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly fetchedAt: number } | null = null;

  constructor(private readonly fetchKeys: () => Promise<JSONWebKeySet>) {}

  /** The claims, or `UNAUTHENTICATED` with what to do. Nothing in the answer tells how the token was wrong, save its age. */
  async verify(token: string): Promise<AccessTokenClaims> {
    const known = this.checked.get(token);
    if (known && known.exp * 1000 > Date.now()) return known;
    try {
      const { payload } = await this.check(token);
      const { sub, tenant, sid, aud, iat, exp } = payload as Record<string, unknown>;
      const whole = [sub, tenant, sid, aud].every((claim) => typeof claim === 'string') && typeof exp === 'number' && typeof iat === 'number' && iat <= Date.now() / 1000 + 5;
      if (!whole) throw new errors.JWTInvalid('unexpected claims');
      const claims = { sub: sub as string, tenant: tenant as string, sid: sid as string, exp: exp };
      this.checked.set(token, claims);
      return claims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw unauthenticated('The access token has expired: refresh the session.');
      if (error instanceof errors.JOSEError) throw unauthenticated('The access token is not valid: sign in again.');
      throw error;
    }
  }

  private async check(token: string): ReturnType<typeof jwtVerify> {
    try {
      return await this.checkWith(await this.keySet(keysLiveMs), token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return this.checkWith(await this.keySet(refetchAfterMs), token);
    }
  }

  private checkWith(find: ReturnType<typeof createLocalJWKSet>, token: string): ReturnType<typeof jwtVerify> {
    return jwtVerify(token, find, {
      algorithms: ['EdDSA'],
      typ: 'at+jwt',
      issuer: accessTokenIssuer,
      audience: accessTokenAudience,
      requiredClaims: ['exp', 'iat', 'sub', 'tenant', 'sid'],
      clockTolerance: 5,
    });
  }

  private async keySet(notOlderThanMs: number): Promise<ReturnType<typeof createLocalJWKSet>> {
    if (!this.keys || Date.now() - this.keys.fetchedAt > notOlderThanMs) {
      this.keys = { find: createLocalJWKSet(await this.fetchKeys()), fetchedAt: Date.now() };
    }
    return this.keys.find;
  }
}

export function unauthenticated(message: string): GraphError {
  return new GraphError('UNAUTHENTICATED', message, { httpStatus: 401 });
}
