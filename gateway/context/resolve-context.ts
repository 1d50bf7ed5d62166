import { createHash, randomUUID } from 'node:crypto';
import type { AccessTokenClaims, AdmissionResult } from '#kernel/context/directory.js';
import { emptyContext, type Grant, type IdempotencyClaim, type RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { unauthenticated, type AccessTokenVerifier } from './access-token.js';
import type { DirectoryClient } from './directory-client.js';

/** What a request says of itself, taken from its headers; only these are listened to. */
export interface RequestFacts {
  readonly requestId: string;
  readonly host: string | null;
  /** `X-Tenant-ID`: an id or a subdomain. */
  readonly tenant: string | null;
  /** `X-Branch-ID`. */
  readonly branch: string | null;
  readonly accessToken: string | null;
  readonly idempotencyKey: string | null;
  readonly body: { readonly query?: unknown; readonly operationName?: unknown; readonly variables?: unknown };
  readonly acceptLanguage: string | null;
  readonly traceparent: string | null;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export interface ContextServices {
  readonly directory: DirectoryClient;
  readonly tokens: AccessTokenVerifier;
  readonly publicDomain: string;
}

/**
 * Who asks, for which tenant and branch. Host, header and token must agree wherever more than one of them speaks; what does
 * not exist and what belongs to somebody else is refused alike.
 */
export async function resolveContext(services: ContextServices, facts: RequestFacts): Promise<RequestContext> {
  return contextFor(services, facts, await claimsOf(services, facts));
}

/** What the access token says, when there is one. */
export function claimsOf({ tokens }: ContextServices, { accessToken }: RequestFacts): Promise<AccessTokenClaims | null> {
  return accessToken === null ? Promise.resolve(null) : tokens.verify(accessToken);
}

/** The same for a token that was read before: whether its session, tenant and rights still stand is asked anew. */
export async function contextFor(services: ContextServices, facts: RequestFacts, claims: AccessTokenClaims | null): Promise<RequestContext> {
  const byHost = tenantHost(facts.host, services.publicDomain);
  const base: RequestContext = {
    ...emptyContext(facts.requestId),
    traceparent: facts.traceparent,
    idempotency: idempotencyOf(facts),
    client: { address: facts.address, userAgent: facts.userAgent },
  };
  if (!claims && !byHost && !facts.tenant) return { ...base, locale: language(facts.acceptLanguage, 'en') };

  const admitted = await services.directory.admit({
    ...(claims ? { tenant: claims.tenant } : facts.tenant ? { tenant: facts.tenant } : { host: byHost }),
    ...(claims ? { actor: claims.sub, session: claims.sid } : {}),
    branch: facts.branch,
  });
  const { tenant } = admitted;
  if (!tenant) {
    const foreignHost = !claims && !facts.tenant && !isOurs(byHost, services.publicDomain);
    if (foreignHost) return { ...base, locale: language(facts.acceptLanguage, 'en') };
    throw unknownTenant();
  }
  await requireAgreement(services, tenant.id, facts.tenant, byHost);
  if (tenant.status === 'SUSPENDED') throw forbidden('This tenant is suspended: its administrator can ask the platform why.');
  const context = { ...base, tenant: { id: tenant.id, subdomain: tenant.subdomain }, locale: language(facts.acceptLanguage, tenant.locale) };
  if (!claims) {
    if (facts.branch !== null) throw unauthenticated('Choosing a branch takes an access token: sign in first.');
    return context;
  }
  return { ...context, ...actorOf(admitted, facts.branch) };
}

function actorOf(admitted: AdmissionResult, wanted: string | null): Pick<RequestContext, 'actor' | 'grants' | 'branch'> {
  const { actor } = admitted;
  if (!actor) throw unauthenticated('The session has ended: sign in again.');
  const grants = actor.grants.map(({ role, permissions, everyBranch, branches }): Grant => ({ role, permissions, branches: everyBranch ? 'all' : branches }));
  return {
    actor: { kind: actor.kind === 'STAFF' ? 'staff' : 'client', id: actor.id, sessionId: actor.sessionId },
    grants,
    branch: chosenBranch(grants, wanted, admitted.branch),
  };
}

/** `found` is the wanted branch when it is an open one of the tenant's. */
export function chosenBranch(grants: readonly Grant[], wanted: string | null, found: string | null): string | null {
  if (wanted !== null) {
    const granted = found !== null && grants.some(({ branches }) => branches === 'all' || branches.includes(found));
    if (!granted) throw forbidden('X-Branch-ID names no branch at which you have a role.');
    return found;
  }
  const only = new Set(grants.flatMap(({ branches }) => (branches === 'all' ? ['', 'all'] : branches)));
  return only.size === 1 ? ([...only][0] ?? null) : null;
}

/** The header and the address must name the tenant that was found, as far as they name one at all. */
export async function requireAgreement({ directory, publicDomain }: Pick<ContextServices, 'directory' | 'publicDomain'>, tenantId: string, header: string | null, host: string | null, otherwise = 'The access token, the address and X-Tenant-ID do not name the same tenant.'): Promise<void> {
  const byHeader = header === null ? undefined : (await directory.admit({ tenant: header })).tenant;
  const byHost = host === null ? undefined : (await directory.admit({ host })).tenant;
  const headerAgrees = byHeader === undefined || byHeader?.id === tenantId;
  // An address that is nobody's, such as one inside a data centre, says nothing.
  const hostAgrees = byHost === undefined || byHost?.id === tenantId || (byHost === null && !isOurs(host, publicDomain));
  if (!headerAgrees || !hostAgrees) throw forbidden(otherwise);
}

function isOurs(host: string | null, publicDomain: string): boolean {
  return host?.endsWith(`.${publicDomain}`) === true;
}

/** The host when it can name a tenant: not the platform's own domain, and not a bare address. */
export function tenantHost(host: string | null, publicDomain: string): string | null {
  const name = host?.toLowerCase().replace(/:\d+$/, '') ?? '';
  const bare = name === '' || name === publicDomain || name === 'localhost' || name.startsWith('[') || /^[\d.]+$/.test(name) || !name.includes('.');
  return bare ? null : name;
}

/** What the `Idempotency-Key` header claims for this body at this branch: where the input names none, the branch says where it is done. */
export function idempotencyOf({ idempotencyKey, branch, body }: Pick<RequestFacts, 'idempotencyKey' | 'branch' | 'body'>): IdempotencyClaim | null {
  if (idempotencyKey === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(idempotencyKey)) {
    throw new GraphError('BAD_USER_INPUT', 'An Idempotency-Key is 1 to 255 visible ASCII characters, best a UUID.', { httpStatus: 400 });
  }
  return { key: idempotencyKey, bodyHash: createHash('sha256').update(comparable(body, branch)).digest('hex') };
}

/** JSON is read however deep it is nested, but not written. */
function comparable({ query, operationName, variables }: RequestFacts['body'], branch: string | null): string {
  try {
    return JSON.stringify([query ?? null, operationName ?? null, sorted(variables ?? null), branch]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new GraphError('BAD_USER_INPUT', 'The variables are nested too deep: send fewer levels.', { httpStatus: 400 });
  }
}

/** The same variables in whichever order of keys are the same body. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
}

export function language(header: string | null, otherwise: string): string {
  const first = header?.split(',')[0]?.split(';')[0]?.trim() ?? '';
  return /^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$/.test(first) ? first : otherwise;
}

/** The caller's own id for the request when it is harmless, else a new one. */
export function requestIdFrom(header: string | undefined): string {
  return header !== undefined && /^[\w.-]{8,64}$/.test(header) ? header : randomUUID();
}

export function forbidden(message: string): GraphError {
  return new GraphError('FORBIDDEN', message, { httpStatus: 403 });
}

function unknownTenant(): GraphError {
  return new GraphError('NOT_FOUND', 'There is no such tenant: check the address, or the header X-Tenant-ID.', { httpStatus: 404 });
}
