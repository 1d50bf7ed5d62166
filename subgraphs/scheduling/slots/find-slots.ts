import { toUuid } from '#kernel/graph/type-id.js';
import { sessionOf, subjectOfService } from '../appointments/reservations.js';
import type { BranchCalendar } from '../calendars/branch-calendar.js';
import { covers, difference, intersection, union, type Intervals } from '../calendars/intervals.js';
import { PracticeContext, type Schedule } from '../calendars/schedule.js';
import { closedWithin, hoursWithin, openWithin, spanOf, widened, type Days } from '../calendars/working-time.js';
import { wallToDay, ZoneClock } from '../calendars/zone-clock.js';
import type { BookableResource } from '../resources/resource.js';
import type { HealthcareService } from '../services/healthcare-service.js';
import { termsWith, type VisitTerms } from '../services/visit-terms.js';
import type { Availability, Offer } from './availability.js';
import { Occupations } from './occupancy.js';
import { Slot, SlotStatus } from './slot.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const unoccupied = new Occupations([]);

/** A session that nobody else is of. */
const alone = 'alone';

export interface SlotQuestion {
  readonly service: HealthcareService;
  readonly branchIds: readonly string[] | null;
  readonly resources: readonly BookableResource[];
  readonly patientId: string | null;
  readonly days: Days;
  /** Notice and horizon count from here, in milliseconds since the epoch. */
  readonly now: number;
}

/** Who is asked to see the patient, where, and on which terms; nobody for a service that needs no practitioner. */
interface Candidate {
  readonly branchId: string;
  readonly calendar: BranchCalendar;
  readonly offer: Offer | null;
  readonly terms: VisitTerms;
}

/** The slots of each practitioner at each branch, each lazily and soonest first. */
export function findSlots(question: SlotQuestion, availability: Availability): Generator<Slot>[] {
  return candidatesOf(question, availability).map((candidate) => new SlotSearch(question, availability, candidate).slots());
}

function candidatesOf({ service, branchIds }: SlotQuestion, { offers, schedules, calendars }: Availability): Candidate[] {
  const who = service.requiresPractitioner
    ? offers.flatMap((offer) => offer.branchIds.map((branchId) => ({ branchId, offer, terms: termsWith(service, offer.own) })))
    : [...new Set(branchIds ?? schedules.map(({ branchId }) => branchId))].map((branchId) => ({ branchId, offer: null, terms: termsWith(service, null) }));
  return who.flatMap((each) => {
    const calendar = calendars.get(each.branchId);
    return calendar ? [{ ...each, calendar }] : [];
  });
}

/** The search for one practitioner at one branch. All times are milliseconds since the epoch. */
class SlotSearch {
  private readonly clock: ZoneClock;
  private readonly days: Days;

  constructor(
    private readonly question: SlotQuestion,
    private readonly availability: Availability,
    private readonly candidate: Candidate,
  ) {
    this.clock = ZoneClock.of(candidate.calendar.timeZone);
    this.days = widened(question.days);
  }

  *slots(): Generator<Slot> {
    const { terms } = this.candidate;
    const hours = this.bookableHours();
    const free = difference(hours, this.away());
    const [from, until] = spanOf(this.question.days, this.clock);
    const soonest = Math.max(from, this.question.now + terms.minimumNoticeMinutes * minuteMs);
    const latest = Math.min(until - 1, this.question.now + terms.horizonDays * dayMs);
    const length = terms.durationMinutes * minuteMs;
    for (const [start, end] of hours) {
      for (const startsAt of this.grid(Math.max(start, soonest), Math.min(end - length, latest))) {
        yield this.slot(startsAt, covers(free, startsAt, startsAt + length));
      }
    }
  }

  /** The times of the grid on the wall clock, from one instant up to and including another. */
  private *grid(from: number, until: number): Generator<number> {
    const step = this.candidate.terms.alignmentMinutes * minuteMs;
    let segment = from;
    while (segment <= until) {
      const change = this.clock.nextChange(segment, until) ?? until + 1;
      const offset = this.clock.offsetAt(segment);
      for (let wall = aligned(segment + offset, step); wall - offset < change; wall = aligned(wall + 1, step)) yield wall - offset;
      segment = change;
    }
  }

  private slot(startsAt: number, isAvailable: boolean): Slot {
    const { terms, branchId, offer, calendar } = this.candidate;
    const endsAt = startsAt + terms.durationMinutes * minuteMs;
    const { status, places } = isAvailable ? this.occupancy(startsAt, endsAt) : { status: SlotStatus.BUSY_UNAVAILABLE, places: 0 };
    return Object.assign(new Slot(), {
      status,
      places,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      localDate: wallToDay(this.clock.toWall(startsAt)),
      timeZone: calendar.timeZone,
      branchId,
      practitionerId: offer?.practitioner.id ?? null,
      serviceId: this.question.service.id,
      resourceIds: this.question.resources.map(({ id }) => id),
    });
  }

