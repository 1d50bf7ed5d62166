import { LRUCache } from 'lru-cache';
import { errors, type JSONWebKeySet } from 'jose';
import { clientTokenAudience, type ClientTokenClaims } from '#kernel/context/client-directory.js';
import { accessTokenAudience } from '#kernel/context/directory.js';
import { isForAudience, unauthenticated } from '../../context/access-token.js';
import { SigningKeys } from '../../context/signing-keys.js';

const checkedLiveMs = 30_000;
const longestScope = 8_192;

/** Checks access tokens of clients (RFC 9068) against the platform's key set. */
export class ClientTokenVerifier {
  /** Tokens whose signature was checked a moment ago; whether they and their clients still stand is asked elsewhere, every time. */
  private readonly checked = new LRUCache<string, ClientTokenClaims>({ max: 10_000, ttl: checkedLiveMs });
  private readonly keys: SigningKeys;

  constructor(
    fetchKeys: () => Promise<JSONWebKeySet>,
    /** Our own address, which issued them. */
    private readonly issuer: () => string,
  ) {
    this.keys = new SigningKeys(fetchKeys);
  }

  /** The claims, or `UNAUTHENTICATED` with what to do. Nothing in the answer tells how the token was wrong, save its age. */
  async verify(token: string): Promise<ClientTokenClaims> {
    const known = this.checked.get(token);
    if (known && known.exp * 1000 > Date.now()) return known;
    try {
      const { payload } = await this.keys.verify(token, {
        algorithms: ['EdDSA'],
        typ: 'at+jwt',
        issuer: this.issuer(),
        audience: clientTokenAudience,
        requiredClaims: ['exp', 'iat', 'sub', 'client_id', 'jti', 'scope', 'tenant', 'kind'],
        clockTolerance: 5,
      });
      const claims = claimsIn(payload);
      this.checked.set(token, claims);
      return claims;
    } catch (error) {
      if (isForAudience(error, accessTokenAudience))
        throw unauthenticated(
          "This is a person's access token: send it to /graphql. Here programs ask, with an access token from /oauth/token or an API key.",
        );
      if (error instanceof errors.JWTExpired) throw unauthenticated('The access token has expired: ask /oauth/token for another.');
      if (error instanceof errors.JOSEError) throw unauthenticated('The access token is not valid: ask /oauth/token for another.');
      throw error;
    }
  }
}

function claimsIn(payload: Readonly<Record<string, unknown>>): ClientTokenClaims {
  const { sub, client_id, tenant, jti, scope, kind, aud, iat, exp } = payload;
  const whole =
    [sub, tenant, jti, scope, kind, aud].every((claim) => typeof claim === 'string') && typeof exp === 'number' && typeof iat === 'number';
  if (!whole || sub !== client_id || iat > Date.now() / 1000 + 5 || String(scope).length > longestScope)
    throw new errors.JWTInvalid('unexpected claims');
  return { sub: sub as string, tenant: tenant as string, jti: jti as string, exp, scope: (scope as string).split(' ').filter(Boolean) };
}
