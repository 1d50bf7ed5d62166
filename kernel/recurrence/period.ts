import type { DayFilter } from './day-filter.js';
import { dateOf, dayOf, secondsOfDay, toDay, weekdayOf, weekStartOf, type LocalDay, type LocalSeconds } from './local-date-time.js';
import type { Patience } from './patience.js';
import type { Frequency, RecurrenceRule } from './recurrence-rule.js';
import { weekYearOf, weekYearStart } from './week-year.js';

/** Where an expansion begins, what it leaves out before and where it ends, all inclusive. */
export interface Span {
  readonly start: LocalSeconds;
  readonly from: LocalSeconds;
  readonly last: LocalSeconds;
}

/** The seconds of periods shorter than a day. */
export const periodLengths: { readonly [each in Frequency]?: number } = { SECONDLY: 1, MINUTELY: 60, HOURLY: 3_600 };

/** A way to part time into numbered periods of whole days. */
interface Calendar {
  firstDayOf(period: number): LocalDay;
  periodOf(day: LocalDay): number;
}

/**
 * The rule's periods from the one that holds `from`, each as the moments at which its days begin that the filter keeps; periods
 * shorter than a day are such a moment themselves. May be empty. Ends when patience does.
 */
export function periods(rule: RecurrenceRule, span: Span, filter: DayFilter, patience: Patience): Generator<readonly LocalSeconds[]> {
  switch (rule.frequency) {
    case 'SECONDLY':
    case 'MINUTELY':
    case 'HOURLY':
      return shortPeriods(rule, periodLengths[rule.frequency] ?? 1, span, filter, patience);
    case 'DAILY':
      return dayPeriods(rule, days, span, filter, patience);
    case 'WEEKLY':
      return dayPeriods(rule, weeks(rule.weekStart), span, filter, patience);
    case 'MONTHLY':
      return dayPeriods(rule, months, span, filter, patience);
    case 'YEARLY':
      if (rule.byWeekNumber.length === 0) return dayPeriods(rule, years, span, filter, patience);
      return dayPeriods(rule, weekYears(rule.weekStart), span, filter, patience, firstWeekYear(dayOf(span.start), rule.weekStart, filter));
  }
}

const days: Calendar = { firstDayOf: (period) => period, periodOf: (day) => day };

const months: Calendar = {
  firstDayOf: (period) => toDay(0, period + 1, 1),
  periodOf: (day) => {
    const { year, month } = dateOf(day);
    return year * 12 + month - 1;
  },
};

const years: Calendar = { firstDayOf: (period) => toDay(period, 1, 1), periodOf: (day) => dateOf(day).year };

function weeks(weekStart: number): Calendar {
  const origin = weekStartOf(0, weekStart);
  return { firstDayOf: (period) => origin + period * 7, periodOf: (day) => Math.floor((day - origin) / 7) };
}

function weekYears(weekStart: number): Calendar {
  return { firstDayOf: (period) => weekYearStart(period, weekStart), periodOf: (day) => weekYearOf(day, weekStart) };
}

function firstWeekYear(startDay: LocalDay, weekStart: number, filter: DayFilter): number {
  // INTERVAL counts years of dates, except where the start's week is the rule's and counts to the year before or after.
  const daysLeft = 7 - ((weekdayOf(startDay) - weekStart + 7) % 7);
  const isRules = Array.from({ length: daysLeft }, (_, ahead) => startDay + ahead).some(filter);
  return isRules ? weekYearOf(startDay, weekStart) : dateOf(startDay).year;
}

function* dayPeriods(
  { interval }: RecurrenceRule,
  calendar: Calendar,
  span: Span,
  filter: DayFilter,
  patience: Patience,
  first = calendar.periodOf(dayOf(span.start)),
): Generator<LocalSeconds[]> {
  const skipped = Math.max(0, Math.floor((calendar.periodOf(dayOf(span.from)) - first) / interval));
  for (let period = first + skipped * interval; !patience.isOver; period += interval) {
    const firstDay = calendar.firstDayOf(period);
    if (firstDay * secondsOfDay > span.last) return;
    const end = calendar.firstDayOf(period + 1);
    const kept: LocalSeconds[] = [];
    for (let day = firstDay; day < end; day += 1) if (filter(day)) kept.push(day * secondsOfDay);
    patience.spend(end - firstDay);
    yield kept;
  }
}

function* shortPeriods(rule: RecurrenceRule, length: number, span: Span, filter: DayFilter, patience: Patience): Generator<LocalSeconds[]> {
  const first = Math.floor(span.start / length) * length;
  const step = length * rule.interval;
  let at = first + Math.max(0, Math.floor((span.from - first) / step)) * step;
  while (at <= span.last && !patience.isOver) {
    patience.spend(1);
    const next = afterExcluded(rule, at, length, filter);
    if (next === at) yield [at];
    at = next === at ? at + step : first + Math.ceil((next - first) / step) * step;
  }
}

/** The end of the longest stretch from this moment on that the rule's limits exclude, or the moment itself. */
function afterExcluded(rule: RecurrenceRule, at: LocalSeconds, length: number, filter: DayFilter): LocalSeconds {
  const day = dayOf(at);
  if (!filter(day)) {
    const { year, month } = dateOf(day);
    const isMonthExcluded = rule.byMonth.length > 0 && !rule.byMonth.includes(month);
    return (isMonthExcluded ? toDay(year, month + 1, 1) : day + 1) * secondsOfDay;
  }
  const excludes = (limit: readonly number[], value: number): boolean => limit.length > 0 && !limit.includes(value);
  const second = at - day * secondsOfDay;
  if (excludes(rule.byHour, Math.floor(second / 3_600))) return (Math.floor(at / 3_600) + 1) * 3_600;
  if (length <= 60 && excludes(rule.byMinute, Math.floor(second / 60) % 60)) return (Math.floor(at / 60) + 1) * 60;
  if (length === 1 && excludes(rule.bySecond, second % 60)) return at + 1;
  return at;
}
