import { startHttpProvider, type HttpProvider } from '../testing/http-provider.js';
import { NotificationUnavailable, type NotificationMessage } from './notification-port.js';
import { WhatsAppAdapter } from './whatsapp-adapter.js';

const note: NotificationMessage = {
  channel: 'WHATSAPP',
  to: '+260971234567',
  subject: null,
  text: 'Chanda, your appointment is tomorrow at 09:30.',
  locale: 'en-GB',
  idempotencyKey: 'appointment_01jd:reminder:1',
};

let provider: HttpProvider;
let whatsapp: WhatsAppAdapter;
beforeEach(async () => {
  provider = await startHttpProvider();
  whatsapp = new WhatsAppAdapter({
    url: `${provider.url}/`,
    version: 'v26.0',
    phoneNumberId: '106540352242922',
    token: 'EAAG',
    timeoutMs: 500,
  });
  provider.reply = {
    status: 200,
    body: { messaging_product: 'whatsapp', contacts: [{ wa_id: '260971234567' }], messages: [{ id: 'wamid.42' }] },
  };
});
afterEach(async () => {
  await provider.close();
  await whatsapp.close();
});

const sent = (): unknown => JSON.parse(provider.asked[0]?.body ?? 'null');
const envelope = { messaging_product: 'whatsapp', recipient_type: 'individual', to: note.to };

describe('a WhatsApp message', () => {
  it('goes as text within a conversation', async () => {
    expect(await whatsapp.deliver(note)).toEqual({ status: 'SENT', providerId: 'wamid.42' });
    expect(provider.asked[0]).toMatchObject({
      method: 'POST',
      path: '/v26.0/106540352242922/messages',
      headers: { authorization: 'Bearer EAAG', 'content-type': 'application/json' },
    });
    expect(sent()).toEqual({ ...envelope, type: 'text', text: { body: note.text, preview_url: false } });
  });

  it('goes as a template at any time, in the language of the message', async () => {
    await whatsapp.deliver({ ...note, template: { name: 'appointment_reminder', parameters: ['Chanda', 'tomorrow,\n\t09:30'] } });
    const parameters = [
      { type: 'text', text: 'Chanda' },
      { type: 'text', text: 'tomorrow, 09:30' },
    ];
    const template = {
      name: 'appointment_reminder',
      language: { policy: 'deterministic', code: 'en_GB' },
      components: [{ type: 'body', parameters }],
    };
    expect(sent()).toEqual({ ...envelope, type: 'template', template });
  });

  it('goes as a template in the language that was approved', async () => {
    await whatsapp.deliver({ ...note, locale: 'mn', template: { name: 'visit', parameters: [], language: 'ru' } });
    expect(sent()).toEqual({
      ...envelope,
      type: 'template',
      template: { name: 'visit', language: { policy: 'deterministic', code: 'ru' }, components: [] },
    });
  });

  it('is rejected as a template in no language', async () => {
    expect(await whatsapp.deliver({ ...note, locale: null, template: { name: 'visit', parameters: [] } })).toMatchObject({
      status: 'REJECTED',
    });
    expect(provider.asked).toEqual([]);
  });

  it('goes to E.164 only', async () => {
    expect(await whatsapp.deliver({ ...note, to: '0971234567' })).toMatchObject({ status: 'REJECTED' });
    expect(provider.asked).toEqual([]);
  });

  it('is rejected with what WhatsApp says, without the number', async () => {
    const error = {
      message: '(#131047) Re-engagement message',
      code: 131047,
      error_data: { details: 'More than 24 hours since 260971234567 last replied' },
    };
    provider.reply = { status: 400, body: { error } };
    expect(await whatsapp.deliver(note)).toEqual({
      status: 'REJECTED',
      reason: 'WhatsApp refused it: HTTP 400 131047 (#131047) Re-engagement message More than 24 hours since +260***67 last replied',
    });
  });

  it.each([
    ['the pair is throttled', 400, 131056],
    ['throughput is reached', 429, 130429],
    ['something went wrong there', 500, 131000],
    ['the token has expired', 401, 190],
    ['a permission was taken away', 403, 200],
    ['the bill is open', 400, 131042],
    ['a proxy fails', 502, undefined],
  ])('is to be tried again when %s', async (_, status, code) => {
    provider.reply = { status, body: code === undefined ? '<html>' : { error: { message: 'not now', code } } };
    await expect(whatsapp.deliver(note)).rejects.toThrow(NotificationUnavailable);
  });

  it('is to be tried again when no answer comes in time', async () => {
    provider.reply = { status: 200, manner: 'silent' };
    await expect(whatsapp.deliver(note)).rejects.toThrow('WhatsApp does not answer: TimeoutError');
  });
});
