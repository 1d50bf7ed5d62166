import { newId } from '#kernel/graph/type-id.js';
import { contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { scheduling } from '../index.js';
import { bookedFields, openScheduling, Practice, type Booked, type PracticeOptions } from '../testing/practice.js';

const permissions = Object.keys(scheduling.permissions);
const dayMs = 86_400_000;
let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const longAhead = { durationMinutes: 30, alignmentMinutes: 30, horizonDays: 730 };

async function clinic({ terms = longAhead, ...options }: PracticeOptions & { terms?: object } = {}) {
  const practice = new Practice(subgraph, neighbours, options);
  const serviceId = await practice.service(terms);
  const practitionerId = await practice.practitioner([serviceId]);
  const day = practice.day(2);
  const free = async (input: object = {}) =>
    wallsOf(
      practice.timeZone,
      (await practice.slots({ serviceId, from: day, until: day, ...input })).filter(({ status }) => status === 'FREE'),
    );
  return { practice, serviceId, practitionerId, day, free };
}

/** Times of day on the wall. */
function wallsOf(timeZone: string, slots: readonly { startsAt: string }[]): string[] {
  return slots.map(({ startsAt }) => new Date(ZoneClock.of(timeZone).toWall(Date.parse(startsAt))).toISOString().slice(11, 16));
}

interface Found {
  readonly hasMore: boolean;
  readonly slots: {
    startsAt: string;
    endsAt: string;
    localDate: string;
    timeZone: string;
    status: string;
    practitioner: { id: string; name: string } | null;
    branch: { id: string };
    resources: { id: string }[];
  }[];
}
async function search(practice: Practice, input: object, context = practice.context): Promise<Found> {
  const fields = 'hasMore slots { startsAt endsAt localDate timeZone status practitioner { id name } branch { id } resources { id } }';
  return (
    await practice.ask<{ slots: Found }>(`query ($input: SlotSearchInput!) { slots(input: $input) { ${fields} } }`, { input }, context)
  ).slots;
}

/** The days of the next changes of a zone's clock, forward and back. */
function nextChanges(timeZone: string): { forward: string; back: string } {
  const clock = ZoneClock.of(timeZone);
  const days: Partial<Record<'forward' | 'back', string>> = {};
  for (let at = Date.now() + 2 * dayMs; !(days.forward && days.back);) {
    const change = clock.nextChange(at, at + 366 * dayMs);
    if (change === null) throw new Error(`${timeZone} does not change its clock`);
    days[clock.offsetAt(change) > clock.offsetAt(change - 1) ? 'forward' : 'back'] = wallToDay(clock.toWall(change));
    at = change;
  }
  return days as { forward: string; back: string };
}

describe.each(['Europe/London', 'America/New_York'])('when the clocks change in %s', (timeZone) => {
  const { forward, back } = nextChanges(timeZone);
  const around = (day: string) => ({ from: wallToDay(Date.parse(day) - dayMs), until: wallToDay(Date.parse(day) + dayMs) });

  it('09:00 stays 09:00', async () => {
    const { practice, practitionerId, free } = await clinic({ timeZone });
    await practice.hours({ practitionerId }, { until: '10:00' });
    for (const day of [forward, back]) expect(await free(around(day))).toEqual(['09:00', '09:30', '09:00', '09:30', '09:00', '09:30']);
  });

  it('the day has two half hours fewer in spring and two more in autumn, and so has the night', async () => {
    const { practice, practitionerId, serviceId, free } = await clinic({ timeZone });
    await practice.hours({ practitionerId }, { from: '00:00', until: '00:00' });
    expect(await free({ from: forward, until: forward })).toHaveLength(46);
    expect(await free({ from: back, until: back })).toHaveLength(50);
    const atNight = await practice.practitioner([serviceId], { name: 'Dr Night' });
    await practice.hours({ practitionerId: atNight }, { from: '22:00', until: '06:00' });
    const night = async (day: string) => {
      const walls = await free({ practitionerIds: [atNight], from: wallToDay(Date.parse(day) - dayMs), until: day });
      return walls.slice(walls.indexOf('22:00'), walls.lastIndexOf('22:00')).length;
    };
    expect([await night(forward), await night(back), await night(wallToDay(Date.parse(back) + 7 * dayMs))]).toEqual([14, 18, 16]);
  });
});

describe('hours', () => {
  it('recur by their rule, less exceptions, and on extra days', async () => {
    const { practice, practitionerId, serviceId, day } = await clinic();
    const on = (days: number) => wallToDay(Date.parse(day) + days * dayMs);
    await practice.hours(
      { practitionerId },
      { startsOn: day, until: '09:30', rule: 'FREQ=DAILY;INTERVAL=2;COUNT=4', exceptOn: [on(2)], alsoOn: [on(3)] },
    );
    const { slots } = await search(practice, { serviceId, from: day, until: on(20) });
    expect(slots.map(({ localDate }) => localDate)).toEqual([day, on(3), on(4), on(6)]);
  });

  it('of the practitioner replace those of the service, which hold for all others', async () => {
    const { practice, practitionerId, serviceId, free } = await clinic();
    await practice.hours({ serviceId }, { until: '10:00' });
    const nergui = await practice.practitioner([serviceId], { name: 'Dr Nergui' });
    await practice.hours({ practitionerId }, { from: '14:00', until: '15:00' });
    expect(await free({ practitionerIds: [practitionerId] })).toEqual(['14:00', '14:30']);
    expect(await free({ practitionerIds: [nergui] })).toEqual(['09:00', '09:30']);
  });

  it('come back to those of the service when the practitioner’s own no longer count', async () => {
    const { practice, practitionerId, serviceId, free } = await clinic();
    await practice.hours({ serviceId }, { until: '10:00' });
    const id = await practice.hours({ practitionerId }, { from: '14:00', until: '15:00' });
    await practice.done('updateSchedule', 'schedule { id }', { id, expectedVersion: 1, active: false });
    expect(await free()).toEqual(['09:00', '09:30']);
  });

  it('can be for some services only', async () => {
    const { practice, practitionerId, free } = await clinic();
    const surgery = await practice.service(longAhead);
    await practice.done('offerService', 'practitionerService { id }', { practitionerId, serviceId: surgery });
    await practice.hours({ practitionerId }, { until: '10:00' }, { forServiceIds: [surgery] });
    await practice.hours({ practitionerId }, { from: '10:00', until: '11:00' });
    expect(await free()).toEqual(['10:00', '10:30']);
    expect(await free({ serviceId: surgery })).toEqual(['09:00', '09:30', '10:00', '10:30']);
  });

  it('count only while the branch is open, and not at all when it is closed', async () => {
    const every = (['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const).map((day) => ({ day, opens: '09:30', closes: '11:00' }));
    const { practice, practitionerId, day, free } = await clinic({ openingHours: every });
    await practice.hours({ practitionerId }, { until: '12:00' });
    expect(await free()).toEqual(['09:30', '10:00', '10:30']);
    const close = (more: object) =>
      practice.done<{ closure: { id: string } }>('addBranchClosure', 'closure { id }', {
        branchId: practice.branchId,
        name: 'Naadam',
        startsOn: day,
        ...more,
      });
    await close({ fromTime: '10:00', untilTime: '10:30' });
    expect(await free()).toEqual(['09:30', '10:30']);
    const { closure } = await close({});
    expect(await free()).toEqual([]);
    await practice.done('removeBranchClosure', 'removedId', { closureId: closure.id });
    expect(await free()).toEqual(['09:30', '10:30']);
  });

  it('are lost to leave, blocks and rounds in another zone, and not to being on call', async () => {
    const { practice, practitionerId, serviceId, free } = await clinic();
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Kathmandu');
    const both = await practice.practitioner([serviceId], { name: 'Dr Both', branchIds: [practice.branchId, hillBranch] });
    await practice.hours({ practitionerId }, { until: '12:00' });
    await practice.hours({ practitionerId: both }, { until: '12:00' });
    await practice.hours({ practitionerId: both }, { from: '00:00', until: '00:00' }, { context: 'ON_CALL' });
    // 07:15 in Kathmandu is 09:30 in Ulaanbaatar.
    await practice.hours({ practitionerId: both }, { from: '07:15', until: '08:15' }, { context: 'ROUNDS', branchId: hillBranch });
    expect(await free({ practitionerIds: [both] })).toEqual(['09:00', '10:30', '11:00', '11:30']);
    await practice.unavailable({ practitionerId, startsAt: practice.at(2, '09:15'), endsAt: practice.at(2, '10:00') });
    await practice.unavailable({
      practitionerId,
      branchId: practice.branchId,
      kind: 'EMERGENCY',
      startsAt: practice.at(2, '11:45'),
      endsAt: practice.at(3, '11:00'),
    });
    expect(await free({ practitionerIds: [practitionerId] })).toEqual(['10:00', '10:30', '11:00']);
  });
});

describe('terms', () => {
  it('keep buffers, and are overridden by the practitioner’s own, field by field', async () => {
    const { practice, serviceId, practitionerId, free } = await clinic({
      terms: { ...longAhead, bufferAfterMinutes: 15, alignmentMinutes: 15 },
    });
    const quick = await practice.practitioner([serviceId], { name: 'Dr Quick', terms: { durationMinutes: 15, bufferAfterMinutes: 0 } });
    for (const who of [practitionerId, quick]) {
      await practice.hours({ practitionerId: who }, { until: '10:30' });
      const visit = {
        branchId: practice.branchId,
        patientId: newId('patient'),
        serviceId,
        practitionerId: who,
        startsAt: practice.at(2, '09:30'),
      };
      await practice.done<Booked>('bookAppointment', bookedFields, visit);
    }
    // The visit ends at 10:00, its buffer at 10:15; none may end less than 15 minutes before it.
    expect(await free({ practitionerIds: [practitionerId] })).toEqual([]);
    expect(await free({ practitionerIds: [quick] })).toEqual(['09:00', '09:15', '09:45', '10:00', '10:15']);
  });

  it('show how many places a group has left', async () => {
    const { practice, practitionerId, serviceId, day } = await clinic({ terms: { ...longAhead, capacity: 3 } });
    await practice.hours({ practitionerId }, { until: '10:00' });
    const visit = () => ({
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      practitionerId,
      startsAt: practice.at(2, '09:00'),
    });
    const places = async () =>
      (await practice.slots({ serviceId, from: day, until: day, statuses: ['FREE', 'BUSY'] })).map(
        (slot) => `${slot.status} ${slot.places}`,
      );
    for (const left of [
      ['FREE 3', 'FREE 3'],
      ['FREE 2', 'FREE 3'],
      ['FREE 1', 'FREE 3'],
    ]) {
      expect(await places()).toEqual(left);
      await practice.done<Booked>('bookAppointment', bookedFields, visit());
    }
    expect(await places()).toEqual(['BUSY 0', 'FREE 3']);
  });

  it('bound how soon and how far ahead', async () => {
    const { practice, practitionerId, serviceId } = await clinic({
      terms: { ...longAhead, minimumNoticeMinutes: 2 * 1440, horizonDays: 4 },
    });
    await practice.hours({ practitionerId }, { from: '00:00', until: '00:00' });
    const { slots } = await search(practice, { serviceId, from: practice.day(0), until: practice.day(10), limit: 1000 });
    const [first, last] = [slots[0], slots.at(-1)].map((slot) => (Date.parse(slot?.startsAt ?? '') - Date.now()) / dayMs);
    expect(first).toBeGreaterThan(1.9);
    expect(first).toBeLessThan(2.1);
    expect(last).toBeGreaterThan(3.9);
    expect(last).toBeLessThanOrEqual(4);
  });
});

describe('who and what must be free together', () => {
  it('is the practitioner, every room and device, and the patient', async () => {
    const { practice, serviceId, practitionerId, free } = await clinic();
    await practice.hours({ practitionerId }, { until: '12:00' });
    const [theatre, scanner] = [await practice.room(), await practice.room({ kind: 'DEVICE' })];
    const patientId = newId('patient');
    await practice.hours({ resourceId: theatre }, { from: '10:00', until: '12:00' });
    await practice.unavailable({ resourceId: scanner, kind: 'BLOCK', startsAt: practice.at(2, '11:30'), endsAt: practice.at(2, '12:00') });
    const other = await practice.practitioner([serviceId], { name: 'Dr Other' });
    await practice.hours({ practitionerId: other }, { until: '12:00' });
    await practice.done<Booked>('bookAppointment', bookedFields, {
      branchId: practice.branchId,
      patientId,
      serviceId,
      practitionerId: other,
      resourceIds: [],
      startsAt: practice.at(2, '10:30'),
    });
    const here = { practitionerIds: [practitionerId] };
    expect(await free({ ...here, resourceIds: [theatre] })).toEqual(['10:00', '10:30', '11:00', '11:30']);
    expect(await free({ ...here, resourceIds: [scanner] })).toEqual(['09:00', '09:30', '10:00', '10:30', '11:00']);
    expect(await free({ ...here, resourceIds: [theatre, scanner] })).toEqual(['10:00', '10:30', '11:00']);
    expect(await free({ ...here, resourceIds: [theatre, scanner], patientId })).toEqual(['10:00', '11:00']);
    expect(
      (await search(practice, { serviceId, from: practice.day(2), until: practice.day(2), resourceIds: [theatre, scanner] })).slots[0]
        ?.resources,
    ).toHaveLength(2);
  });

  it('can be a room alone, for a service that needs no practitioner', async () => {
    const { practice, day } = await clinic();
    const scan = await practice.service(longAhead, { requiresPractitioner: false });
    const scanner = await practice.room({ kind: 'DEVICE' });
    await practice.hours({ resourceId: scanner }, { until: '10:00' });
    const { slots } = await search(practice, { serviceId: scan, from: day, until: day, resourceIds: [scanner] });
    expect(slots).toMatchObject([
      { practitioner: null, branch: { id: practice.branchId }, resources: [{ id: scanner }] },
      { practitioner: null, branch: { id: practice.branchId }, resources: [{ id: scanner }] },
    ]);
    expect((await search(practice, { serviceId: scan, from: day, until: day })).slots).toEqual([]);
  });
});

describe('a search', () => {
  it('over branches in several zones gives each its own wall clock, soonest first', async () => {
    const { practice, serviceId, day } = await clinic();
    const branchIds = ['Asia/Kathmandu', 'Asia/Kolkata', 'Pacific/Chatham', 'Africa/Lusaka'].map((zone) =>
      practice.addBranch(newId('branch'), zone),
    );
    const everywhere = await practice.practitioner([serviceId], { name: 'Dr Everywhere', branchIds });
    for (const branchId of branchIds) await practice.hours({ practitionerId: everywhere }, { until: '09:30' }, { branchId });
    const { slots } = await search(practice, { serviceId, from: day, until: day });
    expect(slots.map(({ timeZone }) => timeZone)).toEqual(['Pacific/Chatham', 'Asia/Kathmandu', 'Asia/Kolkata', 'Africa/Lusaka']);
    expect(slots.flatMap((slot) => wallsOf(slot.timeZone, [slot]))).toEqual(['09:00', '09:00', '09:00', '09:00']);
    expect(slots.map(({ localDate }) => localDate)).toEqual([day, day, day, day]);
  });

  it('at one time gives practitioners by name, and says when there is more', async () => {
    const { practice, serviceId, practitionerId, day } = await clinic();
    const names = ['Dr Zaya', 'Dr Altan', 'Dr Bold'];
    await practice.hours({ practitionerId }, { until: '09:30' });
    for (const name of names)
      await practice.hours({ practitionerId: await practice.practitioner([serviceId], { name }) }, { until: '10:00' });
    const found = await search(practice, { serviceId, from: day, until: day, limit: 6 });
    expect(found.slots.map(({ practitioner }) => practitioner?.name)).toEqual([
      'Dr Altan',
      'Dr Bold',
      'Dr Oyuun',
      'Dr Zaya',
      'Dr Altan',
      'Dr Bold',
    ]);
    expect(found.hasMore).toBe(true);
    expect(await search(practice, { serviceId, from: day, until: day, limit: 7 })).toMatchObject({ hasMore: false, slots: { length: 7 } });
  });

  it('for the first available gives the first free slot of each practitioner at each branch', async () => {
    const { practice, serviceId, practitionerId, day } = await clinic();
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Kathmandu');
    const both = await practice.practitioner([serviceId], { name: 'Dr Both', branchIds: [practice.branchId, hillBranch] });
    for (const [who, branchId] of [
      [practitionerId, practice.branchId],
      [both, practice.branchId],
      [both, hillBranch],
    ])
      await practice.hours({ practitionerId: who }, {}, { branchId });
    await practice.done<Booked>('bookAppointment', bookedFields, {
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      practitionerId: both,
      startsAt: practice.at(2, '09:00'),
    });
    const found = await search(practice, { serviceId, from: day, until: practice.day(20), mode: 'FIRST_AVAILABLE', statuses: ['BUSY'] });
    expect(found.slots.map(({ practitioner, branch, startsAt }) => [practitioner?.id, branch.id, startsAt])).toEqual([
      [practitionerId, practice.branchId, practice.at(2, '09:00')],
      [both, practice.branchId, practice.at(2, '09:30')],
      [both, hillBranch, new Date(ZoneClock.of('Asia/Kathmandu').toInstant(Date.parse(`${day}T09:00:00Z`))).toISOString()],
    ]);
    expect(found.hasMore).toBe(false);
    expect(await search(practice, { serviceId, from: day, until: day, mode: 'FIRST_AVAILABLE', limit: 2 })).toMatchObject({
      hasMore: true,
      slots: { length: 2 },
    });
  });

  it('gives the statuses that are asked for', async () => {
    const { practice, serviceId, practitionerId, day } = await clinic();
    await practice.hours({ practitionerId }, { until: '11:00' });
    const visit = (time: string) => ({
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      practitionerId,
      startsAt: practice.at(2, time),
    });
    await practice.done<Booked>('bookAppointment', bookedFields, visit('09:00'));
    await practice.done<Booked>('holdAppointment', bookedFields, { ...visit('09:30'), holdMinutes: 5 });
    await practice.unavailable({ practitionerId, startsAt: practice.at(2, '10:00'), endsAt: practice.at(2, '10:30') });
    const found = async (statuses?: string[]) =>
      (await practice.slots({ serviceId, from: day, until: day, ...(statuses ? { statuses } : {}) })).map(({ status }) => status);
    expect(await found(['FREE', 'BUSY', 'BUSY_TENTATIVE', 'BUSY_UNAVAILABLE'])).toEqual([
      'BUSY',
      'BUSY_TENTATIVE',
      'BUSY_UNAVAILABLE',
      'FREE',
    ]);
    expect(await found(['BUSY_TENTATIVE'])).toEqual(['BUSY_TENTATIVE']);
    expect(await found()).toEqual(['FREE']);
    expect(await found([])).toEqual([]);
  });

  it('gives nothing of who does not offer the service, does not work there or is no longer booked', async () => {
    const { practice, serviceId, practitionerId, day, free } = await clinic();
    await practice.hours({ practitionerId }, { until: '09:30' });
    expect(await free()).toEqual(['09:00']);
    const other = await practice.practitioner([await practice.service(longAhead)], { name: 'Dr Other' });
    await practice.hours({ practitionerId: other });
    expect(await free({ practitionerIds: [other, newId('practitioner')] })).toEqual([]);
    expect(await free({ practitionerIds: [] })).toEqual([]);
    expect(await free({ branchIds: [practice.addBranch(newId('branch'), practice.timeZone)] })).toEqual([]);
    await practice.done('updatePractitioner', 'practitioner { id }', { id: practitionerId, expectedVersion: 1, active: false });
    expect(await free()).toEqual([]);
    await practice.done('updateHealthcareService', 'service { id }', { id: serviceId, expectedVersion: 1, active: false });
    await expect(search(practice, { serviceId, from: day, until: day })).rejects.toThrow('NOT_FOUND');
  });

  it('gives branches where the caller may see schedules, and of another tenant nothing', async () => {
    const { practice, serviceId, practitionerId, day } = await clinic();
    const lusaka = await clinic({ timeZone: 'Africa/Lusaka' });
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Bangkok');
    const atHill = await practice.practitioner([serviceId], { name: 'Dr Hill', branchIds: [hillBranch] });
    await practice.hours({ practitionerId }, { until: '09:30' });
    await practice.hours({ practitionerId: atHill }, { until: '09:30' }, { branchId: hillBranch });
    const days = { serviceId, from: day, until: day };
    const branches = async (input: object, context = practice.context) =>
      (await search(practice, { ...days, ...input }, context)).slots.map(({ branch }) => branch.id);
    const receptionist = contextOf({ tenant: practice.tenant, permissions, branches: [hillBranch] });
    const chosen = contextOf({ tenant: practice.tenant, permissions, branch: hillBranch });
    expect(await branches({})).toEqual([practice.branchId, hillBranch]);
    expect(await branches({}, receptionist)).toEqual([hillBranch]);
    expect(await branches({ branchIds: [practice.branchId] }, receptionist)).toEqual([]);
    expect(await branches({ practitionerIds: [practitionerId] }, receptionist)).toEqual([]);
    expect(await branches({}, chosen)).toEqual([hillBranch]);
    expect(await branches({ branchIds: [practice.branchId] }, chosen)).toEqual([]);
    expect(await branches({ branchIds: [] })).toEqual([]);
    expect(await branches({ branchIds: [lusaka.practice.branchId], practitionerIds: [lusaka.practitionerId] })).toEqual([]);
    await expect(branches({ serviceId: lusaka.serviceId })).rejects.toThrow('NOT_FOUND');
    await expect(branches({ resourceIds: [await lusaka.practice.room()] })).rejects.toThrow('NOT_FOUND');
    await expect(branches({ resourceIds: [await practice.room()] }, receptionist)).rejects.toThrow('NOT_FOUND');
    await expect(branches({}, contextOf({ tenant: practice.tenant, permissions: ['appointments:read'] }))).rejects.toThrow(
      'schedules:read',
    );
  });

  it('refuses too many days, ids or slots, and rooms of two branches', async () => {
    const { practice, serviceId, day } = await clinic();
    const ask = (input: object) => search(practice, { serviceId, from: day, until: day, ...input });
    const many = (prefix: string, count: number) => Array.from({ length: count }, () => newId(prefix));
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Bangkok');
    const rooms = [await practice.room(), await practice.room({ branchId: hillBranch })];
    for (const wrong of [
      { from: day, until: practice.day(1) },
      { until: practice.day(2 + 62) },
      { limit: 0 },
      { limit: 1001 },
      { practitionerIds: many('practitioner', 201) },
      { branchIds: many('branch', 51) },
      { resourceIds: many('resource', 11) },
      { resourceIds: rooms },
      { practitionerIds: [serviceId] },
    ]) {
      await expect(ask(wrong)).rejects.toThrow('BAD_USER_INPUT');
    }
    expect(await ask({ until: practice.day(2 + 61), limit: 1000, practitionerIds: many('practitioner', 200) })).toEqual({
      slots: [],
      hasMore: false,
    });
  });

  it.each(['0001-01-01', '2020-02-29', '9999-12-31'])('of %s is answered, by nothing', async (day) => {
    const { practice, practitionerId, serviceId } = await clinic({ timeZone: 'Pacific/Kiritimati' });
    await practice.hours({ practitionerId }, { startsOn: '0001-01-01', rule: 'FREQ=DAILY' });
    await practice.hours({ practitionerId }, { startsOn: '0001-01-01', rule: 'FREQ=DAILY' }, { context: 'ROUNDS' });
    expect((await search(practice, { serviceId, from: day, until: day })).slots).toEqual([]);
  });
});

it('tells when a patient is busy only to whoever may see appointments', async () => {
  const { practice, serviceId, day } = await clinic();
  const input = { serviceId, branchIds: [practice.branchId], from: day, until: day, patientId: newId('patient') };
  const ofSchedules = contextOf({ tenant: practice.tenant, permissions: ['schedules:read'] });
  await expect(search(practice, input, ofSchedules)).rejects.toThrow('appointments:read');
  expect((await search(practice, { ...input, patientId: null }, ofSchedules)).slots).toEqual([]);
});
