import { WebSocket } from 'ws';
import { subscription, type Moved } from './fleet.js';

/** What the clients have heard since all of them know the state. */
export interface Heard {
  /** Messages to each of them, on average. */
  readonly messages: number;
  /** Milliseconds from the position to the client that reads them. */
  readonly p95: number;
  /** The times of the last positions, of each courier one. */
  readonly last: readonly string[];
}

/** Dispatchers' maps in a process apart from the one that serves them; the first reads what it hears, the others count. */
const [url = '', count = '1', greeting = '{}', branchId = ''] = process.argv.slice(2);
const total = Number(count);
let messages = 0;
let begun = false;
const delays: number[] = [];
const last = new Map<string, string>();

function connect(first: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, 'graphql-transport-ws', { perMessageDeflate: false });
    socket.on('error', reject);
    socket.on('close', (code, reason) => fail(`A socket was closed with ${code} ${reason.toString()}`));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: JSON.parse(greeting) as object })));
    socket.once('message', () => {
      socket.on('message', (data: Buffer) => hear(data, first, socket, resolve));
      socket.send(JSON.stringify({ id: 'map', type: 'subscribe', payload: { query: subscription, variables: { branchId } } }));
    });
  });
}

function hear(data: Buffer, first: boolean, socket: WebSocket, resolve: () => void): void {
  if (data.length < 100) {
    const { type } = JSON.parse(data.toString('utf8')) as { type: string };
    if (type === 'ping') socket.send('{"type":"pong"}');
    else fail(`A client heard ${data.toString('utf8')}`);
    return;
  }
  resolve();
  messages += 1;
  if (!first) return;
  const now = Date.now();
  const { payload } = JSON.parse(data.toString('utf8')) as { payload: { data?: { courierMoved: Moved } } };
  const moved = payload.data?.courierMoved;
  if (!moved) return fail(`A client heard ${data.toString('utf8').slice(0, 300)}`);
  for (const { id, position } of moved.couriers) {
    if (last.get(id) === position.at) continue;
    // The state at the beginning is old.
    if (begun) delays.push(now - new Date(position.at).getTime());
    last.set(id, position.at);
  }
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function tell(): void {
  const ascending = delays.toSorted((left, right) => left - right);
  const heard: Heard = {
    messages: messages / total,
    p95: ascending[Math.floor(ascending.length * 0.95)] ?? Number.NaN,
    last: [...last.values()],
  };
  process.send?.(heard);
}

// When the runner is gone, so are the clients.
process.once('disconnect', () => process.exit(0));
process.on('message', tell);
await Promise.all(Array.from({ length: total }, (_, index) => connect(index === 0)));
begun = true;
messages = 0;
tell();
