import { refuse, type Refusal } from '#kernel/graph/user-error.js';

/** By how much the clock of a device may be ahead. */
const mostAheadMs = 5 * 60_000;

/** When something changes hands, by the giver's clock; never later than by ours, as a key could be revoked in between. */
export function momentOf(said: Date | null | undefined, now: Date = new Date()): Date | Refusal {
  if (!said) return now;
  if (said.getTime() - now.getTime() > mostAheadMs)
    return refuse(
      'INVALID',
      `It is ${now.toISOString()}, and nothing is handed over later: set the clock of the device.`,
      ['input', 'at'],
      { handover: null },
    );
  return said < now ? said : now;
}
