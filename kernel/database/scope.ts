import { branchesFor, type RequestContext } from '../context/request-context.js';
import { signedIn } from '../graph/access.js';
import { toUuid } from '../graph/type-id.js';
import { sql, type Sql } from './sql.js';

/** The transaction-local settings under which a statement runs; row-level security reads all but those of the actor and the request. */
export interface Scope {
  readonly tenantId: string;
  /** `*` for every branch, else uuids joined by commas; empty for none. */
  readonly branchIds: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly requestId: string;
  /** The uuid of the client that asks, of whom consent is required; empty for everybody else. */
  readonly clientId: string;
  /** Why the client asks; empty for everybody else. */
  readonly purpose: string;
  /** The permission by which the statement runs, which is what a consent names; empty for rows that take none. */
  readonly permission: string;
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
    ...consentScope(context, permission),
  };
}

/** The same scope for one statement that must count what consent hides. */
export function withoutConsents(scope: Scope): Scope {
  return { ...scope, clientId: '' };
}

/** A client without an id is refused here: with an empty one it would pass for staff. */
function consentScope({ actor }: RequestContext, permission: string | null): Pick<Scope, 'clientId' | 'purpose' | 'permission'> {
  if (actor.kind !== 'client') return { clientId: '', purpose: '', permission: permission ?? '' };
  return { clientId: toUuid('client', actor.id ?? ''), purpose: actor.purpose ?? '', permission: permission ?? '' };
}

/** Puts a transaction under the scope, whether it writes or only reads. */
export function scopeSettings(scope: Scope, access: 'read' | 'write'): Sql {
  const { tenantId, branchIds, actorKind, actorId, requestId, clientId, purpose, permission } = scope;
  return sql`select set_config('app.tenant_id', ${tenantId}, true), set_config('app.branch_ids', ${branchIds}, true),
    set_config('app.actor_kind', ${actorKind}, true), set_config('app.actor_id', ${actorId}, true),
    set_config('app.request_id', ${requestId}, true), set_config('app.client_id', ${clientId}, true),
    set_config('app.purpose', ${purpose}, true), set_config('app.scope', ${permission}, true),
    set_config('transaction_read_only', ${access === 'read' ? 'on' : 'off'}, true)`;
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
