import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { EmailAdapter } from './email-adapter.js';
import { NotificationUnavailable, type NotificationMessage } from './notification-port.js';

const from = 'Steppe Health <no-reply@steppe.mn>';
const reminder: NotificationMessage = {
  channel: 'EMAIL',
  to: 'solongo@mail.example',
  subject: 'Цаг захиалга: 5-р сарын 17-нд, даваа гарагт, 09:30 цагт Өгөөмөр эмнэлэгт ирнэ үү',
  text: 'Сайн байна уу, Солонго!\n.Таны үзлэгийн цаг 09:30.\n',
  locale: 'mn',
  idempotencyKey: 'appointment_01jd:reminder:1',
};

interface Arrived {
  readonly from: string;
  readonly to: readonly string[];
  readonly secure: boolean;
  readonly user: unknown;
  readonly header: ReadonlyMap<string, string>;
  readonly text: string;
}

const arrived: Arrived[] = [];
const open: { close(): unknown }[] = [];
beforeEach(() => void arrived.splice(0));
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function mailServer(options: SMTPServerOptions = {}): Promise<number> {
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    logger: false,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) };
        arrived.push({
          ...envelope,
          secure: session.secure,
          user: session.user as unknown,
          ...read(Buffer.concat(chunks).toString('latin1')),
        });
        done();
      });
    },
    ...options,
  });
  // A client that hangs up on an untrusted certificate is an error to the server.
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  open.push({ close: () => new Promise<void>((closed) => server.close(closed)) });
  return (server.server.address() as AddressInfo).port;
}

function adapter(url: string): EmailAdapter {
  const made = new EmailAdapter({ url, from });
  open.push(made);
  return made;
}

/** A message as a mail program sees it: header unfolded and encoded words decoded, text decoded. */
function read(raw: string): Pick<Arrived, 'header' | 'text'> {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const header = new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 1).trim())]),
  );
  const body = raw.slice(end + 4);
  const bytes =
    header.get('content-transfer-encoding') === 'base64'
      ? Buffer.from(body, 'base64')
      : Buffer.from(quotedPrintable(body.replace(/=\r\n/g, '')), 'latin1');
  return { header, text: bytes.toString().replaceAll('\r\n', '\n') };
}

function decodeWords(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)].map(([, encoding = '', word = '']) =>
          encoding.toLowerCase() === 'b' ? Buffer.from(word, 'base64') : Buffer.from(quotedPrintable(word.replaceAll('_', ' ')), 'latin1'),
        ),
      ).toString(),
    );
}

