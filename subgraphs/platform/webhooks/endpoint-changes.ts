import { shownOnce } from '#kernel/database/shown-once.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { PlatformContext } from '../services.js';
import { clientProblem, hearingProblem } from './hearing-rights.js';
import { disable } from './outcomes.js';
import { managing as permission, ownedBy, WebhookEndpoint, WebhookEndpointStatus } from './webhook-endpoint.js';
import { giveKey } from './webhook-secrets.js';
import {
  CreateWebhookEndpointPayload,
  DeleteWebhookEndpointPayload,
  RotateWebhookSecretPayload,
  WebhookEndpointPayload,
  type CreateWebhookEndpointInput,
  type DeleteWebhookEndpointInput,
  type EnableWebhookEndpointInput,
  type RotateWebhookSecretInput,
  type UpdateWebhookEndpointInput,
} from './webhook.inputs.js';

const mostOfOne = 20;
const mostLetters = 200;
const mostOverlapHours = 168;
const notThere = ['NOT_FOUND', 'There is no such endpoint of webhooks.', ['input', 'id']] as const;
const nothing = { webhookEndpoint: null };
/** Of an Ed25519 key the half that is answered is no secret. */
const answersSecret = shownOnce<CreateWebhookEndpointPayload | RotateWebhookSecretPayload>(
  'secret',
  'webhookEndpoint',
  'rotateWebhookSecret gives another',
);

export async function createWebhookEndpoint(
  context: PlatformContext,
  input: CreateWebhookEndpointInput,
): Promise<CreateWebhookEndpointPayload> {
  const unmade = { webhookEndpoint: null, secret: null, publicKey: null };
  const options = { name: 'createWebhookEndpoint', permission, answersSecret };
  return context.db.command(CreateWebhookEndpointPayload, options, async (transaction) => {
    const { actor } = context.request;
    const clientId = input.clientId ?? (actor.kind === 'client' ? actor.id : null);
    if (!(await isClientOfCaller(transaction, context, clientId)))
      return refuse('NOT_FOUND', 'There is no such API client.', ['input', 'clientId'], unmade);
    // Two at once count one after the other.
    await transaction.rows(
      sql`select pg_advisory_xact_lock(hashtextextended(${`webhook endpoints ${clientId ?? context.request.tenant?.id}`}, 0))`,
    );
    const [kept] = await transaction.rows<{ count: number }>(
      sql`select count(*)::int as count from webhook_endpoints where client_id is not distinct from ${clientId === null ? null : toUuid('client', clientId)}::uuid`,
    );
    if ((kept?.count ?? 0) >= mostOfOne)
      return refuse(
        'LIMIT_REACHED',
        `There are ${mostOfOne} endpoints already, and can be no more: change one of them.`,
        ['input'],
        unmade,
      );
    const branchIds = once(input.branchIds ?? []);
    const endpoint = Object.assign(new WebhookEndpoint(), {
      ...{ id: newId('webhook'), clientId, url: input.url, description: input.description?.trim() || null },
      ...{ eventTypes: once(input.eventTypes), everyBranch: input.branchIds == null, branchIds },
      ...{
        signatureKind: input.signatureKind,
        keyMadeAt: new Date(),
        status: WebhookEndpointStatus.ENABLED,
        disabledAt: null,
        disabledReason: null,
      },
    });
    const problem = await problemOf(transaction, context, endpoint, unmade);
    if (problem) return problem;
    await transaction.insert(endpoint);
    await transaction.rows(sql`insert into webhook_turns (endpoint_id) values (${toUuid('webhook', endpoint.id)})`);
    const { secret, publicKey } = await giveKey(transaction, context.services.sealer, endpoint);
    return { webhookEndpoint: endpoint, secret, publicKey };
  });
}

export async function updateWebhookEndpoint(context: PlatformContext, input: UpdateWebhookEndpointInput): Promise<WebhookEndpointPayload> {
  return context.db.command(WebhookEndpointPayload, { name: 'updateWebhookEndpoint', permission }, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, context, input.id);
    if (!endpoint) return refuse(...notThere, nothing);
    const stale = staleVersion(endpoint, input.expectedVersion, 'endpoint', nothing);
    if (stale) return stale;
    if (input.branchIds && input.everyBranch)
      return refuse(
        'INVALID',
        'An endpoint is told of all branches or of some: send everyBranch or branchIds.',
        ['input', 'everyBranch'],
        nothing,
      );
    if (input.enabled && endpoint.status === WebhookEndpointStatus.DISABLED)
      return refuse('WRONG_STATE', 'The endpoint is switched off: enableWebhookEndpoint switches it on.', ['input', 'enabled'], nothing);
    endpoint.url = input.url ?? endpoint.url;
    endpoint.description = input.description === undefined ? endpoint.description : input.description?.trim() || null;
    endpoint.eventTypes = input.eventTypes ? once(input.eventTypes) : endpoint.eventTypes;
    if (input.everyBranch) Object.assign(endpoint, { everyBranch: true, branchIds: [] });
    if (input.branchIds) Object.assign(endpoint, { everyBranch: false, branchIds: once(input.branchIds) });
    const problem = await problemOf(transaction, context, endpoint, nothing);
    if (problem) return problem;
    if (input.enabled === false && endpoint.status === WebhookEndpointStatus.ENABLED) await disable(transaction, endpoint, null);
    else await transaction.save(endpoint);
    return { webhookEndpoint: endpoint };
  });
}

