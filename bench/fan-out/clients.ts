import { WebSocket } from 'ws';
import { subscription, subscriptionId } from './board.js';

/** What the clients tell the runner: that every one of them has heard, and what the first one heard. */
export interface Heard {
  readonly times: number;
  readonly payload: unknown;
}

/**
 * Many clients in one process, apart from the one that serves them. All must hear every message, and all the same number of
 * bytes; the first reads what it hears.
 */
const [url = '', count = '0', greeting = '{}'] = process.argv.slice(2);
const total = Number(count);
/** Connections that are being made at the same time. */
const atOnce = 100;
let heardBy = 0;
let times = 0;
let bytes = 0;
let payload: unknown;

function connect(first: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('close', (code, reason) => fail(`A socket was closed with ${code} ${reason.toString()}`));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: JSON.parse(greeting) as object })));
    socket.once('message', () => {
      socket.on('message', (data: Buffer) => hear(data, first, socket));
      socket.send(JSON.stringify({ id: subscriptionId, type: 'subscribe', payload: { query: subscription } }));
      resolve();
    });
  });
}

function hear(data: Buffer, first: boolean, socket: WebSocket): void {
  // Servers may ping in the protocol's own way; that is no event.
  if (data.length < 100) return answerPing(data, socket);
  if (first) ({ payload } = JSON.parse(data.toString('utf8')) as { payload: unknown });
  if (heardBy === 0) bytes = data.length;
  else if (data.length !== bytes)
    fail(`A client heard ${data.length} bytes where others heard ${bytes}: ${data.toString('utf8').slice(0, 200)}`);
  heardBy += 1;
  if (heardBy < total) return;
  heardBy = 0;
  times += 1;
  process.send?.({ times, payload } satisfies Heard);
}

function answerPing(data: Buffer, socket: WebSocket): void {
  const { type } = JSON.parse(data.toString('utf8')) as { type: string };
  if (type === 'ping') socket.send('{"type":"pong"}');
  else fail(`A client heard ${data.toString('utf8')}`);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

// When the runner is gone, so are the clients.
process.once('disconnect', () => process.exit(0));
for (let connected = 0; connected < total; connected += atOnce) {
  await Promise.all(Array.from({ length: Math.min(atOnce, total - connected) }, (_, index) => connect(connected + index === 0)));
}
