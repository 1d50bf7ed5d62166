import { emptyContext, systemContext, type TenantReference } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { StartupError } from '../engines/startup-error.js';

export async function findTenant(platform: SubgraphChannel, name: string): Promise<TenantReference> {
  const query = `query ($tenant: String) { admission(tenant: $tenant) { tenant { id subdomain } } }`;
  const { data } = await platform.execute({ query, variables: { tenant: name } }, emptyContext('command'));
  const { tenant } = (data?.['admission'] ?? { tenant: null }) as { tenant: TenantReference | null };
  if (!tenant) throw new StartupError(`There is no tenant "${name}": give its id or its subdomain.`);
  return tenant;
}

interface TenantPage {
  readonly nodes: readonly TenantReference[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export async function allTenants(platform: SubgraphChannel): Promise<TenantReference[]> {
  const query = `query ($after: String) { tenants(first: 100, after: $after) { nodes { id subdomain } pageInfo { hasNextPage endCursor } } }`;
  const context = systemContext({ id: '', subdomain: '' }, 'command', newUuid());
  const tenants: TenantReference[] = [];
  let after: string | null = null;
  do {
    const { data, errors } = await platform.execute({ query, variables: { after } }, context);
    if (!data || errors) throw new StartupError(`The tenants cannot be listed: ${errors?.map(({ message }) => message).join(' ') ?? ''}`);
    const { nodes, pageInfo } = data['tenants'] as TenantPage;
    tenants.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return tenants;
}
