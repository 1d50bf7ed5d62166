import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** So many are free; then every further one doubles the wait, up to the longest. */
const freeTries = 5;
const firstWaitMs = 5_000;
const longestWaitMs = 15 * 60_000;
const forgottenAfterMs = 60 * 60_000;
const mostRemembered = 50_000;

/** Who tries, from where, and by what. */
export interface Try {
  readonly clientId: string;
  readonly address: string | null;
  readonly secret: string | null;
}

/**
 * Slows down who tries secrets, by client and network together and for clients that do not exist alike, so that a stranger never
 * shuts a client out. Nor does a program of its own that goes on with an old secret: one that was right here before does not wait.
 * It remembers for this process alone: secrets have 178 bits, so this is against noise and load.
 */
export class WrongTries {
  private readonly tries = new LRUCache<string, { readonly count: number; readonly lastAt: number }>({
    max: mostRemembered,
    ttl: forgottenAfterMs,
  });
  private readonly rightBefore = new LRUCache<string, true>({ max: mostRemembered, ttl: forgottenAfterMs });

  constructor(private readonly now: () => number = Date.now) {}

  /** How many seconds to wait before this is tried; null when it can be at once. */
  waitFor(attempt: Try): number | null {
    const { count, lastAt } = this.tries.get(placeOf(attempt)) ?? { count: 0, lastAt: 0 };
    if (count < freeTries || this.rightBefore.has(proofOf(attempt))) return null;
    const left = lastAt + Math.min(firstWaitMs * 2 ** (count - freeTries), longestWaitMs) - this.now();
    return left > 0 ? Math.ceil(left / 1000) : null;
  }

  wasWrong(attempt: Try): void {
    const count = (this.tries.get(placeOf(attempt))?.count ?? 0) + 1;
    this.tries.set(placeOf(attempt), { count, lastAt: this.now() });
    this.rightBefore.delete(proofOf(attempt));
  }

  wasRight(attempt: Try): void {
    this.tries.delete(placeOf(attempt));
    if (attempt.secret !== null) this.rightBefore.set(proofOf(attempt), true);
  }
}

/** An IPv6 host owns a /64, so that counts as one. */
function placeOf({ clientId, address }: Try): string {
  const source = address?.includes(':') ? address.split(':').slice(0, 4).join(':') : (address ?? 'unknown');
  return `${clientId.slice(0, 100)} ${source}`;
}

function proofOf({ clientId, secret }: Try): string {
  return createHash('sha256')
    .update(JSON.stringify([clientId, secret]))
    .digest('base64');
}
