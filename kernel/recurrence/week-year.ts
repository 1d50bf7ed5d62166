import { dateOf, toDay, weekStartOf, type LocalDay } from './local-date-time.js';

/** The first day of the year's week 1, which is the first week with four days in the year and so the one that holds 4 January. */
export function weekYearStart(year: number, weekStart: number): LocalDay {
  return weekStartOf(toDay(year, 1, 4), weekStart);
}

/** The year that the day's week counts to: for a few days around New Year, the year before or after. */
export function weekYearOf(day: LocalDay, weekStart: number): number {
  const { year } = dateOf(day);
  if (day < weekYearStart(year, weekStart)) return year - 1;
  return day < weekYearStart(year + 1, weekStart) ? year : year + 1;
}
