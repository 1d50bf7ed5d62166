import { type BranchCalendar, type Days, spanOf, widened } from '#kernel/calendar/opening-hours.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { sessionOf, subjectOfService } from '../appointments/reservations.js';
import { covers, difference, intersection, union, type Intervals } from '#kernel/calendar/intervals.js';
import { wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import type { BookableResource } from '../resources/resource.js';
import type { HealthcareService } from '../services/healthcare-service.js';
import { termsWith, type VisitTerms } from '../services/visit-terms.js';
import type { Availability, Offer } from './availability.js';
import { Occupations } from './occupancy.js';
import { Slot, SlotStatus } from './slot.js';
import { Timetable } from './timetable.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const unoccupied = new Occupations([]);

/** Whether a time can be booked, and by how many. */
type Vacancy = Pick<Slot, 'status' | 'places'>;
const unavailable: Vacancy = { status: SlotStatus.BUSY_UNAVAILABLE, places: 0 };

/** A session that nobody else is of. */
const alone = 'alone';

export interface SlotQuestion {
  readonly service: HealthcareService;
  readonly branchIds: readonly string[] | null;
  readonly resources: readonly BookableResource[];
  readonly patientId: string | null;
  readonly days: Days;
  /** Slots of which status; all when left out. */
  readonly statuses?: ReadonlySet<SlotStatus>;
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
  const days = widened(question.days);
  const timetable = new Timetable(availability.calendars, availability, days);
  return candidatesOf(question, availability).map((candidate) =>
    new SlotSearch(question, days, timetable, availability.occupations, candidate).slots(),
  );
}

function candidatesOf({ service, branchIds }: SlotQuestion, { offers, schedules, calendars }: Availability): Candidate[] {
  const who = service.requiresPractitioner
    ? offers.flatMap((offer) => offer.branchIds.map((branchId) => ({ branchId, offer, terms: termsWith(service, offer.own) })))
    : [...new Set(branchIds ?? schedules.map(({ branchId }) => branchId))].map((branchId) => ({
        branchId,
        offer: null,
        terms: termsWith(service, null),
      }));
  return who.flatMap((each) => {
    const calendar = calendars.get(each.branchId);
    return calendar ? [{ ...each, calendar }] : [];
  });
}

/** The search for one practitioner at one branch. All times are milliseconds since the epoch. */
class SlotSearch {
  private readonly clock: ZoneClock;
  /** The practitioner, or the place of a service that needs none. */
  private readonly main: Occupations;
  private readonly rooms: readonly { readonly capacity: number; readonly taken: Occupations }[];
  private readonly patient: Occupations;

  constructor(
    private readonly question: SlotQuestion,
    private readonly days: Days,
    private readonly timetable: Timetable,
    occupations: ReadonlyMap<string, Occupations>,
    private readonly candidate: Candidate,
  ) {
    const { offer, branchId, calendar } = candidate;
    const { service, resources, patientId } = question;
    const of = (subject: string): Occupations => occupations.get(subject) ?? unoccupied;
    this.clock = ZoneClock.of(calendar.timeZone);
    this.main = of(offer ? toUuid('practitioner', offer.practitioner.id) : subjectOfService(service.id, branchId));
    this.rooms = resources.map(({ id, capacity }) => ({ capacity, taken: of(toUuid('resource', id)) }));
    this.patient = patientId === null ? unoccupied : of(toUuid('patient', patientId));
  }

  *slots(): Generator<Slot> {
    const { terms } = this.candidate;
    const { statuses, now } = this.question;
    const hours = this.bookableHours();
    const free = difference(hours, this.away());
    const [from, until] = spanOf(this.question.days, this.clock);
    const soonest = Math.max(from, now + terms.minimumNoticeMinutes * minuteMs);
    const latest = Math.min(until - 1, now + terms.horizonDays * dayMs);
    const length = terms.durationMinutes * minuteMs;
    for (const [start, end] of hours) {
      for (const startsAt of this.grid(Math.max(start, soonest), Math.min(end - length, latest))) {
        const { status, places } = covers(free, startsAt, startsAt + length) ? this.occupancy(startsAt, startsAt + length) : unavailable;
        if (!statuses || statuses.has(status)) yield this.slot(startsAt, status, places);
      }
    }
  }

  /** The times of the grid on the wall clock, from one instant up to and including another. */
  private *grid(from: number, until: number): Generator<number> {
    const step = this.candidate.terms.alignmentMinutes * minuteMs;
    let segment = from;
    while (segment <= until) {
      const change = this.clock.nextChange(segment, until + 1) ?? until + 1;
      const offset = this.clock.offsetAt(segment);
      for (let wall = aligned(segment + offset, step); wall - offset < change; wall = aligned(wall + 1, step)) yield wall - offset;
      segment = change;
    }
  }

  private slot(startsAt: number, status: SlotStatus, places: number): Slot {
    const { terms, branchId, offer, calendar } = this.candidate;
    return Object.assign(new Slot(), {
      status,
      places,
      startsAt: new Date(startsAt),
      endsAt: new Date(startsAt + terms.durationMinutes * minuteMs),
      localDate: wallToDay(this.clock.toWall(startsAt)),
      timeZone: calendar.timeZone,
      branchId,
      practitionerId: offer?.practitioner.id ?? null,
      serviceId: this.question.service.id,
      resourceIds: this.question.resources.map(({ id }) => id),
    });
  }

  /** Everybody and everything must have a place: the fewest that one of them has is what the slot has. */
  private occupancy(startsAt: number, endsAt: number): Vacancy {
    const { terms, branchId, offer } = this.candidate;
    const { service } = this.question;
    const from = startsAt - terms.bufferBeforeMinutes * minuteMs;
    const until = endsAt + terms.bufferAfterMinutes * minuteMs;
    const session = terms.capacity > 1 ? sessionOf(service.id, offer?.practitioner.id ?? branchId, startsAt) : alone;
    const found = [
      this.main.free(from, until, session, terms.capacity),
      ...this.rooms.map(({ capacity, taken }) =>
        capacity > 1 ? taken.free(from, until, null, capacity) : taken.free(from, until, session, terms.capacity),
      ),
    ];
    const places = Math.min(...found.map((each) => each.places));
    found.push(this.patient.free(startsAt, endsAt, alone, 1));
    if (found.some(({ occupancy }) => occupancy === 'FULL')) return { status: SlotStatus.BUSY, places: 0 };
    if (found.some(({ occupancy }) => occupancy === 'HELD')) return { status: SlotStatus.BUSY_TENTATIVE, places: 0 };
    return { status: SlotStatus.FREE, places };
  }

  /** The practitioner's own clinic hours, or where there are none the service's; and those of every resource. */
  private bookableHours(): Intervals {
    const { branchId, offer } = this.candidate;
    const { service, resources } = this.question;
    const own = offer ? this.timetable.clinicOf(offer.practitioner.id, branchId) : [];
    const ofService = this.timetable.clinicOf(service.id, branchId);
    // A service that needs neither a practitioner nor hours of its own has those of its resources.
    const followsResources = offer === null && ofService.length === 0 && resources.length > 0;
    let hours = followsResources ? [spanOf(this.days, this.clock)] : this.timetable.bookable(own.length > 0 ? own : ofService, service.id);
    for (const { id } of resources) {
      const schedules = this.timetable.clinicOf(id, branchId);
      hours = intersection(hours, schedules.length > 0 ? this.timetable.bookable(schedules, service.id) : this.timetable.openAt(branchId));
    }
    return hours;
  }

  /** When the branch is closed, or somebody or something is elsewhere. */
  private away(): Intervals {
    const { branchId, offer } = this.candidate;
    const actors = [...(offer ? [offer.practitioner.id] : []), ...this.question.resources.map(({ id }) => id)];
    return union([this.timetable.closedAt(branchId), ...actors.map((id) => this.timetable.awayFrom(branchId, id))].flat());
  }
}

/** The first time of the grid at or after this one; the grid begins anew at every midnight. */
function aligned(wall: number, step: number): number {
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const next = midnight + Math.ceil((wall - midnight) / step) * step;
  return Math.min(next, midnight + dayMs);
}
