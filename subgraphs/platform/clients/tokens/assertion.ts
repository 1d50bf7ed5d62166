import { createHash } from 'node:crypto';
import { createLocalJWKSet, errors, jwtVerify, type JWK } from 'jose';
import { tokenPath } from '#kernel/context/client-tokens.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';

/** How far ahead an assertion may end. One that is good for longer is worth stealing, and must be remembered for longer. */
const longestSeconds = 300;
const clockSeconds = 5;

/** How much longer than it is good it is remembered: the database's clock is another than ours. */
const rememberedSeconds = 120;

export const assertionAlgorithms = ['EdDSA', 'Ed25519', 'ES256', 'RS256'];

/** What makes an assertion good for once. */
export interface Assertion {
  readonly jtiHash: Buffer;
  readonly expiresAt: Date;
}

/**
 * A JWT by which a client shows that it has its own key (RFC 7523); null when it does not. The audience is one text: of several,
 * another server could be one, which then had what it needs to speak here as the client.
 */
export async function readAssertion(assertion: string, clientId: string, issuer: string, keys: readonly JWK[]): Promise<Assertion | null> {
  try {
    const { payload } = await jwtVerify(assertion, createLocalJWKSet({ keys: keys.map(({ alg: _, ...key }) => key) }), {
      algorithms: assertionAlgorithms,
      issuer: clientId,
      subject: clientId,
      audience: [issuer, `${issuer}${tokenPath}`],
      clockTolerance: clockSeconds,
      requiredClaims: ['iss', 'sub', 'aud', 'exp', 'jti'],
    });
    const { aud, exp = 0, jti } = payload;
    const lasts = exp - Date.now() / 1000;
    if (typeof aud !== 'string' || typeof jti !== 'string' || !jti || lasts > longestSeconds + clockSeconds) return null;
    return { jtiHash: createHash('sha256').update(jti).digest(), expiresAt: new Date((exp + rememberedSeconds) * 1000) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

/** Takes an assertion; false when it was taken before, also by one that asks at this moment: it waits here for the other's commit. */
export async function spendAssertion(transaction: Transaction, clientId: string, { jtiHash, expiresAt }: Assertion): Promise<boolean> {
  const client = toUuid('client', clientId);
  await transaction.rows(sql`delete from client_assertions where client_id = ${client} and expires_at < now()`);
  const taken = await transaction.rows(sql`insert into client_assertions (client_id, jti_hash, expires_at)
    values (${client}, ${jtiHash}, ${expiresAt}) on conflict do nothing returning 1 as taken`);
  return taken.length > 0;
}
