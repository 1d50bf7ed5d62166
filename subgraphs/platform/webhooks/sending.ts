import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineErrand, type Transact } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { PlatformContext } from '../services.js';
import { consented, mayHear } from './may-hear.js';
import { writeDown, type Answered, type PlannedMessage } from './outcomes.js';
import { validSecrets } from './webhook-secrets.js';

/** Messages to one endpoint that are under way together; one alone where its server is slow. */
const mostTogether = 8;
/** After this a turn is another's, unless it was taken anew: whoever had it is gone. Longer than the longest attempt. */
const turnMs = 60_000;
/** An endpoint to which there is more to be sent gives its place to others after this, and comes back. */
const sliceMs = 20_000;

interface WaitingEndpoint {
  readonly endpointId: string;
}

/** One errand's hold on an endpoint. */
interface Turn extends WaitingEndpoint {
  readonly holder: string;
  readonly inSlowLane: boolean;
  /** When it is to make room for other endpoints. */
  readonly endsAt: number;
}

/**
 * One errand at a time sends to an endpoint, whatever waits for it. Endpoints whose server was slow when last asked have a lane of
 * their own, in which they keep each other waiting and nobody else; a server that begins to hang keeps one place of the quick lane
 * for one attempt.
 */
export const sendWebhooks = defineErrand<WaitingEndpoint>(
  'send-webhooks',
  (context, { endpointId }, transact) => send(context, beginTurn(endpointId, false), transact),
  { atOnce: 32 },
);

export const sendSlowWebhooks = defineErrand<WaitingEndpoint>(
  'send-slow-webhooks',
  (context, { endpointId }, transact) => send(context, beginTurn(endpointId, true), transact),
  { atOnce: 12 },
);

/** Something is to be sent to an endpoint now. Whoever has the turn takes it along. */
export async function planTurn(transaction: Transaction, endpointId: string): Promise<void> {
  await transaction.schedule(sendWebhooks, { endpointId }, { key: `webhook:${endpointId}` });
}

function beginTurn(endpointId: string, inSlowLane: boolean): Turn {
  return { endpointId, inSlowLane, holder: newUuid(), endsAt: Date.now() + sliceMs };
}

async function send(context: Context, turn: Turn, transact: Transact): Promise<void> {
  const { webhooks, sealer } = (context as PlatformContext).services;
  const secretsOf = (transaction: Transaction): Promise<string[]> => validSecrets(transaction, sealer, turn.endpointId);
  let messages = await transact((transaction) => nextMessages(transaction, turn, secretsOf));
  while (messages.length > 0) {
    // Outside of any transaction, for as long as the server pleases.
    const answered = await Promise.all(
      messages.map(async (message): Promise<Answered> => ({ message, answer: await webhooks.send(message) })),
    );
    messages = await transact(async (transaction) => {
      await writeDown(transaction, turn.endpointId, answered);
      return nextMessages(transaction, turn, secretsOf);
    });
  }
}

/** What is due, with the turn taken for as long as it takes to send; nothing when the turn is another's, or given up. */
async function nextMessages(
  transaction: Transaction,
  turn: Turn,
  secretsOf: (transaction: Transaction) => Promise<string[]>,
): Promise<PlannedMessage[]> {
  const taken = await takeTurn(transaction, turn);
  if (!taken) {
    await planAfterOthers(transaction, turn);
    return [];
  }
  if (taken.slow !== turn.inSlowLane || Date.now() > turn.endsAt) {
    await endTurn(transaction, turn);
    await transaction.schedule(taken.slow ? sendSlowWebhooks : sendWebhooks, { endpointId: turn.endpointId }, { key: nextKey(turn) });
    return [];
  }
  const due = await dueMessages(transaction, turn, taken.slow ? 1 : mostTogether);
  if (due.length === 0) {
    await endTurn(transaction, turn);
    await planNext(transaction, turn);
    return [];
  }
  // Should this process die before it has written down what came of them, another takes them up.
  await transaction.schedule(errandOf(turn), { endpointId: turn.endpointId }, { key: nextKey(turn), runAt: new Date(Date.now() + turnMs) });
  const secrets = await secretsOf(transaction);
  return due.map((message) => ({ ...message, secrets }));
}

/** Waits for whoever is deciding on the turn, so that what is planned while they end it is seen by one of the two. */
async function takeTurn(transaction: Transaction, { endpointId, holder }: Turn): Promise<{ readonly slow: boolean } | null> {
  // The row itself first: an update that the row as it was committed does not meet waits for nobody.
  await transaction.rows(sql`select from webhook_turns where endpoint_id = ${toUuid('webhook', endpointId)} for update`);
  const [taken] = await transaction.rows<{ slow: boolean }>(sql`update webhook_turns
    set taken_by = ${holder}, taken_until = clock_timestamp() + make_interval(secs => ${turnMs / 1_000})
    where endpoint_id = ${toUuid('webhook', endpointId)}
      and (taken_until is null or taken_until <= clock_timestamp() or taken_by = ${holder})
    returning slow`);
  return taken ?? null;
}

