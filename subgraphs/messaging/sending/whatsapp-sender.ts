import type { WhatsAppAnswer } from '#kernel/notifications/whatsapp-endpoint.js';
import type { MessageContent } from './outgoing-message.js';

/** From which of a tenant's numbers, by its token. */
export interface Sending {
  readonly phoneNumberId: string;
  readonly accessToken: string;
  readonly to: string;
  /** The same at every attempt; WhatsApp gives it back with what it reports of the message. */
  readonly id: string;
  readonly content: MessageContent;
}

/** Brings messages to people. Throws `NotificationUnavailable` for trouble that passes. */
export interface WhatsAppSender {
  send(message: Sending): Promise<WhatsAppAnswer>;
  close(): Promise<void>;
}
