import { credentialHash, credentialPrefix, newCredential } from '#kernel/context/client-credential.js';
import type { EntityClass } from '#kernel/database/row-mapper.js';
import { shownOnce } from '#kernel/database/shown-once.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../services.js';
import {
  CreateApiKeyPayload,
  IssueClientSecretPayload,
  RevokeApiKeyPayload,
  RevokeClientSecretPayload,
  type CreateApiKeyInput,
  type IssueClientSecretInput,
  type RevokeApiKeyInput,
  type RevokeClientSecretInput,
} from './api-client.inputs.js';
import { ApiClient, ApiClientStatus } from './api-client.js';
import { ApiKey } from './api-key.js';
import { noClient } from './client-changes.js';
import { mostActive, type ClientCredential } from './client-credential.js';
import { notTheirs } from './client-reach.js';
import { ClientSecret } from './client-secret.js';

export async function issueClientSecret(context: PlatformContext, input: IssueClientSecretInput): Promise<IssueClientSecretPayload> {
  const nothing = { clientSecret: null, secret: null };
  const answersSecret = shownOnce<IssueClientSecretPayload>('secret', 'clientSecret', 'revoke this one and issue another');
  const options = { name: 'issueClientSecret', permission: null, answersSecret };
  return context.db.command(IssueClientSecretPayload, options, async (transaction) => {
    const client = await clientForCredential(context, transaction, ClientSecret, input, nothing);
    if (client instanceof Refusal) return client;
    const secret = newCredential({ use: 'SECRET', kind: client.kind });
    const clientSecret = await transaction.insert(
      Object.assign(new ClientSecret(), { id: newId('clientsecret'), ...kept(client, secret, input) }),
    );
    return { clientSecret, secret };
  });
}

export async function createApiKey(context: PlatformContext, input: CreateApiKeyInput): Promise<CreateApiKeyPayload> {
  const nothing = { apiKey: null, key: null };
  const answersSecret = shownOnce<CreateApiKeyPayload>('key', 'apiKey', 'revoke this one and create another');
  const options = { name: 'createApiKey', permission: null, answersSecret };
  return context.db.command(CreateApiKeyPayload, options, async (transaction) => {
    const name = input.name.trim();
    if (!name) return refuse('REQUIRED', 'An API key needs a name, to tell it from others.', ['input', 'name'], nothing);
    const long = lengthErrors(mostLetters.name, { name });
    if (long.length > 0) return new Refusal(long, nothing);
    const client = await clientForCredential(context, transaction, ApiKey, input, nothing);
    if (client instanceof Refusal) return client;
    const key = newCredential({ use: 'KEY', kind: client.kind });
    const apiKey = await transaction.insert(Object.assign(new ApiKey(), { id: newId('apikey'), name, ...kept(client, key, input) }));
    return { apiKey, key };
  });
}

export async function revokeClientSecret(context: PlatformContext, { id }: RevokeClientSecretInput): Promise<RevokeClientSecretPayload> {
  return context.db.command(RevokeClientSecretPayload, { name: 'revokeClientSecret', permission: null }, async (transaction) => {
    const clientSecret = await revoke(transaction, ClientSecret, id);
    return clientSecret ? { clientSecret } : refuse('NOT_FOUND', 'There is no such secret.', ['input', 'id'], { clientSecret });
  });
}

export async function revokeApiKey(context: PlatformContext, { id }: RevokeApiKeyInput): Promise<RevokeApiKeyPayload> {
  return context.db.command(RevokeApiKeyPayload, { name: 'revokeApiKey', permission: null }, async (transaction) => {
    const apiKey = await revoke(transaction, ApiKey, id);
    return apiKey ? { apiKey } : refuse('NOT_FOUND', 'There is no such API key.', ['input', 'id'], { apiKey });
  });
}

/** The client, locked so that two who ask at once do not get three credentials between them; or why it can have no other. */
async function clientForCredential(
  context: PlatformContext,
  transaction: Transaction,
  credential: EntityClass<ClientCredential>,
  { clientId, expiresAt }: { clientId: string; expiresAt?: Date | null },
  nothing: Readonly<Record<string, unknown>>,
): Promise<ApiClient | Refusal> {
  const field = ['input', 'clientId'];
  const client = await transaction.lock(ApiClient, clientId);
  if (!client) return noClient(field, nothing);
  const wrong = notTheirs(context, client, field, nothing);
  if (wrong) return wrong;
  if (client.status !== ApiClientStatus.ACTIVE)
    return refuse('WRONG_STATE', 'This client is deactivated: activate it first.', field, nothing);
  if (expiresAt != null && expiresAt <= new Date()) return refuse('INVALID', 'The end lies in the past.', ['input', 'expiresAt'], nothing);
  const others = await transaction.all(credential, sql`where client_id = ${toUuid('client', clientId)} and revoked_at is null`);
  if (others.filter((other) => other.active()).length < mostActive) return client;
  return refuse(
    'LIMIT_REACHED',
    `The client has ${mostActive} already: put the newer one in place, and revoke the older one.`,
    field,
    nothing,
  );
}

function kept(
  { id }: ApiClient,
  text: string,
  { expiresAt }: { expiresAt?: Date | null },
): Omit<ClientCredential, 'id' | 'active' | 'version' | 'createdAt' | 'updatedAt'> {
  return { clientId: id, prefix: credentialPrefix(text), hash: credentialHash(text), expiresAt: expiresAt ?? null, revokedAt: null };
}

/** Revoked once is revoked: again changes nothing, and is no mistake. */
async function revoke<T extends ClientCredential>(transaction: Transaction, credential: EntityClass<T>, id: string): Promise<T | null> {
  const found = await transaction.lock(credential, id);
  if (!found || found.revokedAt) return found;
  found.revokedAt = new Date();
  return transaction.save(found);
}
