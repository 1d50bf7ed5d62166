import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toUuid } from '#kernel/graph/type-id.js';
import { defineErrand } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { PublicDesk } from '../booking/public-desk.js';
import { WhatsAppChannel } from '../channels/whatsapp-channel.js';
import { isDialogue, leave, type Outcome } from '../dialogue/converse.js';
import { queueMessage } from '../sending/sending.js';
import type { MessagingServices } from '../services.js';
import { Conversation } from './conversation.js';

interface Silent {
  readonly conversationId: string;
}

/** Whoever says nothing for so long has gone. */
const silenceMs = 30 * 60_000;

/** To give back what is held, and to write that down. */
const endingMs = 60_000;

/** Plans the end of a talk in which nobody says anything any more, in place of the one that was planned. */
export async function planSilence(
  transaction: Transaction,
  conversationId: string,
  runAt: Date = new Date(Date.now() + silenceMs),
): Promise<void> {
  await transaction.schedule(endSilentTalk, { conversationId }, { key: silenceKey(conversationId), runAt });
}

export async function forgetSilence(transaction: Transaction, conversationId: string): Promise<void> {
  await transaction.unschedule(silenceKey(conversationId));
}

/** Ends a talk that has gone silent, and gives back the time that is held for it. */
export const endSilentTalk = defineErrand<Silent>('end-silent-talk', async (context, { conversationId }, transact) => {
  const { services, request } = context as Context<MessagingServices>;
  const attendant = newUuid();
  const silent = await transact((transaction) => takeSilent(transaction, conversationId, attendant));
  if (!silent || !request.tenant) return;
  const { conversation, channel } = silent;
  if (!isDialogue(conversation.dialogue)) return;
  const desk = new PublicDesk(
    services,
    { tenant: request.tenant, clientId: channel.clientId },
    `${conversationId}:${conversation.heardAt.getTime()}`,
  );
  const outcome = await leave(conversation.dialogue, 'SILENT', { desk, now: new Date() });
  await transact((transaction) => end(transaction, conversationId, attendant, outcome));
});

async function takeSilent(
  transaction: Transaction,
  conversationId: string,
  attendant: string,
): Promise<{ conversation: Conversation; channel: WhatsAppChannel } | null> {
  const conversation = await transaction.lock(Conversation, conversationId);
  if (!conversation?.dialogue) return null;
  const now = Date.now();
  const silentFrom = conversation.heardAt.getTime() + silenceMs;
  if (silentFrom > now || conversation.isAttendedByOther(attendant, new Date(now))) {
    await planSilence(transaction, conversationId, new Date(Math.max(silentFrom, now + endingMs)));
    return null;
  }
  const channel = await transaction.first(WhatsAppChannel, sql`where id = ${toUuid('whatsappchannel', conversation.channelId)}`);
  if (!channel || !isDialogue(conversation.dialogue)) {
    await transaction.save(Object.assign(conversation, { dialogue: null }));
    return null;
  }
  conversation.attend(attendant, new Date(now + endingMs));
  return { conversation: await transaction.save(conversation), channel };
}

async function end(transaction: Transaction, conversationId: string, attendant: string, { reply }: Outcome): Promise<void> {
  const conversation = await transaction.lock(Conversation, conversationId);
  if (conversation?.attendant !== attendant) return;
  conversation.leave();
  await transaction.save(Object.assign(conversation, { dialogue: null }));
  await queueMessage(transaction, conversationId, reply);
}

function silenceKey(conversationId: string): string {
  return `silence:${conversationId}`;
}
