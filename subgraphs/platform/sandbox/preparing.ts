import { credentialHash, credentialPrefix, readCredential } from '#kernel/context/client-credential.js';
import { sql } from '#kernel/database/sql.js';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { ApiClient, ApiClientStatus } from '../clients/api-client.js';
import { ApiKey } from '../clients/api-key.js';
import { ClientSecret } from '../clients/client-secret.js';
import type { PlatformContext } from '../services.js';
import { Tenant, TenantMode } from '../tenants/tenant.js';
import { PrepareSandboxPayload, type PrepareSandboxInput } from './sandbox.inputs.js';

const nothing = { scopes: null };
const clientName = 'Sandbox';
/** Everybody is this one client: each would see where the webhooks of others lead, and what their servers answer, and could send there. */
const notForEverybody: ReadonlySet<string> = new Set(['webhooks:manage']);

/**
 * Makes the public client of the calling tenant, which is to be the sandbox next: patients can consent to it, and its credentials lead
 * to the sandbox that is open until `openSandbox`. It may do what the public graph has, save what takes a client of one's own.
 */
export async function prepareSandbox(context: PlatformContext, input: PrepareSandboxInput): Promise<PrepareSandboxPayload> {
  return context.db.command(PrepareSandboxPayload, { name: 'prepareSandbox', permission: null }, async (transaction) => {
    const tenant = await transaction.first(Tenant, sql``);
    if (tenant?.mode !== TenantMode.TEST) return refuse('NOT_ALLOWED', 'Only a tenant of mode TEST can be a sandbox.', ['input'], nothing);
    const [key, secret] = [readCredential(input.apiKey), readCredential(input.clientSecret)];
    if (key?.use !== 'KEY' || key.kind !== 'TEST')
      return refuse('INVALID', 'This is no API key of a sandbox.', ['input', 'apiKey'], nothing);
    if (secret?.use !== 'SECRET' || secret.kind !== 'TEST')
      return refuse('INVALID', 'This is no secret of a sandbox.', ['input', 'clientSecret'], nothing);
    await transaction.rows(sql`select prepare_sandbox(${input.subdomain})`);
    const scopes = [...context.services.publicScopes].filter((scope) => !notForEverybody.has(scope)).sort();
    const client = await transaction.insert(
      Object.assign(new ApiClient(), {
        id: input.clientId,
        name: clientName,
        nameKey: searchKey(clientName),
        description: 'The public client of the sandbox: its credentials stand in the developer portal.',
        status: ApiClientStatus.ACTIVE,
        kind: tenant.mode,
        purpose: PurposeOfUse.TREAT,
        scopes,
        everyBranch: true,
        branchIds: [],
        publicKeys: [],
      }),
    );
    const kept = (text: string): object => ({
      clientId: client.id,
      prefix: credentialPrefix(text),
      hash: credentialHash(text),
      expiresAt: null,
      revokedAt: null,
    });
    await transaction.insert(Object.assign(new ClientSecret(), { id: newId('clientsecret'), ...kept(input.clientSecret) }));
    await transaction.insert(Object.assign(new ApiKey(), { id: newId('apikey'), name: clientName, ...kept(input.apiKey) }));
    return { scopes };
  });
}
