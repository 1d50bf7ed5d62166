import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { daysPass } from '../testing/passing-time.js';
import { openScheduling } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

/** A visit of yesterday that took place. */
async function visited(terms: object = { followUpDays: 14 }) {
  const clinic = await Clinic.open(subgraph, neighbours, { durationMinutes: 30, ...terms });
  const patientId = newId('patient');
  const { id } = await clinic.booked('09:00', { patientId });
  await daysPass(subgraph, clinic.practice.tenant, id, 2);
  const arrived = await clinic.made('updateAppointmentStatus', {
    id,
    expectedVersion: (await clinic.facts(id)).version,
    status: 'ARRIVED',
  });
  await clinic.made('updateAppointmentStatus', { id, expectedVersion: arrived.version, status: 'FULFILLED' });
  return { clinic, patientId, follow: { patientId, followUpOfId: id } };
}

async function isFree(clinic: Clinic, { id }: { id: string }): Promise<boolean> {
  return (await clinic.facts(id)).freeFollowUp;
}

describe('a follow-up', () => {
  it('is free once, within the window', async () => {
    const { clinic, follow } = await visited();
    const late = await clinic.booked('09:00', { ...follow, daysAhead: 14 });
    const inTime = await clinic.booked('16:00', { ...follow, daysAhead: 13 });
    const again = await clinic.booked('09:00', { ...follow, daysAhead: 6 });
    expect([await isFree(clinic, late), await isFree(clinic, inTime), await isFree(clinic, again)]).toEqual([false, true, false]);
    await clinic.cancel(inTime);
    expect(await isFree(clinic, await clinic.booked('10:00', { ...follow, daysAhead: 7 }))).toBe(true);
  });

  it('is not free where the service has no window', async () => {
    const { clinic, follow } = await visited({});
    expect(await isFree(clinic, await clinic.booked('09:00', follow))).toBe(false);
  });

  it('that is moved out of the window is not free any more, and free again when it comes back', async () => {
    const { clinic, follow } = await visited();
    const { id, version } = await clinic.booked('09:00', follow);
    const out = await clinic.made('rescheduleAppointment', { id, expectedVersion: version, startsAt: clinic.practice.at(20, '09:00') });
    expect(await isFree(clinic, out)).toBe(false);
    const back = await clinic.made('rescheduleAppointment', { id, expectedVersion: out.version, startsAt: clinic.practice.at(2, '09:00') });
    expect(await isFree(clinic, back)).toBe(true);
  });

  it('of a series is the first', async () => {
    const { clinic, follow } = await visited();
    const input = { ...clinic.visit('09:00', follow), rule: 'FREQ=DAILY;COUNT=3' };
    const { appointments } = await clinic.practice.done<{ appointments: { freeFollowUp: boolean }[] }>(
      'bookAppointmentSeries',
      'appointments { freeFollowUp }',
      input,
    );
    expect(appointments.map(({ freeFollowUp }) => freeFollowUp)).toEqual([true, false, false]);
  });

  it('is free for one of twenty who ask at once', async () => {
    const { clinic, follow } = await visited();
    const days = Array.from({ length: 10 }, (_, index) => index + 1);
    const booked = await Promise.all(
      days.flatMap((daysAhead) => ['09:00', '11:00'].map((time) => clinic.booked(time, { ...follow, daysAhead }))),
    );
    const free = await Promise.all(booked.map((each) => isFree(clinic, each)));
    expect(free.filter(Boolean)).toHaveLength(1);
  });

  it('that is free at a branch out of sight is not booked as free again, alone or in a series', async () => {
    const { clinic, follow } = await visited();
    const { practice, serviceId } = clinic;
    const darkhan = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const there = await practice.practitioner([serviceId], { branchIds: [darkhan] });
    await practice.hours({ practitionerId: there, branchId: darkhan });
    await clinic.booked('09:00', { ...follow, branchId: darkhan, practitionerId: there });
    const receptionist = clinic.somebody(undefined, [practice.branchId]);
    const visit = clinic.visit('10:00', follow);
    expect(await clinic.outcome('bookAppointment', visit, receptionist)).toBe('TAKEN');
    const series = await practice.run(
      'bookAppointmentSeries',
      'appointments { id } unavailable',
      { ...visit, rule: 'FREQ=DAILY;COUNT=2' },
      receptionist,
    );
    expect(series).toMatchObject({ appointments: [], unavailable: [], userErrors: [{ code: 'TAKEN' }] });
    expect(await clinic.free()).toContain('10:00');
  });

  it('is of a visit of the same patient that took place, with the same practitioner or for the same service', async () => {
    const { clinic, follow } = await visited();
    const { practice } = clinic;
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:00', { ...follow, patientId: newId('patient') }))).toBe('NOT_FOUND');
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:00', { ...follow, followUpOfId: newId('appointment') }))).toBe(
      'NOT_FOUND',
    );
    const planned = await clinic.booked('12:00', { patientId: follow.patientId });
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:00', { ...follow, followUpOfId: planned.id }))).toBe('WRONG_STATE');
    const serviceId = await practice.service();
    const practitionerId = await practice.practitioner([serviceId]);
    await practice.hours({ practitionerId });
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:00', { ...follow, serviceId, practitionerId }))).toBe('INVALID');
  });
});
