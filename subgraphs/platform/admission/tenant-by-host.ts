import type { TenantReference } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { prefixOf, toTypeId } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../services.js';
import { Tenant } from '../tenants/tenant.js';

/** The tenant that a host name leads to: a subdomain of the platform's own domain, or a domain of the tenant's own. */
export async function tenantOfHost(context: PlatformContext, typed: string): Promise<TenantReference | null> {
  const host = typed.trim().toLowerCase().replace(/:\d+$/, '');
  const suffix = `.${context.services.publicDomain}`;
  return host.endsWith(suffix) ? lookUp(context, 'SUBDOMAIN', host.slice(0, -suffix.length)) : lookUp(context, 'DOMAIN', host);
}

/** The tenant by its id or its subdomain, as the header `X-Tenant-ID` names it. */
export async function tenantOfName(context: PlatformContext, name: string): Promise<TenantReference | null> {
  return prefixOf(name) === 'tenant' ? { id: name, subdomain: '' } : lookUp(context, 'SUBDOMAIN', name.trim().toLowerCase());
}

async function lookUp(context: PlatformContext, kind: 'SUBDOMAIN' | 'DOMAIN', host: string): Promise<TenantReference | null> {
  const [row] = await context.acrossTenants.rows<{ id: string | null }>(sql`select tenant_of_host(${kind}, ${host}) as id`);
  return row?.id ? { id: toTypeId('tenant', row.id), subdomain: kind === 'SUBDOMAIN' ? host : '' } : null;
}

/** The tenant's own row, read as that tenant. */
export async function readTenant(context: PlatformContext, reference: TenantReference): Promise<Tenant | null> {
  return context.asSystemOf(reference, 'admission').first(Tenant, sql``);
}
