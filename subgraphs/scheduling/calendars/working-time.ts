import { shift, type Days } from '#kernel/calendar/opening-hours.js';
import { union, type Intervals } from '#kernel/calendar/intervals.js';
import { dayToWall, timeOfDay, wallToDay, type ZoneClock } from '#kernel/calendar/zone-clock.js';
import { occurrences } from '#kernel/recurrence/expand.js';
import { parseRecurrenceRule, type RecurrenceRule } from '#kernel/recurrence/recurrence-rule.js';
import type { ScheduleHours } from './schedule.js';

const dayMs = 86_400_000;

/** When the hours hold in these days. Each end is read on the wall clock by itself, so 09:00 stays 09:00 when the clocks change. */
export function hoursWithin(hours: readonly ScheduleHours[], days: Days, clock: ZoneClock): Intervals {
  return union(hours.flatMap((entry) => datesOf(entry, days, clock).map((date) => shift(date, entry.from, entry.until, clock))));
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
