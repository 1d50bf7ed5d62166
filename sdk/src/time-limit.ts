export interface TimeLimit {
  readonly fetch: typeof fetch;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

export type LimitedFetch = (url: string, init: RequestInit, limit: TimeLimit) => Promise<Response>;

/** The answer and all of its body, within the limit. */
export const fetchWhole: LimitedFetch = (url, init, { fetch, timeoutMs, signal }) =>
  fetch(url, { ...init, signal: either(signal, AbortSignal.timeout(timeoutMs)) });

/** An answer that begins within the limit. Its body may take as long as it comes, and fails when it stands still for so long. */
export const fetchFile: LimitedFetch = async (url, init, { fetch, timeoutMs, signal }) => {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(tooLate(`No answer began within ${timeoutMs} ms.`)), timeoutMs);
  try {
    const response = await fetch(url, { ...init, signal: either(signal, limit.signal) });
    return failingWhenIdle(response, timeoutMs);
  } finally {
    clearTimeout(timer);
  }
};

function failingWhenIdle(response: Response, limitMs: number): Response {
  const reader = response.body?.getReader();
  if (!reader) return response;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await readWithin(limitMs, reader);
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing is read ahead: the time that the reader takes with what it has does not count.
    { highWaterMark: 0 },
  );
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}

function readWithin(limitMs: number, reader: ReadableStreamDefaultReader<Uint8Array>): Promise<ReadableStreamReadResult<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = tooLate(`Nothing came for ${limitMs} ms.`);
      reject(error);
      reader.cancel(error).catch(() => undefined);
    }, limitMs);
    reader
      .read()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}

function either(signal: AbortSignal | undefined, limit: AbortSignal): AbortSignal {
  return signal ? AbortSignal.any([signal, limit]) : limit;
}

function tooLate(message: string): DOMException {
  return new DOMException(message, 'TimeoutError');
}
