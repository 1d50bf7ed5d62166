import { queueAfter, subscriptionId } from '../board.js';
import { serveSockets } from './serve-sockets.js';

/** The floor: a text made once and sent to every socket, by a server that knows nothing but the handshake. */
const textOf = (number: number): string =>
  JSON.stringify({ id: subscriptionId, type: 'next', payload: { data: { queueUpdated: queueAfter(number) } } });
let state = textOf(0);

const sockets = serveSockets((number) => {
  state = textOf(number);
  for (const socket of sockets.clients) socket.send(state);
});
sockets.on('connection', (socket) => {
  socket.on('message', (data: Buffer) => {
    const { type } = JSON.parse(data.toString('utf8')) as { type: string };
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    else if (type === 'subscribe') socket.send(state);
  });
});
