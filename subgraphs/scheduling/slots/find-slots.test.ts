import fc from 'fast-check';
import { type BranchCalendar, daysOfWeek } from '#kernel/calendar/opening-hours.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { sessionOf, subjectOfService } from '../appointments/reservations.js';
import { PracticeContext, Schedule, type ScheduleHours } from '../calendars/schedule.js';
import { BranchClosure, Unavailability } from '../calendars/unavailability.js';
import { dayToWall, timeOfDay, wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { Practitioner } from '../practitioners/practitioner.js';
import { BookableResource } from '../resources/resource.js';
import { HealthcareService, PractitionerService } from '../services/healthcare-service.js';
import type { VisitTerms } from '../services/visit-terms.js';
import type { Availability, Offer } from './availability.js';
import { findSlots, type SlotQuestion } from './find-slots.js';
import { Occupations, type Occupied } from './occupancy.js';
import { SlotStatus, type Slot } from './slot.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const serviceId = newId('service');
const oyuun = newId('practitioner');
const steppe = newId('branch');
const hill = newId('branch');
const room = newId('resource');

const usual = {
  durationMinutes: 30,
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capacity: 1,
  alignmentMinutes: 30,
  minimumNoticeMinutes: 0,
  horizonDays: 90,
  followUpDays: null,
  priceReference: null,
};

/** What is known of a practice on paper: everything that a search reads, and nothing of a database. */
interface Paper {
  readonly timeZone: string;
  readonly openingHours: BranchCalendar['openingHours'];
  readonly terms: Partial<VisitTerms>;
  readonly own: Partial<PractitionerService>;
  readonly schedules: readonly Schedule[];
  readonly closures: readonly BranchClosure[];
  readonly unavailabilities: readonly Unavailability[];
  readonly occupied: Readonly<Record<string, readonly Occupied[]>>;
  readonly resources: readonly BookableResource[];
  readonly requiresPractitioner: boolean;
  readonly from: string;
  readonly until: string;
  readonly now: number;
}

function paper(given: Partial<Paper>): Paper {
  return {
    timeZone: 'Asia/Ulaanbaatar',
    openingHours: [],
    terms: {},
    own: {},
    schedules: [],
    closures: [],
    unavailabilities: [],
    occupied: {},
    resources: [],
    requiresPractitioner: true,
    from: '2026-03-02',
    until: given.from ?? '2026-03-02',
    now: Date.parse('2026-02-20T00:00:00Z'),
    ...given,
  };
}

function schedule(hours: Partial<ScheduleHours>, more: Partial<Schedule> = {}): Schedule {
  const entry = { startsOn: '2026-01-01', from: '09:00', until: '12:00', rule: 'FREQ=DAILY', exceptOn: [], alsoOn: [], ...hours };
  const actor = more.resourceId || more.serviceId ? {} : { practitionerId: oyuun };
  return Object.assign(new Schedule(), {
    branchId: steppe,
    practitionerId: null,
    resourceId: null,
    serviceId: null,
    ...actor,
    context: PracticeContext.CLINIC,
    forServices: null,
    hours: [entry],
    respectsOpeningHours: true,
    ...more,
  });
}

function searched(given: Partial<Paper>): Slot[] {
  const { timeZone, openingHours, terms, own, resources, requiresPractitioner, from, until, now, occupied, ...read } = paper(given);
  const service = Object.assign(new HealthcareService(), { id: serviceId, requiresPractitioner, ...usual, ...terms });
  const offer: Offer = {
    practitioner: Object.assign(new Practitioner(), { id: oyuun }),
    own: Object.assign(new PractitionerService(), Object.fromEntries(Object.keys(usual).map((term) => [term, null])), own),
    branchIds: [steppe],
  };
  const calendars = new Map<string, BranchCalendar>([
    [steppe, { timeZone, openingHours }],
    [hill, { timeZone: 'Pacific/Pago_Pago', openingHours: [] }],
  ]);
  const occupations = new Map(Object.entries(occupied).map(([subject, taken]) => [subject, new Occupations(taken)]));
  const availability: Availability = { ...read, offers: requiresPractitioner ? [offer] : [], calendars, occupations };
  const question: SlotQuestion = { service, branchIds: [steppe], resources, patientId: null, days: { from, until }, now };
  return findSlots(question, availability).flatMap((slots) => slots.toArray());
}

/** Times on the wall, with the day where it is not the first. */
function walls(slots: readonly Slot[], status = SlotStatus.FREE): string[] {
  return slots
    .filter((slot) => slot.status === status)
    .map(({ startsAt, timeZone }) => new Date(ZoneClock.of(timeZone).toWall(startsAt.getTime())).toISOString().slice(5, 16));
}

const times = (slots: readonly Slot[], status = SlotStatus.FREE): string[] => walls(slots, status).map((wall) => wall.slice(6));

function taken(timeZone: string, from: string, until: string, more: Partial<Occupied> = {}): Occupied {
  const at = (local: string) => ZoneClock.of(timeZone).toInstant(Date.parse(`${local}:00Z`));
  return { from: at(from), until: at(until), session: 'somebody', lane: 0, tentative: false, ...more };
}

describe('the wall clock', () => {
  it.each([
    ['Europe/London', '2026-03-28', '2026-03-30'],
    ['Europe/London', '2026-10-24', '2026-10-26'],
    ['America/New_York', '2026-03-07', '2026-03-09'],
    ['America/New_York', '2026-10-31', '2026-11-02'],
  ])('in %s has 09:00 before, on and after the change of %s to %s', (timeZone, from, until) => {
    const slots = searched({ timeZone, from, until, now: Date.parse(from) - 10 * dayMs, schedules: [schedule({ until: '10:00' })] });
    expect(times(slots)).toEqual(['09:00', '09:30', '09:00', '09:30', '09:00', '09:30']);
    expect(slots.map(({ localDate }) => localDate)).toEqual([
      from,
      from,
      wallToDay(dayToWall(from) + dayMs),
      wallToDay(dayToWall(from) + dayMs),
      until,
      until,
    ]);
  });

  it.each([
    ['Europe/London', '2026-03-29', 46],
    ['Europe/London', '2026-10-25', 50],
    ['Australia/Lord_Howe', '2026-10-04', 47],
    ['Australia/Lord_Howe', '2026-04-05', 49],
    ['Asia/Kathmandu', '2026-03-29', 48],
  ])('in %s gives a day around the clock on %s %i half hours', (timeZone, from, count) => {
    expect(
      searched({ timeZone, from, now: Date.parse(from) - 10 * dayMs, schedules: [schedule({ from: '00:00', until: '00:00' })] }),
    ).toHaveLength(count);
  });

  it('shows a repeated hour twice and a skipped one not at all', () => {
    const around = (from: string) =>
      times(
        searched({
          timeZone: 'Europe/London',
          from,
          now: Date.parse(from) - 10 * dayMs,
          schedules: [schedule({ from: '00:00', until: '04:00' })],
        }),
      );
    expect(around('2026-10-25')).toEqual(['00:00', '00:30', '01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00', '03:30']);
    expect(around('2026-03-29')).toEqual(['00:00', '00:30', '02:00', '02:30', '03:00', '03:30']);
  });

  it('aligns the last slot of a night to the hour that the clock shows then, when it ends as the clock changes', () => {
    const night = {
      timeZone: 'Europe/London',
      from: '2026-03-29',
      now: Date.parse('2026-03-20'),
      terms: { alignmentMinutes: 120, durationMinutes: 30 },
    };
    expect(times(searched({ ...night, schedules: [schedule({ from: '00:00', until: '02:30' })] }))).toEqual(['00:00', '02:00']);
  });

  it.each([
    ['Europe/London', '2026-03-28', ['22:00', '23:00', '00:00', '02:00', '03:00']],
    ['Europe/London', '2026-10-24', ['22:00', '23:00', '00:00', '01:00', '01:00', '02:00', '03:00']],
    ['Asia/Kolkata', '2026-03-28', ['22:00', '23:00', '00:00', '01:00', '02:00', '03:00']],
  ])('in %s goes through the night of %s', (timeZone, from, expected) => {
    const night = {
      timeZone,
      from,
      until: wallToDay(dayToWall(from) + dayMs),
      now: Date.parse(from) - 10 * dayMs,
      terms: { durationMinutes: 60, alignmentMinutes: 60 },
    };
    expect(times(searched({ ...night, schedules: [schedule({ startsOn: from, rule: null, from: '22:00', until: '04:00' })] }))).toEqual(
      expected,
    );
  });

  it('has a visit across midnight where one shift meets the next, and across the change of clocks', () => {
    const evening = schedule({ from: '20:00', until: '00:00' });
    const morning = schedule({ from: '00:00', until: '04:00' });
    const terms = { durationMinutes: 180, alignmentMinutes: 60 };
    const slots = searched({ timeZone: 'Europe/London', from: '2026-03-28', schedules: [evening, morning], terms });
    expect(times(slots)).toEqual(['00:00', '01:00', '20:00', '21:00', '22:00', '23:00']);
    expect(slots.at(-1)?.endsAt.toISOString()).toBe('2026-03-29T02:00:00.000Z');
  });

  it.each([
    ['Asia/Kathmandu', '2026-03-02T03:15:00.000Z'],
    ['Asia/Kolkata', '2026-03-02T03:30:00.000Z'],
    ['Pacific/Chatham', '2026-03-01T19:15:00.000Z'],
    ['America/St_Johns', '2026-03-02T12:30:00.000Z'],
  ])('in %s begins at its own nine o’clock', (timeZone, first) => {
    expect(searched({ timeZone, terms: { alignmentMinutes: 60 }, schedules: [schedule({})] })[0]?.startsAt.toISOString()).toBe(first);
  });
});

describe('the grid', () => {
  it('is of the wall clock, wherever the hours begin', () => {
    expect(
      times(searched({ terms: { alignmentMinutes: 20, durationMinutes: 15 }, schedules: [schedule({ from: '09:10', until: '10:20' })] })),
    ).toEqual(['09:20', '09:40', '10:00']);
  });

  it('that does not divide the day begins anew at midnight', () => {
    const round = schedule({ from: '22:00', until: '02:00' });
    const slots = searched({ until: '2026-03-03', terms: { alignmentMinutes: 50, durationMinutes: 10 }, schedules: [round] });
    expect(walls(slots).slice(2, 8)).toEqual(['03-02T01:40', '03-02T22:30', '03-02T23:20', '03-03T00:00', '03-03T00:50', '03-03T01:40']);
  });

  it('lets the last visit end as the hours do', () => {
    expect(times(searched({ terms: { alignmentMinutes: 5, durationMinutes: 170 }, schedules: [schedule({})] }))).toEqual([
      '09:00',
      '09:05',
      '09:10',
    ]);
  });
});

describe('hours', () => {
  it('of the practitioner replace those of the service', () => {
    const ofService = schedule({ from: '14:00', until: '15:00' }, { serviceId });
    expect(times(searched({ schedules: [ofService] }))).toEqual(['14:00', '14:30']);
    expect(times(searched({ schedules: [ofService, schedule({ until: '10:00' })] }))).toEqual(['09:00', '09:30']);
  });

  it('of the practitioner for other services replace them too', () => {
    const ofService = schedule({ from: '14:00', until: '15:00' }, { serviceId });
    const surgery = schedule({ until: '10:00' }, { forServices: [newId('service')] });
    expect(searched({ schedules: [ofService, surgery] })).toEqual([]);
    expect(
      times(searched({ schedules: [ofService, surgery, schedule({ from: '10:00', until: '11:00' }, { forServices: [serviceId] })] })),
    ).toEqual(['10:00', '10:30']);
  });

  it('of a practitioner elsewhere do not replace those of the service here', () => {
    expect(
      times(searched({ schedules: [schedule({ from: '14:00', until: '15:00' }, { serviceId }), schedule({}, { branchId: hill })] })),
    ).toEqual(['14:00', '14:30']);
  });

  it('are cut by opening hours, unless they say otherwise', () => {
    const openingHours = [{ day: 'MON', opens: '10:00', closes: '11:00' }] as const;
    expect(times(searched({ openingHours, schedules: [schedule({})] }))).toEqual(['10:00', '10:30']);
    expect(times(searched({ openingHours, schedules: [schedule({}, { respectsOpeningHours: false })] }))).toHaveLength(6);
    expect(searched({ openingHours, from: '2026-03-03', schedules: [schedule({})] })).toEqual([]);
  });

  it('on call are neither bookable nor in the way', () => {
    const onCall = schedule({ from: '00:00', until: '00:00' }, { context: PracticeContext.ON_CALL });
    expect(searched({ schedules: [onCall] })).toEqual([]);
    expect(times(searched({ schedules: [onCall, schedule({ until: '10:00' })] }))).toEqual(['09:00', '09:30']);
  });
});

describe('what is taken away', () => {
  it('is shown as unavailable: whole days and hours of a closure, leave, and rounds', () => {
    const closure = (fromTime: string | null, untilTime: string | null) =>
      Object.assign(new BranchClosure(), { branchId: steppe, startsOn: '2026-03-02', endsOn: '2026-03-02', fromTime, untilTime });
    const ward = schedule({ from: '10:00', until: '11:00' }, { context: PracticeContext.ROUNDS });
    const clinic = schedule({});
    const all = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'];
    expect(times(searched({ schedules: [clinic], closures: [closure(null, null)] }), SlotStatus.BUSY_UNAVAILABLE)).toEqual(all);
    expect(times(searched({ schedules: [clinic], closures: [closure('10:15', '10:45')] }))).toEqual(['09:00', '09:30', '11:00', '11:30']);
    expect(times(searched({ schedules: [clinic, ward] }))).toEqual(['09:00', '09:30', '11:00', '11:30']);
    expect(times(searched({ schedules: [clinic], unavailabilities: [leave('09:30', '10:00')] }))).toEqual([
      '09:00',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
    ]);
    expect(times(searched({ schedules: [clinic], unavailabilities: [leave('09:30', '10:00', { branchId: hill })] }))).toEqual(all);
  });

  function leave(from: string, until: string, more: Partial<Unavailability> = {}): Unavailability {
    const { from: startsAt, until: endsAt } = taken('Asia/Ulaanbaatar', `2026-03-02T${from}`, `2026-03-02T${until}`);
    return Object.assign(new Unavailability(), {
      practitionerId: oyuun,
      resourceId: null,
      branchId: null,
      startsAt: new Date(startsAt),
      endsAt: new Date(endsAt),
      ...more,
    });
  }

  it('includes rounds at the other end of the world, read on the clock there', () => {
    // Kiritimati is 25 hours ahead of Pago Pago: its morning of the 2nd is the one of the 1st there, and a night shift there began on the 28th.
    const ward = (hours: Partial<ScheduleHours>) => schedule({ rule: null, ...hours }, { context: PracticeContext.ROUNDS, branchId: hill });
    const atKiritimati = {
      timeZone: 'Pacific/Kiritimati',
      schedules: [schedule({ from: '00:00', until: '12:00' })],
      terms: { alignmentMinutes: 60 },
    };
    const free = (hours: Partial<ScheduleHours>) =>
      times(searched({ ...atKiritimati, schedules: [...atKiritimati.schedules, ward(hours)] }));
    expect(free({ startsOn: '2026-03-01', from: '01:00', until: '10:00' })).toEqual(['00:00', '01:00', '11:00']);
    expect(free({ startsOn: '2026-02-27', from: '23:30', until: '23:15' })).toEqual([
      '01:00',
      '02:00',
      '03:00',
      '04:00',
      '05:00',
      '06:00',
      '07:00',
      '08:00',
      '09:00',
      '10:00',
      '11:00',
    ]);
  });

  it('includes rounds only while their branch is open, when they say so', () => {
    const openingHours = [{ day: 'MON', opens: '09:00', closes: '10:00' }] as const;
    const clinic = schedule({}, { respectsOpeningHours: false });
    const ward = (respectsOpeningHours: boolean) => schedule({ until: '11:00' }, { context: PracticeContext.ROUNDS, respectsOpeningHours });
    expect(times(searched({ openingHours, schedules: [clinic, ward(true)] }))).toEqual(['10:00', '10:30', '11:00', '11:30']);
    expect(times(searched({ openingHours, schedules: [clinic, ward(false)] }))).toEqual(['11:00', '11:30']);
  });
});

describe('terms', () => {
  const [subject, zone] = [toUuid('practitioner', oyuun), 'Asia/Ulaanbaatar'];
  const booked = { [subject]: [taken(zone, '2026-03-02T10:00', '2026-03-02T10:30')] };

  it('keep buffers free of other visits, and let them reach beyond the hours', () => {
    const slots = (terms: Partial<VisitTerms>) =>
      times(searched({ schedules: [schedule({})], occupied: booked, terms: { alignmentMinutes: 15, ...terms } }));
    expect(slots({})).toEqual(['09:00', '09:15', '09:30', '10:30', '10:45', '11:00', '11:15', '11:30']);
    expect(slots({ bufferBeforeMinutes: 10 })).toEqual(['09:00', '09:15', '09:30', '10:45', '11:00', '11:15', '11:30']);
    expect(slots({ bufferAfterMinutes: 16 })).toEqual(['09:00', '10:30', '10:45', '11:00', '11:15', '11:30']);
  });

  it('are replaced by the practitioner’s own, field by field', () => {
    const terms = { durationMinutes: 60, alignmentMinutes: 60, bufferAfterMinutes: 30 };
    const slots = (own: Partial<PractitionerService>) => times(searched({ schedules: [schedule({})], occupied: booked, terms, own }));
    expect(slots({})).toEqual(['11:00']);
    expect(slots({ bufferAfterMinutes: 0 })).toEqual(['09:00', '11:00']);
    expect(slots({ alignmentMinutes: 30 })).toEqual(['10:30', '11:00']);
    expect(slots({ durationMinutes: 30, bufferAfterMinutes: 0, alignmentMinutes: 30 })).toEqual([
      '09:00',
      '09:30',
      '10:30',
      '11:00',
      '11:30',
    ]);
  });

  it('begin with the notice and end with the horizon, to the minute', () => {
    const now = Date.parse('2026-03-02T01:10:00Z');
    const slots = (terms: Partial<VisitTerms>, until = '2026-03-02') => walls(searched({ now, until, schedules: [schedule({})], terms }));
    expect(slots({})[0]).toBe('03-02T09:30');
    expect(slots({ minimumNoticeMinutes: 50 })[0]).toBe('03-02T10:00');
    expect(slots({ minimumNoticeMinutes: 51 })[0]).toBe('03-02T10:30');
    expect(slots({ horizonDays: 1 }, '2026-03-05').at(-1)).toBe('03-03T09:00');
  });

  it('with capacity give the places that are left in the same group, and none beside another one', () => {
    const group = (start: string) => sessionOf(serviceId, oyuun, taken(zone, start, start).from);
    const nine = group('2026-03-02T09:00');
    const occupied = {
      [subject]: [
        taken(zone, '2026-03-02T09:00', '2026-03-02T09:30', { session: nine, lane: 0 }),
        taken(zone, '2026-03-02T09:00', '2026-03-02T09:30', { session: nine, lane: 2, tentative: true }),
        taken(zone, '2026-03-02T10:00', '2026-03-02T10:30'),
      ],
    };
    const slots = searched({ schedules: [schedule({ until: '11:00' })], occupied, terms: { capacity: 3, alignmentMinutes: 15 } });
    expect(
      slots
        .filter(({ places }) => places > 0)
        .map(({ startsAt, places }) => [new Date(ZoneClock.of(zone).toWall(startsAt.getTime())).toISOString().slice(11, 16), places]),
    ).toEqual([
      ['09:00', 1],
      ['09:30', 3],
      ['10:30', 3],
    ]);
  });
});

describe('a group that was larger once', () => {
  const [subject, zone] = [toUuid('practitioner', oyuun), 'Asia/Ulaanbaatar'];
  const session = sessionOf(serviceId, oyuun, taken(zone, '2026-03-02T09:00', '2026-03-02T09:00').from);
  const member = (lane: number, tentative = false) => taken(zone, '2026-03-02T09:00', '2026-03-02T09:30', { session, lane, tentative });
  const first = (members: readonly Occupied[]) =>
    searched({ schedules: [schedule({ until: '09:30' })], occupied: { [subject]: members }, terms: { capacity: 2 } })[0];

  it('counts who is in it, and is only held while those who are firm leave a place', () => {
    expect(first([member(4)])).toMatchObject({ status: SlotStatus.FREE, places: 1 });
    expect(first([member(0), member(3), member(4, true)])).toMatchObject({ status: SlotStatus.BUSY, places: 0 });
    expect(first([member(3), member(4, true)])).toMatchObject({ status: SlotStatus.BUSY_TENTATIVE, places: 0 });
  });
});

describe('a status', () => {
  const [subject, zone] = [toUuid('practitioner', oyuun), 'Asia/Ulaanbaatar'];
  const ten = ['2026-03-02T10:00', '2026-03-02T10:30'] as const;

  it.each([
    ['BUSY where it is booked', SlotStatus.BUSY, [taken(zone, ...ten)]],
    ['BUSY_TENTATIVE where it is only held', SlotStatus.BUSY_TENTATIVE, [taken(zone, ...ten, { tentative: true })]],
    [
      'BUSY where a hold and a booking meet',
      SlotStatus.BUSY,
      [
        taken(zone, '2026-03-02T10:00', '2026-03-02T10:15', { tentative: true }),
        taken(zone, '2026-03-02T10:15', '2026-03-02T10:30', { session: 'another' }),
      ],
    ],
  ])('is %s', (_, status, occupied) => {
    const slots = searched({ schedules: [schedule({})], occupied: { [subject]: occupied } });
    expect(times(slots, status)).toEqual(['10:00']);
    expect(slots.find((slot) => slot.status === status)?.places).toBe(0);
  });
});

describe('rooms and devices', () => {
  const zone = 'Asia/Ulaanbaatar';
  const resource = (capacity: number) => Object.assign(new BookableResource(), { id: room, branchId: steppe, capacity });
  const half = ['2026-03-02T10:00', '2026-03-02T10:30'] as const;

  it('are free while the branch is open, or by a schedule of their own', () => {
    const openingHours = [{ day: 'MON', opens: '10:00', closes: '18:00' }] as const;
    const clinic = schedule({}, { respectsOpeningHours: false });
    expect(times(searched({ openingHours, schedules: [clinic], resources: [resource(1)] }))).toEqual(['10:00', '10:30', '11:00', '11:30']);
    const ofRoom = schedule({ from: '08:00', until: '11:00' }, { resourceId: room, respectsOpeningHours: false });
    expect(times(searched({ openingHours, schedules: [clinic, ofRoom], resources: [resource(1)] }))).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
    ]);
  });

  it('with several places take several visits', () => {
    const occupied = { [toUuid('resource', room)]: [taken(zone, ...half, { session: toUuid('resource', room) })] };
    expect(times(searched({ schedules: [schedule({})], resources: [resource(1)], occupied }))).not.toContain('10:00');
    const slots = searched({ schedules: [schedule({})], resources: [resource(2)], occupied, terms: { capacity: 1 } });
    expect(times(slots)).toContain('10:00');
  });

  it('decide alone for a service that needs neither a practitioner nor hours, and its own hours do when it has some', () => {
    const ofRoom = schedule({ from: '08:00', until: '09:00' }, { resourceId: room });
    const alone = { requiresPractitioner: false, resources: [resource(1)] };
    expect(times(searched({ ...alone, schedules: [ofRoom] }))).toEqual(['08:00', '08:30']);
    expect(times(searched({ ...alone, schedules: [ofRoom, schedule({ from: '08:30', until: '12:00' }, { serviceId })] }))).toEqual([
      '08:30',
    ]);
    expect(searched({ requiresPractitioner: false })).toEqual([]);
    const occupied = { [subjectOfService(serviceId, steppe)]: [taken(zone, '2026-03-02T08:00', '2026-03-02T08:30')] };
    expect(times(searched({ ...alone, schedules: [ofRoom], occupied }))).toEqual(['08:30']);
  });
});

