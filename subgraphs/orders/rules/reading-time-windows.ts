import { LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import type { TimeWindow } from './condition.js';
import { didYouMean, shown } from './did-you-mean.js';
import { hasOnly, isObject, type JsonObject } from './json-object.js';
import { daysOfWeek, type DayOfWeek } from './local-moment.js';
import type { Place, RuleProblems } from './rule-problems.js';

const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

/** Reads {"local_time": {"between": ["18:00", "08:00"]}, "days": ["SAT", "SUN"]}, either of which may stand alone. */
export function readTimeWindow(given: JsonObject, place: Place, problems: RuleProblems): TimeWindow | null {
  const isPlain = hasOnly(given, ['local_time', 'days'], place, problems);
  const between = Object.hasOwn(given, 'local_time') ? readTimes(given['local_time'], [...place, 'local_time'], problems) : null;
  const days = Object.hasOwn(given, 'days') ? readDays(given['days'], [...place, 'days'], problems) : null;
  return isPlain && between !== 'wrong' && days !== 'wrong' ? { kind: 'time', between, days } : null;
}

function readTimes(given: unknown, place: Place, problems: RuleProblems): TimeWindow['between'] | 'wrong' {
  const times = isObject(given) && hasOnly(given, ['between'], place, problems) ? given['between'] : null;
  const [from, until] = Array.isArray(times) && times.length === 2 ? (times as unknown[]) : [];
  if (!isTime(from) || !isTime(until)) {
    problems.add(place, 'write two times of day in 24 hours, such as {"between": ["18:00", "08:00"]}.');
    return 'wrong';
  }
  const window = [LocalTimeScalar.serialize(from), LocalTimeScalar.serialize(until)] as const;
  if (window[0] !== window[1]) return window;
  problems.add(place, 'the window ends when it begins: leave out "local_time" for the whole day, or write two different times.');
  return 'wrong';
}

function isTime(given: unknown): given is string {
  return typeof given === 'string' && timePattern.test(given);
}

function readDays(given: unknown, place: Place, problems: RuleProblems): TimeWindow['days'] | 'wrong' {
  if (!Array.isArray(given) || given.length === 0 || given.length > daysOfWeek.length) {
    problems.add(place, 'write a list of days, such as ["SAT", "SUN"].');
    return 'wrong';
  }
  const wrong = (given as unknown[]).findIndex((day) => !isDay(day));
  if (wrong === -1) return daysOfWeek.filter((day) => given.includes(day));
  const day = (given as unknown[])[wrong];
  problems.add([...place, wrong], `${shown(day)} is no day. ${didYouMean(typeof day === 'string' ? day.slice(0, 60) : '', daysOfWeek)}`);
  return 'wrong';
}

function isDay(given: unknown): given is DayOfWeek {
  return (daysOfWeek as readonly unknown[]).includes(given);
}
