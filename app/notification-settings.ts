import type { NotificationSettings } from '#kernel/notifications/create-notifications.js';
import { isEmailAddress } from '#kernel/notifications/address.js';
import { StartupError } from './engines/startup-error.js';
import { requireUrl } from './require-url.js';

interface ChannelVariables {
  readonly channel: string;
  /** All of them, or none of the channel's. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const email = { channel: 'E-mail', required: ['SMTP_URL', 'MAIL_FROM'], optional: [] } as const satisfies ChannelVariables;
const sms = { channel: 'SMS', required: ['SMS_URL', 'SMS_ACCOUNT', 'SMS_TOKEN', 'SMS_FROM'], optional: [] } as const satisfies ChannelVariables;
const whatsapp = {
  channel: 'WhatsApp',
  required: ['WHATSAPP_TOKEN', 'WHATSAPP_PHONE_NUMBER_ID'],
  optional: ['WHATSAPP_URL', 'WHATSAPP_VERSION'],
} as const satisfies ChannelVariables;

/** The variables of notifications that are set, by name. */
export function notificationVariables(text: (name: string) => string | null): Readonly<Record<string, string>> {
  const names = [email, sms, whatsapp].flatMap(({ required, optional }) => [...required, ...optional]);
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = text(name);
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** Which channels are open. Throws a `StartupError` that names the variables when one is set by half, or wrongly. */
export function notificationSettings(given: Readonly<Record<string, string>>): NotificationSettings {
  return {
    email: channel(given, email, ({ SMTP_URL: url, MAIL_FROM: from }) => {
      requireUrl('SMTP_URL', url, ['smtp:', 'smtps:']);
      if (new URL(url).hostname === '') throw new StartupError('SMTP_URL names no mail server: correct it.');
      if (!isSender(from)) throw new StartupError('MAIL_FROM is no sender: write it as no-reply@steppe.mn, or Steppe Health <no-reply@steppe.mn>.');
      return { url, from };
    }),
    sms: channel(given, sms, ({ SMS_URL: url, SMS_ACCOUNT: account, SMS_TOKEN: token, SMS_FROM: from }) => {
      requireUrl('SMS_URL', url, ['http:', 'https:']);
      return { url, account, token, from };
    }),
    whatsapp: channel(given, whatsapp, ({ WHATSAPP_TOKEN: token, WHATSAPP_PHONE_NUMBER_ID: phoneNumberId }) => {
      const url = given['WHATSAPP_URL'] ?? 'https://graph.facebook.com';
      requireUrl('WHATSAPP_URL', url, ['http:', 'https:']);
      return { url, version: given['WHATSAPP_VERSION'] ?? 'v26.0', phoneNumberId, token };
    }),
  };
}

function channel<Name extends string, Settings>(
  given: Readonly<Record<string, string>>,
  { channel, required, optional }: ChannelVariables & { readonly required: readonly Name[] },
  settings: (values: Readonly<Record<Name, string>>) => Settings,
): Settings | null {
  const present = [...required, ...optional].filter((name) => given[name] !== undefined);
  const missing = required.filter((name) => given[name] === undefined);
  if (present.length === 0) return null;
  if (missing.length > 0) throw new StartupError(`${channel} is configured by half: set ${listed(missing)} too, or leave out ${listed(present)}.`);
  return settings(given);
}

function isSender(text: string): boolean {
  const [, address = text] = /^[^<>\r\n]*<([^<>]*)>$/.exec(text) ?? [];
  return isEmailAddress(address);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
