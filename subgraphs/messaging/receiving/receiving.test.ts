import { jest } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { emptyContext } from '#kernel/context/request-context.js';
import { appSecret, FrontDesk, openMessaging, webhookSamples, type OpenMessaging } from '../testing/front-desk.js';

let open: OpenMessaging;
beforeAll(async () => {
  open = await openMessaging({ atWork: false });
});
afterAll(() => open.close());

let desk: FrontDesk;
let verifyToken: string;
beforeEach(async () => {
  desk = new FrontDesk(open);
  ({ verifyToken } = await desk.openChannel());
});

const stored = () => desk.rows('select kind, text, choice from inbound_messages where tenant_id = $1');
const text = { type: 'text', text: { body: 'hello' } };
const hello = () => desk.payloadOf(text);

interface Body {
  readonly entry: readonly object[];
}

const people = ['97699000001', '97699000002'];

/** So many messages of ours in the threads of two people, by turns, which WhatsApp knows by these ids. */
async function sendToBoth(providerId: string, count: number): Promise<void> {
  await desk.rows(
    `insert into outgoing_messages (tenant_id, conversation_id, content, status, provider_id)
      select $1, (array_agg(id order by contact))[1 + number % 2], '{"text": "hello"}', 'SENT', $2::text || '.' || number
      from conversations, generate_series(0, $3::int - 1) number where tenant_id = $1 group by number`,
    providerId,
    count,
  );
}

describe('the address of a webhook', () => {
  it('is proved to who knows the verify token', async () => {
    const asks = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': verifyToken };
    expect(await desk.proves(asks)).toEqual({ status: 200, text: '1158201444' });
  });

  it.each([
    ['another token', { 'hub.verify_token': 'guess' }],
    ['no token', { 'hub.verify_token': '' }],
    ['another mode', { 'hub.mode': 'unsubscribe' }],
    ['a challenge that is no word', { 'hub.challenge': '<script>alert(1)</script> <b>' }],
    ['no challenge', { 'hub.challenge': '' }],
  ])('is not proved with %s', async (_, change) => {
    const asks = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': verifyToken, ...change };
    expect((await desk.proves(asks)).status).toBe(403);
  });

  it('of another tenant does not know the token', async () => {
    const other = new FrontDesk(open);
    await other.openChannel();
    expect((await other.proves({ 'hub.mode': 'subscribe', 'hub.challenge': '1', 'hub.verify_token': verifyToken })).status).toBe(403);
  });
});

