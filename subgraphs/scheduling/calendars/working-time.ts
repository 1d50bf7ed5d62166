import { occurrences } from '#kernel/recurrence/expand.js';
import { parseRecurrenceRule, type RecurrenceRule } from '#kernel/recurrence/recurrence-rule.js';
import { daysOfWeek, type BranchCalendar } from './branch-calendar.js';
import { union, type Interval, type Intervals } from './intervals.js';
import type { ScheduleHours } from './schedule.js';
import type { BranchClosure } from './unavailability.js';
import { dayToWall, timeOfDay, wallToDay, ZoneClock } from './zone-clock.js';

const dayMs = 86_400_000;

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

/** When the hours hold in these days. Each end is read on the wall clock by itself, so 09:00 stays 09:00 when the clocks change. */
export function hoursWithin(hours: readonly ScheduleHours[], days: Days, clock: ZoneClock): Intervals {
  return union(hours.flatMap((entry) => datesOf(entry, days, clock).map((date) => shift(date, entry.from, entry.until, clock))));
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

export function closedWithin(closures: readonly BranchClosure[], days: Days, clock: ZoneClock): Intervals {
  return union(
    closures.flatMap(({ startsOn, endsOn, fromTime, untilTime }) => {
      const closed = { from: startsOn > days.from ? startsOn : days.from, until: endsOn < days.until ? endsOn : days.until };
      return eachDay(closed).map((date) => shift(date, fromTime ?? '00:00', untilTime ?? '00:00', clock));
    }),
  );
}

function eachDay({ from, until }: Days): string[] {
  const count = Math.floor((dayToWall(until) - dayToWall(from)) / dayMs) + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => wallToDay(dayToWall(from) + index * dayMs));
}

/** One stretch of work that begins on a day; it ends on the next one when it ends at or before it begins. */
function shift(date: string, from: string, until: string, clock: ZoneClock): Interval {
  const midnight = dayToWall(date);
  const starts = timeOfDay(from);
  const ends = timeOfDay(until);
  return [clock.toInstant(midnight + starts), clock.toInstant(midnight + ends + (ends <= starts ? dayMs : 0))];
}

/** The days on which an entry's hours begin: rule and extra days, less the exceptions. */
function datesOf({ startsOn, from, rule, exceptOn, alsoOn }: ScheduleHours, days: Days, clock: ZoneClock): string[] {
  const dates = new Set([...(rule === null ? [startsOn] : datesOfRule(rule, startsOn, from, days, clock)), ...alsoOn]);
  for (const date of exceptOn) dates.delete(date);
  return [...dates].filter((date) => date >= days.from && date <= days.until);
}

/** Expanded with the time of day, because UNTIL may have one. */
function datesOfRule(text: string, startsOn: string, time: string, days: Days, clock: ZoneClock): string[] {
  const { rule, untilIsUtc } = parsed(text);
  const until = rule.until !== null && untilIsUtc ? Math.floor(clock.toWall(rule.until * 1000) / 1000) : rule.until;
  const range = { from: dayToWall(days.from) / 1000, before: (dayToWall(days.until) + dayMs) / 1000 };
  const starts = occurrences({ ...rule, until }, (dayToWall(startsOn) + timeOfDay(time)) / 1000, range);
  return [...starts].map((second) => wallToDay(second * 1000));
}

interface ParsedRule {
  readonly rule: RecurrenceRule;
  /** Then it is an instant (RFC 5545, 3.3.10), which a rule that knows no zone has read as if it were of the wall clock. */
  readonly untilIsUtc: boolean;
}

const rules = new Map<string, ParsedRule>();
const mostRules = 1_000;

/** Parsed once: the same few rules come again with every search. */
function parsed(text: string): ParsedRule {
  let found = rules.get(text);
  if (!found) {
    if (rules.size >= mostRules) rules.clear();
    rules.set(text, (found = { rule: parseRecurrenceRule(text), untilIsUtc: /UNTIL\s*=\s*\d{8}T\d{6}Z/i.test(text) }));
  }
  return found;
}
