import { isPhoneNumber, withoutAddress } from './address.js';
import {
  NotificationUnavailable,
  rejected,
  type DeliveryOutcome,
  type NotificationAdapter,
  type NotificationMessage,
} from './notification-port.js';
import { ProviderEndpoint, refusesForGood } from './provider-endpoint.js';

export interface WhatsAppSettings {
  /** `https://graph.facebook.com`, unless there is a proxy. */
  readonly url: string;
  /** Of the Graph API: `v26.0`. */
  readonly version: string;
  readonly phoneNumberId: string;
  readonly token: string;
  readonly timeoutMs?: number;
}

/**
 * Codes of trouble that passes, or that an operator can mend, though many of them come with status 400: unknown and temporary
 * errors, throttling (also per recipient), a token or permission that is gone, an account that is locked, unpaid or restricted.
 */
const passing = new Set([
  0, 1, 2, 3, 4, 10, 190, 368, 80007, 130429, 131000, 131005, 131016, 131031, 131042, 131048, 131056, 131057, 133004,
]);

interface CloudApiAnswer {
  readonly messages?: readonly { readonly id?: string }[];
  readonly error?: { readonly code?: number; readonly message?: string; readonly error_data?: { readonly details?: string } };
}

/** WhatsApp's Cloud API. That a number has no WhatsApp it tells only later, by webhook: here such a message is SENT. */
export class WhatsAppAdapter implements NotificationAdapter {
  readonly channel = 'WHATSAPP';
  private readonly endpoint: ProviderEndpoint;

  constructor({ url, version, phoneNumberId, token, timeoutMs }: WhatsAppSettings) {
    const address = [url.replace(/\/+$/, ''), encodeURIComponent(version), encodeURIComponent(phoneNumberId), 'messages'].join('/');
    this.endpoint = new ProviderEndpoint({
      provider: 'WhatsApp',
      url: address,
      headers: { authorization: `Bearer ${token}` },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  async deliver(message: NotificationMessage): Promise<DeliveryOutcome> {
    const { to } = message;
    if (!isPhoneNumber(to)) return rejected('The number is not written as E.164, such as +97699112233.');
    const content = contentOf(message);
    if (!content) return rejected('A WhatsApp template needs a language: neither it nor the message names one.');
    const request = { messaging_product: 'whatsapp', recipient_type: 'individual', to, ...content };
    const { status, accepted, body } = await this.endpoint.post('application/json', JSON.stringify(request));
    const { messages, error } = (body ?? {}) as CloudApiAnswer;
    if (accepted) return { status: 'SENT', providerId: messages?.[0]?.id ?? null };
    const said = withoutAddress(
      [`HTTP ${status}`, error?.code, error?.message, error?.error_data?.details].filter((part) => part !== undefined).join(' '),
      to,
    );
    if (refusesForGood(status) && !isPassing(error?.code)) return rejected(`WhatsApp refused it: ${said}`);
    throw new NotificationUnavailable(`WhatsApp cannot be sent just now: ${said}`);
  }

  close(): Promise<void> {
    return this.endpoint.close();
  }
}

/** 200 to 299 are permissions that were taken away. */
function isPassing(code: number | undefined): boolean {
  return code !== undefined && (passing.has(code) || (code >= 200 && code <= 299));
}

function contentOf({ text, template, locale }: NotificationMessage): object | null {
  if (!template) return { type: 'text', text: { body: text, preview_url: false } };
  // WhatsApp writes en_GB where BCP 47 writes en-GB.
  const language = template.language ?? locale?.replaceAll('-', '_');
  if (!language) return null;
  // A parameter with a line break, a tab or a run of spaces is refused.
  const parameters = template.parameters.map((parameter) => ({ type: 'text', text: parameter.replace(/\s+/g, ' ').trim() }));
  const components = parameters.length > 0 ? [{ type: 'body', parameters }] : [];
  return { type: 'template', template: { name: template.name, language: { policy: 'deterministic', code: language }, components } };
}
