import { sql, type Sql } from '#kernel/database/sql.js';
import type { TenantDatabase } from '#kernel/database/tenant-database.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import type { WhatsAppChannel } from '../channels/whatsapp-channel.js';
import { attendConversation } from '../conversations/attending.js';
import { keepStatuses, reportedMessages } from './statuses.js';
import { holdThreads, type KnownThread, type Of } from './threads.js';
import type { ReceivedMessage, Revocation, WebhookPayload } from './webhook-payload.js';

class Taken extends MutationPayload {}

/** A report that an answer was not delivered writes callbacks, which are of branches: the system reaches all of them. */
const permission = 'messaging:answer';

/**
 * Keeps what WhatsApp told of these channels, in one transaction; that is all it waits for. What a message is answered is found
 * out later, by a job of its own. However many parts it has, it takes a few statements, and one for each thread to be answered.
 */
export async function takeIn(db: TenantDatabase, channels: readonly WhatsAppChannel[], payload: WebhookPayload): Promise<void> {
  const channelOf = new Map(channels.map((channel) => [channel.phoneNumberId, toUuid('whatsappchannel', channel.id)]));
  const ours = <Part extends { readonly phoneNumberId: string }>(parts: readonly Part[]): Of<Part>[] =>
    parts.flatMap((part) => {
      const channel = channelOf.get(part.phoneNumberId);
      return channel === undefined ? [] : [{ ...part, channel }];
    });
  const [messages, revocations, statuses] = [ours(payload.messages), ours(payload.revocations), ours(payload.statuses)];
  await db.command(Taken, { name: 'takeIn', permission }, async (transaction) => {
    const reported = await reportedMessages(transaction, statuses);
    await holdThreads(transaction, messages, [...(await threadsRevokedIn(transaction, revocations)), ...reported]);
    await keepMessages(transaction, messages);
    await forget(transaction, revocations);
    await keepStatuses(transaction, statuses, reported);
    return {};
  });
}

/** Each once: of two copies that come at the same moment, the second waits for the thread, and then finds the first. */
async function keepMessages(transaction: Transaction, messages: readonly Of<ReceivedMessage>[]): Promise<void> {
  if (messages.length === 0) return;
  const column = <Value>(of: (message: Of<ReceivedMessage>) => Value): Value[] => messages.map(of);
  const fresh = await transaction.rows<{ id: string; conversation_id: string }>(
    sql`insert into inbound_messages (id, conversation_id, channel_id, provider_id, kind, text, choice, sent_at)
      select message.id, conversations.id, message.channel, message.provider_id, message.kind, message.text, message.choice, message.sent_at
      from unnest(${column(() => toUuid('inboundmessage', newId('inboundmessage')))}::uuid[], ${column(({ channel }) => channel)}::uuid[],
        ${column(({ from }) => from)}::text[], ${column(({ providerId }) => providerId)}::text[], ${column(({ kind }) => kind)}::text[],
        ${column(({ text }) => text)}::text[], ${column(({ choice }) => choice)}::text[], ${column(({ sentAt }) => sentAt)}::timestamptz[])
        message (id, channel, contact, provider_id, kind, text, choice, sent_at)
      join conversations on conversations.channel_id = message.channel and conversations.contact = message.contact
      on conflict (tenant_id, channel_id, provider_id) do nothing returning id, conversation_id`,
  );
  // One errand answers all that waits in a thread.
  const first = new Map(fresh.toReversed().map(({ id, conversation_id }) => [conversation_id, id]));
  for (const [thread, id] of first)
    await transaction.schedule(attendConversation, { conversationId: toTypeId('conversation', thread) }, { key: `message:${id}` });
}

async function threadsRevokedIn(transaction: Transaction, revocations: readonly Of<Revocation>[]): Promise<KnownThread[]> {
  if (revocations.length === 0) return [];
  return transaction.rows<KnownThread>(
    sql`select conversations.channel_id as channel, conversations.contact, conversations.heard_at as "heardAt"
      from ${revoked(revocations)}
      join conversations on conversations.channel_id = revoked.channel and conversations.contact = revoked.contact`,
  );
}

/** Who takes a message back does not want us to have it, nor to answer it any more; what was answered stays. */
async function forget(transaction: Transaction, revocations: readonly Of<Revocation>[]): Promise<void> {
  if (revocations.length === 0) return;
  await transaction.rows(
    sql`update inbound_messages message set text = null, choice = null, answered_at = coalesce(message.answered_at, now())
      from ${revoked(revocations)}
      join conversations on conversations.channel_id = revoked.channel and conversations.contact = revoked.contact
      where message.channel_id = revoked.channel and message.provider_id = revoked.provider_id and message.conversation_id = conversations.id`,
  );
}

function revoked(revocations: readonly Of<Revocation>[]): Sql {
  const channels = revocations.map(({ channel }) => channel);
  const providerIds = revocations.map(({ providerId }) => providerId);
  const contacts = revocations.map(({ from }) => from);
  return sql`unnest(${channels}::uuid[], ${providerIds}::text[], ${contacts}::text[]) revoked (channel, provider_id, contact)`;
}
