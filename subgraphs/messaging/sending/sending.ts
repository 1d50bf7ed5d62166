import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineErrand } from '#kernel/jobs/job.js';
import { NotificationUnavailable } from '#kernel/notifications/notification-port.js';
import type { WhatsAppAnswer } from '#kernel/notifications/whatsapp-endpoint.js';
import type { Context } from '#kernel/subgraph/context.js';
import { WhatsAppChannel } from '../channels/whatsapp-channel.js';
import { Conversation } from '../conversations/conversation.js';
import type { MessagingServices } from '../services.js';
import { giveUp } from './giving-up.js';
import { outgoing, OutgoingMessage, type MessageContent } from './outgoing-message.js';
import type { Sending } from './whatsapp-sender.js';

/** After this an attempt that was begun is taken for lost, with the process that made it. */
const lostAfterMs = 2 * 60_000;

/** The pauses double from the first on: some ten minutes in all, within which an answer is still one. */
const mostAttempts = 8;
const firstPauseMs = 5_000;

interface Thread {
  readonly conversationId: string;
}

/** Writes down what a person is sent, and has it sent once this transaction is committed. */
export async function queueMessage(
  transaction: Transaction,
  conversationId: string,
  content: MessageContent,
  answers: string | null = null,
): Promise<void> {
  await transaction.insert(outgoing(conversationId, content, answers));
  await planSending(transaction, conversationId, new Date());
}

/**
 * Sends the next message of a thread: taken up in a transaction, sent outside of any, and written down in another, so that messages
 * come in their order. At least once: who dies in between sends again, with the same id, unless WhatsApp has reported meanwhile that it
 * has it.
 */
export const sendMessages = defineErrand<Thread>('send-whatsapp', async (context, { conversationId }, transact) => {
  const { whatsapp } = (context as Context<MessagingServices>).services;
  const taken = await transact((transaction) => takeUp(context as Context<MessagingServices>, transaction, conversationId));
  if (!taken) return;
  try {
    const answer = await whatsapp.send(taken);
    await transact((transaction) => writeDown(transaction, conversationId, taken.id, answer));
  } catch (error) {
    if (!(error instanceof NotificationUnavailable)) throw error;
    await transact((transaction) => tryAgain(transaction, conversationId, taken.id, error));
  }
});

async function takeUp({ services }: Context<MessagingServices>, transaction: Transaction, conversationId: string): Promise<Sending | null> {
  const conversation = await transaction.lock(Conversation, conversationId);
  const message = conversation && (await nextOf(transaction, conversationId));
  if (!conversation || !message) return null;
  // Whoever sends it plans what comes next, in place of this; should they be gone, somebody comes back.
  if (message.sendingUntil && message.sendingUntil > new Date()) {
    await planSending(transaction, conversationId, message.sendingUntil);
    return null;
  }
  const channel = await transaction.first(WhatsAppChannel, sql`where id = ${toUuid('whatsappchannel', conversation.channelId)}`);
  if (!channel) return null;
  message.sendingUntil = new Date(Date.now() + lostAfterMs);
  message.attempts += 1;
  await transaction.save(message);
  await planSending(transaction, conversationId, message.sendingUntil);
  const { phoneNumberId } = channel;
  return {
    phoneNumberId,
    accessToken: services.sealer.open(channel.accessToken),
    to: conversation.contact,
    id: message.id,
    content: message.content,
  };
}

async function writeDown(transaction: Transaction, conversationId: string, id: string, answer: WhatsAppAnswer): Promise<void> {
  const conversation = await transaction.lock(Conversation, conversationId);
  const message = await transaction.lock(OutgoingMessage, id);
  if (conversation && message?.status === 'QUEUED') {
    const sent = answer.status === 'SENT';
    Object.assign(message, {
      status: sent ? 'SENT' : 'FAILED',
      providerId: sent ? answer.providerId : null,
      reason: sent ? null : answer.reason,
      sentAt: sent ? new Date() : null,
      sendingUntil: null,
    });
    await transaction.save(message);
    if (!sent) await giveUp(transaction, conversation, message, answer.status);
  }
  await goOn(transaction, conversationId);
}

async function tryAgain(
  transaction: Transaction,
  conversationId: string,
  id: string,
  { message: reason }: NotificationUnavailable,
): Promise<void> {
  const conversation = await transaction.lock(Conversation, conversationId);
  const message = await transaction.lock(OutgoingMessage, id);
  if (!conversation || message?.status !== 'QUEUED') return goOn(transaction, conversationId);
  Object.assign(message, { sendingUntil: null, reason });
  if (message.attempts < mostAttempts) {
    await transaction.save(message);
    await planSending(transaction, conversationId, new Date(Date.now() + firstPauseMs * 2 ** (message.attempts - 1)));
    return;
  }
  await transaction.save(Object.assign(message, { status: 'FAILED' }));
  await giveUp(transaction, conversation, message, 'REJECTED');
  await goOn(transaction, conversationId);
}

/** Has the next message of a thread sent, when there is one. */
export async function goOn(transaction: Transaction, conversationId: string): Promise<void> {
  if (await nextOf(transaction, conversationId)) await planSending(transaction, conversationId, new Date());
  else await transaction.unschedule(sendingKey(conversationId));
}

function nextOf(transaction: Transaction, conversationId: string): Promise<OutgoingMessage | null> {
  return transaction.first(
    OutgoingMessage,
    sql`where conversation_id = ${toUuid('conversation', conversationId)} and status = 'QUEUED' order by id`,
  );
}

/** A thread has one sending planned at a time. */
async function planSending(transaction: Transaction, conversationId: string, runAt: Date): Promise<void> {
  await transaction.schedule(sendMessages, { conversationId }, { key: sendingKey(conversationId), runAt });
}

function sendingKey(conversationId: string): string {
  return `send:${conversationId}`;
}
