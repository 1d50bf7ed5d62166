import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import { prefixOf } from '../graph/type-id.js';
import { ContextTokenError, isContext, lifetimeSeconds, type SigningKey } from './context-token.js';
import { systemContext, type RequestContext } from './request-context.js';

/** How a token that a subgraph signed is told from the gateway's own. */
export const systemTokenType = 'caregraph-system+jwt';

const gateway = 'caregraph-gateway';

/**
 * Signs the context of a job or a reaction, by the subgraph's own key and for the gateway alone, valid for a minute. Throws a
 * `ContextTokenError` for any other context: a subgraph speaks for its tenants' system, never for a person.
 */
export async function signSystemContext(context: RequestContext, subgraph: string, key: SigningKey): Promise<string> {
  if (!isSystem(context)) throw new ContextTokenError('Others can be asked only during a call of the gateway, or as the system of a tenant.');
  return new SignJWT({ ctx: context })
    .setProtectedHeader({ alg: 'EdDSA', typ: systemTokenType, kid: subgraph })
    .setIssuer(subgraph)
    .setAudience(gateway)
    .setIssuedAt()
    .setExpirationTime(`${lifetimeSeconds}s`)
    .sign(key);
}

/** The system's context that a subgraph signed by its key, or a `ContextTokenError`. */
export async function verifySystemContext(token: string, subgraph: string, key: SigningKey): Promise<RequestContext> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms: ['EdDSA'],
      typ: systemTokenType,
      issuer: subgraph,
      audience: gateway,
      maxTokenAge: lifetimeSeconds,
      clockTolerance: 5,
      requiredClaims: ['exp', 'iat', 'ctx'],
    });
    if (protectedHeader.kid !== subgraph) throw new Error('the key is named after another subgraph');
    return contextIn(payload);
  } catch (error) {
    throw new ContextTokenError('The system token is not valid for the gateway.', { cause: error });
  }
}

/** Made anew of what a system's context may say: whatever else a subgraph signed, such as grants, does not pass. */
function contextIn({ aud, ctx }: JWTPayload): RequestContext {
  if (typeof aud !== 'string' || !isContext(ctx) || !isSystem(ctx)) throw new Error('unexpected claims');
  const { requestId, tenant, branch, actor, locale, traceparent } = ctx;
  return { ...systemContext({ id: tenant.id, subdomain: tenant.subdomain }, actor.id, requestId), branch, locale, traceparent };
}

type SystemContext = RequestContext & { readonly tenant: NonNullable<RequestContext['tenant']>; readonly actor: { readonly id: string } };

function isSystem(context: RequestContext): context is SystemContext {
  return context.actor.kind === 'system' && typeof context.actor.id === 'string' && context.tenant !== null && prefixOf(context.tenant.id) === 'tenant';
}
