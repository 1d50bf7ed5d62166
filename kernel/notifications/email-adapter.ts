import { createTransport, type NodemailerError } from 'nodemailer';
import { isEmailAddress, withoutAddress } from './address.js';
import { deliveryId } from './delivery-id.js';
import {
  NotificationUnavailable,
  rejected,
  type DeliveryOutcome,
  type NotificationAdapter,
  type NotificationMessage,
} from './notification-port.js';

export interface EmailSettings {
  /** `smtps://user:password@host`, or `smtp://` for STARTTLS; nodemailer's options may follow as a query and prevail over ours. */
  readonly url: string;
  /** `no-reply@steppe.mn` or `Steppe Health <no-reply@steppe.mn>` */
  readonly from: string;
}

/** Replies that ask for a login, or refuse ours: they say nothing about the message. */
const aboutOurLogin = new Set([530, 534, 535, 538]);

/** How long a message may take altogether: a server that trickles its replies never trips the time-outs of the socket. */
const deliveryMs = 60_000;

/** E-mail over SMTP, on connections that are kept. */
export class EmailAdapter implements NotificationAdapter {
  readonly channel = 'EMAIL';
  private readonly transport: ReturnType<typeof pooledTransport>;
  private readonly domain: string;

  constructor(private readonly settings: EmailSettings) {
    this.transport = pooledTransport(settings.url);
    this.domain = /@([^\s@>]+)>?\s*$/.exec(settings.from)?.[1] ?? 'localhost';
  }

  async deliver({ to, subject, text, locale, idempotencyKey }: NotificationMessage): Promise<DeliveryOutcome> {
    if (!isEmailAddress(to)) return rejected('The address is not one e-mail address.');
    const messageId = `<${deliveryId(idempotencyKey)}@${this.domain}>`;
    try {
      await this.transport.sendMail({
        from: this.settings.from,
        to: { name: '', address: to },
        subject: onOneLine(subject ?? ''),
        text,
        messageId,
        headers: {
          // Keeps absence notes and other robots from answering (RFC 3834).
          'Auto-Submitted': 'auto-generated',
          ...(locale === null ? {} : { 'Content-Language': onOneLine(locale) }),
        },
        signal: AbortSignal.timeout(deliveryMs),
      });
      return { status: 'SENT', providerId: messageId };
    } catch (error) {
      const trouble = error as NodemailerError;
      const said = withoutAddress(trouble.response ?? trouble.message, to);
      if (isFinal(trouble)) return rejected(`The mail server refused it: ${said}`);
      throw new NotificationUnavailable(`E-mail cannot be sent just now: ${said}`);
    }
  }

  close(): Promise<void> {
    this.transport.close();
    return Promise.resolve();
  }
}

/** Whether the refusal is of this message, and would be given again. Without a reply it was nodemailer that found it impossible to send. */
function isFinal({ code, responseCode, permanent }: NodemailerError): boolean {
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  return responseCode === undefined || (permanent === true && !aboutOurLogin.has(responseCode));
}

function pooledTransport(url: string) {
  return createTransport({
    url,
    pool: true,
    maxConnections: 4,
    // Once is enough for a kept connection that the server has dropped meanwhile; the rest is for the job's pauses.
    maxRequeues: 1,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    dnsTimeout: 10_000,
    // A password never travels in the clear.
    requireTLS: new URL(url).username !== '',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A line break in a header would begin another header. */
function onOneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what must not get through
  return text.replace(/[\x00-\x1f\x7f\u0085\u2028\u2029]+/g, ' ').trim();
}
