import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from './configuration.js';
import { StartupError } from './engines/startup-error.js';

const email = { SMTP_URL: 'smtps://caregraph:secret@mail.steppe.mn', MAIL_FROM: 'Steppe Health <no-reply@steppe.mn>' };
const sms = { SMS_URL: 'https://sms.example/Messages.json', SMS_ACCOUNT: 'AC1', SMS_TOKEN: 'secret', SMS_FROM: 'Steppe' };
const whatsapp = { WHATSAPP_TOKEN: 'secret', WHATSAPP_PHONE_NUMBER_ID: '106540352242922' };

function refusalOf(environment: Record<string, string>): string {
  try {
    readConfiguration(environment);
  } catch (error) {
    expect(error).toBeInstanceOf(StartupError);
    return (error as Error).message;
  }
  throw new Error('It was taken');
}

describe('channels of notifications', () => {
  it('are closed without variables', () => {
    expect(readConfiguration({})).toMatchObject({ notifications: { email: null, sms: null, whatsapp: null }, notificationVariables: {} });
  });

  it('are opened by theirs', () => {
    const { notifications, notificationVariables } = readConfiguration({ ...email, ...sms, ...whatsapp, PORT: '4000' });
    expect(notifications).toEqual({
      email: { url: email.SMTP_URL, from: email.MAIL_FROM },
      sms: { url: sms.SMS_URL, account: 'AC1', token: 'secret', from: 'Steppe' },
      whatsapp: { url: 'https://graph.facebook.com', version: 'v26.0', phoneNumberId: '106540352242922', token: 'secret' },
    });
    expect(readConfiguration(notificationVariables).notifications).toEqual(notifications);
  });

  it('take secrets from files', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'notifications-')), 'token');
    await writeFile(file, 'from-a-file\n');
    const { notifications, notificationVariables } = readConfiguration({ WHATSAPP_TOKEN_FILE: file, WHATSAPP_PHONE_NUMBER_ID: '1' });
    expect(notifications.whatsapp?.token).toBe('from-a-file');
    expect(notificationVariables).toEqual({ WHATSAPP_TOKEN: 'from-a-file', WHATSAPP_PHONE_NUMBER_ID: '1' });
  });

  it.each([
    [{ SMTP_URL: email.SMTP_URL }, 'E-mail is configured by half: set MAIL_FROM too, or leave out SMTP_URL.'],
    [{ SMS_URL: sms.SMS_URL, SMS_TOKEN: 'secret' }, 'SMS is configured by half: set SMS_ACCOUNT and SMS_FROM too, or leave out SMS_URL and SMS_TOKEN.'],
    [{ WHATSAPP_URL: 'https://proxy.example' }, 'WhatsApp is configured by half: set WHATSAPP_TOKEN and WHATSAPP_PHONE_NUMBER_ID too, or leave out WHATSAPP_URL.'],
  ])('are not opened by half: %j', (environment, message) => {
    expect(refusalOf(environment)).toBe(message);
  });

  it.each([
    [{ ...email, SMTP_URL: 'https://caregraph:secret@mail.steppe.mn' }, /^SMTP_URL is not an address/],
    [{ ...email, SMTP_URL: 'smtp:secret' }, /^SMTP_URL names no mail server/],
    [{ ...email, MAIL_FROM: 'Steppe Health' }, /^MAIL_FROM is no sender/],
    [{ ...email, MAIL_FROM: 'a@steppe.mn, b@steppe.mn' }, /^MAIL_FROM is no sender/],
    [{ ...sms, SMS_URL: 'sms.example' }, /^SMS_URL is not an address/],
    [{ ...whatsapp, WHATSAPP_URL: 'graph.facebook.com' }, /^WHATSAPP_URL is not an address/],
  ])('are not opened wrongly, and no secret is told: %j', (environment, message) => {
    expect(refusalOf(environment)).toMatch(message);
    expect(refusalOf(environment)).not.toContain('secret');
  });
});
