import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { openScheduling, type Refused } from '../testing/practice.js';

interface Series {
  readonly appointments: readonly {
    readonly id: string;
    readonly version: number;
    readonly startsAt: string;
    readonly status: string;
    readonly freeFollowUp: boolean;
  }[];
  readonly unavailable: readonly string[];
  readonly userErrors: readonly Refused[];
}
interface Moved {
  readonly rescheduled: readonly { readonly id: string; readonly startsAt: string }[];
  readonly unavailable: readonly string[];
  readonly userErrors: readonly Refused[];
}

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const open = (terms?: object, timeZone?: string) => Clinic.open(subgraph, neighbours, terms, timeZone === undefined ? {} : { timeZone });
const appointments = 'appointments { id version startsAt status freeFollowUp } unavailable';
const rescheduled = 'rescheduled { id startsAt } unavailable';

function series(clinic: Clinic, time: string, rule: string, more: { daysAhead?: number } & Record<string, unknown> = {}): Promise<Series> {
  return clinic.practice.run('bookAppointmentSeries', appointments, { ...clinic.visit(time, more), rule });
}

function first({ appointments: [one] }: Series): Series['appointments'][number] {
  if (!one) throw new Error('The series has no appointment');
  return one;
}

describe('a series', () => {
  it('is booked as a whole', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const { appointments: booked, userErrors } = await series(clinic, '09:00', 'FREQ=WEEKLY;COUNT=4');
    expect(userErrors).toEqual([]);
    expect(booked.map(({ startsAt }) => startsAt)).toEqual([1, 8, 15, 22].map((day) => practice.at(day, '09:00')));
    expect(booked.every(({ status }) => status === 'BOOKED')).toBe(true);
  });

  it('is not booked for a patient whose record was deleted', async () => {
    const clinic = await open();
    const patientId = clinic.practice.deletedPatient();
    const answer = await series(clinic, '09:00', 'FREQ=WEEKLY;COUNT=2', { patientId });
    expect(answer).toMatchObject({ appointments: [], userErrors: [{ code: 'NOT_FOUND', message: 'There is no such patient.' }] });
    expect(await clinic.free()).toContain('09:00');
  });

  it('of which one time is taken is not booked at all, and says which', async () => {
    const clinic = await open();
    await clinic.booked('09:15', { daysAhead: 3 });
    const { appointments: booked, unavailable, userErrors } = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=5');
    expect(booked).toEqual([]);
    expect(unavailable).toEqual([clinic.practice.at(3, '09:00')]);
    expect(userErrors).toMatchObject([{ code: 'TAKEN', message: expect.stringContaining(clinic.practice.at(3, '09:00')) as string }]);
    for (const day of [1, 2, 4, 5]) expect(await clinic.free(day)).toContain('09:00');
  });

  it('that overlaps itself is refused', async () => {
    const clinic = await open({ durationMinutes: 30, alignmentMinutes: 15 });
    expect(await series(clinic, '09:00', 'FREQ=MINUTELY;INTERVAL=15;COUNT=2')).toMatchObject({
      appointments: [],
      userErrors: [{ code: 'TAKEN' }],
    });
  });

  it.each(['FREQ=WEEKLY', 'FREQ=DAILY;COUNT=61', 'FREQ=NEVER', 'FREQ=DAILY;UNTIL=20200101T000000Z'])(
    'has a rule that ends soon enough, unlike %s',
    async (rule) => {
      const clinic = await open();
      expect(await series(clinic, '09:00', rule)).toMatchObject({ appointments: [], userErrors: [{ code: 'INVALID' }] });
    },
  );

  it('keeps its hour when the clocks change', async () => {
    const timeZone = 'America/New_York';
    const clinic = await open({ durationMinutes: 30, horizonDays: 400 }, timeZone);
    const change = ZoneClock.of(timeZone).nextChange(Date.now() + 2 * 86_400_000, Date.now() + 365 * 86_400_000) ?? 0;
    const daysAhead = Math.floor((change - Date.now()) / 86_400_000) - 1;
    const booked = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=6', { daysAhead });
    expect(booked.userErrors).toEqual([]);
    const wall = (startsAt: string) => new Date(startsAt).toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
    expect(booked.appointments.map(({ startsAt }) => wall(startsAt))).toEqual(Array<string>(6).fill('09:00'));
    expect(new Set(booked.appointments.map(({ startsAt }) => startsAt.slice(11))).size).toBe(2);
    const { id, version } = first(booked);
    const input = { id, expectedVersion: version, startsAt: clinic.practice.at(daysAhead, '10:30'), scope: 'THIS_AND_LATER' };
    const moved = await clinic.practice.done<Moved>('rescheduleAppointment', rescheduled, input);
    expect(moved.rescheduled.map(({ startsAt }) => wall(startsAt))).toEqual(Array<string>(6).fill('10:30'));
  });
});

