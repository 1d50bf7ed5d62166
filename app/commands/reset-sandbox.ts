import 'reflect-metadata';
import { setTimeout as delay } from 'node:timers/promises';
import { systemContext } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import { StartupError } from '../engines/startup-error.js';
import { sandboxSubdomain } from '../sandbox/sandbox-credentials.js';
import { runCommand } from './run-command.js';

const patienceMs = 300_000;

/** `npm run sandbox:reset`: asks the running graph for a new sandbox, and waits until it is open. */
await runCommand(async (open) => {
  const { runtime } = await open('platform');
  const ask = async (query: string): Promise<Record<string, unknown>> => {
    const context = systemContext({ id: '', subdomain: '' }, 'sandbox:reset', newUuid());
    const { data, errors } = await runtime.execute({ query, variables: { subdomain: sandboxSubdomain } }, context);
    if (errors?.length || !data) throw new StartupError(errors?.map(({ message }) => message).join(' ') ?? 'The platform did not answer.');
    return data;
  };
  const current = async (): Promise<string | null> => {
    const { sandbox } = (await ask('query ($subdomain: String!) { sandbox(subdomain: $subdomain) { tenantId } }')) as { sandbox: { tenantId: string | null } | null };
    return sandbox?.tenantId ?? null;
  };
  const before = await current();
  await ask('mutation ($subdomain: String!) { wantSandboxReset(subdomain: $subdomain) }');
  for (const deadline = Date.now() + patienceMs; Date.now() < deadline; await delay(500)) {
    const now = await current();
    if (now === null || now === before) continue;
    console.log(`Sandbox ${now}${before === null ? '' : `, in the place of ${before}`}`);
    return;
  }
  throw new StartupError('No running graph made a sandbox in five minutes: start one with SANDBOX=true, which takes up what was asked.');
});