export async function deleteWebhookEndpoint(
  context: PlatformContext,
  { id }: DeleteWebhookEndpointInput,
): Promise<DeleteWebhookEndpointPayload> {
  return context.db.command(DeleteWebhookEndpointPayload, { name: 'deleteWebhookEndpoint', permission }, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, context, id);
    if (!endpoint) return refuse(...notThere, { deletedId: null });
    await transaction.rows(sql`delete from webhook_endpoints where id = ${toUuid('webhook', id)}`);
    return { deletedId: id };
  });
}

export async function enableWebhookEndpoint(context: PlatformContext, { id }: EnableWebhookEndpointInput): Promise<WebhookEndpointPayload> {
  return context.db.command(WebhookEndpointPayload, { name: 'enableWebhookEndpoint', permission }, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, context, id);
    if (!endpoint) return refuse(...notThere, nothing);
    const problem = await problemOf(transaction, context, endpoint, nothing);
    if (problem) return problem;
    Object.assign(endpoint, { status: WebhookEndpointStatus.ENABLED, disabledAt: null, disabledReason: null });
    return { webhookEndpoint: await transaction.save(endpoint) };
  });
}

export async function rotateWebhookSecret(
  context: PlatformContext,
  { id, overlapHours }: RotateWebhookSecretInput,
): Promise<RotateWebhookSecretPayload> {
  const unmade = { webhookEndpoint: null, secret: null, publicKey: null, previousValidUntil: null };
  const options = { name: 'rotateWebhookSecret', permission, answersSecret };
  return context.db.command(RotateWebhookSecretPayload, options, async (transaction) => {
    const endpoint = await lockEndpoint(transaction, context, id);
    if (!endpoint) return refuse(...notThere, unmade);
    if (overlapHours < 0 || overlapHours > mostOverlapHours) {
      const message = `The key before stays valid for 0 to ${mostOverlapHours} hours, a week.`;
      return refuse('INVALID', message, ['input', 'overlapHours'], unmade);
    }
    const problem = await clientProblem(transaction, context, endpoint, unmade);
    if (problem) return problem;
    const key = await giveKey(transaction, context.services.sealer, endpoint, overlapHours);
    return { webhookEndpoint: await transaction.save(Object.assign(endpoint, { keyMadeAt: new Date() })), ...key };
  });
}

/** An endpoint that exists for the caller. */
export async function lockEndpoint(transaction: Transaction, { request }: PlatformContext, id: string): Promise<WebhookEndpoint | null> {
  const [endpoint] = await transaction.all(
    WebhookEndpoint,
    sql`where id = ${toUuid('webhook', id)} and ${ownedBy(request, permission)} for update`,
  );
  return endpoint ?? null;
}

async function isClientOfCaller(
  transaction: Transaction,
  { request: { actor } }: PlatformContext,
  clientId: string | null,
): Promise<boolean> {
  if (actor.kind === 'client') return clientId === actor.id;
  if (clientId === null) return true;
  const [found] = await transaction.rows(sql`select id from api_clients where id = ${toUuid('client', clientId)} and status = 'ACTIVE'`);
  return found !== undefined;
}

async function problemOf(
  transaction: Transaction,
  context: PlatformContext,
  endpoint: WebhookEndpoint,
  unmade: Readonly<Record<string, unknown>>,
): Promise<Refusal | null> {
  if (!endpoint.everyBranch && endpoint.branchIds.length === 0)
    return refuse('INVALID', 'Name at least one branch, or all by everyBranch.', ['input', 'branchIds'], unmade);
  const refused = await hearingProblem(transaction, context, endpoint, unmade);
  if (refused) return refused;
  const problem = context.services.webhooks.targets.problemWith(endpoint.url);
  if (problem) return refuse('INVALID', problem, ['input', 'url'], unmade);
  if ((endpoint.description?.length ?? 0) > mostLetters)
    return refuse('INVALID', `The description is longer than ${mostLetters} letters.`, ['input', 'description'], unmade);
  return null;
}

function once(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
