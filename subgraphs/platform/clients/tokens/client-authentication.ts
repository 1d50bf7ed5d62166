import { timingSafeEqual } from 'node:crypto';
import type { JWK } from 'jose';
import { credentialHash } from '#kernel/context/client-credential.js';
import type { ClientCredentials, OAuthRefusal } from '#kernel/context/client-tokens.js';
import type { TenantReference } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, prefixOf, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../../services.js';
import { mostActive } from '../client-credential.js';
import { tenantOfClient } from '../tenant-of-credential.js';
import { readAssertion, type Assertion } from './assertion.js';

/** A client that has shown who it is. */
export interface AuthenticatedClient {
  readonly id: string;
  readonly tenant: TenantReference;
  readonly kind: string;
  readonly purpose: string;
  readonly scopes: readonly string[];
  /** By which secret; null for an assertion, which is still to be spent. */
  readonly secretId: string | null;
  readonly assertion: Assertion | null;
}

interface ClientRow {
  readonly kind: string;
  readonly purpose: string;
  readonly scopes: string[];
  readonly public_keys: JWK[];
  readonly tenant_status: string;
  readonly secret_ids: string[] | null;
  readonly secret_hashes: Buffer[] | null;
}

/** Who does not exist is looked for where nobody is, by the same statement. */
const nowhere: TenantReference = { id: newId('tenant'), subdomain: '' };
const nobody = newId('client');
const noHash = Buffer.alloc(32);

/** One answer to everything that is not right, so that it does not tell which clients there are, and of which kind. */
export const invalidClient: OAuthRefusal = {
  error: 'invalid_client',
  errorDescription:
    'There is no active client with this id and this secret or key. Secrets of a sandbox begin with cg_test_secret_, others with cg_live_secret_; an assertion is good for once and for 5 minutes.',
};

const suspended: OAuthRefusal = {
  error: 'unauthorized_client',
  errorDescription: 'The tenant of this client is suspended: its administrator can ask the platform why.',
};

/**
 * Who a client is, by its secret or by a JWT of its own. A client that does not exist costs the same statements and comparisons
 * as one whose secret is wrong.
 */
export async function authenticate(
  context: PlatformContext,
  { clientId, secret, assertion }: ClientCredentials,
  issuer: string,
): Promise<AuthenticatedClient | OAuthRefusal> {
  const tenant = await tenantOfClient(context, clientId);
  const id = tenant && prefixOf(clientId) === 'client' ? clientId : nobody;
  const [row] = await context.asSystemOf(tenant ?? nowhere, 'oauth').rows<ClientRow>(
    sql`select api_clients.kind, api_clients.purpose, api_clients.scopes, api_clients.public_keys, tenants.status as tenant_status,
        secrets.ids as secret_ids, secrets.hashes as secret_hashes
      from api_clients
      join tenants on tenants.tenant_id = api_clients.tenant_id
      cross join lateral (
        select array_agg(client_secrets.id) as ids, array_agg(client_secrets.hash) as hashes from client_secrets
        where client_secrets.client_id = api_clients.id and client_secrets.revoked_at is null
          and (client_secrets.expires_at is null or client_secrets.expires_at > now())
      ) as secrets
      where api_clients.id = ${toUuid('client', id)} and api_clients.status = 'ACTIVE' and api_clients.kind = tenants.mode`,
    null,
  );
  const secretId = secret === null ? null : matchingSecret(secret, row);
  const read = assertion === null ? null : await readAssertion(assertion, clientId, issuer, row?.public_keys ?? []);
  if (!tenant || !row || (secretId === null && read === null)) return invalidClient;
  if (row.tenant_status !== 'ACTIVE') return suspended;
  const scopes = row.scopes.filter((scope) => context.services.publicScopes.has(scope));
  return { id, tenant, kind: row.kind, purpose: row.purpose, scopes, secretId, assertion: read };
}

export function isRefused(result: AuthenticatedClient | OAuthRefusal): result is OAuthRefusal {
  return 'error' in result;
}

/** The id of the secret that it is, compared in the same time whether there are two, one or none. */
function matchingSecret(secret: string, row: ClientRow | undefined): string | null {
  const hash = credentialHash(secret);
  const hashes = row?.secret_hashes ?? [];
  let found: string | null = null;
  for (let index = 0; index < Math.max(mostActive, hashes.length); index += 1) {
    if (timingSafeEqual(hash, hashes[index] ?? noHash)) found = row?.secret_ids?.[index] ?? null;
  }
  return found === null ? null : toTypeId('clientsecret', found);
}
