import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { PlatformContext } from '../services.js';
import { Tenant } from '../tenants/tenant.js';
import {
  ActivateApiClientPayload,
  CreateApiClientPayload,
  DeactivateApiClientPayload,
  UpdateApiClientPayload,
  type ApiClientStatusInput,
  type CreateApiClientInput,
  type UpdateApiClientInput,
} from './api-client.inputs.js';
import { ApiClient, ApiClientStatus } from './api-client.js';
import { beyondReach, notTheirs } from './client-reach.js';

const nothing = { client: null };
const taken = {
  code: 'TAKEN',
  message: 'Another client has this name: choose one that tells them apart.',
  field: ['input', 'name'],
} as const;
const constraints = { api_clients_name: taken };

export async function createApiClient(context: PlatformContext, input: CreateApiClientInput): Promise<CreateApiClientPayload> {
  const options = { name: 'createApiClient', permission: null, constraints };
  return context.db.command(CreateApiClientPayload, options, async (transaction) => {
    const tenant = await transaction.first(Tenant, sql``);
    if (!tenant) throw new Error('A call without a tenant made a client');
    const client = Object.assign(new ApiClient(), {
      id: newId('client'),
      ...named(input.name),
      description: input.description?.trim() || null,
      status: ApiClientStatus.ACTIVE,
      kind: tenant.mode,
      purpose: input.purpose,
      scopes: each(input.scopes),
      everyBranch: input.branchIds == null,
      branchIds: each(input.branchIds ?? []),
      publicKeys: [],
      lockedToOperations: false,
    });
    const wrong =
      wrongWords(input) ?? wrongScopes(context, client) ?? (await wrongBranches(transaction, client)) ?? beyond(context, client);
    if (wrong) return wrong;
    await transaction.insert(client);
    return { client };
  });
}

/** Changes a client. Who may not do all that it could before and can afterwards, may not change it. */
export async function updateApiClient(context: PlatformContext, input: UpdateApiClientInput): Promise<UpdateApiClientPayload> {
  const options = { name: 'updateApiClient', permission: null, constraints };
  return context.db.command(UpdateApiClientPayload, options, async (transaction) => {
    const client = await transaction.lock(ApiClient, input.id);
    if (!client) return noClient(['input', 'id']);
    const wrong =
      staleVersion(client, input.expectedVersion, 'client', nothing) ??
      notTheirs(context, client, ['input', 'id'], nothing) ??
      wrongWords(input);
    if (wrong) return wrong;
    if (input.name != null) Object.assign(client, named(input.name));
    if (input.description !== undefined) client.description = input.description?.trim() || null;
    if (input.purpose) client.purpose = input.purpose;
    if (input.scopes) client.scopes = each(input.scopes);
    if (input.branchIds && input.everyBranch)
      return refuse('INVALID', 'Send either `everyBranch` or `branchIds`.', ['input', 'branchIds'], nothing);
    if (input.everyBranch === false && !input.branchIds)
      return refuse('REQUIRED', 'Say at which branches.', ['input', 'branchIds'], nothing);
    if (input.everyBranch) Object.assign(client, { everyBranch: true, branchIds: [] });
    if (input.branchIds) Object.assign(client, { everyBranch: false, branchIds: each(input.branchIds) });
    const refused =
      (input.scopes ? wrongScopes(context, client) : null) ??
      (input.branchIds ? await wrongBranches(transaction, client) : null) ??
      beyond(context, client);
    if (refused) return refused;
    await transaction.save(client);
    return { client };
  });
}

/** Takes everything from a client at once; its tokens, secrets and keys are refused within seconds. */
export async function deactivateApiClient(context: PlatformContext, { id }: ApiClientStatusInput): Promise<DeactivateApiClientPayload> {
  return context.db.command(DeactivateApiClientPayload, { name: 'deactivateApiClient', permission: null }, async (transaction) => {
    const client = await transaction.lock(ApiClient, id);
    if (!client) return noClient(['input', 'id']);
    client.status = ApiClientStatus.DEACTIVATED;
    await transaction.save(client);
    return { client };
  });
}

/** Lets a client ask again, by the credentials that it had. */
export async function activateApiClient(context: PlatformContext, { id }: ApiClientStatusInput): Promise<ActivateApiClientPayload> {
  return context.db.command(ActivateApiClientPayload, { name: 'activateApiClient', permission: null }, async (transaction) => {
    const client = await transaction.lock(ApiClient, id);
    if (!client) return noClient(['input', 'id']);
    const wrong = notTheirs(context, client, ['input', 'id'], nothing);
    if (wrong) return wrong;
    client.status = ApiClientStatus.ACTIVE;
    await transaction.save(client);
    return { client };
  });
}

function wrongWords({ name, description }: { name?: string | null; description?: string | null }): Refusal | null {
  const long = [...lengthErrors(mostLetters.name, { name }), ...lengthErrors(mostLetters.text, { description })];
  if (long.length > 0) return new Refusal(long, nothing);
  if (name != null && !searchKey(name)) return refuse('REQUIRED', 'A client needs a name.', ['input', 'name'], nothing);
  return null;
}

function wrongScopes({ services }: PlatformContext, { scopes }: ApiClient): Refusal | null {
  const field = ['input', 'scopes'];
  if (scopes.length === 0) return refuse('REQUIRED', 'A client without a scope can ask for nothing: give it at least one.', field, nothing);
  const unknown = scopes.filter((scope) => !services.publicScopes.has(scope));
  if (unknown.length === 0) return null;
  const shown = unknown.slice(0, 5).map((scope) => `"${scope.slice(0, 60)}"`);
  return refuse(
    'INVALID',
    `The public graph asks for no such permission: ${shown.join(', ')}. \`publicScopes\` lists those that there are.`,
    field,
    nothing,
  );
}

async function wrongBranches(transaction: Transaction, { everyBranch, branchIds }: ApiClient): Promise<Refusal | null> {
  const field = ['input', 'branchIds'];
  if (everyBranch) return null;
  if (branchIds.length === 0) return refuse('REQUIRED', 'Name a branch, or let the client ask at all of them.', field, nothing);
  const uuids = branchIds.map((id) => toUuid('branch', id));
  const found = await transaction.rows(sql`select 1 from branches where id = any (${uuids}::uuid[])`);
  return found.length === branchIds.length ? null : refuse('NOT_FOUND', 'There is no such branch.', field, nothing);
}

function beyond(context: PlatformContext, client: ApiClient): Refusal | null {
  const missing = beyondReach(context, client);
  if (missing.length === 0) return null;
  return refuse(
    'NOT_ALLOWED',
    `You can give only what you hold there yourself, which ${missing.join(', ')} is not.`,
    ['input', 'scopes'],
    nothing,
  );
}

export function noClient(field: readonly string[], missing: Readonly<Record<string, unknown>> = nothing): Refusal {
  return refuse('NOT_FOUND', 'There is no such client.', field, missing);
}

function named(name: string): Pick<ApiClient, 'name' | 'nameKey'> {
  return { name: name.trim(), nameKey: searchKey(name) };
}

function each(items: readonly string[]): string[] {
  return [...new Set(items)];
}
