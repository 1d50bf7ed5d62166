import type { WhatsAppAnswer } from '#kernel/notifications/whatsapp-endpoint.js';
import type { Logger } from '#kernel/log/logger.js';
import type { WhatsAppSender, Sending } from './whatsapp-sender.js';

/** Reaches nobody: for those who build. What would have been sent is in the thread, as all that is sent. */
export class LocalSender implements WhatsAppSender {
  constructor(private readonly log: Logger) {}

  send({ id, phoneNumberId }: Sending): Promise<WhatsAppAnswer> {
    this.log.debug({ id, phoneNumberId }, 'a WhatsApp message stays here: set WHATSAPP_ADAPTER=cloud to send');
    return Promise.resolve({ status: 'SENT', providerId: `local.${id}` });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
