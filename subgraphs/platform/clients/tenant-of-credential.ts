import { credentialHash } from '#kernel/context/client-credential.js';
import type { TenantReference } from '#kernel/context/request-context.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import { prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../services.js';

/** At which tenant a client is; null for every text that is the id of none. */
export function tenantOfClient(context: PlatformContext, clientId: string): Promise<TenantReference | null> {
  if (prefixOf(clientId) !== 'client') return Promise.resolve(null);
  return lookUp(context, sql`uuid_send(${toUuid('client', clientId)}::uuid)`);
}

/** Whose an API key is, by all of its text. */
export function tenantOfKey(context: PlatformContext, key: string): Promise<TenantReference | null> {
  return lookUp(context, sql`${credentialHash(key)}`);
}

async function lookUp(context: PlatformContext, credential: Sql): Promise<TenantReference | null> {
  const [row] = await context.acrossTenants.rows<{ id: string | null }>(sql`select tenant_of_credential(${credential}) as id`);
  return row?.id ? { id: toTypeId('tenant', row.id), subdomain: '' } : null;
}
