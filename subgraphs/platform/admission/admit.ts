import type { AdmissionVariables } from '#kernel/context/directory.js';
import type { TenantReference } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { builtInRole } from '../roles/built-in-roles.js';
import type { PlatformContext } from '../services.js';
import { AdmittedKind, type Admission, type AdmittedActor, type AdmittedGrant } from './admission.js';
import { readTenant, tenantOfHost, tenantOfName } from './tenant-by-host.js';

const nobody: Admission = { tenant: null, actor: null, branch: null };

/** Finds the tenant and, for a token's bearer, whether the session still stands and what it may do right now. */
export async function admit(context: PlatformContext, { tenant, host, actor, session, branch }: AdmissionVariables): Promise<Admission> {
  const reference = tenant ? await tenantOfName(context, tenant) : host ? await tenantOfHost(context, host) : null;
  const found = reference && (await readTenant(context, reference));
  if (!found) return nobody;
  const at = { id: found.id, subdomain: found.subdomain };
  return {
    tenant: { id: found.id, subdomain: found.subdomain, status: found.status, locale: found.locale },
    actor: actor && session ? await admitStaff(context, at, actor, session) : null,
    branch: branch ? await openBranch(context, at, branch) : null,
  };
}

interface GrantRow {
  readonly role: string;
  readonly branch_id: string | null;
  readonly permissions: string[] | null;
}

/** A person whose session stands, with all grants, in one statement. */
async function admitStaff(context: PlatformContext, tenant: TenantReference, actor: string, session: string): Promise<AdmittedActor | null> {
  if (prefixOf(actor) !== 'staff' || prefixOf(session) !== 'session') return null;
  const rows = await context.asSystemOf(tenant, 'admission').rows<GrantRow>(
    sql`select staff_grants.role, staff_grants.branch_id, roles.permissions
      from sessions
      join staff on staff.id = sessions.staff_id and staff.status = 'ACTIVE'
      left join staff_grants on staff_grants.staff_id = staff.id
      left join roles on roles.code = staff_grants.role
      where sessions.id = ${toUuid('session', session)} and staff.id = ${toUuid('staff', actor)}
        and sessions.revoked_at is null and sessions.expires_at > now()`,
    null,
  );
  if (rows.length === 0) return null;
  const byRole = Map.groupBy(
    rows.filter((row) => row.role !== null),
    (row) => row.role,
  );
  const grants = [...byRole].map(([role, of]): AdmittedGrant => {
    const builtIn = builtInRole(role);
    return {
      role,
      permissions: builtIn ? context.services.catalogue.expand(builtIn) : (of[0]?.permissions ?? []),
      everyBranch: of.some((row) => row.branch_id === null),
      branches: of.flatMap((row) => (row.branch_id === null ? [] : [toTypeId('branch', row.branch_id)])),
    };
  });
  return { kind: AdmittedKind.STAFF, id: actor, sessionId: session, grants };
}

async function openBranch(context: PlatformContext, tenant: TenantReference, branch: string): Promise<string | null> {
  if (prefixOf(branch) !== 'branch') return null;
  const rows = await context
    .asSystemOf(tenant, 'admission')
    .rows<{ id: string }>(sql`select id from branches where id = ${toUuid('branch', branch)} and status = 'ACTIVE'`, null);
  return rows.length > 0 ? branch : null;
}
