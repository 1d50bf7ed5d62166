import { sql } from '#kernel/database/sql.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../services.js';
import { OpenSandboxPayload, type OpenSandboxInput } from './sandbox.inputs.js';
import { suspendFormerSandbox } from './suspending.js';

/**
 * Makes the calling tenant the sandbox, when all that belongs to it is there: the subdomain and the public credentials lead here from the
 * commit on, so that nobody finds neither or both, and the one before is suspended.
 */
export async function openSandbox(context: PlatformContext, { subdomain }: OpenSandboxInput): Promise<OpenSandboxPayload> {
  const field = ['input', 'subdomain'];
  const constraints = {
    hosts_pkey: { code: 'TAKEN', message: `The subdomain ${subdomain} belongs to a tenant that is no sandbox.`, field },
    credential_tenants_pkey: { code: 'TAKEN', message: 'The client or its key belongs to a tenant that is no sandbox.', field },
    sandboxes_next: { code: 'WRONG_STATE', message: 'Another sandbox is being made, or this one was not prepared: make a new one.', field },
  } as const;
  return context.db.command(OpenSandboxPayload, { name: 'openSandbox', permission: null, constraints }, async (transaction) => {
    const [took] = await transaction.rows<{ former: string | null }>(sql`select take_over_sandbox(${subdomain}) as former`);
    const formerTenantId = took?.former ? toTypeId('tenant', took.former) : null;
    if (formerTenantId !== null) await transaction.schedule(suspendFormerSandbox, { tenantId: formerTenantId });
    return { formerTenantId };
  });
}