/** The same question answered minute by minute. */
function answeredByMinutes(given: Partial<Paper>): { at: number; status: SlotStatus; places: number }[] {
  const {
    timeZone,
    openingHours,
    terms: ofService,
    own,
    schedules,
    closures,
    unavailabilities,
    occupied,
    resources,
    from,
    until,
    now,
  } = paper(given);
  const terms: VisitTerms = { ...usual, ...ofService, ...own } as VisitTerms;
  const clock = ZoneClock.of(timeZone);
  const walked = { from: dayToWall(from) - 3 * dayMs, until: dayToWall(until) + 4 * dayMs };
  const count = (walked.until - walked.from) / minuteMs;
  const index = (at: number) => (at - walked.from) / minuteMs;
  const dates = Array.from({ length: 13 }, (_, day) => wallToDay(dayToWall(from) + (day - 5) * dayMs));

  const mark = (minutes: boolean[], begin: number, end: number) => {
    for (let minute = Math.max(0, index(begin)); minute < Math.min(count, index(end)); minute += 1) minutes[minute] = true;
  };
  const marked = (intervals: readonly (readonly [number, number])[]) => {
    const minutes = Array.from({ length: count }, () => false);
    for (const [begin, end] of intervals) mark(minutes, begin, end);
    return minutes;
  };
  const onWall = (zoneClock: ZoneClock, date: string, begin: string, end: string) => {
    const ends = timeOfDay(end) <= timeOfDay(begin) ? dayMs : 0;
    return [zoneClock.toInstant(dayToWall(date) + timeOfDay(begin)), zoneClock.toInstant(dayToWall(date) + timeOfDay(end) + ends)] as const;
  };
  const opening =
    openingHours.length === 0
      ? marked([[walked.from, walked.until]])
      : marked(
          dates.flatMap((date) =>
            openingHours
              .filter(({ day }) => day === daysOfWeek[new Date(date).getUTCDay()])
              .map(({ opens, closes }) => onWall(clock, date, opens, closes)),
          ),
        );
  const holds = ({ startsOn, rule, exceptOn, alsoOn }: ScheduleHours, date: string) => {
    const interval = Number(/INTERVAL=(\d+)/.exec(rule ?? '')?.[1] ?? 1);
    const weekdays = /BYDAY=([A-Z,]+)/.exec(rule ?? '')?.[1]?.split(',');
    const passed = (dayToWall(date) - dayToWall(startsOn)) / dayMs;
    const byRule =
      rule === null
        ? passed === 0
        : passed >= 0 &&
          passed % interval === 0 &&
          (!weekdays || weekdays.includes(['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(date).getUTCDay()] as string));
    return (byRule || alsoOn.includes(date)) && !exceptOn.includes(date);
  };
  const held = (found: readonly Schedule[]) => {
    const each = found.map((one) => {
      const zoneClock = one.branchId === steppe ? clock : ZoneClock.of('Pacific/Pago_Pago');
      const minutes = marked(
        one.hours.flatMap((entry) =>
          dates.filter((date) => holds(entry, date)).map((date) => onWall(zoneClock, date, entry.from, entry.until)),
        ),
      );
      return one.respectsOpeningHours && one.branchId === steppe
        ? minutes.map((within, minute) => within && Boolean(opening[minute]))
        : minutes;
    });
    return Array.from({ length: count }, (_, minute) => each.some((minutes) => minutes[minute]));
  };

  const clinic = schedules.filter(({ context, branchId }) => context === PracticeContext.CLINIC && branchId === steppe);
  const ownHours = clinic.filter(({ practitionerId }) => practitionerId !== null);
  const offering = (ownHours.length > 0 ? ownHours : clinic.filter((one) => one.serviceId !== null)).filter(
    ({ forServices }) => forServices === null || forServices.includes(serviceId),
  );
  const ofRoom = clinic.filter(({ resourceId }) => resourceId !== null);
  const hours = [held(offering), ...resources.map(() => (ofRoom.length > 0 ? held(ofRoom) : opening))];
  const lost = [
    marked(
      closures.flatMap(({ startsOn, endsOn, fromTime, untilTime }) =>
        dates
          .filter((date) => date >= startsOn && date <= endsOn)
          .map((date) => onWall(clock, date, fromTime ?? '00:00', untilTime ?? '00:00')),
      ),
    ),
    marked(
      unavailabilities
        .filter(({ resourceId }) => resourceId === null || resources.length > 0)
        .map(({ startsAt, endsAt }) => [startsAt.getTime(), endsAt.getTime()]),
    ),
    held(schedules.filter(({ context }) => context === PracticeContext.ROUNDS)),
  ];

  const placesFor = (subject: string, at: number, session: string | null, lanes: number, isFirm: boolean) => {
    const begin = at - terms.bufferBeforeMinutes * minuteMs;
    const end = at + (terms.durationMinutes + terms.bufferAfterMinutes) * minuteMs;
    const others = (occupied[subject] ?? []).filter((other) => other.from < end && other.until > begin && !(isFirm && other.tentative));
    if (session !== null && others.some((other) => other.session !== session)) return 0;
    return Math.max(0, lanes - new Set(others.map(({ lane }) => lane)).size);
  };
  const found = [];
  for (let at = walked.from; at < walked.until; at += minuteMs) {
    const wall = clock.toWall(at);
    const day = wallToDay(wall);
    if (day < from || day > until || at < now + terms.minimumNoticeMinutes * minuteMs || at > now + terms.horizonDays * dayMs) continue;
    if (((wall - dayToWall(day)) / minuteMs) % terms.alignmentMinutes !== 0) continue;
    const visit = Array.from({ length: terms.durationMinutes }, (_, minute) => index(at) + minute);
    if (!visit.every((minute) => hours.every((within) => within[minute]))) continue;
    if (visit.some((minute) => lost.some((within) => within[minute]))) {
      found.push({ at, status: SlotStatus.BUSY_UNAVAILABLE, places: 0 });
      continue;
    }
    const session = terms.capacity > 1 ? sessionOf(serviceId, oyuun, at) : 'alone';
    const places = (isFirm: boolean) =>
      Math.min(
        placesFor(toUuid('practitioner', oyuun), at, session, terms.capacity, isFirm),
        ...resources.map(({ capacity }) =>
          placesFor(toUuid('resource', room), at, capacity > 1 ? null : session, capacity > 1 ? capacity : terms.capacity, isFirm),
        ),
      );
    if (places(false) > 0) found.push({ at, status: SlotStatus.FREE, places: places(false) });
    else found.push({ at, status: places(true) > 0 ? SlotStatus.BUSY_TENTATIVE : SlotStatus.BUSY, places: 0 });
  }
  return found;
}

describe('any practice', () => {
  const changes = [
    ['Europe/London', '2026-03-29'],
    ['Europe/London', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
    ['America/St_Johns', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Australia/Lord_Howe', '2026-04-05'],
    ['Pacific/Chatham', '2026-09-27'],
    ['America/Santiago', '2026-09-06'],
    ['Asia/Kathmandu', '2026-05-01'],
    ['Asia/Kolkata', '2026-05-01'],
    ['Pacific/Kiritimati', '2026-05-01'],
  ] as const;
  const time = fc
    .integer({ min: 0, max: 24 * 12 - 1 })
    .map((fives) => `${String(Math.floor(fives / 12)).padStart(2, '0')}:${String((fives % 12) * 5).padStart(2, '0')}`);

  const practices = fc.constantFrom(...changes).chain(([timeZone, change]) => {
    const date = fc.integer({ min: -2, max: 2 }).map((days) => wallToDay(dayToWall(change) + days * dayMs));
    const at = fc.integer({ min: -2 * 24 * 12, max: 3 * 24 * 12 }).map((fives) => dayToWall(change) + fives * 5 * minuteMs);
    const hours = fc.record({
      startsOn: date.map((day) => wallToDay(dayToWall(day) - 2 * dayMs)),
      from: time,
      until: time,
      rule: fc.constantFrom(null, 'FREQ=DAILY', 'FREQ=DAILY', 'FREQ=DAILY;INTERVAL=2', 'FREQ=WEEKLY;BYDAY=FR,SA,SU'),
      exceptOn: fc.array(date, { maxLength: 1 }),
      alsoOn: fc.array(date, { maxLength: 1 }),
    });
    const context = fc.constantFrom(PracticeContext.CLINIC, PracticeContext.CLINIC, PracticeContext.ROUNDS, PracticeContext.ON_CALL);
    const schedules = fc.array(
      fc
        .tuple(
          fc.constantFrom('practitioner', 'practitioner', 'service', 'room'),
          fc.array(hours, { minLength: 1, maxLength: 2 }),
          context,
          fc.boolean(),
          fc.boolean(),
          fc.boolean(),
        )
        .map(([actor, entries, kind, elsewhere, restricted, respectsOpeningHours]) =>
          Object.assign(
            schedule({}, actor === 'service' ? { serviceId } : actor === 'room' ? { resourceId: room } : {}),
            { hours: entries, respectsOpeningHours },
            actor === 'practitioner'
              ? {
                  context: kind,
                  branchId: elsewhere && kind === PracticeContext.ROUNDS ? hill : steppe,
                  forServices: restricted ? [serviceId] : null,
                }
              : {},
          ),
        ),
      { maxLength: 5 },
    );
    const terms = fc.record({
      durationMinutes: fc.constantFrom(10, 30, 45, 90),
      bufferBeforeMinutes: fc.constantFrom(0, 0, 10),
      bufferAfterMinutes: fc.constantFrom(0, 0, 15),
      capacity: fc.constantFrom(1, 1, 3),
      alignmentMinutes: fc.constantFrom(5, 15, 20, 50, 60, 120),
      minimumNoticeMinutes: fc.constantFrom(0, 0, 7, 600),
      horizonDays: fc.constantFrom(1, 2, 90, 90),
    });
    const visits = (who: string) =>
      fc
        .tuple(
          terms,
          fc.array(fc.record({ at, minutes: fc.constantFrom(10, 30, 90), lane: fc.nat(2), tentative: fc.boolean(), group: fc.boolean() }), {
            maxLength: 8,
          }),
        )
        .map(([, found]) =>
          found.map(({ at: begin, minutes, lane, tentative, group }, number): Occupied => ({
            from: begin,
            until: begin + minutes * minuteMs,
            lane,
            tentative,
            session: group ? sessionOf(serviceId, oyuun, begin) : `${who} ${number}`,
          })),
        );
    return fc.record({
      timeZone: fc.constant(timeZone),
      from: fc.constant(wallToDay(dayToWall(change) - dayMs)),
      until: fc.constant(wallToDay(dayToWall(change) + dayMs)),
      now: fc.constantFrom(dayToWall(change) - 3 * dayMs, dayToWall(change) + 123 * minuteMs),
      openingHours: fc.oneof(
        fc.constant([]),
        fc.array(fc.record({ day: fc.constantFrom('FRI' as const, 'SAT' as const, 'SUN' as const), opens: time, closes: time }), {
          minLength: 1,
          maxLength: 4,
        }),
      ),
      terms,
      own: fc.constantFrom({}, { durationMinutes: 20 }, { alignmentMinutes: 30, capacity: 2 }),
      schedules,
      closures: fc.array(
        fc
          .tuple(date, date, fc.option(fc.tuple(time, time)))
          .map(([one, other, part]) => {
            const [startsOn, endsOn] = [one, other].sort();
            const [fromTime, untilTime] = part?.toSorted() ?? [null, null];
            return Object.assign(new BranchClosure(), { branchId: steppe, startsOn, endsOn, fromTime, untilTime });
          })
          .filter(({ fromTime, untilTime }) => fromTime === null || fromTime !== untilTime),
        { maxLength: 1 },
      ),
      unavailabilities: fc.array(
        fc
          .tuple(at, fc.integer({ min: 1, max: 100 }), fc.boolean())
          .map(([begin, fives, ofRoom]) =>
            Object.assign(new Unavailability(), {
              practitionerId: ofRoom ? null : oyuun,
              resourceId: ofRoom ? room : null,
              branchId: null,
              startsAt: new Date(begin),
              endsAt: new Date(begin + fives * 5 * minuteMs),
            }),
          ),
        { maxLength: 2 },
      ),
      occupied: fc.record({ [toUuid('practitioner', oyuun)]: visits('visit'), [toUuid('resource', room)]: visits('use') }),
      resources: fc
        .constantFrom(0, 0, 1, 3)
        .map((capacity) => (capacity === 0 ? [] : [Object.assign(new BookableResource(), { id: room, branchId: steppe, capacity })])),
    });
  });

  it('is searched as if one walked through it minute by minute', () => {
    let slots = 0;
    fc.assert(
      fc.property(practices, (given) => {
        const found = searched(given).map(({ startsAt, status, places }) => ({ at: startsAt.getTime(), status, places }));
        slots += found.length;
        expect(found).toEqual(answeredByMinutes(given));
      }),
      { numRuns: 250 },
    );
    expect(slots).toBeGreaterThan(2_000);
  });
});
