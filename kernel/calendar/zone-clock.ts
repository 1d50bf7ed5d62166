const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Of each zone so many days are remembered, some 50 years. */
const mostDays = 20_000;
const firstDay = { date: '0000-01-01', wall: Date.UTC(-1, 12) };
const lastDay = { date: '9999-12-31', wall: Date.UTC(9999, 11, 31) };

/** The offset on one UTC day: one for the whole day, or one before and one after the instant at which it changes. */
interface DayOffset {
  readonly before: number;
  readonly changesAt: number;
  readonly after: number;
}

/**
 * A time zone's wall clock, from the runtime's IANA database. Instants are milliseconds since the epoch; wall-clock times are
 * milliseconds since 1970-01-01T00:00 on that clock. Offsets are looked up once a day, because asking for one is slow.
 */
export class ZoneClock {
  private static readonly clocks = new Map<string, ZoneClock>();

  /** One clock a zone, shared by all. */
  static of(timeZone: string): ZoneClock {
    let clock = ZoneClock.clocks.get(timeZone);
    if (!clock) ZoneClock.clocks.set(timeZone, (clock = new ZoneClock(timeZone)));
    return clock;
  }

  private readonly format: Intl.DateTimeFormat;
  private readonly days = new Map<number, DayOffset>();

  private constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** What the clock is ahead of UTC, in milliseconds. */
  offsetAt(instant: number): number {
    const day = Math.floor(instant / dayMs);
    let offset = this.days.get(day);
    if (!offset) {
      if (this.days.size >= mostDays) this.days.clear();
      this.days.set(day, (offset = this.offsetOn(day)));
    }
    return instant < offset.changesAt ? offset.before : offset.after;
  }

  /** When the clock next changes its offset after this instant and before the other; null when it does not. */
  nextChange(after: number, before: number): number | null {
    for (let day = Math.floor(after / dayMs); day * dayMs < before; day += 1) {
      this.offsetAt(day * dayMs);
      const offset = this.days.get(day);
      if (offset && offset.before !== offset.after && offset.changesAt > after && offset.changesAt < before) return offset.changesAt;
    }
    return null;
  }

  toWall(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /**
   * The instant at which the clock shows a time (RFC 5545, 3.3.5): of two the first, and a time that is skipped moves forward
   * by what is skipped, as it is read with the offset from before.
   */
  toInstant(wall: number): number {
    const offsets = [this.offsetAt(wall - dayMs), this.offsetAt(wall + dayMs)] as const;
    const found = offsets.map((offset) => wall - offset).filter((instant) => this.toWall(instant) === wall);
    return found.length > 0 ? Math.min(...found) : wall - offsets[0];
  }

  private offsetOn(day: number): DayOffset {
    const start = day * dayMs;
    const [before, after] = [this.ask(start), this.ask(start + dayMs - 1)];
    if (before === after) return { before, changesAt: start, after };
    let [low, high] = [0, dayMs / minuteMs];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (this.ask(start + middle * minuteMs) === before) low = middle;
      else high = middle;
    }
    return { before, changesAt: start + high * minuteMs, after };
  }

  private ask(instant: number): number {
    const name = this.format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours = '0', minutes = '0', seconds = '0'] = /^GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(name) ?? [];
    const offset = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
    return sign === '-' ? -offset : offset;
  }
}

/** A day of the calendar as its first moment on the wall clock. */
export function dayToWall(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

/** The day of a time on the wall clock; the first or the last that there are when it is beyond the years of four digits. */
export function wallToDay(wall: number): string {
  if (wall < firstDay.wall) return firstDay.date;
  return wall < lastDay.wall ? new Date(wall).toISOString().slice(0, 10) : lastDay.date;
}

/** `HH:MM` or `HH:MM:SS` as milliseconds since midnight. */
export function timeOfDay(time: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = time.split(':');
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
