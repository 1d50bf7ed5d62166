import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How the provider answers: `silent` never does, `broken` begins an answer and hangs up. */
export interface ProviderReply {
  readonly status: number;
  readonly body?: unknown;
  readonly manner?: 'silent' | 'broken';
}

export interface HttpProvider {
  readonly url: string;
  readonly asked: Asked[];
  reply: ProviderReply;
  close(): Promise<void>;
}

/** A provider of messages that takes everything over a real socket, remembers it, and answers as the test says. */
export async function startHttpProvider(): Promise<HttpProvider> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      provider.asked.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      const { status, body, manner } = provider.reply;
      if (manner === 'silent') return;
      const text = typeof body === 'string' ? body : JSON.stringify(body ?? {});
      response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) + (manner === 'broken' ? 100 : 0) });
      if (manner === 'broken') response.write(text, () => response.destroy());
      else response.end(text);
    });
  });
  const provider: HttpProvider = {
    url: '',
    asked: [],
    reply: { status: 200 },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(provider, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
