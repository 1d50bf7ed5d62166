import { pino } from 'pino';
import { silent } from '../log/logger.js';
import { startHttpProvider } from '../testing/http-provider.js';
import { createNotifications, type NotificationSettings } from './create-notifications.js';
import type { NotificationMessage } from './notification-port.js';

const nothing: NotificationSettings = { email: null, sms: null, whatsapp: null };
const reminder: NotificationMessage = {
  channel: 'LOG',
  to: 'solongo@mail.example',
  subject: 'Цаг захиалга',
  text: 'Таны үзлэгийн цаг 09:30',
  locale: 'mn',
  idempotencyKey: 'appointment_01jd:reminder:1',
};

describe('notifications', () => {
  it('say which channels are configured', async () => {
    const email = { url: 'smtp://127.0.0.1:1', from: 'no-reply@steppe.mn' };
    const sms = { url: 'http://127.0.0.1:1', account: 'AC1', token: 'secret', from: 'Steppe' };
    const whatsapp = { url: 'http://127.0.0.1:1', version: 'v26.0', phoneNumberId: '1', token: 'secret' };
    const few = createNotifications({ ...nothing, email }, silent);
    const all = createNotifications({ email, sms, whatsapp }, silent);
    expect([...few.channels].sort()).toEqual(['EMAIL', 'LOG']);
    expect([...all.channels].sort()).toEqual(['EMAIL', 'LOG', 'SMS', 'WHATSAPP']);
    await few.close();
    await all.close();
  });

  it('reject what is to go over a channel that is not configured', async () => {
    const notifications = createNotifications(nothing, silent);
    for (const channel of ['EMAIL', 'SMS', 'WHATSAPP'] as const) {
      expect(await notifications.deliver({ ...reminder, channel })).toEqual({
        status: 'REJECTED',
        reason: `The channel ${channel} is not configured here.`,
      });
    }
  });

  it('go over the channel that the message names', async () => {
    const provider = await startHttpProvider();
    const notifications = createNotifications(
      { ...nothing, sms: { url: `${provider.url}/sms`, account: 'AC1', token: 'secret', from: 'Steppe' } },
      silent,
    );
    await notifications.deliver({ ...reminder, channel: 'SMS', to: '+97699112233' });
    await notifications.deliver(reminder);
    expect(provider.asked.map(({ path }) => path)).toEqual(['/sms']);
    await notifications.close();
    await provider.close();
  });

  it('write one line for the log channel, without text or address', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    expect(await createNotifications(nothing, log).deliver(reminder)).toEqual({ status: 'SENT', providerId: null });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      to: 's***@mail.example',
      locale: 'mn',
      delivery: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
    for (const private_ of [reminder.to, reminder.text, 'Цаг', reminder.idempotencyKey]) expect(lines[0]).not.toContain(private_);
  });
});
