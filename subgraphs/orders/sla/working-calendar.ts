import { difference, type Intervals } from '#kernel/calendar/intervals.js';
import { closedWithin, openWithin, type BranchCalendar, type Closure } from '#kernel/calendar/opening-hours.js';
import { dayToWall, wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';

const dayMs = 86_400_000;
/** So many days are looked at together; a service level is mostly met within them. */
const daysAtOnce = 14;
/** Who is not open for so long is not going to be: time is counted as if it were, from there on. */
const longestClosedDays = 400;

/** The time that counts at a branch: its opening hours, without its holidays. Instants are milliseconds since the epoch. */
export class WorkingCalendar {
  private readonly clock: ZoneClock;

  constructor(
    private readonly calendar: BranchCalendar,
    private readonly closures: readonly Closure[],
  ) {
    this.clock = ZoneClock.of(calendar.timeZone);
  }

  /** When so much working time will have passed. */
  after(from: number, workingMs: number): number {
    let left = workingMs;
    let quietDays = 0;
    for (let begin = from; ; begin = this.chunkEnd(begin)) {
      const open = this.within(begin, this.chunkEnd(begin));
      for (const [opens, closes] of open) {
        if (closes - opens >= left) return opens + left;
        left -= closes - opens;
      }
      quietDays = open.length > 0 ? 0 : quietDays + daysAtOnce;
      if (quietDays > longestClosedDays) return this.chunkEnd(begin) + left;
    }
  }

  /** How much working time there is between two instants. */
  between(from: number, until: number): number {
    let worked = 0;
    for (let begin = from; begin < until; begin = this.chunkEnd(begin)) {
      for (const [opens, closes] of this.within(begin, Math.min(until, this.chunkEnd(begin)))) worked += closes - opens;
    }
    return worked;
  }

  private chunkEnd(begin: number): number {
    return begin + daysAtOnce * dayMs;
  }

  private within(from: number, until: number): Intervals {
    // Hours that began the evening before, or end on the morning after, belong to it too.
    const days = { from: this.dayOf(from, -1), until: this.dayOf(until, 1) };
    const open = difference(openWithin(this.calendar, days), closedWithin(this.closures, days, this.clock));
    return open.flatMap(([opens, closes]) => {
      const [begin, end] = [Math.max(opens, from), Math.min(closes, until)];
      return begin < end ? [[begin, end] as const] : [];
    });
  }

  private dayOf(instant: number, more: number): string {
    return wallToDay(dayToWall(wallToDay(this.clock.toWall(instant))) + more * dayMs);
  }
}

/** Every moment counts. */
export const always = {
  after: (from: number, workingMs: number): number => from + workingMs,
  between: (from: number, until: number): number => Math.max(0, until - from),
};

export type CountedTime = Pick<WorkingCalendar, 'after' | 'between'>;
