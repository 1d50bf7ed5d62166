import { isPhoneNumber, withoutAddress } from './address.js';
import { deliveryId } from './delivery-id.js';
import {
  NotificationUnavailable,
  rejected,
  type DeliveryOutcome,
  type NotificationAdapter,
  type NotificationMessage,
} from './notification-port.js';
import { ProviderEndpoint, refusesForGood } from './provider-endpoint.js';

export interface SmsSettings {
  /** The whole address, such as `https://api.twilio.com/2010-04-01/Accounts/AC…/Messages.json`. */
  readonly url: string;
  readonly account: string;
  readonly token: string;
  /** A number or a name that the provider lets us send from. */
  readonly from: string;
  readonly timeoutMs?: number;
}

/**
 * SMS by the form that Twilio made common, and that others take too: `To`, `From` and `Body`, form-encoded, with account and token
 * as basic authentication. An answer of 2xx has taken the message and may name it by `sid`; an error may explain itself by `code`
 * and `message`. `Idempotency-Key` is sent for those who heed it; Twilio does not.
 */
export class SmsAdapter implements NotificationAdapter {
  readonly channel = 'SMS';
  private readonly endpoint: ProviderEndpoint;

  constructor(private readonly settings: SmsSettings) {
    const { url, account, token, timeoutMs } = settings;
    const authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
    this.endpoint = new ProviderEndpoint({
      provider: 'The SMS provider',
      url,
      headers: { authorization },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  async deliver({ to, text, idempotencyKey }: NotificationMessage): Promise<DeliveryOutcome> {
    if (!isPhoneNumber(to)) return rejected('The number is not written as E.164, such as +97699112233.');
    const form = new URLSearchParams({ To: to, From: this.settings.from, Body: text }).toString();
    const { status, accepted, body } = await this.endpoint.post('application/x-www-form-urlencoded', form, {
      'idempotency-key': deliveryId(idempotencyKey),
    });
    const { sid, code, message } = (body ?? {}) as { sid?: unknown; code?: unknown; message?: unknown };
    if (accepted) return { status: 'SENT', providerId: typeof sid === 'string' ? sid : null };
    const said = withoutAddress(
      [`HTTP ${status}`, code, message].filter((part) => typeof part === 'string' || typeof part === 'number').join(' '),
      to,
    );
    if (refusesForGood(status)) return rejected(`The SMS provider refused it: ${said}`);
    throw new NotificationUnavailable(`SMS cannot be sent just now: ${said}`);
  }

  close(): Promise<void> {
    return this.endpoint.close();
  }
}
