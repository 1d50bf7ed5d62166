import type { Dispatcher } from 'undici';

export interface Posted {
  readonly status: number;
  readonly text: string;
}

export interface PostOptions {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Bytes that the answer may have. */
  readonly mostBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a body and reads the answer whole: a plan makes many small calls, for which streams would cost more than the calls. */
export function post(dispatcher: Dispatcher, { path, headers, body, mostBytes, signal }: PostOptions): Promise<Posted> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new Error('Nobody waits for the answer any more'));
    const chunks: Buffer[] = [];
    let size = 0;
    let status = 0;
    let abort: (() => void) | null = null;
    const end = (): void => {
      if (abort) signal?.removeEventListener('abort', abort);
    };
    dispatcher.dispatch(
      { method: 'POST', path, headers, body },
      {
        onRequestStart: (controller) => {
          if (!signal) return;
          abort = () => controller.abort(new Error('Nobody waits for the answer any more'));
          signal.addEventListener('abort', abort, { once: true });
        },
        onResponseStart: (_, statusCode) => {
          status = statusCode;
        },
        onResponseData: (controller, chunk) => {
          size += chunk.length;
          if (size > mostBytes) controller.abort(new Error(`The answer has more than ${mostBytes} bytes`));
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          end();
          const [first] = chunks;
          resolve({ status, text: chunks.length === 1 && first ? first.toString() : Buffer.concat(chunks).toString() });
        },
        onResponseError: (_, error) => {
          end();
          reject(error);
        },
      },
    );
  });
}
