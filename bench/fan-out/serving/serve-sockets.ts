import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/**
 * Sockets at /graphql, and the two calls by which the runner conducts: `POST /event` makes one happen, `GET /greeting` tells
 * what clients send along with connection_init.
 */
export function serveSockets(publish: (number: number) => void): WebSocketServer {
  let number = 0;
  const server = createServer((request, response) => {
    if (request.method === 'POST') publish((number += 1));
    response.setHeader('content-type', 'application/json').end(request.method === 'POST' ? JSON.stringify({ number }) : '{}');
  });
  server.listen(Number(process.argv[2]), '127.0.0.1');
  process.once('SIGTERM', () => process.exit(0));
  return new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false, handleProtocols: () => 'graphql-transport-ws' });
}
