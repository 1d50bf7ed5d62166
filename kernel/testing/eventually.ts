import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds, looking again and again; throws what it last saw when it never does. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean, withinMs = 60_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (Date.now() > deadline) throw new Error(`It never came true; last seen: ${JSON.stringify(seen)}`);
    await delay(20);
  }
}
