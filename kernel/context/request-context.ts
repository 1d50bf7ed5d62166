/**
 * Who calls, for which tenant and branch, and with which rights. Made once per request by the gateway (or by a job for
 * its own tenant), handed on unchanged to every subgraph, and never kept beyond the request.
 */
export interface RequestContext {
  /** Correlates every log line, audit row and error of one request. */
  readonly requestId: string;
  /** Null only for calls that concern no tenant, such as reading a tenant's public face by its host. */
  readonly tenant: TenantReference | null;
  /** The branch that the caller chose (`X-Branch-ID`, or its only one); null means every branch its grants reach. */
  readonly branch: string | null;
  readonly actor: Actor;
  readonly grants: readonly Grant[];
  /** BCP 47 language tag. */
  readonly locale: string;
  /** W3C `traceparent` header, when the caller is traced. */
  readonly traceparent: string | null;
  readonly idempotency: IdempotencyClaim | null;
  /** Where the call came from, as the gateway saw it: for sign-in throttling and the list of sessions. */
  readonly client: { readonly address: string | null; readonly userAgent: string | null };
}

export interface TenantReference {
  /** `tenant_…` */
  readonly id: string;
  readonly subdomain: string;
}

/**
 * `system` is a job or an event's reaction: it acts for one tenant without a person, and may do all its tenant may. `client` is a
 * third party's program: it comes by the public graph alone, and of patients it sees what they consented to.
 */
export interface Actor {
  readonly kind: 'staff' | 'client' | 'system' | 'anonymous';
  /** `staff_…` or `client_…`; a job's name for `system`; null for `anonymous`. */
  readonly id: string | null;
  readonly sessionId: string | null;
  /** Why a client asks: a code of HL7 v3 PurposeOfUse, such as `TREAT`. */
  readonly purpose?: string;
}

/** A role held at some branches of the tenant, or at all of them, present and future. */
export interface Grant {
  readonly role: string;
  readonly permissions: readonly string[];
  readonly branches: 'all' | readonly string[];
}

/** What the `Idempotency-Key` header said, and which body it came with. */
export interface IdempotencyClaim {
  readonly key: string;
  /** SHA-256 of the operation, its name, its variables and the branch that was asked for, in hex. */
  readonly bodyHash: string;
}

export const anonymous: Actor = { kind: 'anonymous', id: null, sessionId: null };

/** A context without a tenant, a person or a right: the base that the gateway builds on. */
export function emptyContext(requestId: string): RequestContext {
  return {
    requestId,
    tenant: null,
    branch: null,
    actor: anonymous,
    grants: [],
    locale: 'en',
    traceparent: null,
    idempotency: null,
    client: { address: null, userAgent: null },
  };
}

/** The context of a job: unrestricted within one tenant, and named after the job so that its audit rows say what acted. */
export function systemContext(tenant: TenantReference, job: string, requestId: string): RequestContext {
  return { ...emptyContext(requestId), tenant, actor: { kind: 'system', id: job, sessionId: null } };
}

/** Whether the caller holds the permission at the chosen branch, or anywhere when no branch is chosen. */
export function permits(context: RequestContext, permission: string): boolean {
  if (context.actor.kind === 'system') return true;
  return context.grants.some((grant) => grant.permissions.includes(permission) && reaches(grant, context.branch));
}

/** The branches in which the caller may use the permission. Rows of other branches do not exist for it. */
export function branchesFor(context: RequestContext, permission: string): 'all' | readonly string[] {
  const chosen = context.branch;
  if (context.actor.kind === 'system') return chosen === null ? 'all' : [chosen];
  const granted = context.grants.filter((grant) => grant.permissions.includes(permission));
  if (chosen !== null) return granted.some((grant) => reaches(grant, chosen)) ? [chosen] : [];
  if (granted.some((grant) => grant.branches === 'all')) return 'all';
  return [...new Set(granted.flatMap((grant) => grant.branches))];
}

function reaches(grant: Grant, branch: string | null): boolean {
  return branch === null || grant.branches === 'all' || grant.branches.includes(branch);
}
