import { NetworkError } from './errors.js';

export interface RetryOptions {
  /** How many times more, after the first attempt. */
  readonly retries: number;
  /** How long to wait at most, for one attempt more; a server that says longer is not waited for. */
  readonly longestWaitMs: number;
  readonly signal?: AbortSignal | undefined;
}

const temporary = new Set([429, 502, 503, 504]);
const firstPauseMs = 250;

/**
 * Sends until there is an answer that another attempt would not better: a server that is away or asks for patience is asked again, after
 * `Retry-After` where it says so. Whoever calls sees to it that sending twice does no harm.
 */
export async function retrying(send: () => Promise<Response>, { retries, longestWaitMs, signal }: RetryOptions): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const outcome = await send().catch((error: unknown) => {
      signal?.throwIfAborted();
      return new NetworkError('The graph could not be reached, or did not answer in time.', { cause: error });
    });
    const last = attempt >= retries;
    if (outcome instanceof NetworkError) {
      if (last) throw outcome;
      await pause(pauseMs(attempt), signal);
      continue;
    }
    if (last || !(temporary.has(outcome.status) || (await isUnderWay(outcome)))) return outcome;
    const wait = retryAfterMs(outcome.headers) ?? pauseMs(attempt);
    if (wait > longestWaitMs) return outcome;
    await outcome.body?.cancel();
    await pause(wait, signal);
  }
}

/** An earlier attempt of ours may still be carried out: its answer comes with the same key. */
async function isUnderWay(response: Response): Promise<boolean> {
  if (response.status !== 409) return false;
  return /being carried out/.test(await response.clone().text());
}

/** Seconds, or a date (RFC 9110). */
export function retryAfterMs(headers: Headers): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

/** Longer each time, and never the same for two who were refused together. */
function pauseMs(attempt: number): number {
  return firstPauseMs * 2 ** attempt * (0.5 + Math.random());
}

export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const given = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    if (signal?.aborted) return reject(signal.reason as Error);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', given);
      resolve();
    }, ms);
    signal?.addEventListener('abort', given, { once: true });
  });
}
