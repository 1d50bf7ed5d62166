import { setTimeout as delay } from 'node:timers/promises';

const attempts = 4;
/** serialization_failure and deadlock_detected, by PostgreSQL's appendix A. */
const transientCodes = new Set(['40001', '40P01']);

/** Carries a transaction out again that PostgreSQL ended for the sake of another one: nothing of it has happened. */
export async function repeating<R>(transaction: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction();
    } catch (error) {
      if (!transientCodes.has((error as { code?: string } | null)?.code ?? '') || attempt === attempts) throw error;
      await delay(2 ** attempt * 5 * Math.random());
    }
  }
}
