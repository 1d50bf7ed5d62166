import { withoutAddress } from './address.js';
import { NotificationUnavailable } from './notification-port.js';
import { ProviderEndpoint, refusesForGood } from './provider-endpoint.js';

export interface WhatsAppEndpointSettings {
  /** `https://graph.facebook.com`, unless there is a proxy. */
  readonly url: string;
  /** Of the Graph API: `v26.0`. */
  readonly version: string;
  readonly phoneNumberId: string;
  readonly timeoutMs?: number;
}

/** `WINDOW_CLOSED`: the person has not written for a day, and may be sent nothing but a template until they do. */
export type WhatsAppAnswer =
  | { readonly status: 'SENT'; readonly providerId: string | null }
  | { readonly status: 'REJECTED' | 'WINDOW_CLOSED'; readonly reason: string };

/**
 * Codes of trouble that passes, or that an operator can mend, though many of them come with status 400: unknown and temporary
 * errors, throttling (also per recipient), a token or permission that is gone, an account that is locked, unpaid or restricted.
 */
const passing = new Set([
  0, 1, 2, 3, 4, 10, 190, 368, 80007, 130429, 131000, 131005, 131016, 131031, 131042, 131048, 131056, 131057, 133004,
]);

/** By both of WhatsApp's numbers for it, of today and of before. */
const closedWindow = new Set([131047, 470]);

interface CloudApiAnswer {
  readonly messages?: readonly { readonly id?: string }[];
  readonly error?: { readonly code?: number; readonly message?: string; readonly error_data?: { readonly details?: string } };
}

/** Whether an error of WhatsApp says that the person must write first; also those that come later, by webhook. */
export function saysWindowClosed(code: number | undefined): boolean {
  return code !== undefined && closedWindow.has(code);
}

/** One number's messages at WhatsApp's Cloud API. That a number has no WhatsApp it tells only later, by webhook: here such a message is SENT. */
export class WhatsAppEndpoint {
  private readonly endpoint: ProviderEndpoint;

  constructor({ url, version, phoneNumberId, timeoutMs }: WhatsAppEndpointSettings) {
    const address = [url.replace(/\/+$/, ''), encodeURIComponent(version), encodeURIComponent(phoneNumberId), 'messages'].join('/');
    this.endpoint = new ProviderEndpoint({
      provider: 'WhatsApp',
      url: address,
      headers: {},
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  /** `content` is what the API calls the message: its type and what belongs to it. Throws `NotificationUnavailable` for trouble that passes. */
  async post(token: string, to: string, content: object): Promise<WhatsAppAnswer> {
    const request = { messaging_product: 'whatsapp', recipient_type: 'individual', to, ...content };
    const { status, accepted, body } = await this.endpoint.post('application/json', JSON.stringify(request), {
      authorization: `Bearer ${token}`,
    });
    const { messages, error } = (body ?? {}) as CloudApiAnswer;
    if (accepted) return { status: 'SENT', providerId: messages?.[0]?.id ?? null };
    const said = withoutAddress(
      [`HTTP ${status}`, error?.code, error?.message, error?.error_data?.details].filter((part) => part !== undefined).join(' '),
      to,
    );
    const reason = `WhatsApp refused it: ${said}`;
    if (saysWindowClosed(error?.code)) return { status: 'WINDOW_CLOSED', reason };
    if (refusesForGood(status) && !isPassing(error?.code)) return { status: 'REJECTED', reason };
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

/** A template, with its parameters in the order of its placeholders; `language` is WhatsApp's code of the approved text. */
export function templateContent(name: string, language: string, parameters: readonly string[]): object {
  // A parameter with a line break, a tab or a run of spaces is refused.
  const filled = parameters.map((parameter) => ({ type: 'text', text: parameter.replace(/\s+/g, ' ').trim() }));
  const components = filled.length > 0 ? [{ type: 'body', parameters: filled }] : [];
  return { type: 'template', template: { name, language: { policy: 'deterministic', code: language }, components } };
}
