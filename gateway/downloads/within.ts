import { GraphError } from '#kernel/graph/graph-error.js';

/** Begins something that a signal can end, and ends it when it is not there in time, or when `gone` says that nobody waits for it. */
export async function within<T>(ms: number, gone: AbortSignal, begin: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  const timer = setTimeout(end, ms);
  gone.addEventListener('abort', end, { once: true });
  const given = new Promise<never>((_, reject) => {
    ended.signal.addEventListener(
      'abort',
      () => reject(new GraphError('UNAVAILABLE', 'It takes too long just now: try again in a moment.')),
      { once: true },
    );
  });
  try {
    return await Promise.race([begin(ended.signal), given]);
  } finally {
    clearTimeout(timer);
  }
}
