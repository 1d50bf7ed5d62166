/** A date as GS1 fields carry it: a day, or a month when the label leaves the day open. */
export class Gs1Date {
  constructor(
    /** With its century. */
    readonly year: number,
    /** 1 to 12. */
    readonly month: number,
    /** 1 to 31, or null when only the month is known (the field says day 00). */
    readonly day: number | null,
  ) {}

  /** The last day that the date can mean, YYYY-MM-DD: what is usable until a month is usable until its end. */
  lastDay(): string {
    return iso(this.year, this.month, this.day ?? daysIn(this.year, this.month));
  }

  /** As fields carry it: YYMMDD, with day 00 where the day is open. */
  toYymmdd(): string {
    return `${two(this.year % 100)}${two(this.month)}${two(this.day ?? 0)}`;
  }

  /** YYYY-MM-DD, or YYYY-MM where the day is open. */
  toString(): string {
    return this.day === null ? iso(this.year, this.month) : iso(this.year, this.month, this.day);
  }

  toJSON(): string {
    return this.toString();
  }
}

/**
 * Reads YYMMDD. The century is the one that brings the year from 49 years before to 50 years after today's
 * (GS1 General Specifications, 7.12). Null where the calendar has no such day.
 */
export function readGs1Date(yymmdd: string, today: Date = new Date()): Gs1Date | null {
  const [, yy, mm, dd] = /^(\d\d)(\d\d)(\d\d)$/.exec(yymmdd) ?? [];
  if (yy === undefined) return null;
  const year = fullYear(Number(yy), today.getUTCFullYear());
  const month = Number(mm);
  const day = Number(dd);
  if (month < 1 || month > 12 || day > daysIn(year, month)) return null;
  return new Gs1Date(year, month, day === 0 ? null : day);
}

/** The days of a month, 1 to 12, of the Gregorian calendar. */
export function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return isLeap ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function fullYear(yy: number, thisYear: number): number {
  const year = thisYear - (thisYear % 100) + yy;
  if (year - thisYear >= 51) return year - 100;
  return year - thisYear <= -50 ? year + 100 : year;
}

function iso(year: number, ...parts: readonly number[]): string {
  return [String(year).padStart(4, '0'), ...parts.map(two)].join('-');
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
