import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { requestCallback } from '../callbacks/requesting.js';
import { WhatsAppChannel } from '../channels/whatsapp-channel.js';
import type { Conversation } from '../conversations/conversation.js';
import { isDialogue } from '../dialogue/converse.js';
import { outgoing, type OutgoingMessage } from './outgoing-message.js';

/**
 * Who cannot be written to is called; and where WhatsApp lets nothing else through, is asked to write again, by a message that is left
 * to the caller to have sent.
 */
export async function giveUp(
  transaction: Transaction,
  { id, channelId, language, dialogue }: Conversation,
  { content }: OutgoingMessage,
  why: 'REJECTED' | 'WINDOW_CLOSED',
): Promise<void> {
  const reason = why === 'WINDOW_CLOSED' ? 'WINDOW_CLOSED' : 'NOT_DELIVERED';
  await requestCallback(transaction, id, isDialogue(dialogue) ? { reason, talk: dialogue } : { reason });
  if (why !== 'WINDOW_CLOSED' || 'template' in content) return;
  const channel = await transaction.first(WhatsAppChannel, sql`where id = ${toUuid('whatsappchannel', channelId)}`);
  const name = channel?.reopeningTemplate;
  if (name) await transaction.insert(outgoing(id, { template: name, language: language ?? channel.defaultLanguage }));
}
