import { dateOf, toDay, weekdayOf, type CalendarDate, type LocalDay } from './local-date-time.js';
import type { RecurrenceRule } from './recurrence-rule.js';
import { weekYearOf, weekYearStart } from './week-year.js';

export type DayFilter = (day: LocalDay) => boolean;

/**
 * Whether a day is one of the rule's. Within a period, a part that expands and a part that limits keep the same days: those
 * on which all parts agree. So the table of RFC 5545 comes down to what the start says where the rule says nothing.
 */
export function dayFilter(rule: RecurrenceRule, startDay: LocalDay): DayFilter {
  const { byMonth, byMonthDay, byDay } = completed(rule, startDay);
  const filters: ((day: LocalDay, date: CalendarDate) => boolean)[] = [];
  if (byMonth.length > 0) filters.push((_, { month }) => byMonth.includes(month));
  if (byMonthDay.length > 0) {
    const wanted = new Set(byMonthDay);
    filters.push((day, { year, month }) => isAt(wanted, day, toDay(year, month, 1), toDay(year, month + 1, 1)));
  }
  if (rule.byYearDay.length > 0) {
    const wanted = new Set(rule.byYearDay);
    filters.push((day, { year }) => isAt(wanted, day, toDay(year, 1, 1), toDay(year + 1, 1, 1)));
  }
  if (rule.byWeekNumber.length > 0) {
    const wanted = new Set(rule.byWeekNumber);
    const { weekStart } = rule;
    filters.push((day) => {
      const year = weekYearOf(day, weekStart);
      return isAt(wanted, day, weekYearStart(year, weekStart), weekYearStart(year + 1, weekStart), 7);
    });
  }
  if (byDay.length > 0) {
    const wanted = Array.from(
      { length: 7 },
      (_, weekday) => new Set(byDay.filter((each) => each.weekday === weekday).map(({ nth }) => nth)),
    );
    // The start's month is no part of the rule: "20MO" counts within the year unless the rule itself names months.
    const withinMonth = rule.frequency === 'MONTHLY' || rule.byMonth.length > 0;
    filters.push((day, { year, month }) => {
      const nths = wanted[weekdayOf(day)];
      if (!nths || nths.size === 0) return false;
      if (nths.has(0)) return true;
      const [first, end] = withinMonth ? [toDay(year, month, 1), toDay(year, month + 1, 1)] : [toDay(year, 1, 1), toDay(year + 1, 1, 1)];
      return isAt(nths, day, first, end, 7);
    });
  }
  return (day) => {
    const date = dateOf(day);
    return filters.every((filter) => filter(day, date));
  };
}

/** Whether the day is wanted by its place from the first day on (1, 2 …) or back from the end (-1, -2 …), in steps of so many days. */
function isAt(wanted: ReadonlySet<number>, day: LocalDay, first: LocalDay, end: LocalDay, step = 1): boolean {
  return wanted.has(Math.floor((day - first) / step) + 1) || wanted.has(-Math.floor((end - 1 - day) / step) - 1);
}

/** What the rule leaves open is as it is on the start's day (RFC 5545, 3.3.10). */
function completed(rule: RecurrenceRule, startDay: LocalDay): Pick<RecurrenceRule, 'byMonth' | 'byMonthDay' | 'byDay'> {
  const { frequency, byMonth, byWeekNumber, byYearDay, byMonthDay, byDay } = rule;
  const start = dateOf(startDay);
  const namesDay = byDay.length > 0 || byMonthDay.length > 0 || byYearDay.length > 0;
  const byStartsWeekday = !namesDay && (frequency === 'WEEKLY' || byWeekNumber.length > 0);
  const byStartsDate = !namesDay && !byStartsWeekday && (frequency === 'MONTHLY' || frequency === 'YEARLY');
  // Days of a month in a yearly rule need a month. The RFC leaves open whether that is each or the start's; libical takes the start's.
  const wantsMonth =
    frequency === 'YEARLY' && byYearDay.length === 0 && byWeekNumber.length === 0 && (byStartsDate || byMonthDay.length > 0);
  return {
    byMonth: byMonth.length === 0 && wantsMonth ? [start.month] : byMonth,
    byMonthDay: byStartsDate ? [start.day] : byMonthDay,
    byDay: byStartsWeekday ? [{ weekday: weekdayOf(startDay), nth: 0 }] : byDay,
  };
}
