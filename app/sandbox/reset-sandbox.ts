import { randomBytes } from 'node:crypto';
import { systemContext, type TenantReference } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { demoPassword, demoTenants } from '../seed/demo-data.js';
import { seedSandboxTenant } from '../seed/seed-demo.js';
import { sandboxCredentials, sandboxSubdomain } from './sandbox-credentials.js';

const [model] = demoTenants;
/** Every fifth patient has not consented: whoever builds meets that too. */
const withoutConsent = 5;
const atOnce = 8;

export interface ResetOptions {
  /** Whether its people have the demo's password, which everybody knows; else nobody knows it. */
  readonly development: boolean;
}

/**
 * Makes a new sandbox and, when it is whole, puts it in the place of the one before, which is suspended and not deleted. What fails on the
 * way, or ends the process, leaves the old one as it was. Gives the new tenant's id.
 */
export async function resetSandbox(channels: ReadonlyMap<string, SubgraphChannel>, { development }: ResetOptions): Promise<string> {
  if (!model) throw new Error('The demo has no tenant to make a sandbox by');
  const password = development ? demoPassword : randomBytes(24).toString('base64url');
  const demo = { ...model, name: 'CareGraph Sandbox', subdomain: sandboxSubdomain };
  const subdomain = `${sandboxSubdomain}-${Date.now().toString(36)}`;
  const { tenant, patientIds } = await seedSandboxTenant(channels, { demo, subdomain, password });
  const { scopes } = await mutate<{ scopes: string[] }>(
    channels,
    'platform',
    tenant,
    'mutation ($input: PrepareSandboxInput!) { result: prepareSandbox(input: $input) { scopes userErrors { message } } }',
    { subdomain: sandboxSubdomain, ...sandboxCredentials },
  );
  await recordConsents(channels, tenant, patientIds, scopes);
  const open = 'mutation ($input: OpenSandboxInput!) { result: openSandbox(input: $input) { userErrors { message } } }';
  await mutate(channels, 'platform', tenant, open, { subdomain: sandboxSubdomain });
  return tenant.id;
}

async function recordConsents(
  channels: ReadonlyMap<string, SubgraphChannel>,
  tenant: TenantReference,
  patientIds: readonly string[],
  scopes: readonly string[],
): Promise<void> {
  const consenting = patientIds.filter((_, index) => index % withoutConsent !== withoutConsent - 1);
  const text = 'mutation ($input: RecordConsentInput!) { result: recordConsent(input: $input) { userErrors { message } } }';
  for (let start = 0; start < consenting.length; start += atOnce) {
    await Promise.all(
      consenting.slice(start, start + atOnce).map((patientId) =>
        mutate(channels, 'patients', tenant, text, {
          patientId,
          clientId: sandboxCredentials.clientId,
          purposes: ['TREAT'],
          scopes,
          note: 'Made up, as everything in the sandbox.',
        }),
      ),
    );
  }
}

async function mutate<Result>(
  channels: ReadonlyMap<string, SubgraphChannel>,
  subgraph: string,
  tenant: TenantReference,
  query: string,
  input: object,
): Promise<Result> {
  const channel = channels.get(subgraph);
  if (!channel) throw new Error(`There is no subgraph ${subgraph} to make a sandbox in`);
  const { data, errors } = await channel.execute({ query, variables: { input } }, systemContext(tenant, 'sandbox', newUuid()));
  const { result } = (data ?? { result: null }) as { result: (Result & { userErrors: readonly { message: string }[] }) | null };
  const refusals = [...(errors ?? []), ...(result?.userErrors ?? [])].map(({ message }) => message);
  if (refusals.length > 0 || !result) throw new Error(`The sandbox could not be made: ${refusals.join(' ')}`);
  return result;
}
