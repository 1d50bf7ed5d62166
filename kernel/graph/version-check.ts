import { refuse, type Refusal } from './user-error.js';

/**
 * Refuses a change to something that somebody else has changed since the caller read it. `what` reads as in "this patient". Which version
 * it is at is not told: that is for who may read it.
 */
export function staleVersion(found: { version: number }, expected: number, what: string, payload: Readonly<Record<string, unknown>>): Refusal | null {
  if (found.version === expected) return null;
  const message = `Somebody changed this ${what} since you read it. Read it again, then decide.`;
  return refuse('STALE_VERSION', message, ['input', 'expectedVersion'], payload);
}
