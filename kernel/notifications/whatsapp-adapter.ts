import { isPhoneNumber } from './address.js';
import { rejected, type DeliveryOutcome, type NotificationAdapter, type NotificationMessage } from './notification-port.js';
import { templateContent, WhatsAppEndpoint, type WhatsAppEndpointSettings } from './whatsapp-endpoint.js';

export interface WhatsAppSettings extends WhatsAppEndpointSettings {
  readonly token: string;
}

/** Notifications by WhatsApp's Cloud API, from the platform's own number. */
export class WhatsAppAdapter implements NotificationAdapter {
  readonly channel = 'WHATSAPP';
  private readonly endpoint: WhatsAppEndpoint;
  private readonly token: string;

  constructor({ token, ...settings }: WhatsAppSettings) {
    this.token = token;
    this.endpoint = new WhatsAppEndpoint(settings);
  }

  async deliver(message: NotificationMessage): Promise<DeliveryOutcome> {
    const { to } = message;
    if (!isPhoneNumber(to)) return rejected('The number is not written as E.164, such as +97699112233.');
    const content = contentOf(message);
    if (!content) return rejected('A WhatsApp template needs a language: neither it nor the message names one.');
    const answer = await this.endpoint.post(this.token, to, content);
    return answer.status === 'SENT' ? answer : rejected(answer.reason);
  }

  close(): Promise<void> {
    return this.endpoint.close();
  }
}

function contentOf({ text, template, locale }: NotificationMessage): object | null {
  if (!template) return { type: 'text', text: { body: text, preview_url: false } };
  // WhatsApp writes en_GB where BCP 47 writes en-GB.
  const language = template.language ?? locale?.replaceAll('-', '_');
  return language ? templateContent(template.name, language, template.parameters) : null;
}
