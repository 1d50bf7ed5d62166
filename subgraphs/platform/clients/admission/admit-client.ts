import { readCredential, credentialHash } from '#kernel/context/client-credential.js';
import type { ClientAdmissionVariables } from '#kernel/context/client-directory.js';
import type { TenantReference } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../../services.js';
import type { Plan } from '../../tenants/plan.js';
import type { TenantMode, TenantStatus } from '../../tenants/tenant.js';
import { isWorthNoting, noteUse } from '../credential-use.js';
import { tenantOfClient, tenantOfKey } from '../tenant-of-credential.js';
import type { ClientAdmission } from './client-admission.js';

interface AdmittedRow {
  readonly subdomain: string;
  readonly tenant_status: TenantStatus;
  readonly locale: string;
  readonly plan: Plan;
  readonly mode: TenantMode;
  readonly id: string;
  readonly kind: TenantMode;
  readonly purpose: PurposeOfUse;
  readonly scopes: string[];
  readonly every_branch: boolean;
  readonly branch_ids: string[];
  readonly key_id: string | null;
  readonly last_used_at: Date | null;
  readonly locked_to_operations: boolean;
  readonly used_today: number;
}

/** Finds a client by the claims of its access token or by its API key, and what it may do right now; null for one that may not ask. */
export async function admitClient(
  context: PlatformContext,
  { client, token, key }: ClientAdmissionVariables,
): Promise<ClientAdmission | null> {
  const tenant = key ? await tenantOfOurKey(context, key) : client ? await tenantOfClient(context, client) : null;
  if (!tenant) return null;
  const db = context.asSystemOf(tenant, 'admission');
  const [row] = await db.rows<AdmittedRow>(key ? byKey(key) : byClient(client ?? '', token ?? null), null);
  // A credential is of the kind that its client was made as; where the tenant is of another, somebody moved rows about.
  if (!row || row.kind !== row.mode) return null;
  const id = toTypeId('client', row.id);
  if (isWorthNoting(row.last_used_at)) await noteUses(context, tenant, row.key_id ? [id, toTypeId('apikey', row.key_id)] : [id]);
  return {
    tenant: { id: tenant.id, subdomain: row.subdomain, status: row.tenant_status, locale: row.locale },
    plan: row.plan,
    client: {
      id,
      kind: row.kind,
      purpose: row.purpose,
      // What has left the public graph since is no scope any more.
      permissions: row.scopes.filter((scope) => context.services.publicScopes.has(scope)),
      everyBranch: row.every_branch,
      branches: row.branch_ids.map((branch) => toTypeId('branch', branch)),
      lockedToOperations: row.locked_to_operations,
    },
    usedToday: row.used_today,
  };
}

const columns = sql`tenants.subdomain, tenants.status as tenant_status, tenants.locale, tenants.plan, tenants.mode,
  api_clients.id, api_clients.kind, api_clients.purpose, api_clients.scopes, api_clients.every_branch, api_clients.branch_ids,
  api_clients.locked_to_operations, least(coalesce(used.cost, 0), 2147483647)::int as used_today`;

const usedToday = sql`left join api_usage_days as used
  on used.client_id = api_clients.id and used.day = (now() at time zone 'UTC')::date`;

export function byClient(client: string, token: string | null): Sql {
  return sql`select ${columns}, null as key_id, credential_uses.last_used_at
    from api_clients
    join tenants on tenants.tenant_id = api_clients.tenant_id
    left join credential_uses on credential_uses.used_id = api_clients.id
    ${usedToday}
    where api_clients.id = ${toUuid('client', client)} and api_clients.status = 'ACTIVE'
      and not exists (select from revoked_tokens where revoked_tokens.jti = ${token})`;
}

export function byKey(key: string): Sql {
  return sql`select ${columns}, api_keys.id as key_id, credential_uses.last_used_at
    from api_keys
    join api_clients on api_clients.tenant_id = api_keys.tenant_id and api_clients.id = api_keys.client_id and api_clients.status = 'ACTIVE'
    join tenants on tenants.tenant_id = api_keys.tenant_id
    left join credential_uses on credential_uses.used_id = api_keys.id
    ${usedToday}
    where api_keys.hash = ${credentialHash(key)} and api_keys.revoked_at is null
      and (api_keys.expires_at is null or api_keys.expires_at > now())`;
}

async function tenantOfOurKey(context: PlatformContext, key: string): Promise<TenantReference | null> {
  return readCredential(key)?.use === 'KEY' ? tenantOfKey(context, key) : null;
}

class NotedUse extends MutationPayload {}

async function noteUses(context: PlatformContext, tenant: TenantReference, ids: readonly string[]): Promise<void> {
  await context.asSystemOf(tenant, 'admission').command(NotedUse, { name: 'noteUse', permission: null }, async (transaction) => {
    await noteUse(transaction, ids);
    return {};
  });
}
