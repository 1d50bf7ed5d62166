/** A local date and time without a zone: whole seconds since 1970-01-01T00:00:00 on the wall, where every day has 86,400. */
export type LocalSeconds = number;

/** A local date: whole days since 1970-01-01. */
export type LocalDay = number;

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const secondsOfDay = 86_400;

const dateTimePattern = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z?)?$/;
const daysOf400Years = 146_097;
/** From 0000-03-01, the first day of a year that ends with its leap day, to 1970-01-01. */
const daysToEpoch = 719_468;

/** The day of a date of the proleptic Gregorian calendar. Months below 1 and above 12 are those of years before and after. */
export function toDay(year: number, month: number, day: number): LocalDay {
  // Years that begin in March have their leap day last, where it moves no other day.
  const months = year * 12 + month - 3;
  const marchYear = Math.floor(months / 12);
  const dayOfYear = Math.floor((153 * (months - marchYear * 12) + 2) / 5) + day - 1;
  return marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400) + dayOfYear - daysToEpoch;
}

/** The date of a day. */
export function dateOf(day: LocalDay): CalendarDate {
  const days = day + daysToEpoch;
  const cycle = Math.floor(days / daysOf400Years);
  const dayOfCycle = days - cycle * daysOf400Years;
  const yearOfCycle = Math.floor(
    (dayOfCycle - Math.floor(dayOfCycle / 1_460) + Math.floor(dayOfCycle / 36_524) - Math.floor(dayOfCycle / 146_096)) / 365,
  );
  const dayOfYear = dayOfCycle - (yearOfCycle * 365 + Math.floor(yearOfCycle / 4) - Math.floor(yearOfCycle / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: cycle * 400 + yearOfCycle + (month < 3 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** The day that a moment is on. */
export function dayOf(at: LocalSeconds): LocalDay {
  return Math.floor(at / secondsOfDay);
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: LocalDay): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The first day of the week that holds the day, when weeks begin on the weekday. */
export function weekStartOf(day: LocalDay, weekStart: number): LocalDay {
  return day - ((weekdayOf(day) - weekStart + 7) % 7);
}

/** A date (20260131) or a date and time (20260131T093000) in basic form, or null. A final Z says nothing about the wall and is left out. */
export function parseLocal(text: string): { at: LocalSeconds; isDate: boolean } | null {
  const match = dateTimePattern.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0));
  const day = toDay(year, month, date);
  const found = dateOf(day);
  if (year < 1 || found.year !== year || found.month !== month || found.day !== date) return null;
  if (hour > 23 || minute > 59 || second > 60) return null;
  // A wall without leap seconds reads 60 as 59 (RFC 5545, 3.3.12).
  return { at: day * secondsOfDay + hour * 3_600 + minute * 60 + Math.min(second, 59), isDate: match[4] === undefined };
}

/** 20260131 */
export function formatLocalDate(at: LocalSeconds): string {
  const { year, month, day } = dateOf(dayOf(at));
  return digits(year, 4) + digits(month, 2) + digits(day, 2);
}

/** 20260131T093000 */
export function formatLocalDateTime(at: LocalSeconds): string {
  const second = at - dayOf(at) * secondsOfDay;
  return `${formatLocalDate(at)}T${digits(Math.floor(second / 3_600), 2)}${digits(Math.floor(second / 60) % 60, 2)}${digits(second % 60, 2)}`;
}

function digits(value: number, length: number): string {
  return value.toString().padStart(length, '0');
}
