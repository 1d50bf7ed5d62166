import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { callbackById, CallbackComment, CallbackRequest } from './callbacks/callback-request.js';
import { CallbackCommentResolver, CallbackRequestResolver } from './callbacks/callback.resolver.js';
import { CallbackSubscription } from './callbacks/callback.subscription.js';
import { WhatsAppChannelResolver } from './channels/channel.resolver.js';
import { channelById, WhatsAppChannel } from './channels/whatsapp-channel.js';
import { attendConversation } from './conversations/attending.js';
import { Conversation } from './conversations/conversation.js';
import { InboundMessage } from './conversations/inbound-message.js';
import { endSilentTalk } from './conversations/silence.js';
import { sweepConversations } from './conversations/sweeping.js';
import { callbackRequested, callbackUpdated } from './events.js';
import { callbackChanges } from './feeds.js';
import { receiveWhatsApp } from './receiving/receiving.js';
import { OutgoingMessage } from './sending/outgoing-message.js';
import { sendMessages } from './sending/sending.js';

/** Conversations with people: booking by WhatsApp, and the staff who call whom it could not help. */
export const messaging = defineSubgraph({
  name: 'messaging',
  entities: [WhatsAppChannel, Conversation, InboundMessage, OutgoingMessage, CallbackRequest, CallbackComment],
  resolvers: [WhatsAppChannelResolver, CallbackRequestResolver, CallbackCommentResolver, CallbackSubscription],
  migrations: new URL('./migrations/', import.meta.url),
  references: [reference('WhatsAppChannel', 'whatsappchannel', channelById), reference('CallbackRequest', 'callback', callbackById)],
  permissions: {
    'messaging:answer': 'Call people back whom an automatic conversation could not help, and read what they wrote.',
    'messaging:manage': "Open and close the tenant's numbers on WhatsApp, and set their secrets.",
  },
  publishes: [callbackRequested, callbackUpdated],
  feeds: [callbackChanges],
  inbound: [receiveWhatsApp],
  reactions: [...keepKnownConsents],
  errands: [attendConversation, sendMessages, endSilentTalk],
  crons: [sweepConversations],
});

export { clientScopes } from './booking/operations.js';
export { CloudSender, type CloudSettings } from './sending/cloud-sender.js';
export { LocalSender } from './sending/local-sender.js';
export type { WhatsAppSender } from './sending/whatsapp-sender.js';
export type { MessagingServices } from './services.js';
