import { dayFilter } from './day-filter.js';
import { dayOf, secondsOfDay, toDay, type LocalSeconds } from './local-date-time.js';
import { Patience } from './patience.js';
import { periodLengths, periods } from './period.js';
import { RecurrenceRuleError, type RecurrenceRule } from './recurrence-rule.js';

export interface OccurrenceRange {
  /** Occurrences before it are left out; without COUNT they cost nothing. */
  readonly from?: LocalSeconds;
  /** Occurrences at or after it are left out. */
  readonly before?: LocalSeconds;
}

/** A rule with COUNT has to be counted from its start: so many looks and occurrences before `from`, and it is refused instead. */
export const mostCounted = 1_000_000;

const endOf9999 = toDay(10_000, 1, 1) * secondsOfDay - 1;

/**
 * The rule's occurrences in order, each once, up to the end of the year 9999. The start is one of them only if it fulfils the
 * rule. For a start without a time, pass `withoutTimes(rule)`.
 */
export function* occurrences(
  rule: RecurrenceRule,
  start: LocalSeconds,
  range: OccurrenceRange = {},
  patience = new Patience(),
): Generator<LocalSeconds> {
  const from = Math.max(start, range.from ?? start);
  const last = Math.min(rule.until ?? endOf9999, (range.before ?? Infinity) - 1, endOf9999);
  const isCounted = rule.count !== null;
  const walkedFrom = isCounted ? start : from;
  const choose = chooser(rule.bySetPosition, timesWithin(rule, start));
  let count = 0;
  for (const beginnings of periods(rule, { start, from: walkedFrom, last }, dayFilter(rule, dayOf(start)), patience)) {
    for (const at of choose(beginnings, walkedFrom)) {
      if (at > last) return;
      patience.renew();
      count += 1;
      if (at >= from) yield at;
      else if (count + patience.looks > mostCounted) {
        throw new RecurrenceRuleError('The start is too far from the time asked for to count from: say UNTIL, not COUNT.');
      }
      if (count === rule.count) return;
    }
  }
}

/** The times of day, or of the hour or minute for shorter periods, at which a period's occurrences are, in seconds from its beginning. */
function timesWithin(rule: RecurrenceRule, start: LocalSeconds): LocalSeconds[] {
  const second = start - dayOf(start) * secondsOfDay;
  const given = (list: readonly number[], starts: number): readonly number[] => (list.length > 0 ? list : [starts]);
  const length = periodLengths[rule.frequency] ?? secondsOfDay;
  const seconds = length > 1 ? given(rule.bySecond, second % 60) : [0];
  const minutes = length > 60 ? given(rule.byMinute, Math.floor(second / 60) % 60) : [0];
  const hours = length > 3_600 ? given(rule.byHour, Math.floor(second / 3_600)) : [0];
  return hours.flatMap((hour) => minutes.flatMap((minute) => seconds.map((each) => hour * 3_600 + minute * 60 + each)));
}

type Chooser = (beginnings: readonly LocalSeconds[], from: LocalSeconds) => Iterable<LocalSeconds>;

/** Gives a period's occurrences from a moment on. They are never all made to choose some: a year can have thirty million. */
function chooser(positions: readonly number[], times: readonly LocalSeconds[]): Chooser {
  if (positions.length === 0) {
    return function* (beginnings, from) {
      for (const beginning of beginnings) {
        if (beginning + secondsOfDay <= from) continue;
        for (const time of times) if (beginning + time >= from) yield beginning + time;
      }
    };
  }
  const places = new Map<number, readonly number[]>();
  return function* (beginnings, from) {
    const total = beginnings.length * times.length;
    const chosen = places.get(total) ?? placesAmong(positions, total);
    places.set(total, chosen);
    for (const place of chosen) {
      const at = (beginnings[Math.floor(place / times.length)] ?? 0) + (times[place % times.length] ?? 0);
      if (at >= from) yield at;
    }
  };
}

/** 0-based places of 1, 2 … and of -1, -2 … among so many, in order. */
function placesAmong(positions: readonly number[], total: number): number[] {
  const places = new Set(positions.map((position) => (position > 0 ? position - 1 : total + position)));
  return [...places].filter((place) => place >= 0 && place < total).sort((a, b) => a - b);
}
