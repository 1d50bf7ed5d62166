import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { systemContext } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import { StartupError } from '../engines/startup-error.js';
import { runCommand } from './run-command.js';

const usage =
  'npm run tenant:register -- --company "Steppe Health" --subdomain steppe --admin-email ada@steppe.mn [--plan GROWTH] [--admin-name Ada]';

/** Creates a tenant and its first administrator from a shell. The subdomain `platform` is the platform's own tenant. */
await runCommand(async (open) => {
  const options = {
    company: { type: 'string' },
    subdomain: { type: 'string' },
    'admin-email': { type: 'string' },
    'admin-name': { type: 'string' },
    plan: { type: 'string' },
  } as const;
  const { values } = parseArgs({ options, strict: false });
  const { company, subdomain, plan } = values;
  const [adminEmail, adminName] = [values['admin-email'], values['admin-name']];
  if (typeof company !== 'string' || typeof subdomain !== 'string' || typeof adminEmail !== 'string')
    throw new StartupError(`Usage: ${usage}`);
  const { runtime } = await open('platform');
  const query = `mutation ($input: CreateTenantInput!) {
    createTenant(input: $input) { tenantId temporaryPassword userErrors { message } }
  }`;
  const input = { name: company, subdomain, adminEmail, ...(adminName ? { adminName } : {}), ...(plan ? { plan } : {}) };
  const context = systemContext({ id: '', subdomain: '' }, 'tenant:register', newUuid());
  const { data, errors } = await runtime.execute({ query, variables: { input } }, context);
  const created = data?.['createTenant'] as
    { tenantId: string | null; temporaryPassword: string | null; userErrors: { message: string }[] } | undefined;
  const refusals = [...(errors ?? []), ...(created?.userErrors ?? [])].map(({ message }) => message);
  if (refusals.length > 0) throw new StartupError(refusals.join(' '));
  console.log(
    `Tenant ${created?.tenantId}\nAdministrator ${adminEmail}\nTemporary password ${created?.temporaryPassword}  (shown only here; change it after signing in)`,
  );
});
