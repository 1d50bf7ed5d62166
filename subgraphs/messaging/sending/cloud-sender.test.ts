import { NotificationUnavailable } from '#kernel/notifications/notification-port.js';
import { startHttpProvider, type HttpProvider } from '#kernel/testing/http-provider.js';
import type { Reply } from '../dialogue/converse.js';
import { cloudContent } from './cloud-content.js';
import { CloudSender } from './cloud-sender.js';

let provider: HttpProvider;
let sender: CloudSender;
beforeEach(async () => {
  provider = await startHttpProvider();
  provider.reply = { status: 200, body: { messages: [{ id: 'wamid.42' }] } };
  sender = new CloudSender({ url: provider.url, version: 'v26.0', timeoutMs: 500 });
});
afterEach(async () => {
  await provider.close();
  await sender.close();
});

const reply: Reply = { language: 'en', text: 'Where would you like to come?', choices: [] };
const send = (content: Reply = reply, phoneNumberId = '106540352242922') =>
  sender.send({ phoneNumberId, accessToken: 'EAAG', to: '+97699112233', id: 'outgoingmessage_1', content });
const choices = (count: number, title = 'Clinic') =>
  Array.from({ length: count }, (_, index) => ({ id: `1:${index}`, title: `${title} ${index}` }));

describe('the Cloud API', () => {
  it('is sent a message from the number and by the token of the channel, with our own id', async () => {
    expect(await send()).toEqual({ status: 'SENT', providerId: 'wamid.42' });
    await send(reply, '222');
    expect(provider.asked.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/v26.0/106540352242922/messages', 'Bearer EAAG'],
      ['/v26.0/222/messages', 'Bearer EAAG'],
    ]);
    expect(JSON.parse(provider.asked[0]?.body ?? '')).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+97699112233',
      type: 'text',
      text: { body: reply.text, preview_url: false },
      biz_opaque_callback_data: 'outgoingmessage_1',
    });
  });

  it.each([
    [400, 131047, 'WINDOW_CLOSED'],
    [400, 131026, 'REJECTED'],
    [400, 100, 'REJECTED'],
    [404, undefined, 'REJECTED'],
  ])('refuses for good with %i and %p: %s', async (status, code, outcome) => {
    provider.reply = { status, body: { error: { code, message: 'No, +97699112233' } } };
    const answer = await send();
    expect(answer).toMatchObject({ status: outcome });
    expect(JSON.stringify(answer)).not.toContain('97699112233');
  });

  it.each([
    [429, 80007],
    [400, 131056],
    [401, 190],
    [400, 130429],
    [500, 1],
    [503, undefined],
  ])('is tried again with %i and %p', async (status, code) => {
    provider.reply = { status, body: { error: { code } } };
    await expect(send()).rejects.toThrow(NotificationUnavailable);
  });

  it('is tried again when it does not answer', async () => {
    provider.reply = { status: 200, manner: 'silent' };
    await expect(send()).rejects.toThrow(NotificationUnavailable);
  });
});

describe('a message', () => {
  it('has buttons while they fit', () => {
    expect(cloudContent({ ...reply, choices: choices(3) })).toEqual({
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: reply.text },
        footer: { text: 'Write "back", "cancel" or "human" at any time.' },
        action: { buttons: choices(3).map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
      },
    });
  });

  it.each([
    ['four choices', choices(4)],
    ['a long title', choices(2, 'A clinic with a name that is long')],
    ['a second line', [{ id: '1:a', title: '09:30', description: 'Dr Tuya' }]],
  ])('has a list with %s', (_, some) => {
    expect(cloudContent({ ...reply, choices: some })).toMatchObject({
      interactive: { type: 'list', action: { button: 'Choose', sections: [{ rows: some.map(({ id }) => ({ id })) }] } },
    });
  });

  it('keeps within what WhatsApp takes, and cuts through no letter', () => {
    const long = 'Нэгдүгээр төв эмнэлэг 👩‍⚕️👩‍⚕️👩‍⚕️ Улаанбаатар';
    const content = cloudContent({
      ...reply,
      text: 'x'.repeat(5_000),
      choices: [{ id: 'a', title: long, description: 'y'.repeat(200) }, ...choices(12)],
    });
    const { interactive } = content as {
      interactive: { body: { text: string }; action: { sections: { rows: { title: string; description?: string }[] }[] } };
    };
    const rows = interactive.action.sections[0]?.rows ?? [];
    expect([interactive.body.text.length, rows.length]).toEqual([1024, 10]);
    expect(rows[0]?.title).toBe('Нэгдүгээр төв эмнэлэг …');
    expect([(rows[0]?.title.length ?? 99) <= 24, rows[0]?.description?.length, rows[0]?.description?.startsWith(long)]).toEqual([
      true,
      72,
      true,
    ]);
  });

  it('can be a template', () => {
    expect(cloudContent({ template: 'please_write_again', language: 'mn' })).toEqual({
      type: 'template',
      template: { name: 'please_write_again', language: { policy: 'deterministic', code: 'mn' }, components: [] },
    });
  });
});