  /** Everybody and everything must have a place: the fewest that one of them has is what the slot has. */
  private occupancy(startsAt: number, endsAt: number): { status: SlotStatus; places: number } {
    const { terms, branchId, offer } = this.candidate;
    const { service, resources, patientId } = this.question;
    const from = startsAt - terms.bufferBeforeMinutes * minuteMs;
    const until = endsAt + terms.bufferAfterMinutes * minuteMs;
    const session = terms.capacity > 1 ? sessionOf(service.id, offer?.practitioner.id ?? branchId, startsAt) : alone;
    const main = offer ? toUuid('practitioner', offer.practitioner.id) : subjectOfService(service.id, branchId);
    const found = [
      this.of(main).free(from, until, session, terms.capacity),
      ...resources.map(({ id, capacity }) => {
        const room = this.of(toUuid('resource', id));
        return capacity > 1 ? room.free(from, until, null, capacity) : room.free(from, until, session, terms.capacity);
      }),
    ];
    const places = Math.min(...found.map((each) => each.places));
    if (patientId !== null) found.push(this.of(toUuid('patient', patientId)).free(startsAt, endsAt, alone, 1));
    if (found.some(({ occupancy }) => occupancy === 'FULL')) return { status: SlotStatus.BUSY, places: 0 };
    if (found.some(({ occupancy }) => occupancy === 'HELD')) return { status: SlotStatus.BUSY_TENTATIVE, places: 0 };
    return { status: SlotStatus.FREE, places };
  }

  private of(subject: string): Occupations {
    return this.availability.occupations.get(subject) ?? unoccupied;
  }

  /** The practitioner's own clinic hours, or where there are none the service's; and those of every resource. */
  private bookableHours(): Intervals {
    const { branchId, offer, calendar } = this.candidate;
    const { service, resources } = this.question;
    const here = this.availability.schedules.filter((schedule) => schedule.branchId === branchId && schedule.context === PracticeContext.CLINIC);
    const own = here.filter(({ practitionerId }) => practitionerId !== null && practitionerId === offer?.practitioner.id);
    const ofService = here.filter(({ serviceId }) => serviceId === service.id);
    // A service that needs neither a practitioner nor hours of its own has those of its resources.
    const followsResources = offer === null && ofService.length === 0 && resources.length > 0;
    let hours = followsResources ? [spanOf(this.days, this.clock)] : this.holding(own.length > 0 ? own : ofService);
    for (const { id } of resources) {
      const schedules = here.filter(({ resourceId }) => resourceId === id);
      hours = intersection(hours, schedules.length > 0 ? this.holding(schedules) : openWithin(calendar, this.days));
    }
    return hours;
  }

  private holding(schedules: readonly Schedule[]): Intervals {
    const open = openWithin(this.candidate.calendar, this.days);
    return union(
      schedules
        .filter(({ forServices }) => forServices === null || forServices.includes(this.question.service.id))
        .flatMap(({ hours, respectsOpeningHours }) => {
          const worked = hoursWithin(hours, this.days, this.clock);
          return respectsOpeningHours ? intersection(worked, open) : worked;
        }),
    );
  }

  /** When the branch is closed, or somebody or something is elsewhere. */
  private away(): Intervals {
    const { branchId, offer } = this.candidate;
    const { schedules, unavailabilities, closures, calendars } = this.availability;
    const closed = closedWithin(
      closures.filter((closure) => closure.branchId === branchId),
      this.days,
      this.clock,
    );
    const resources = new Set(this.question.resources.map(({ id }) => id));
    const absent = unavailabilities
      .filter((entry) => entry.branchId === null || entry.branchId === branchId)
      .filter(({ practitionerId, resourceId }) => (practitionerId === null ? resourceId !== null && resources.has(resourceId) : practitionerId === offer?.practitioner.id))
      .map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()] as const);
    const rounds = schedules
      .filter(({ context, practitionerId }) => context === PracticeContext.ROUNDS && practitionerId === offer?.practitioner.id)
      .flatMap((schedule) => {
        const calendar = calendars.get(schedule.branchId);
        return calendar ? hoursWithin(schedule.hours, this.days, ZoneClock.of(calendar.timeZone)) : [];
      });
    return union([...closed, ...absent, ...rounds]);
  }
}

/** The first time of the grid at or after this one; the grid begins anew at every midnight. */
function aligned(wall: number, step: number): number {
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const next = midnight + Math.ceil((wall - midnight) / step) * step;
  return Math.min(next, midnight + dayMs);
}
