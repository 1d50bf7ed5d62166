import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTVerifyOptions } from 'jose';

/** At most one question for fresh keys in this time, however many unknown `kid`s arrive. */
const refetchAfterMs = 5_000;
const keysLiveMs = 10 * 60_000;

/** The platform's key set, fetched when first needed and when a new key appears. */
export class SigningKeys {
  private keys: { readonly find: ReturnType<typeof createLocalJWKSet>; readonly fetchedAt: number } | null = null;

  constructor(private readonly fetchKeys: () => Promise<JSONWebKeySet>) {}

  /** A token that was signed by one of them and fits the options; throws a `JOSEError` for any other. */
  async verify(token: string, options: JWTVerifyOptions): ReturnType<typeof jwtVerify> {
    try {
      return await jwtVerify(token, await this.keySet(keysLiveMs), options);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return jwtVerify(token, await this.keySet(refetchAfterMs), options);
    }
  }

  private async keySet(notOlderThanMs: number): Promise<ReturnType<typeof createLocalJWKSet>> {
    if (!this.keys || Date.now() - this.keys.fetchedAt > notOlderThanMs) {
      this.keys = { find: createLocalJWKSet(await this.fetchKeys()), fetchedAt: Date.now() };
    }
    return this.keys.find;
  }
}
