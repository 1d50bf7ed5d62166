import { union, type Interval, type Intervals } from './intervals.js';
import { dayToWall, timeOfDay, wallToDay, ZoneClock } from './zone-clock.js';

const dayMs = 86_400_000;

/** FHIR R4 days-of-week, from Sunday as JavaScript counts. */
export const daysOfWeek = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;

/** On the wall clock of the branch; a time to close that is not after the one to open is on the next day. */
export interface BranchOpening {
  readonly day: (typeof daysOfWeek)[number];
  readonly opens: string;
  readonly closes: string;
}

/** What platform says of a branch's time. */
export interface BranchCalendar {
  readonly timeZone: string;
  /** None at all is always open. */
  readonly openingHours: readonly BranchOpening[];
}

/** Days on which a branch is closed, all day or between two times: a holiday. */
export interface Closure {
  readonly startsOn: string;
  readonly endsOn: string;
  readonly fromTime: string | null;
  readonly untilTime: string | null;
}

/** Days of a branch's calendar, from one up to and including another. */
export interface Days {
  readonly from: string;
  readonly until: string;
}

/** Longer at both ends, by a day unless said otherwise: what begins the evening before reaches into the first day. */
export function widened({ from, until }: Days, days = 1): Days {
  return { from: wallToDay(dayToWall(from) - days * dayMs), until: wallToDay(dayToWall(until) + days * dayMs) };
}

/** From the first moment of the first day to the last of the last one, as instants. */
export function spanOf({ from, until }: Days, clock: ZoneClock): Interval {
  return [clock.toInstant(dayToWall(from)), clock.toInstant(dayToWall(until) + dayMs)];
}

export function openWithin({ openingHours, timeZone }: BranchCalendar, days: Days): Intervals {
  const clock = ZoneClock.of(timeZone);
  if (openingHours.length === 0) return [spanOf(days, clock)];
  return union(
    eachDay(days).flatMap((date) => {
      const name = daysOfWeek[new Date(date).getUTCDay()];
      return openingHours.filter(({ day }) => day === name).map(({ opens, closes }) => shift(date, opens, closes, clock));
    }),
  );
}

export function closedWithin(closures: readonly Closure[], days: Days, clock: ZoneClock): Intervals {
  return union(
    closures.flatMap(({ startsOn, endsOn, fromTime, untilTime }) => {
      const closed = { from: startsOn > days.from ? startsOn : days.from, until: endsOn < days.until ? endsOn : days.until };
      return eachDay(closed).map((date) => shift(date, fromTime ?? '00:00', untilTime ?? '00:00', clock));
    }),
  );
}

export function eachDay({ from, until }: Days): string[] {
  const count = Math.floor((dayToWall(until) - dayToWall(from)) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => wallToDay(dayToWall(from) + index * dayMs));
}

/** One stretch of work that begins on a day; it ends on the next one when it ends at or before it begins. */
export function shift(date: string, from: string, until: string, clock: ZoneClock): Interval {
  const midnight = dayToWall(date);
  const starts = timeOfDay(from);
  const ends = timeOfDay(until);
  return [clock.toInstant(midnight + starts), clock.toInstant(midnight + ends + (ends <= starts ? dayMs : 0))];
}
