import { newId } from '#kernel/graph/type-id.js';
import { FrontDesk, openMessaging, type OpenMessaging } from '../testing/front-desk.js';

let open: OpenMessaging;
let desk: FrontDesk;
beforeAll(async () => {
  open = await openMessaging({ atWork: false });
});
afterAll(() => open.close());
beforeEach(() => {
  desk = new FrontDesk(open);
});

const input = () => ({
  name: 'Reception',
  phoneNumberId: desk.phoneNumberId,
  displayPhone: '+976 7700 1122',
  clientId: newId('client'),
  appSecret: 'the-app-secret',
  accessToken: 'the-access-token',
});
const create = (more: object = {}) =>
  desk.run<{ channel: { id: string; version: number } | null; verifyToken: string | null }>(
    'createWhatsAppChannel',
    'channel { id version } verifyToken',
    {
      ...input(),
      ...more,
    },
  );

describe('a channel', () => {
  it('keeps its secrets sealed, and tells none but the verify token, once', async () => {
    const { channel, verifyToken } = await create();
    const fields = '{ whatsappChannels { id name phoneNumberId displayPhone clientId defaultLanguage active webhookPath } }';
    const { whatsappChannels } = await desk.ask<{ whatsappChannels: object[] }>(fields);
    expect(whatsappChannels).toMatchObject([
      {
        id: channel?.id,
        displayPhone: '+97677001122',
        defaultLanguage: 'en',
        active: true,
        webhookPath: `/inbound/${desk.tenant.id}/messaging/whatsapp`,
      },
    ]);
    const rows = await desk.rows<Record<string, unknown>>('select * from whatsapp_channels where tenant_id = $1');
    const log = await desk.rows('select new_row from audit_log where tenant_id = $1');
    const readable = JSON.stringify([
      rows.map((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : value))),
      log,
    ]);
    for (const secret of ['the-app-secret', 'the-access-token', verifyToken ?? '']) expect(readable).not.toContain(secret);
    expect(JSON.stringify(log)).not.toContain('app_secret');
    expect(verifyToken).toMatch(/^[\w-]{32}$/);
  });

  it.each([
    [{ name: ' ' }, 'REQUIRED'],
    [{ appSecret: '' }, 'REQUIRED'],
    [{ defaultLanguage: 'fr' }, 'INVALID'],
    [{ phoneNumberId: '+97677001122' }, 'INVALID'],
    [{ reopeningTemplate: 'Write Again!' }, 'INVALID'],
    [{ name: 'x'.repeat(201) }, 'INVALID'],
  ])('is not made with %j', async (change, code) => {
    const { channel, userErrors } = await create(change);
    expect([channel, userErrors[0]?.code]).toEqual([null, code]);
  });

  it('is not made for a client that does not exist, nor given to one', async () => {
    const clientId = newId('client');
    desk.neighbours.missing.add(clientId);
    expect((await create({ clientId })).userErrors[0]?.code).toBe('NOT_FOUND');
    const { channel } = await create();
    const { userErrors } = await desk.run('updateWhatsAppChannel', 'channel { id }', { id: channel?.id, expectedVersion: 1, clientId });
    expect(userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('is made once for a number', async () => {
    await create();
    expect((await create()).userErrors[0]?.code).toBe('TAKEN');
    const other = new FrontDesk(open, desk.phoneNumberId);
    await other.openChannel();
  });

  it('is one of at most twenty', async () => {
    for (let index = 0; index < 20; index += 1) await create({ phoneNumberId: `1${index}` });
    expect((await create()).userErrors[0]?.code).toBe('LIMIT_REACHED');
  });

  it('is changed as far as is said, by who has read it last', async () => {
    const { channel } = await create({ reopeningTemplate: 'write_again' });
    const change = (more: object) =>
      desk.run<{ channel: { version: number; name: string; reopeningTemplate: string | null } | null }>(
        'updateWhatsAppChannel',
        'channel { version name reopeningTemplate }',
        {
          id: channel?.id,
          ...more,
        },
      );
    expect((await change({ expectedVersion: 1, name: 'Desk' })).channel).toEqual({
      version: 2,
      name: 'Desk',
      reopeningTemplate: 'write_again',
    });
    expect((await change({ expectedVersion: 1, name: 'Front' })).userErrors[0]?.code).toBe('STALE_VERSION');
    expect((await change({ expectedVersion: 2, reopeningTemplate: null })).channel?.reopeningTemplate).toBeNull();
  });

  it('gets other numbers when they were mistyped, unless another has them', async () => {
    const { channel } = await create();
    await create({ phoneNumberId: '4711' });
    const change = (more: object) =>
      desk.run<{ channel: { version: number; phoneNumberId: string; displayPhone: string } | null }>(
        'updateWhatsAppChannel',
        'channel { version phoneNumberId displayPhone }',
        { id: channel?.id, expectedVersion: 1, ...more },
      );
    expect((await change({ phoneNumberId: '4711' })).userErrors).toEqual([
      { code: 'TAKEN', message: 'There is a channel with this number already: change that one.' },
    ]);
    expect((await change({ phoneNumberId: '+97677001122' })).userErrors[0]?.code).toBe('INVALID');
    expect((await change({ phoneNumberId: '4712', displayPhone: '+976 7700 1133' })).channel).toEqual({
      version: 2,
      phoneNumberId: '4712',
      displayPhone: '+97677001133',
    });
  });

  it('gets a new verify token when the first was lost, which alone proves the address then', async () => {
    const { channel, verifyToken } = await create();
    const rotate = (expectedVersion: number, context = desk.context) =>
      desk.run<{ channel: { version: number } | null; verifyToken: string | null }>(
        'rotateWhatsAppVerifyToken',
        'channel { version } verifyToken',
        { id: channel?.id, expectedVersion },
        context,
      );
    const rotated = await rotate(1);
    expect(rotated).toEqual({ channel: { version: 2 }, verifyToken: expect.stringMatching(/^[\w-]{32}$/) as string, userErrors: [] });
    const proves = async (token: string | null) =>
      (await desk.proves({ 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': token ?? '' })).status;
    expect([await proves(verifyToken), await proves(rotated.verifyToken)]).toEqual([403, 200]);
    expect([(await rotate(1)).userErrors[0]?.code, (await rotate(1, new FrontDesk(open).context)).userErrors[0]?.code]).toEqual([
      'STALE_VERSION',
      'NOT_FOUND',
    ]);
  });

  it('of another tenant does not exist', async () => {
    const { channel } = await create();
    const stranger = new FrontDesk(open);
    expect(await stranger.ask('query ($id: ID!) { whatsappChannel(id: $id) { id } whatsappChannels { id } }', { id: channel?.id })).toEqual(
      {
        whatsappChannel: null,
        whatsappChannels: [],
      },
    );
    const { userErrors } = await stranger.run('updateWhatsAppChannel', 'channel { id }', {
      id: channel?.id,
      expectedVersion: 1,
      active: false,
    });
    expect(userErrors[0]?.code).toBe('NOT_FOUND');
  });

  it('is of every branch, and not changed by who manages one', async () => {
    const { channel, verifyToken } = await create();
    const manager = desk.somebody({ branches: [desk.branchId] });
    const id = channel?.id;
    const seized = { appSecret: 'mine', accessToken: 'mine', phoneNumberId: '4711', clientId: newId('client') };
    const message = 'This holds at every branch, and takes messaging:manage at all of them: ask somebody who has it there.';
    for (const [mutation, more] of [
      ['createWhatsAppChannel', { ...input(), phoneNumberId: '4712' }],
      ['updateWhatsAppChannel', { id, expectedVersion: 1, ...seized }],
      ['rotateWhatsAppVerifyToken', { id, expectedVersion: 1 }],
    ] as const) {
      expect(await desk.run(mutation, 'channel { id }', more, manager)).toEqual({
        channel: null,
        userErrors: [{ code: 'NOT_ALLOWED', message }],
      });
    }
    expect(await desk.ask('{ whatsappChannels { id version phoneNumberId } }')).toEqual({
      whatsappChannels: [{ id, version: 1, phoneNumberId: desk.phoneNumberId }],
    });
    const proof = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': verifyToken ?? '' };
    expect((await desk.proves(proof)).status).toBe(200);
    const atWork = { ...desk.context, branch: desk.branchId };
    expect(
      (await desk.run('updateWhatsAppChannel', 'channel { id }', { id, expectedVersion: 1, name: 'Desk' }, atWork)).userErrors,
    ).toEqual([]);
  });

  it('is not for who only answers', async () => {
    const reception = desk.somebody({ permissions: ['messaging:answer'] });
    expect((await open.subgraph.execute('{ whatsappChannels { id } }', reception)).errors?.[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