describe('what comes', () => {
  it('is taken when it is signed by the app', async () => {
    expect(await desk.receive(hello())).toEqual({ status: 200 });
    expect(await stored()).toEqual([{ kind: 'TEXT', text: 'hello', choice: null }]);
  });

  it.each([
    ['nothing', ''],
    ['another secret', `sha256=${createHmac('sha256', 'another').update('{}').digest('hex')}`],
    ['a signature without its kind', createHmac('sha256', appSecret).update('{}').digest('hex')],
    ['a signature that is cut', 'sha256=00'],
    ['SHA-1', `sha1=${createHmac('sha1', appSecret).update('{}').digest('hex')}`],
  ])('is refused and not kept when it is signed by %s', async (_, signature) => {
    expect((await desk.receive(hello(), { signature })).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it('is refused when a byte of it was changed', async () => {
    const signature = `sha256=${createHmac('sha256', appSecret).update(JSON.stringify(hello())).digest('hex')}`;
    expect((await desk.receive(desk.payloadOf({ type: 'text', text: { body: 'Hello' } }), { signature })).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it('is refused for a channel that was closed, and for a tenant that has none', async () => {
    const { whatsappChannels } = await desk.ask<{ whatsappChannels: { id: string; version: number }[] }>(
      '{ whatsappChannels { id version } }',
    );
    const [{ id, version } = { id: '', version: 0 }] = whatsappChannels;
    await desk.done('updateWhatsAppChannel', 'channel { id }', { id, expectedVersion: version, active: false });
    expect((await desk.receive(hello())).status).toBe(401);
    expect((await new FrontDesk(open).receive(hello())).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  it('for a number of another tenant, or of another app, is not kept', async () => {
    const [other, sister] = [new FrontDesk(open), new FrontDesk(open)];
    await other.openChannel();
    await desk.openChannel({ phoneNumberId: sister.phoneNumberId, appSecret: 'of the sister' });
    expect((await desk.receive(other.payloadOf({ type: 'text', text: { body: 'hello' } }))).status).toBe(200);
    expect((await desk.receive(sister.payloadOf({ type: 'text', text: { body: 'hello' } }))).status).toBe(200);
    expect([await stored(), await other.rows('select id from inbound_messages where tenant_id = $1')]).toEqual([[], []]);
  });

  it('is kept once, also when copies come at the same moment over many connections', async () => {
    const payloads = Array.from({ length: 10 }, (_, index) => desk.payloadOf({ type: 'text', text: { body: `message ${index}` } }));
    const answers = await Promise.all([...payloads, ...payloads, ...payloads.toReversed()].map((payload) => desk.receive(payload)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await stored()).map((row) => (row as { text: string }).text).sort()).toEqual(payloads.map((_, index) => `message ${index}`));
    const conversations = await desk.rows('select id from conversations where tenant_id = $1');
    const jobs = await open.owner.query(`select from messaging_jobs._private_jobs where key like $1`, [`${desk.tenant.id}:message:%`]);
    expect([conversations.length, jobs.rowCount]).toEqual([1, 10]);
  });

  it('is the same message at another number of ours', async () => {
    const second = new FrontDesk(open);
    await second.openChannel({ phoneNumberId: desk.phoneNumberId });
    const payload = hello();
    await desk.receive(payload);
    await second.receive(payload);
    expect([(await stored()).length, (await second.rows('select id from inbound_messages where tenant_id = $1')).length]).toEqual([1, 1]);
  });

  it.each([...webhookSamples().keys()])('does no harm: %s', async (name) => {
    const sample = JSON.stringify(webhookSamples().get(name)).replaceAll(
      /"phone_number_id":"[^"]*"/g,
      `"phone_number_id":"${desk.phoneNumberId}"`,
    );
    expect(await desk.receive(JSON.parse(sample) as unknown)).toEqual({ status: 200 });
    const silent = ['reaction', 'unreaction', 'unsupported', 'deleted', 'edited', 'system', 'template', 'user_marketing'].some((part) =>
      name.includes(part),
    );
    const kind = silent ? [] : [/callback_/.test(name) ? 'TAP' : /message\/(text|reply|forwarded)/.test(name) ? 'TEXT' : 'OTHER'];
    expect((await stored()).map((row) => (row as { kind: string }).kind)).toEqual(name.includes('referral') ? ['TEXT'] : kind);
  });

  it.each([
    ['[]'],
    ['{"entry":{}}'],
    ['{"entry":[null,{"changes":[{"field":"messages","value":null}]}]}'],
    ['"text"'],
    ['{"__proto__":{"entry":1}}'],
  ])('does no harm: %s', async (json) => {
    expect(await desk.receive(JSON.parse(json) as unknown)).toEqual({ status: 200 });
    expect(await stored()).toEqual([]);
  });

  it('is no more than we can keep: long, broken, from the future, from somebody without a number', async () => {
    const payload = desk.payloadOf(
      { type: 'text', text: { body: `a\0b\ud800${'x'.repeat(9_000)}` }, timestamp: '99999999999' },
      { type: 'text', text: { body: 'from whom?' }, from: 'US.13491208655302741918' },
      { type: 'text', text: {} },
      { type: 'text' },
    );
    expect(await desk.receive(payload)).toEqual({ status: 200 });
    const rows = await desk.rows<{ text: string; soon: boolean }>(
      "select text, sent_at < now() + interval '1 minute' as soon from inbound_messages where tenant_id = $1",
    );
    expect(rows).toEqual([{ text: expect.stringMatching(/^ab\ufffdx{4093}$/) as string, soon: true }]);
  });

  it('is forgotten when who wrote it takes it back, and nobody else can', async () => {
    await desk.receive(desk.payloadOf({ id: 'wamid.secret', type: 'text', text: { body: 'my secret' } }));
    const revoke = (from: string) => desk.payloadOf({ from, type: 'revoke', revoke: { original_message_id: 'wamid.secret' } });
    await desk.receive(revoke('97699000000'));
    expect(await stored()).toEqual([{ kind: 'TEXT', text: 'my secret', choice: null }]);
    await desk.receive(revoke(desk.patientNumber));
    expect(await stored()).toEqual([{ kind: 'TEXT', text: null, choice: null }]);
    const waiting = await desk.rows('select id from inbound_messages where tenant_id = $1 and answered_at is null');
    expect(waiting).toEqual([]);
  });

  it('takes as many statements for a thousand messages, revocations and reports as for ten', async () => {
    const ofBoth = (count: number) => Array.from({ length: count }, (_, index) => ({ index, from: people[index % people.length] }));
    const statements = async (count: number) => {
      const third = Math.floor(count / 3);
      const revoked = ofBoth(third).map(({ index, from }) => ({ ...text, from, id: `wamid.revoked.${count}.${index}` }));
      await desk.receive(desk.payloadOf(...revoked));
      await sendToBoth(`wamid.ours.${count}`, third);
      const parts = [
        desk.payloadOf(
          ...ofBoth(count - 2 * third).map(({ from }) => ({ ...text, from })),
          ...revoked.map(({ from, id }) => ({ from, type: 'revoke', revoke: { original_message_id: id } })),
        ),
        ...ofBoth(third).map(({ index }) => desk.statusOf({ id: `wamid.ours.${count}.${index}`, status: 'delivered' })),
      ] as Body[];
      const rows = jest.spyOn(Transaction.prototype, 'rows');
      expect(await desk.receive({ object: 'whatsapp_business_account', entry: parts.flatMap(({ entry }) => entry) })).toEqual({
        status: 200,
      });
      const { length } = rows.mock.calls;
      rows.mockRestore();
      return length;
    };
    expect(await statements(1_000)).toBe(await statements(10));
    const kept = await desk.rows<{ text: string | null; count: number }>(
      'select text, count(*)::int from inbound_messages where tenant_id = $1 group by text order by text',
    );
    expect(kept).toEqual([
      { text: 'hello', count: 334 + 4 },
      { text: null, count: 333 + 3 },
    ]);
    const reported = await desk.rows('select status, count(*)::int from outgoing_messages where tenant_id = $1 group by status');
    expect(reported).toEqual([{ status: 'DELIVERED', count: 333 + 3 }]);
  });

  it('waits in no circle for what comes at the same moment of the same people', async () => {
    const [one, other] = people;
    await desk.receive(desk.payloadOf({ ...text, from: one }, { ...text, from: other }));
    await sendToBoth('wamid.ours', 40);
    const bodies = Array.from({ length: 40 }, (_, index) => {
      const message = desk.payloadOf({ ...text, from: people[(index + 1) % 2] }) as Body;
      const report = desk.statusOf({ id: `wamid.ours.${index}`, status: 'delivered' }) as Body;
      return { ...message, entry: [...message.entry, ...report.entry] };
    });
    const rows = jest.spyOn(Transaction.prototype, 'rows');
    const answers = await Promise.all(bodies.map((body) => desk.receive(body)));
    const begun = rows.mock.calls.filter(([{ text: statement }]) => statement === 'savepoint command').length;
    rows.mockRestore();
    expect(answers.filter(({ status }) => status === 200).length).toBe(40);
    // Whoever waits in a circle is thrown out of it, and begins again.
    expect(begun).toBe(40);
  });

  it('is not asked for without a tenant', async () => {
    const request = { method: 'POST' as const, parameters: {}, headers: {}, body: Buffer.from('{}') };
    await expect(open.subgraph.runtime.receive('whatsapp', request, emptyContext(newId('request')))).rejects.toMatchObject({
      extensions: { code: 'NOT_FOUND' },
    });
  });
});