function quotedPrintable(text: string): string {
  return text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

describe('e-mail', () => {
  it('arrives as it was written, also in Cyrillic', async () => {
    const port = await mailServer();
    const outcome = await adapter(`smtp://127.0.0.1:${port}`).deliver(reminder);
    expect(arrived).toHaveLength(1);
    expect(arrived[0]).toMatchObject({ from: 'no-reply@steppe.mn', to: ['solongo@mail.example'], text: reminder.text });
    expect(Object.fromEntries(arrived[0]?.header ?? [])).toMatchObject({
      from,
      to: 'solongo@mail.example',
      subject: reminder.subject,
      'content-language': 'mn',
      'auto-submitted': 'auto-generated',
    });
    expect(outcome).toEqual({ status: 'SENT', providerId: arrived[0]?.header.get('message-id') });
  });

  it('has the same Message-ID when it is sent again, and another for another delivery', async () => {
    const mail = adapter(`smtp://127.0.0.1:${await mailServer()}`);
    await mail.deliver(reminder);
    await mail.deliver({ ...reminder, subject: 'the same, once more' });
    await mail.deliver({ ...reminder, idempotencyKey: 'appointment_01jd:reminder:2' });
    const [first, again, other] = arrived.map(({ header }) => header.get('message-id'));
    expect(first).toMatch(/^<[0-9a-f]{32}@steppe\.mn>$/);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  it('takes no header from what people wrote', async () => {
    const mail = adapter(`smtp://127.0.0.1:${await mailServer()}`);
    const sneaky = 'Reminder\r\nBcc: eve@elsewhere.example\n\nAnother body\u2028Reply-To: eve@elsewhere.example';
    await mail.deliver({ ...reminder, subject: sneaky, locale: 'mn\r\nBcc: eve@elsewhere.example' });
    expect(arrived[0]?.to).toEqual(['solongo@mail.example']);
    expect(arrived[0]?.header.has('bcc')).toBe(false);
    expect(arrived[0]?.header.has('reply-to')).toBe(false);
    expect(arrived[0]?.header.get('subject')).toBe('Reminder Bcc: eve@elsewhere.example Another body Reply-To: eve@elsewhere.example');
    expect(arrived[0]?.text).toBe(reminder.text);
  });

  it.each([
    'solongo@mail.example, eve@elsewhere.example',
    'Eve <eve@elsewhere.example>',
    'solongo@mail.example\r\nRCPT TO:<eve@elsewhere.example>',
    'solongo',
    '',
  ])('goes to one address only: %j is rejected', async (to) => {
    const mail = adapter(`smtp://127.0.0.1:${await mailServer()}`);
    expect(await mail.deliver({ ...reminder, to })).toMatchObject({ status: 'REJECTED' });
    expect(arrived).toEqual([]);
  });

  it('is rejected when the server does not know the address, and says so without it', async () => {
    const port = await mailServer({ onRcptTo: ({ address }, _, done) => done(refusal(550, `5.1.1 <${address}>: no such mailbox`)) });
    const outcome = await adapter(`smtp://127.0.0.1:${port}`).deliver(reminder);
    expect(outcome).toEqual({
      status: 'REJECTED',
      reason: expect.stringMatching(/550 .*<s\*\*\*@mail\.example>: no such mailbox/) as string,
    });
  });

  it('is rejected when the server refuses the content', async () => {
    const port = await mailServer({
      onData: (stream, _, done) => void stream.resume().on('end', () => done(refusal(554, 'looks like spam'))),
    });
    expect(await adapter(`smtp://127.0.0.1:${port}`).deliver(reminder)).toMatchObject({ status: 'REJECTED' });
  });

  it('is to be tried again when the server says later, and then goes over the same adapter', async () => {
    let greylisted = true;
    const port = await mailServer({
      onRcptTo: ({ address }, _, done) => {
        done(greylisted ? refusal(451, `4.7.1 ${address} is greylisted`) : null);
        greylisted = false;
      },
    });
    const mail = adapter(`smtp://127.0.0.1:${port}`);
    const error = await mail.deliver(reminder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotificationUnavailable);
    expect((error as Error).message).toMatch(/451/);
    expect((error as Error).message).not.toContain(reminder.to);
    expect(await mail.deliver(reminder)).toMatchObject({ status: 'SENT' });
  });

  it('is to be tried again when nobody listens', async () => {
    const nobody = createServer().listen(0, '127.0.0.1');
    await once(nobody, 'listening');
    const { port } = nobody.address() as AddressInfo;
    await new Promise((closed) => nobody.close(closed));
    await expect(adapter(`smtp://127.0.0.1:${port}`).deliver(reminder)).rejects.toThrow(NotificationUnavailable);
  });

  it('is to be tried again when the server never greets', async () => {
    const mute = createServer((socket) => void open.push({ close: () => socket.destroy() })).listen(0, '127.0.0.1');
    open.push({ close: () => mute.close() });
    await once(mute, 'listening');
    const { port } = mute.address() as AddressInfo;
    await expect(adapter(`smtp://127.0.0.1:${port}?greetingTimeout=200`).deliver(reminder)).rejects.toThrow(NotificationUnavailable);
  });

  it('waits for the operator when our login is refused: the message is not to blame', async () => {
    const port = await mailServer({ hideSTARTTLS: false, onAuth: (_, __, done) => done(refusal(535, 'who are you?')) });
    await expect(adapter(`smtp://caregraph:wrong@127.0.0.1:${port}?tls.rejectUnauthorized=false`).deliver(reminder)).rejects.toThrow(
      NotificationUnavailable,
    );
  });

  it('waits for the operator when the server wants a login that we have not', async () => {
    const port = await mailServer({ authOptional: false });
    await expect(adapter(`smtp://127.0.0.1:${port}`).deliver(reminder)).rejects.toThrow(/^E-mail cannot be sent just now: 530/);
  });

  it('logs in over TLS', async () => {
    const port = await mailServer({
      hideSTARTTLS: false,
      authOptional: false,
      onAuth: ({ username, password }, _, done) => done(null, { user: `${username}:${password}` }),
    });
    await adapter(`smtp://caregraph:p%40ss@127.0.0.1:${port}?tls.rejectUnauthorized=false`).deliver(reminder);
    expect(arrived[0]).toMatchObject({ secure: true, user: 'caregraph:p@ss' });
  });

  it('never says its password in the clear', async () => {
    const asked: unknown[] = [];
    const port = await mailServer({ allowInsecureAuth: true, onAuth: (auth, _, done) => done(null, { user: asked.push(auth) }) });
    await expect(adapter(`smtp://caregraph:secret@127.0.0.1:${port}`).deliver(reminder)).rejects.toThrow(NotificationUnavailable);
    expect(asked).toEqual([]);
  });

  it('goes over a new connection when the server has closed the one that was kept', async () => {
    const sockets = new Set<Socket>();
    const port = await mailServer();
    const relay = createServer((near) => {
      const far = connect(port, '127.0.0.1');
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) sockets.add(socket.on('error', () => undefined));
    }).listen(0, '127.0.0.1');
    open.push({ close: () => relay.close() });
    await once(relay, 'listening');
    const mail = adapter(`smtp://127.0.0.1:${(relay.address() as AddressInfo).port}`);
    await mail.deliver(reminder);
    for (const socket of sockets) socket.destroy();
    expect(await mail.deliver({ ...reminder, idempotencyKey: 'another' })).toMatchObject({ status: 'SENT' });
    expect(arrived).toHaveLength(2);
  });
});
