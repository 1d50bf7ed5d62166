import { branchesFor, permits, type RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { ApiClient } from '../clients/api-client.js';
import { notTheirs } from '../clients/client-reach.js';
import type { PlatformContext } from '../services.js';
import { managing, type WebhookEndpoint } from './webhook-endpoint.js';

const mostTypes = 50;

type Hearing = Pick<WebhookEndpoint, 'clientId' | 'eventTypes' | 'everyBranch' | 'branchIds'>;

/**
 * Whether the caller may have an endpoint told of this: nobody has another told what they may not know themselves. A client's
 * endpoint hears what the client may, which `mayHear` sees to: a person who says where it is told can do all that the client can.
 */
export async function hearingProblem(
  transaction: Transaction,
  context: PlatformContext,
  endpoint: Hearing,
  nothing: Readonly<Record<string, unknown>>,
): Promise<Refusal | null> {
  return (
    (await branchesProblem(transaction, context, endpoint, nothing)) ??
    (await clientProblem(transaction, context, endpoint, nothing)) ??
    typesProblem(context, endpoint, nothing)
  );
}

/** What a person may do with an endpoint of a client depends on what that client may. */
export async function clientProblem(
  transaction: Transaction,
  context: PlatformContext,
  { clientId }: Pick<WebhookEndpoint, 'clientId'>,
  nothing: Readonly<Record<string, unknown>>,
): Promise<Refusal | null> {
  if (clientId === null || context.request.actor.kind === 'client') return null;
  const client = await transaction.first(ApiClient, sql`where id = ${toUuid('client', clientId)}`);
  return client && notTheirs(context, client, ['input'], nothing);
}

function typesProblem(
  { request, services }: PlatformContext,
  endpoint: Hearing,
  nothing: Readonly<Record<string, unknown>>,
): Refusal | null {
  const { clientId, eventTypes } = endpoint;
  const field = ['input', 'eventTypes'];
  if (eventTypes.length === 0 || eventTypes.length > mostTypes)
    return refuse(
      'INVALID',
      `An endpoint is told of 1 to ${mostTypes} types of events: name all of a kind as order.* does.`,
      field,
      nothing,
    );
  const audible = new Set(services.events.heardWith(services.publicScopes));
  const isOwn = request.actor.kind === 'client' || clientId === null;
  for (const pattern of eventTypes) {
    const named = services.events.namedBy(pattern).filter((event) => clientId === null || audible.has(event));
    if (named.length === 0) {
      const message = `There are no events of the type ${pattern} for ${clientId === null ? 'webhooks' : 'API clients'}: eventTypes lists those that there are.`;
      return refuse('NOT_FOUND', message, field, nothing);
    }
    const missing = named.flatMap(({ outside: { permission } }) =>
      permission === null || mayKnow(request, endpoint, permission) ? [] : [permission],
    );
    // Of a kind a client hears those that it may; a person's endpoint has nobody of whom that could be asked later.
    const refused = request.actor.kind === 'client' ? missing.length === named.length : missing.length > 0;
    if (isOwn && refused) {
      return refuse(
        'NOT_ALLOWED',
        `To be told of ${pattern} takes ${[...new Set(missing)].join(' and ')}, which you do not have at all of its branches.`,
        field,
        nothing,
      );
    }
  }
  return null;
}

/** A client that may at some branches is told of those; a person's endpoint is told of all that it names. */
function mayKnow(request: RequestContext, { everyBranch, branchIds }: Hearing, permission: string): boolean {
  if (request.actor.kind === 'client') return permits(request, permission);
  const held = branchesFor(request, permission);
  return held === 'all' || (!everyBranch && branchIds.every((id) => held.includes(id)));
}

async function branchesProblem(
  transaction: Transaction,
  { request }: PlatformContext,
  { everyBranch, branchIds }: Hearing,
  nothing: Readonly<Record<string, unknown>>,
): Promise<Refusal | null> {
  const field = ['input', 'branchIds'];
  const reach = branchesFor(request, managing);
  if (everyBranch) {
    // A client that works at some branches hears of those.
    if (reach === 'all' || request.actor.kind === 'client') return null;
    return refuse('NOT_ALLOWED', 'You manage webhooks of some branches only: name those in branchIds.', field, nothing);
  }
  const uuids = branchIds.map((id) => toUuid('branch', id));
  const found = await transaction.rows(sql`select id from branches where id = any (${uuids}::uuid[])`);
  const isWithin = reach === 'all' || branchIds.every((id) => reach.includes(id));
  if (found.length === uuids.length && isWithin) return null;
  return refuse('NOT_FOUND', 'One of these branches does not exist, or you do not manage its webhooks.', field, nothing);
}
