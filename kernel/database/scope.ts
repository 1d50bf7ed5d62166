import { branchesFor, type RequestContext } from '../context/request-context.js';
import { signedIn } from '../graph/access.js';
import { toUuid } from '../graph/type-id.js';

/** The transaction-local settings under which a statement runs; row-level security reads the first two. */
export interface Scope {
  readonly tenantId: string;
  /** `*` for every branch, else uuids joined by commas; empty for none. */
  readonly branchIds: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly requestId: string;
}

/** Thrown when code reaches for tenant data in a call that has no tenant: always a bug, never a person's mistake. */
export class NoTenantError extends Error {
  override name = 'NoTenantError';
  constructor() {
    super('This call has no tenant, so no tenant data can be read or written.');
  }
}

/** What the caller may touch by this permission. `null` is for rows that no branch owns. */
export function scopeOf(context: RequestContext, permission: string | null): Scope {
  if (context.tenant === null) throw new NoTenantError();
  return {
    tenantId: toUuid('tenant', context.tenant.id),
    branchIds: permission === null ? '' : branchList(context, permission),
    actorKind: context.actor.kind,
    actorId: context.actor.id ?? '',
    requestId: context.requestId,
  };
}

function branchList(context: RequestContext, permission: string): string {
  const branches = permission === signedIn ? grantedBranches(context) : branchesFor(context, permission);
  return branches === 'all' ? '*' : branches.map((id) => toUuid('branch', id)).join(',');
}

function grantedBranches(context: RequestContext): 'all' | readonly string[] {
  if (context.branch !== null) return [context.branch];
  if (context.grants.some((grant) => grant.branches === 'all')) return 'all';
  return [...new Set(context.grants.flatMap((grant) => grant.branches as readonly string[]))];
}
