import { startHttpProvider, type HttpProvider } from '../testing/http-provider.js';
import { NotificationUnavailable, type NotificationMessage } from './notification-port.js';
import { SmsAdapter } from './sms-adapter.js';

const reminder: NotificationMessage = {
  channel: 'SMS',
  to: '+97699112233',
  subject: null,
  text: 'Солонго, таны цаг маргааш 09:30 & Өгөөмөр эмнэлэг',
  locale: 'mn',
  idempotencyKey: 'appointment_01jd:reminder:1',
};

let provider: HttpProvider;
let sms: SmsAdapter;
beforeEach(async () => {
  provider = await startHttpProvider();
  sms = new SmsAdapter({
    url: `${provider.url}/2010-04-01/Accounts/AC1/Messages.json`,
    account: 'AC1',
    token: 's:cret',
    from: '+15005550006',
    timeoutMs: 500,
  });
});
afterEach(async () => {
  await provider.close();
  await sms.close();
});

describe('an SMS', () => {
  it('is posted as the form says, with our credentials', async () => {
    provider.reply = { status: 201, body: { sid: 'SM42', status: 'queued' } };
    expect(await sms.deliver(reminder)).toEqual({ status: 'SENT', providerId: 'SM42' });
    const [asked] = provider.asked;
    expect(asked).toMatchObject({
      method: 'POST',
      path: '/2010-04-01/Accounts/AC1/Messages.json',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        authorization: `Basic ${Buffer.from('AC1:s:cret').toString('base64')}`,
      },
    });
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({ To: reminder.to, From: '+15005550006', Body: reminder.text });
  });

  it('is recognizable as the same when it is sent again', async () => {
    await sms.deliver(reminder);
    await sms.deliver(reminder);
    await sms.deliver({ ...reminder, idempotencyKey: 'another' });
    const [first, again, other] = provider.asked.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('is sent, though the provider names it by nothing', async () => {
    provider.reply = { status: 202, body: 'OK' };
    expect(await sms.deliver(reminder)).toEqual({ status: 'SENT', providerId: null });
  });

  it('is sent, though the rest of the answer gets lost', async () => {
    provider.reply = { status: 201, body: '{"sid": "SM', manner: 'broken' };
    expect(await sms.deliver(reminder)).toEqual({ status: 'SENT', providerId: null });
  });

  it('is rejected with what the provider says, without the number', async () => {
    provider.reply = { status: 400, body: { code: 21211, message: "The 'To' number +97699112233 is not valid." } };
    expect(await sms.deliver(reminder)).toEqual({
      status: 'REJECTED',
      reason: "The SMS provider refused it: HTTP 400 21211 The 'To' number +976***33 is not valid.",
    });
  });

  it.each(['99112233', '+976 9911 2233', '+0123456789', 'solongo@mail.example'])('goes to E.164 only: %s is rejected', async (to) => {
    expect(await sms.deliver({ ...reminder, to })).toMatchObject({ status: 'REJECTED' });
    expect(provider.asked).toEqual([]);
  });

  it.each([401, 408, 429, 500, 503, 302])('is to be tried again after %d', async (status) => {
    provider.reply = { status, body: { message: 'to +97699112233: not now' } };
    const error = await sms.deliver(reminder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotificationUnavailable);
    expect((error as Error).message).toBe(`SMS cannot be sent just now: HTTP ${status} to +976***33: not now`);
  });

  it('is to be tried again when no answer comes in time', async () => {
    provider.reply = { status: 200, manner: 'silent' };
    await expect(sms.deliver(reminder)).rejects.toThrow(NotificationUnavailable);
  });

  it('is to be tried again when nobody listens', async () => {
    await provider.close();
    await expect(sms.deliver(reminder)).rejects.toThrow('The SMS provider does not answer: ECONNREFUSED');
  });
});
