import type { Logger } from '../log/logger.js';
import { EmailAdapter, type EmailSettings } from './email-adapter.js';
import { LogAdapter } from './log-adapter.js';
import { NotificationRouter, type NotificationPort } from './notification-port.js';
import { SmsAdapter, type SmsSettings } from './sms-adapter.js';
import { WhatsAppAdapter, type WhatsAppSettings } from './whatsapp-adapter.js';

/** Null leaves a channel out. */
export interface NotificationSettings {
  readonly email: EmailSettings | null;
  readonly sms: SmsSettings | null;
  readonly whatsapp: WhatsAppSettings | null;
}

/** Opens what is configured, and the log, which always is. Nothing is connected before the first message; close it when all jobs have ended. */
export function createNotifications({ email, sms, whatsapp }: NotificationSettings, log: Logger): NotificationPort {
  return new NotificationRouter([
    new LogAdapter(log),
    ...(email ? [new EmailAdapter(email)] : []),
    ...(sms ? [new SmsAdapter(sms)] : []),
    ...(whatsapp ? [new WhatsAppAdapter(whatsapp)] : []),
  ]);
}
