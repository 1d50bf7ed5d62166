import { looksLikeCredential, readCredential } from '#kernel/context/client-credential.js';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import { emptyContext, type Grant, type RequestContext } from '#kernel/context/request-context.js';
import { unauthenticated } from '../../context/access-token.js';
import type { DirectoryClient } from '../../context/directory-client.js';
import {
  chosenBranch,
  forbidden,
  idempotencyOf,
  language,
  requireAgreement,
  tenantHost,
  type RequestFacts,
} from '../../context/resolve-context.js';
import { ClientTokenVerifier } from './client-token.js';

export interface PublicContextServices {
  readonly directory: DirectoryClient;
  readonly clientTokens: ClientTokenVerifier;
  /** Our own address, which names no tenant. */
  readonly publicUrl: () => string;
  readonly publicDomain: string;
}

/** One for all requests, for it remembers keys and answers. */
export function publicContextServices(options: Omit<PublicContextServices, 'clientTokens'>): PublicContextServices {
  const { directory, publicUrl } = options;
  return { ...options, clientTokens: new ClientTokenVerifier(() => directory.signingKeys(), publicUrl) };
}

/** Who asks at the public door, and by which rates. */
export interface PublicCall {
  readonly context: RequestContext;
  readonly admission: ClientAdmission;
}

/**
 * Who asks: always a client, by an access token or an API key. Host and header must agree with it where they speak at all; a
 * client that was shut out, a token or key that was taken back and a suspended tenant are refused within seconds.
 */
export async function resolvePublicContext(services: PublicContextServices, facts: RequestFacts): Promise<PublicCall> {
  const { admission, tokenId, scope } = await admit(services, facts.accessToken);
  const { tenant, client } = admission;
  await requireAgreement(services, tenant.id, facts.tenant, namingHost(services, facts.host), disagreement[client.kind]);
  if (tenant.status === 'SUSPENDED') throw forbidden('This tenant is suspended: its administrator can ask the platform why.');
  const grants = [grantOf(admission, scope)];
  const branch = chosenBranch(grants, facts.branch, facts.branch === null ? null : await openBranch(services, tenant.id, facts.branch));
  const context: RequestContext = {
    ...emptyContext(facts.requestId),
    tenant: { id: tenant.id, subdomain: tenant.subdomain },
    branch,
    actor: { kind: 'client', id: client.id, sessionId: tokenId, purpose: client.purpose },
    grants,
    locale: language(facts.acceptLanguage, tenant.locale),
    traceparent: facts.traceparent,
    idempotency: idempotencyOf(facts),
    client: { address: facts.address, userAgent: facts.userAgent },
  };
  return { context, admission };
}

/** What a client may do: its scopes, or those of them that its token asked for. */
export function grantOf({ client }: ClientAdmission, scope: readonly string[] | null = null): Grant {
  const permissions = scope === null ? client.permissions : client.permissions.filter((permission) => scope.includes(permission));
  return { role: 'client', permissions, branches: client.everyBranch ? 'all' : client.branches };
}

interface Admitted {
  readonly admission: ClientAdmission;
  /** The token's `jti`; null for a key. */
  readonly tokenId: string | null;
  /** What the token asked for; null for a key, which has all that its client has. */
  readonly scope: readonly string[] | null;
}

async function admit({ directory, clientTokens }: PublicContextServices, credential: string | null): Promise<Admitted> {
  if (credential === null) {
    throw unauthenticated('Programs ask here: send "Authorization: Bearer …" with an access token from /oauth/token, or with an API key.');
  }
  if (looksLikeCredential(credential)) return { admission: await admitByKey(directory, credential), tokenId: null, scope: null };
  const { sub, tenant, jti, scope } = await clientTokens.verify(credential);
  const admission = await directory.admitClient({ client: sub, token: jti });
  if (!admission || admission.tenant.id !== tenant) {
    throw unauthenticated(
      "The access token was revoked, or its client deactivated: ask /oauth/token for another, or the tenant's administrator.",
    );
  }
  return { admission, tokenId: jti, scope };
}

const disagreement = {
  LIVE: 'The credential, the address and X-Tenant-ID do not name the same tenant.',
  TEST: 'This credential is of a sandbox, and works only there: leave X-Tenant-ID out, or use a credential of the tenant that you mean.',
} as const;

function namingHost({ publicUrl, publicDomain }: PublicContextServices, host: string | null): string | null {
  const name = tenantHost(host, publicDomain);
  return name === new URL(publicUrl()).hostname ? null : name;
}

/** Nothing is asked of anybody for a text that we cannot have made. */
async function admitByKey(directory: DirectoryClient, key: string): Promise<ClientAdmission> {
  const read = readCredential(key);
  if (!read) throw unauthenticated('This is no API key of ours, or not all of it: check that it was copied whole.');
  if (read.use === 'SECRET') throw unauthenticated('This is a secret: exchange it at /oauth/token for an access token, and send that.');
  const admission = await directory.admitClient({ key });
  if (!admission) throw unauthenticated("The API key has ended, was revoked, or its client deactivated: ask the tenant's administrator.");
  if (admission.client.kind !== read.kind) {
    throw unauthenticated(
      `A ${read.kind === 'TEST' ? 'test' : 'live'} key works only ${read.kind === 'TEST' ? 'in a sandbox' : 'at a real tenant'}: this tenant is none.`,
    );
  }
  return admission;
}

async function openBranch({ directory }: PublicContextServices, tenant: string, branch: string): Promise<string | null> {
  return (await directory.admit({ tenant, branch })).branch;
}
