import { timeOfDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import type { Settings } from './scheduling-settings.js';

const dayMs = 86_400_000;

/** When the quiet hours end that hold at this instant in a zone; null when none do. In milliseconds since the epoch. */
export function endOfQuiet(
  at: number,
  timeZone: string,
  { quietFrom, quietUntil }: Pick<Settings, 'quietFrom' | 'quietUntil'>,
): number | null {
  const clock = ZoneClock.of(timeZone);
  const wall = clock.toWall(at);
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const [from, until, now] = [timeOfDay(quietFrom), timeOfDay(quietUntil), wall - midnight];
  const isOvernight = until < from;
  const isQuiet = isOvernight ? now >= from || now < until : now >= from && now < until;
  if (!isQuiet) return null;
  const end = midnight + until + (isOvernight && now >= from ? dayMs : 0);
  const instant = clock.toInstant(end);
  // Of an hour that the clock shows twice, the end in its first half may be over.
  return instant > at ? instant : at + end - wall;
}
