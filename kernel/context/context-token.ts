import { jwtVerify, SignJWT, type CryptoKey, type KeyObject } from 'jose';
import type { RequestContext } from './request-context.js';

const issuer = 'caregraph-gateway';
export const lifetimeSeconds = 60;

export type SigningKey = CryptoKey | KeyObject;

/** Thrown for a context token that is absent, expired, forged or meant for another subgraph. */
export class ContextTokenError extends Error {
  override name = 'ContextTokenError';
}

/** Signs a request's context for one subgraph (`aud`), valid for a minute. Ed25519 only. */
export async function signContext(context: RequestContext, audience: string, key: SigningKey): Promise<string> {
  return new SignJWT({ ctx: context })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'caregraph-context+jwt' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(key);
}

/** The context that a token carries, or a `ContextTokenError`. */
export async function verifyContext(token: string | undefined, audience: string, key: SigningKey): Promise<RequestContext> {
  if (!token) throw new ContextTokenError('This subgraph answers only calls that carry a context token; call the gateway instead.');
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      typ: 'caregraph-context+jwt',
      issuer,
      audience,
      maxTokenAge: lifetimeSeconds,
      clockTolerance: 5,
      requiredClaims: ['exp', 'iat', 'ctx'],
    });
    if (typeof payload.aud !== 'string' || !isContext(payload['ctx'])) throw new Error('unexpected claims');
    return payload['ctx'];
  } catch (error) {
    throw new ContextTokenError('The context token is not valid for this subgraph.', { cause: error });
  }
}

/** Whether a claim has the parts of a context by which it is decided what its bearer may do. */
export function isContext(value: unknown): value is RequestContext {
  if (typeof value !== 'object' || value === null) return false;
  const context = value as Partial<RequestContext>;
  return (
    typeof context.requestId === 'string' &&
    typeof context.actor === 'object' &&
    Array.isArray(context.grants) &&
    (context.tenant === null || typeof context.tenant?.id === 'string')
  );
}
