import { exportJWK, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import type pg from 'pg';
import { accessTokenAudience, accessTokenIssuer } from '#kernel/context/directory.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Sealer } from './sealing.js';

export const accessTokenMinutes = 15;

/** How long a retired key's tokens may still be shown: their lifetime, and some for clocks that differ. */
const keptAfterRotation = '30 minutes';
const rereadAfterMs = 10_000;

interface StoredKey {
  readonly id: string;
  readonly public_jwk: JWK;
  readonly private_sealed: Buffer;
}

export interface SignedToken {
  readonly token: string;
  readonly expiresAt: Date;
}

export interface AccessTokenSubject {
  readonly staffId: string;
  readonly tenantId: string;
  readonly sessionId: string;
}

/**
 * Signs access tokens (JWT, EdDSA on Ed25519) with the newest key of the database, so that every process signs alike and a
 * rotation needs no restart. Public keys are served as a key set; `kid` says which one signed.
 */
export class AccessTokens {
  private current: { readonly id: string; readonly key: CryptoKey; readonly readAt: number } | null = null;

  constructor(
    private readonly operators: () => pg.Pool,
    private readonly sealer: Sealer,
  ) {}

  sign({ staffId, tenantId, sessionId }: AccessTokenSubject): Promise<SignedToken> {
    return this.signClaims({ iss: accessTokenIssuer, aud: accessTokenAudience, sub: staffId, tenant: tenantId, sid: sessionId }, accessTokenMinutes);
  }

  /** Signs an access token after RFC 9068: who is told by the claims given, when and by which key by us. */
  async signClaims(claims: JWTPayload, minutes: number): Promise<SignedToken> {
    const { id, key } = await this.signingKey();
    const expiresAt = new Date(Math.floor(Date.now() / 1000 + minutes * 60) * 1000);
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', kid: id, typ: 'at+jwt' })
      .setJti(newId('token'))
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(key);
    return { token, expiresAt };
  }

  /** All keys whose tokens may still be shown (RFC 7517). */
  async keySet(): Promise<{ keys: JWK[] }> {
    const { rows } = await this.operators().query<StoredKey>('select id, public_jwk from signing_keys order by created_at desc');
    return { keys: rows.map(({ id, public_jwk }) => ({ ...public_jwk, kid: id, alg: 'EdDSA', use: 'sig' })) };
  }

  /** A new key signs from now on; older ones are only checked against, and leave when none of their tokens can live. */
  async rotate(): Promise<string> {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    const id = newId('key');
    const sealed = this.sealer.seal(JSON.stringify(await exportJWK(privateKey)));
    await this.operators().query('insert into signing_keys (id, public_jwk, private_sealed) values ($1, $2, $3)', [
      id,
      JSON.stringify(await exportJWK(publicKey)),
      sealed,
    ]);
    await this.operators().query(
      `delete from signing_keys where created_at < (select max(created_at) from signing_keys where created_at < now() - interval '${keptAfterRotation}')`,
    );
    this.current = null;
    return id;
  }

  private async signingKey(): Promise<{ id: string; key: CryptoKey }> {
    if (this.current && Date.now() - this.current.readAt < rereadAfterMs) return this.current;
    const { rows } = await this.operators().query<StoredKey>('select * from signing_keys order by created_at desc limit 1');
    const [newest] = rows;
    if (!newest) {
      await this.rotate();
      return this.signingKey();
    }
    const key = (await importJWK(JSON.parse(this.sealer.open(newest.private_sealed)) as JWK, 'EdDSA')) as CryptoKey;
    this.current = { id: newest.id, key, readAt: Date.now() };
    return this.current;
  }
}
