import { TemperatureLogError, type DateOrder } from './temperature-log.js';

/** A time as it stands in a file: what the clock showed, in milliseconds since 1970-01-01T00:00 on it, and its own offset where it has one. */
export interface PrintedTime {
  readonly wall: number;
  /** What the clock was ahead of UTC, in milliseconds. */
  readonly offset: number | null;
}

const minuteMs = 60_000;
const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T\s]+(.+))?$/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?:[,\s]+(.+))?$/;
const timeOfDay = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?\s*([ap]\.?m\.?)?\s*(z|utc|gmt|[+-]\d\d:?\d\d)?$/i;

/** Reads `2023-04-17 16:21`, `17.04.2023 16:21:00`, `4/17/2023 4:21 PM`, with or without an offset; null is no time. */
export function parsePrintedTime(text: string, order: DateOrder): PrintedTime | null {
  const trimmed = text.trim();
  const parts = yearFirst.exec(trimmed);
  if (parts) return timeOn(Number(parts[1]), Number(parts[3]), Number(parts[4]), parts[5]);
  const [, first, separator, second, year = '', time] = yearLast.exec(trimmed) ?? [];
  if (first === undefined) return null;
  // With dots the day is first everywhere.
  const [month, day] = order === 'MONTH_FIRST' && separator !== '.' ? [first, second] : [second, first];
  return timeOn(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day), time);
}

/**
 * Whether the day or the month is first in a file, by the first date that can be only the one. Null where all can be both; dates that
 * leave no doubt by themselves ask nothing.
 */
export function dateOrderOf(texts: Iterable<string>): DateOrder | null {
  let doubtful = false;
  for (const text of texts) {
    const [, first, separator, second] = yearLast.exec(text.trim()) ?? [];
    if (first === undefined || separator === '.') continue;
    if (Number(first) > 12) return 'DAY_FIRST';
    if (Number(second) > 12) return 'MONTH_FIRST';
    if (first !== second) doubtful = true;
  }
  return doubtful ? null : 'YEAR_FIRST';
}

function timeOn(year: number, month: number, day: number, time = '0:00'): PrintedTime | null {
  const [, hours, minutes, seconds = '0', fraction = '0', half, zone] = timeOfDay.exec(time.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const hour = half ? (Number(hours) % 12) + (/^p/i.test(half) ? 12 : 0) : Number(hours);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59 || (half && (Number(hours) < 1 || Number(hours) > 12))) return null;
  const milliseconds = Number(fraction.padEnd(3, '0'));
  const wall = date.getTime() + ((hour * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + milliseconds;
  return { wall, offset: zone === undefined ? null : parseOffset(zone) };
}

/** `Z`, `+07:00` or `-0330` in milliseconds. */
export function parseOffset(text: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{1,2}):?(\d\d)?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * minuteMs;
}

/**
 * The clock of a logger. It knows no daylight saving: the offset of its zone at the first time of the log holds for all, so that what lies
 * between two readings stays as long as it was. That suits loggers whose clock is set by a computer for each log.
 */
export class DeviceClock {
  private constructor(private readonly offset: number | null) {}

  /** @param stated what the file says that the clock is ahead of UTC, in milliseconds. */
  static of(timeZone: string | undefined, stated: number | null, firstWall: number): DeviceClock {
    return new DeviceClock(timeZone === undefined ? stated : offsetOnWall(timeZone, firstWall));
  }

  toInstant({ wall, offset }: PrintedTime): Date {
    const ahead = offset ?? this.offset;
    if (ahead === null) {
      throw new TemperatureLogError(
        'The file does not say in which time zone its times are. Say to which one the clock of the logger was set.',
      );
    }
    return new Date(wall - ahead);
  }
}

const dayMs = 24 * 60 * minuteMs;

/** All that a zone is ahead of UTC within a year of a moment, such as `+01:00` and `+02:00`: one of them where it knows no daylight saving. */
export function offsetsAround(timeZone: string, at: Date): string[] {
  const offsetAt = offsetsOf(timeZone);
  const months = Array.from({ length: 25 }, (_, index) => at.getTime() + (index - 12) * 30 * dayMs);
  return [...new Set(months.map((month) => offsetAt(month) || '+00:00'))].sort();
}

function offsetOnWall(timeZone: string, wall: number): number {
  const offsetAt = offsetsOf(timeZone);
  return parseOffset(offsetAt(wall - parseOffset(offsetAt(wall))));
}

/** What a zone is ahead of UTC at an instant, such as `+01:00`; nothing where it is not. */
function offsetsOf(timeZone: string): (instant: number) => string {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    throw new TemperatureLogError(
      `"${timeZone}" is no time zone. Give one by its IANA name, such as Asia/Bangkok, or as an offset, such as +07:00.`,
    );
  }
  return (instant) => {
    const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    return name.replace('GMT', '');
  };
}
