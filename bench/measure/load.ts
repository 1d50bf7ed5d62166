import { Client, type Dispatcher } from 'undici';

export interface Load {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadResult {
  readonly answers: number;
  readonly seconds: number;
  /** Milliseconds from asking to the last byte, ascending. */
  readonly latencies: Float64Array;
}

/**
 * So many connections, kept alive, each of which asks again once it has its answer. An answer that is not 200, or of another
 * length than the first one, ends the measurement: whoever answers wrongly may well be fast.
 */
export async function load({ url, headers, body, connections, seconds }: Load): Promise<LoadResult> {
  const { origin, pathname } = new URL(url);
  const clients = Array.from({ length: connections }, () => new Client(origin));
  const request: Dispatcher.DispatchOptions = {
    path: pathname,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  };
  const latencies: number[] = [];
  let bytes: number | null = null;
  try {
    const began = performance.now();
    const end = began + seconds * 1000;
    const results = await Promise.allSettled(
      clients.map(async (client) => {
        while (performance.now() < end) {
          const asked = performance.now();
          const length = await ask(client, request);
          latencies.push(performance.now() - asked);
          bytes ??= length;
          if (length !== bytes) throw new Error(`${url} answered with ${length} bytes, and with ${bytes} before`);
        }
      }),
    );
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    return { answers: latencies.length, seconds: (performance.now() - began) / 1000, latencies: Float64Array.from(latencies).sort() };
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
  }
}

/** Straight on the dispatcher: the bytes are counted and let go, so that asking costs little beside answering. */
function ask(client: Client, request: Dispatcher.DispatchOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    let bytes = 0;
    let status = 0;
    client.dispatch(request, {
      onRequestStart: () => undefined,
      onResponseStart: (_, code) => {
        status = code;
      },
      onResponseData: (_, chunk) => {
        bytes += chunk.length;
      },
      onResponseEnd: () => (status === 200 ? resolve(bytes) : reject(new Error(`The answer's status is ${status}`))),
      onResponseError: (_, error) => reject(error),
    });
  });
}

/** Asks once and hands back the answer, for comparing what the contenders say. */
export async function askOnce(url: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`);
  return JSON.parse(text);
}