/** Should whoever has the turn be gone, it is taken when theirs is over; if not, they take along what waits, and plan anew. */
async function planAfterOthers(transaction: Transaction, turn: Turn): Promise<void> {
  const [theirs] = await transaction.rows<{ taken_until: Date | null }>(
    sql`select taken_until from webhook_turns where endpoint_id = ${toUuid('webhook', turn.endpointId)}`,
  );
  // Without a row the endpoint is no more.
  if (!theirs) return;
  const runAt = new Date((theirs.taken_until?.getTime() ?? Date.now()) + 1_000);
  await transaction.schedule(errandOf(turn), { endpointId: turn.endpointId }, { key: nextKey(turn), runAt });
}

async function endTurn(transaction: Transaction, { endpointId, holder }: Turn): Promise<void> {
  await transaction.rows(sql`update webhook_turns set taken_by = null, taken_until = null
    where endpoint_id = ${toUuid('webhook', endpointId)} and taken_by = ${holder}`);
}

interface DueRow {
  readonly id: string;
  readonly event_id: string;
  readonly attempt_count: number;
  readonly url: string;
  readonly body: string;
  readonly heard: boolean;
  readonly consented: boolean;
}

/**
 * Messages to be sent now. Of a patient who does not consent any more nothing is left, as if it had never been; what the endpoint may
 * not hear for another reason, such as a suspension that will end, is kept to be seen and told again.
 */
async function dueMessages(transaction: Transaction, { endpointId }: Turn, most: number): Promise<Omit<PlannedMessage, 'secrets'>[]> {
  for (;;) {
    const rows = await transaction.rows<DueRow>(dueDeliveries(endpointId, most));
    const heard = rows.filter((row) => row.heard);
    const hidden = rows.filter((row) => !row.consented).map(({ id }) => id);
    const stopped = rows.filter((row) => row.consented && !row.heard).map(({ id }) => id);
    if (hidden.length > 0) await transaction.rows(sql`delete from webhook_deliveries where id = any (${hidden}::uuid[])`);
    if (stopped.length > 0)
      await transaction.rows(
        sql`update webhook_deliveries set status = 'CANCELLED', next_attempt_at = null where id = any (${stopped}::uuid[])`,
      );
    if (rows.length === 0 || heard.length > 0) return heard.map(asMessage);
  }
}

/** Those that have waited longest, and whether they may be heard. */
export function dueDeliveries(endpointId: string, most: number): Sql {
  return sql`select delivery.id, delivery.event_id, delivery.attempt_count, endpoint.url, event.body,
      coalesce(${mayHear}, false) as heard, coalesce(${consented}, false) as consented
    from (select * from webhook_deliveries waiting
      where waiting.endpoint_id = ${toUuid('webhook', endpointId)} and waiting.next_attempt_at <= clock_timestamp()
      order by waiting.next_attempt_at, waiting.id limit ${most}) as delivery
    join webhook_events event on event.id = delivery.event_id and event.occurred_at = delivery.occurred_at
    join webhook_endpoints endpoint on endpoint.id = delivery.endpoint_id
    left join api_clients client on client.id = endpoint.client_id
    order by delivery.next_attempt_at, delivery.id`;
}

function asMessage(row: DueRow): Omit<PlannedMessage, 'secrets'> {
  const { url, body } = row;
  return { deliveryId: toTypeId('webhookdelivery', row.id), number: row.attempt_count + 1, id: toTypeId('event', row.event_id), url, body };
}

async function planNext(transaction: Transaction, turn: Turn): Promise<void> {
  const [next] = await transaction.rows<{ at: Date | null }>(sql`select min(next_attempt_at) as at from webhook_deliveries
    where endpoint_id = ${toUuid('webhook', turn.endpointId)} and next_attempt_at is not null`);
  if (next?.at) await transaction.schedule(errandOf(turn), { endpointId: turn.endpointId }, { key: nextKey(turn), runAt: next.at });
  else await transaction.unschedule(nextKey(turn));
}

function errandOf({ inSlowLane }: Turn): typeof sendWebhooks {
  return inSlowLane ? sendSlowWebhooks : sendWebhooks;
}

/** Of the turn after this one; what is planned meanwhile has another key, and does not take its place. */
function nextKey({ endpointId }: Turn): string {
  return `webhook-next:${endpointId}`;
}
