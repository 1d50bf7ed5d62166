import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { eventually } from '../testing/eventually.js';
import { NameLookup } from './name-lookup.js';
import { newWebhookSecret } from './webhook-secret.js';
import { WebhookSender } from './webhook-sender.js';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const [typeA, headBytes] = [1, 12];

/** A name server by which every name leads to this machine: save those of `lost.example`, of which it says nothing, and of `none.example`. */
async function nameServer(): Promise<{ address: string; asked: Set<string> }> {
  const asked = new Set<string>();
  const socket = createSocket('udp4');
  socket.on('message', (query, peer) => {
    const labels: string[] = [];
    let at = headBytes;
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length));
      at += 1 + length;
    }
    const name = labels.join('.').toLowerCase();
    asked.add(name);
    if (name.endsWith('lost.example')) return;
    const unknown = name.endsWith('none.example');
    const isFound = !unknown && query.readUInt16BE(at + 1) === typeA;
    const head = Buffer.alloc(headBytes);
    query.copy(head, 0, 0, 2);
    head.writeUInt16BE(unknown ? 0x8183 : 0x8180, 2);
    head.writeUInt16BE(1, 4);
    head.writeUInt16BE(isFound ? 1 : 0, 6);
    // The name as above, an address of the Internet, for no time, of four bytes.
    const answer = isFound ? Buffer.from('c00c00010001000000000004' + '7f000001', 'hex') : Buffer.alloc(0);
    socket.send(Buffer.concat([head, query.subarray(headBytes, at + 5), answer]), peer.port, peer.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => socket.close());
  return { address: `127.0.0.1:${socket.address().port}`, asked };
}

function lookup(server: string, timeoutMs?: number): NameLookup {
  const names = new NameLookup({ servers: [server], ...(timeoutMs === undefined ? {} : { timeoutMs }) });
  closing.push(() => names.close());
  return names;
}

it('names of which no server says anything keep no other name waiting, and no message to it', async () => {
  const { address, asked } = await nameServer();
  // Nothing ends while this test looks: whoever waited for one of them would wait for ever.
  const names = lookup(address, 600_000);
  const lost = Array.from({ length: 40 }, (_, index) => names.find(`lims${index}.lost.example`));
  void Promise.allSettled(lost);
  await eventually(
    () => Promise.resolve(asked.size),
    (count) => count === 40,
  );
  const hello = Promise.withResolvers<string>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data: Buffer) => {
      hello.resolve(data.toString('latin1'));
      socket.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => server.close());
  const sender = new WebhookSender({ loopbackAllowed: true, resolve: (name) => names.find(name) });
  closing.push(() => sender.close());
  const { port } = server.address() as AddressInfo;
  void sender.send({ id: 'event_1', url: `https://lims.example:${port}/`, body: '{}', secrets: [newWebhookSecret()] });
  // A TLS client begins by the name of the server that it wants.
  expect(await hello.promise).toContain('lims.example');
});

it('a name that stands on the machine is asked of nobody, nor is an address', async () => {
  const { address, asked } = await nameServer();
  const names = lookup(address);
  expect(await names.find('LOCALHOST.')).toContainEqual({ address: '127.0.0.1', family: 4 });
  expect(await names.find('2001:db8::1')).toEqual([{ address: '2001:db8::1', family: 6 }]);
  expect([...asked]).toEqual([]);
  expect(await names.find('Lims.example')).toEqual([{ address: '127.0.0.1', family: 4 }]);
  expect([...asked]).toEqual(['lims.example']);
});

it('a name that nobody knows, or of which nobody says anything, is refused, and people are told which', async () => {
  const { address } = await nameServer();
  const names = lookup(address, 50);
  const sender = new WebhookSender({ resolve: (name) => names.find(name) });
  closing.push(() => sender.close());
  const problemOf = async (host: string) =>
    (await sender.send({ id: 'event_1', url: `https://${host}/`, body: '{}', secrets: [] })).problem;
  expect(await problemOf('lims.none.example')).toBe('The name of the server is not known.');
  expect(await problemOf('lims.lost.example')).toBe('Nobody says where the server is: its name servers do not answer.');
});