describe('this one and later ones of a series', () => {
  it('are moved together, also into times of their own', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const booked = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=4');
    const [, second] = booked.appointments;
    const input = { id: second?.id, expectedVersion: second?.version, startsAt: practice.at(3, '09:00'), scope: 'THIS_AND_LATER' };
    const { rescheduled: moved } = await practice.done<Moved>('rescheduleAppointment', rescheduled, input);
    expect(moved.map(({ startsAt }) => startsAt)).toEqual([3, 4, 5].map((day) => practice.at(day, '09:00')));
    expect(await clinic.facts(first(booked).id)).toMatchObject({ startsAt: practice.at(1, '09:00') });
    expect(await clinic.free(2)).toContain('09:00');
    expect(await clinic.free(5)).not.toContain('09:00');
  });

  it('stay where they are when one of them cannot be moved', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const booked = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=3');
    await clinic.booked('11:00', { daysAhead: 2 });
    const { id, version } = first(booked);
    const input = { id, expectedVersion: version, startsAt: practice.at(1, '11:00'), scope: 'THIS_AND_LATER' };
    const answer = await practice.run<Moved>('rescheduleAppointment', rescheduled, input);
    expect(answer).toMatchObject({ rescheduled: [], unavailable: [practice.at(2, '11:00')], userErrors: [{ code: 'TAKEN' }] });
    for (const day of [1, 2, 3]) expect(await clinic.free(day)).not.toContain('09:00');
    expect(await clinic.free(1)).toContain('11:00');
  });

  it('stay each with their own branch and practitioner when none is named', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const darkhan = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const there = await practice.practitioner([serviceId], { branchIds: [darkhan] });
    await practice.hours({ practitionerId: there, branchId: darkhan });
    const booked = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=3');
    const [one, two] = booked.appointments;
    await practice.done('rescheduleAppointment', 'appointment { id }', {
      id: two?.id,
      expectedVersion: two?.version,
      startsAt: two?.startsAt,
      branchId: darkhan,
      practitionerId: there,
    });
    await practice.done('rescheduleAppointment', 'appointment { id }', {
      id: one?.id,
      expectedVersion: one?.version,
      startsAt: practice.at(1, '10:00'),
      scope: 'THIS_AND_LATER',
    });
    expect(await clinic.facts(two?.id ?? '')).toMatchObject({
      startsAt: practice.at(2, '10:00'),
      branch: { id: darkhan },
      practitioner: { id: there },
    });
  });

  it('keep the hour of the wall clock at a branch in another zone', async () => {
    const clinic = await open({ durationMinutes: 30, horizonDays: 400 });
    const { practice, serviceId } = clinic;
    const [zone, days] = ['Europe/Lisbon', 86_400_000];
    const lisbon = practice.addBranch(newId('branch'), zone);
    const there = await practice.practitioner([serviceId], { branchIds: [lisbon] });
    await practice.hours({ practitionerId: there, branchId: lisbon });
    const change = ZoneClock.of(zone).nextChange(Date.now() + 2 * days, Date.now() + 365 * days) ?? 0;
    const daysAhead = Math.floor((change - Date.now()) / days) - 1;
    const booked = await series(clinic, '16:00', 'FREQ=DAILY;COUNT=5', { daysAhead });
    const { id, version } = first(booked);
    const startsAt = new Date(ZoneClock.of(zone).toInstant(Date.parse(`${practice.day(daysAhead)}T10:00Z`))).toISOString();
    const input = { id, expectedVersion: version, startsAt, branchId: lisbon, practitionerId: there, scope: 'THIS_AND_LATER' };
    const { rescheduled: moved } = await practice.done<Moved>('rescheduleAppointment', rescheduled, input);
    const wall = moved.map((each) => new Date(each.startsAt).toLocaleString('sv-SE', { timeZone: zone }));
    expect(wall).toEqual([0, 1, 2, 3, 4].map((day) => `${practice.day(daysAhead + day)} 10:00:00`));
  });

  it('are called off together, and earlier ones and those that are called off already are left alone', async () => {
    const clinic = await open();
    const booked = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=4');
    const [one, two, three, four] = booked.appointments;
    if (!one || !two || !three || !four) throw new Error('four were asked for');
    await clinic.cancel(three, { reason: 'Holiday' });
    const { cancelled } = await clinic.cancel(two, { scope: 'THIS_AND_LATER', reason: 'Healed' });
    expect(cancelled).toEqual([{ id: two.id }, { id: four.id }]);
    expect(await clinic.facts(one.id)).toMatchObject({ status: 'BOOKED' });
    expect(await clinic.facts(three.id)).toMatchObject({ status: 'CANCELLED', cancellationReason: 'Holiday' });
    for (const day of [2, 3, 4]) expect(await clinic.free(day)).toContain('09:00');
  });

  it('are left alone when only this one is meant', async () => {
    const clinic = await open();
    const booked = await series(clinic, '09:00', 'FREQ=DAILY;COUNT=2');
    const { cancelled } = await clinic.cancel(first(booked));
    expect(cancelled).toHaveLength(1);
    expect(await clinic.facts(booked.appointments[1]?.id ?? '')).toMatchObject({ status: 'BOOKED' });
  });
});
