import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toUuid } from '#kernel/graph/type-id.js';
import { defineErrand, type Transact } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { PublicDesk } from '../booking/public-desk.js';
import { requestCallback } from '../callbacks/requesting.js';
import { WhatsAppChannel } from '../channels/whatsapp-channel.js';
import { DeskDenied } from '../dialogue/booking-desk.js';
import { converse, handedOver, isDialogue, isSecret, open, opened, type Outcome } from '../dialogue/converse.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { Surroundings } from '../dialogue/step.js';
import { queueMessage } from '../sending/sending.js';
import type { MessagingServices } from '../services.js';
import { say } from '../words/saying.js';
import { Conversation } from './conversation.js';
import { InboundMessage } from './inbound-message.js';
import { forgetSilence, planSilence } from './silence.js';

/** After this somebody who answers is taken for dead, with their process. */
const lostAfterMs = 2 * 60_000;

const comeBackMs = 3_000;

/** So often a message is tried to be answered before a person of the staff must help: half a minute in all. */
const mostAttempts = 4;

interface Waiting {
  readonly conversationId: string;
}

/** A message whose turn it is to be answered. */
export interface Turn {
  readonly conversation: Conversation;
  readonly channel: WhatsAppChannel;
  readonly message: InboundMessage;
}

/**
 * Answers what waits in a thread, one message after the other and nobody else meanwhile. What is asked of the graph is asked outside
 * of any transaction; the answer is kept, with where the talk stands then, in one. Who dies in between is followed by another, who asks
 * the same with the same idempotency keys and comes to the same answer: a message is answered once.
 */
export const attendConversation = defineErrand<Waiting>('attend-conversation', async (context, { conversationId }, transact) => {
  const attendant = newUuid();
  for (;;) {
    const turn = await transact((transaction) => takeTurn(transaction, conversationId, attendant));
    if (!turn) return;
    await answer(context as Context<MessagingServices>, turn, attendant, transact);
  }
});

async function answer(context: Context<MessagingServices>, turn: Turn, attendant: string, transact: Transact): Promise<void> {
  try {
    const outcome = await outcomeOf(context, turn);
    await transact((transaction) => keep(transaction, turn, attendant, outcome));
  } catch (error) {
    const isLast = turn.message.attempts >= mostAttempts;
    if (isLast) context.log.error({ error, message: turn.message.id }, 'a WhatsApp message could not be answered');
    await transact((transaction) => (isLast ? keep(transaction, turn, attendant, failed(turn)) : leave(transaction, turn, attendant)));
    if (!isLast) throw error;
  }
}

async function outcomeOf({ services, request, log }: Context<MessagingServices>, turn: Turn): Promise<Outcome> {
  const { conversation, channel, message } = turn;
  if (!request.tenant) throw new Error('A message belongs to a tenant');
  const desk = new PublicDesk(services, { tenant: request.tenant, clientId: channel.clientId }, message.id);
  const surroundings: Surroundings = { desk, now: new Date() };
  const dialogue = dialogueOf(turn);
  try {
    return await (isDialogue(conversation.dialogue) ? converse(dialogue, message.said, surroundings) : open(dialogue, surroundings));
  } catch (error) {
    if (!(error instanceof DeskDenied)) throw error;
    // The graph will say no again; somebody who looks after the channel may have to give its client a scope.
    log.warn({ error, channel: channel.id }, 'the public graph refuses what a conversation asks');
    return failed(turn);
  }
}

function dialogueOf({ conversation, channel }: Turn): Dialogue {
  const { dialogue, contact, language } = conversation;
  return isDialogue(dialogue) ? dialogue : opened(contact, language ?? channel.defaultLanguage, language !== null);
}

function failed(turn: Turn): Outcome {
  const dialogue = dialogueOf(turn);
  const outcome = handedOver(dialogue, 'BOOKING_FAILED', say(dialogue.facts.language, 'failed'));
  return { ...outcome, secret: isSecret(dialogue, turn.message.said) };
}

async function takeTurn(transaction: Transaction, conversationId: string, attendant: string): Promise<Turn | null> {
  const conversation = await transaction.lock(Conversation, conversationId);
  if (!conversation) return null;
  const now = new Date();
  if (conversation.isAttendedByOther(attendant, now)) {
    // They answer this one too; should they have died, or be about to end a silent talk, somebody must come back.
    await transaction.schedule(
      attendConversation,
      { conversationId },
      { key: comeBackKey(conversationId), runAt: new Date(now.getTime() + comeBackMs) },
    );
    return null;
  }
  const thread = toUuid('conversation', conversationId);
  const message = await transaction.first(
    InboundMessage,
    sql`where conversation_id = ${thread} and answered_at is null order by sent_at, id`,
  );
  const channel = await transaction.first(WhatsAppChannel, sql`where id = ${toUuid('whatsappchannel', conversation.channelId)}`);
  if (!message || !channel) {
    conversation.leave();
    await transaction.save(conversation);
    await transaction.unschedule(comeBackKey(conversationId));
    return null;
  }
  conversation.attend(attendant, new Date(now.getTime() + lostAfterMs));
  if (!isDialogue(conversation.dialogue)) conversation.talkBeganAt = now;
  message.attempts += 1;
  await transaction.save(message);
  return { conversation: await transaction.save(conversation), channel, message };
}

/** Keeps an answer, and where the talk stands then; nothing when somebody else has taken over. */
async function keep(transaction: Transaction, { message }: Turn, attendant: string, outcome: Outcome): Promise<void> {
  const conversation = await transaction.lock(Conversation, message.conversationId);
  const answered = await transaction.lock(InboundMessage, message.id);
  if (conversation?.attendant !== attendant || answered?.answeredAt !== null) return;
  answered.answeredAt = new Date();
  if (outcome.secret) answered.text = '******';
  await transaction.save(answered);
  await keepOutcome(transaction, conversation, outcome, message.id);
}

async function keepOutcome(transaction: Transaction, conversation: Conversation, outcome: Outcome, answers: string | null): Promise<void> {
  const { dialogue, facts, step, reply, trouble } = outcome;
  // Only who has chosen a language is not asked again.
  const language = step === 'LANGUAGE' ? conversation.language : facts.language;
  await transaction.save(Object.assign(conversation, { dialogue, language }));
  await queueMessage(transaction, conversation.id, reply, answers);
  if (trouble) await requestCallback(transaction, conversation.id, { reason: trouble, talk: { step, facts } });
  if (dialogue) await planSilence(transaction, conversation.id);
  else await forgetSilence(transaction, conversation.id);
}

/** Lets somebody else try. */
async function leave(transaction: Transaction, { message }: Turn, attendant: string): Promise<void> {
  const conversation = await transaction.lock(Conversation, message.conversationId);
  if (conversation?.attendant !== attendant) return;
  conversation.leave();
  await transaction.save(conversation);
}

function comeBackKey(conversationId: string): string {
  return `attend:${conversationId}`;
}
