const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** Pauses between attempts, as Standard Webhooks proposes: ten attempts in some three days. */
const pauses = [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];

export const mostAttempts = pauses.length + 1;

/** Milliseconds until the next attempt after so many, up to a fifth longer so that all do not come back at once; null when there is none. */
export function pauseAfter(attempts: number, chance: number = Math.random()): number | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : Math.round(pause * (1 + chance / 5));
}
