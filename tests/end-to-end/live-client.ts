import { WebSocket, type ClientOptions } from 'ws';

export interface LiveMessage {
  readonly id?: string;
  readonly type: string;
  readonly payload?: unknown;
}

export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A frontend's socket, message by message (graphql-transport-ws), so that tests see all that is said and how it ends. */
export class LiveClient {
  private readonly unread: LiveMessage[] = [];
  private readonly readers: ((message: LiveMessage) => void)[] = [];
  readonly closed: Promise<Closed>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as LiveMessage;
      const reader = this.readers.shift();
      if (reader) reader(message);
      else this.unread.push(message);
    });
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.once('close', (code, reason) => resolve({ code, reason: reason.toString() })));
  }

  /** The socket, before anything was said on it. */
  static async dial(url: string, options: ClientOptions = {}, protocol = 'graphql-transport-ws'): Promise<LiveClient> {
    const client = new LiveClient(new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options));
    await new Promise<void>((resolve, reject) => {
      client.socket.once('open', resolve);
      client.socket.once('error', reject);
    });
    return client;
  }

  /** A socket that was let in with these parameters. */
  static async connect(url: string, parameters: Readonly<Record<string, unknown>>): Promise<LiveClient> {
    const client = await LiveClient.dial(url);
    client.say({ type: 'connection_init', payload: parameters });
    const { type } = await client.next();
    if (type !== 'connection_ack') throw new Error(`The gateway said ${type}`);
    return client;
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.say({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** The next message; rejects when the socket closes before there is one. */
  next(): Promise<LiveMessage> {
    const message = this.unread.shift();
    if (message) return Promise.resolve(message);
    return Promise.race([
      new Promise<LiveMessage>((resolve) => this.readers.push(resolve)),
      this.closed.then(({ code, reason }) => Promise.reject(new Error(`The socket was closed with ${code}: ${reason}`))),
    ]);
  }

  /** The next message's data, of a subscription that goes well. */
  async data<Data>(): Promise<Data> {
    const message = await this.next();
    const { data, errors } = (message.payload ?? {}) as { data?: Data; errors?: unknown };
    if (message.type !== 'next' || errors || !data) throw new Error(`Not a plain answer: ${JSON.stringify(message)}`);
    return data;
  }

  async close(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}
