import { type BranchCalendar, type Days, closedWithin, openWithin, widened } from '#kernel/calendar/opening-hours.js';
import { intersection, union, type Intervals } from '#kernel/calendar/intervals.js';
import { PracticeContext, type Schedule } from '../calendars/schedule.js';
import type { BranchClosure, Unavailability } from '../calendars/unavailability.js';
import { hoursWithin } from '../calendars/working-time.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';
import type { Availability } from './availability.js';

/** Clocks are up to 26 hours apart, and hours can begin a day before they are felt. */
const daysElsewhere = 3;

/** What the calendars say of the days of one search; worked out once, however many practitioners share a branch or a schedule. */
export class Timetable {
  private readonly schedules: ReadonlyMap<string | null, readonly Schedule[]>;
  private readonly absences: ReadonlyMap<string | null, readonly Unavailability[]>;
  private readonly closures: ReadonlyMap<string, readonly BranchClosure[]>;
  private readonly open = new Map<string, Intervals>();
  private readonly closed = new Map<string, Intervals>();
  private readonly hours = new Map<Schedule, Intervals>();

  constructor(
    private readonly calendars: ReadonlyMap<string, BranchCalendar>,
    { schedules, unavailabilities, closures }: Pick<Availability, 'schedules' | 'unavailabilities' | 'closures'>,
    private readonly days: Days,
  ) {
    this.schedules = Map.groupBy(schedules, ({ practitionerId, resourceId, serviceId }) => practitionerId ?? resourceId ?? serviceId);
    this.absences = Map.groupBy(unavailabilities, ({ practitionerId, resourceId }) => practitionerId ?? resourceId);
    this.closures = Map.groupBy(closures, ({ branchId }) => branchId);
  }

  /** The schedules by which a practitioner, resource or service can be booked at a branch. */
  clinicOf(actorId: string, branchId: string): readonly Schedule[] {
    return (this.schedules.get(actorId) ?? []).filter(
      (schedule) => schedule.branchId === branchId && schedule.context === PracticeContext.CLINIC,
    );
  }

  /** When a service can be booked by these schedules. */
  bookable(schedules: readonly Schedule[], serviceId: string): Intervals {
    const [first, ...others] = schedules
      .filter(({ forServices }) => forServices === null || forServices.includes(serviceId))
      .map((schedule) => this.hoursOf(schedule));
    return others.length === 0 ? (first ?? []) : union([first ?? [], ...others].flat());
  }

  openAt(branchId: string): Intervals {
    return remembered(this.open, branchId, () => this.openIn(branchId, this.days));
  }

  closedAt(branchId: string): Intervals {
    return remembered(this.closed, branchId, () => {
      const calendar = this.calendars.get(branchId);
      return calendar ? closedWithin(this.closures.get(branchId) ?? [], this.days, ZoneClock.of(calendar.timeZone)) : [];
    });
  }

  /** When a practitioner or resource is not at a branch: on leave, blocked, or on a ward anywhere. */
  awayFrom(branchId: string, actorId: string): Intervals {
    const absent = (this.absences.get(actorId) ?? [])
      .filter((entry) => entry.branchId === null || entry.branchId === branchId)
      .map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()] as const);
    const rounds = (this.schedules.get(actorId) ?? [])
      .filter(({ context }) => context === PracticeContext.ROUNDS)
      .flatMap((schedule) => this.hoursOf(schedule));
    return union([...absent, ...rounds]);
  }

  private hoursOf(schedule: Schedule): Intervals {
    return remembered(this.hours, schedule, () => {
      const calendar = this.calendars.get(schedule.branchId);
      if (!calendar) return [];
      const isRounds = schedule.context === PracticeContext.ROUNDS;
      const days = isRounds ? widened(this.days, daysElsewhere) : this.days;
      const worked = hoursWithin(schedule.hours, days, ZoneClock.of(calendar.timeZone));
      if (!schedule.respectsOpeningHours) return worked;
      return intersection(worked, isRounds ? this.openIn(schedule.branchId, days) : this.openAt(schedule.branchId));
    });
  }

  private openIn(branchId: string, days: Days): Intervals {
    const calendar = this.calendars.get(branchId);
    return calendar ? openWithin(calendar, days) : [];
  }
}

function remembered<Key, Value>(values: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = values.get(key);
  if (known !== undefined) return known;
  const made = make();
  values.set(key, made);
  return made;
}
