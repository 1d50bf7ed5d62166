import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { saysWindowClosed } from '#kernel/notifications/whatsapp-endpoint.js';
import { Conversation } from '../conversations/conversation.js';
import { OutgoingMessage } from '../sending/outgoing-message.js';
import { giveUp } from '../sending/giving-up.js';
import { goOn } from '../sending/sending.js';
import type { KnownThread, Of } from './threads.js';
import type { ReceivedStatus } from './webhook-payload.js';

/** From what a message comes to what; a report that comes late changes nothing. */
const before: Readonly<Record<ReceivedStatus['status'], readonly OutgoingMessage['status'][]>> = {
  SENT: ['QUEUED'],
  DELIVERED: ['QUEUED', 'SENT'],
  READ: ['QUEUED', 'SENT', 'DELIVERED'],
  FAILED: ['QUEUED', 'SENT'],
};

/** A message of ours of which something is reported, by its uuid, and its thread. */
interface ReportedMessage extends KnownThread {
  readonly id: string;
}

export async function reportedMessages(transaction: Transaction, statuses: readonly Of<ReceivedStatus>[]): Promise<ReportedMessage[]> {
  if (statuses.length === 0) return [];
  const providerIds = statuses.map(({ providerId }) => providerId);
  const ownIds = statuses.flatMap((status) => ownUuid(status) ?? []);
  return transaction.rows<ReportedMessage>(
    sql`select message.id, conversations.channel_id as channel, conversations.contact, conversations.heard_at as "heardAt"
      from (select id, conversation_id from outgoing_messages where provider_id is not null and provider_id = any (${providerIds}::text[])
        union select id, conversation_id from outgoing_messages where id = any (${ownIds}::uuid[])) message
      join conversations on conversations.id = message.conversation_id`,
  );
}

/**
 * What became of messages of ours, whose threads are locked. One that is known by the id that went along was sent, also when whoever
 * sent it died before it could say so: it is not sent again.
 */
export async function keepStatuses(
  transaction: Transaction,
  statuses: readonly Of<ReceivedStatus>[],
  reported: readonly ReportedMessage[],
): Promise<void> {
  if (reported.length === 0) return;
  const changed = new Map<OutgoingMessage, ReceivedStatus>();
  const known = await lockedByName(transaction, reported);
  for (const report of statuses) {
    const { channel, providerId, status, reason } = report;
    const own = ownUuid(report);
    const message = (own === null ? null : known.get(nameOf(channel, own))) ?? known.get(nameOf(channel, providerId));
    if (!message || !before[status].includes(message.status)) continue;
    Object.assign(message, { status, providerId, reason, sentAt: message.sentAt ?? new Date(), sendingUntil: null });
    known.set(nameOf(channel, providerId), message);
    changed.set(message, report);
  }
  await write(transaction, [...changed.keys()]);
  for (const [message, { status, errorCode }] of changed) if (status === 'FAILED') await takeForLost(transaction, message, errorCode);
}

/** By our own id and by WhatsApp's, within their channel. */
async function lockedByName(transaction: Transaction, reported: readonly ReportedMessage[]): Promise<Map<string, OutgoingMessage>> {
  const ids = reported.map(({ id }) => id);
  const messages = await transaction.all(OutgoingMessage, sql`where id = any (${ids}::uuid[]) order by id for update`);
  const channelOf = new Map(reported.map(({ id, channel }) => [id, channel]));
  return new Map(
    messages.flatMap((message) => {
      const id = toUuid('outgoingmessage', message.id);
      const names = message.providerId === null ? [id] : [id, message.providerId];
      return names.map((name): [string, OutgoingMessage] => [nameOf(channelOf.get(id) ?? '', name), message]);
    }),
  );
}

async function write(transaction: Transaction, messages: readonly OutgoingMessage[]): Promise<void> {
  if (messages.length === 0) return;
  const ids = messages.map(({ id }) => toUuid('outgoingmessage', id));
  const statuses = messages.map(({ status }) => status);
  const providerIds = messages.map(({ providerId }) => providerId);
  const reasons = messages.map(({ reason }) => reason);
  const moments = messages.map(({ sentAt }) => sentAt);
  await transaction.rows(sql`update outgoing_messages message
    set status = told.status, provider_id = told.provider_id, reason = told.reason, sent_at = told.sent_at, sending_until = null
    from unnest(${ids}::uuid[], ${statuses}::text[], ${providerIds}::text[], ${reasons}::text[], ${moments}::timestamptz[])
      told (id, status, provider_id, reason, sent_at)
    where message.id = told.id`);
}

async function takeForLost(transaction: Transaction, message: OutgoingMessage, errorCode: number | null): Promise<void> {
  const conversation = await transaction.lock(Conversation, message.conversationId);
  if (!conversation) return;
  await giveUp(transaction, conversation, message, saysWindowClosed(errorCode ?? undefined) ? 'WINDOW_CLOSED' : 'REJECTED');
  await goOn(transaction, conversation.id);
}

function ownUuid({ ownId }: ReceivedStatus): string | null {
  return ownId !== null && prefixOf(ownId) === 'outgoingmessage' ? toUuid('outgoingmessage', ownId) : null;
}

function nameOf(channel: string, id: string): string {
  return `${channel} ${id}`;
}
