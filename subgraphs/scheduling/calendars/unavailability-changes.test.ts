import pg from 'pg';
import { newId } from '#kernel/graph/type-id.js';
import { contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { inTenant } from '../testing/behind-the-graph.js';
import { bookedFields, openScheduling, Practice, type Booked, type PracticeOptions, type Refused } from '../testing/practice.js';

const permissions = Object.keys(scheduling.permissions);
let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

interface Affected {
  readonly affectedAppointments: { id: string }[];
}
interface Added extends Affected {
  readonly unavailability: { id: string; kind: string } | null;
  readonly affectedCount: number;
}
interface Closed extends Affected {
  readonly closure: { id: string } | null;
}

async function clinic(options: PracticeOptions = {}) {
  const practice = new Practice(subgraph, neighbours, options);
  const serviceId = await practice.service();
  const practitionerId = await practice.practitioner([serviceId]);
  await practice.hours({ practitionerId }, { from: '00:00', until: '00:00' });
  const book = async (startsAt: string, more: object = {}) => {
    const input = { branchId: practice.branchId, patientId: newId('patient'), serviceId, practitionerId, startsAt, ...more };
    return (await practice.done<Booked>('bookAppointment', bookedFields, input)).appointment?.id ?? '';
  };
  const add = (input: object, context = practice.context) =>
    practice.run<Added>(
      'addUnavailability',
      'unavailability { id kind branch { id } } affectedCount affectedAppointments { id }',
      { kind: 'LEAVE', ...input },
      context,
    );
  const close = (input: object, context = practice.context) =>
    practice.run<Closed>(
      'addBranchClosure',
      'closure { id name startsOn endsOn fromTime untilTime } affectedAppointments { id }',
      { branchId: practice.branchId, name: 'Tsagaan Sar', ...input },
      context,
    );
  return { practice, serviceId, practitionerId, book, add, close };
}

const codes = (errors: readonly Refused[]): string[] => errors.map(({ code }) => code);
const ids = ({ affectedAppointments }: Affected): string[] => affectedAppointments.map(({ id }) => id);

async function letHoldsRunOut({ tenant }: Practice): Promise<void> {
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await inTenant(owner, tenant, async () => {
    await owner.query(`update scheduling.reservations set expires_at = now() - interval '1 second' where expires_at is not null`);
  });
  await owner.end();
}

describe('an unavailability', () => {
  it('lists what is booked in its time, soonest first, and neither what ends as it begins nor what begins as it ends', async () => {
    const { practice, practitionerId, book, add } = await clinic();
    const [, late, early] = [await book(practice.at(2, '08:30')), await book(practice.at(2, '11:30')), await book(practice.at(2, '09:00'))];
    await book(practice.at(2, '12:00'));
    const added = await add({ practitionerId, startsAt: practice.at(2, '09:00'), endsAt: practice.at(2, '12:00') });
    expect(added).toMatchObject({ userErrors: [], unavailability: { kind: 'LEAVE', branch: null }, affectedCount: 2 });
    expect(ids(added)).toEqual([early, late]);
  });

  it('lists neither who was cancelled nor whose hold has run out', async () => {
    const { practice, practitionerId, serviceId, book, add } = await clinic();
    const cancelled = await book(practice.at(2, '09:00'));
    await practice.done('cancelAppointment', 'appointment { id }', { id: cancelled, expectedVersion: 1, by: 'PATIENT', reason: 'Travels' });
    const hold = {
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      practitionerId,
      startsAt: practice.at(2, '10:00'),
      holdMinutes: 5,
    };
    const held = (await practice.done<Booked>('holdAppointment', bookedFields, hold)).appointment?.id;
    const time = { practitionerId, startsAt: practice.at(2, '08:00'), endsAt: practice.at(2, '12:00') };
    const before = await add(time);
    expect([before.affectedCount, ids(before)]).toEqual([1, [held]]);
    await letHoldsRunOut(practice);
    const after = await add(time);
    expect([after.affectedCount, ids(after)]).toEqual([0, []]);
  });

  it('of a room lists what is booked in the room', async () => {
    const { practice, book, add } = await clinic();
    const resourceId = await practice.room();
    const inRoom = await book(practice.at(2, '09:00'), { resourceIds: [resourceId] });
    await book(practice.at(2, '10:00'));
    const added = await add({ resourceId, kind: 'BLOCK', startsAt: practice.at(2, '00:00'), endsAt: practice.at(3, '00:00') });
    expect(added).toMatchObject({ unavailability: { kind: 'BLOCK', branch: { id: practice.branchId } }, affectedCount: 1 });
    expect(ids(added)).toEqual([inRoom]);
  });

  it('at one branch counts and lists that branch, and everywhere all of them', async () => {
    const { practice, practitionerId, serviceId, book, add } = await clinic();
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    await practice.done('updatePractitioner', 'practitioner { id }', {
      id: practitionerId,
      expectedVersion: 1,
      branchIds: [practice.branchId, hillBranch],
    });
    await practice.hours({ practitionerId, branchId: hillBranch }, { from: '00:00', until: '00:00' });
    const here = await book(practice.at(2, '09:00'));
    const there = await book(practice.at(2, '10:00'), { branchId: hillBranch, serviceId });
    const time = { practitionerId, startsAt: practice.at(2, '08:00'), endsAt: practice.at(2, '12:00') };
    const atHill = await add({ ...time, branchId: hillBranch });
    expect([atHill.affectedCount, ids(atHill)]).toEqual([1, [there]]);
    const everywhere = await add(time);
    expect([everywhere.affectedCount, ids(everywhere)]).toEqual([2, [here, there]]);
  });

  it('ends after it begins, and at most two years later', async () => {
    const { practice, practitionerId, add } = await clinic();
    const at = practice.at(2, '09:00');
    for (const endsAt of [at, practice.at(1, '09:00'), practice.at(800, '09:00')]) {
      expect(await add({ practitionerId, startsAt: at, endsAt })).toMatchObject({
        unavailability: null,
        affectedCount: 0,
        userErrors: [{ code: 'INVALID' }],
      });
    }
    expect((await add({ practitionerId, startsAt: at, endsAt: practice.at(700, '09:00') })).userErrors).toEqual([]);
  });

  it('is of one practitioner or one resource that there is', async () => {
    const { practice, practitionerId, add } = await clinic();
    const lusaka = await clinic({ timeZone: 'Africa/Lusaka' });
    const time = { startsAt: practice.at(2, '09:00'), endsAt: practice.at(2, '12:00') };
    const resourceId = await practice.room();
    expect(codes((await add({ ...time })).userErrors)).toEqual(['INVALID']);
    expect(codes((await add({ ...time, practitionerId, resourceId })).userErrors)).toEqual(['INVALID']);
    for (const actor of [
      { practitionerId: lusaka.practitionerId },
      { resourceId: await lusaka.practice.room() },
      { practitionerId: newId('practitioner') },
    ]) {
      expect(codes((await add({ ...time, ...actor })).userErrors)).toEqual(['NOT_FOUND']);
    }
    const hillBranch = practice.addBranch(newId('branch'), 'Asia/Bangkok');
    expect(codes((await add({ ...time, resourceId, branchId: hillBranch })).userErrors)).toEqual(['NOT_FOUND']);
  });

  it('takes the permission at its branch, and for everywhere at all branches', async () => {
    const { practice, practitionerId, add } = await clinic();
    const manager = contextOf({ tenant: practice.tenant, permissions, branches: [practice.branchId] });
    const stranger = contextOf({ tenant: practice.tenant, permissions, branches: [newId('branch')] });
    const reader = contextOf({ tenant: practice.tenant, permissions: ['schedules:read', 'appointments:read'] });
    const time = { practitionerId, startsAt: practice.at(2, '09:00'), endsAt: practice.at(2, '12:00') };
    expect(codes((await add(time, manager)).userErrors)).toEqual(['NOT_ALLOWED']);
    expect((await add({ ...time, branchId: practice.branchId }, manager)).userErrors).toEqual([]);
    expect(codes((await add({ ...time, branchId: practice.branchId }, stranger)).userErrors)).toEqual(['NOT_FOUND']);
    expect(
      codes((await add({ startsAt: time.startsAt, endsAt: time.endsAt, resourceId: await practice.room() }, stranger)).userErrors),
    ).toEqual(['NOT_FOUND']);
    await expect(add(time, reader)).rejects.toThrow('schedules:manage');
  });

  it('is seen until it is over, and is gone when it is removed by who may', async () => {
    const { practice, practitionerId, add } = await clinic();
    const manager = contextOf({ tenant: practice.tenant, permissions, branches: [practice.branchId] });
    const stranger = contextOf({ tenant: practice.tenant, permissions, branches: [newId('branch')] });
    const seen = async (filter: object = { practitionerId }, context = practice.context) =>
      (
        await practice.ask<{ unavailabilities: { id: string }[] }>(
          'query ($filter: UnavailabilityFilter) { unavailabilities(filter: $filter) { id } }',
          { filter },
          context,
        )
      ).unavailabilities.map(({ id }) => id);
    const remove = (id: string | undefined, context = practice.context) =>
      practice.run<{ removedId: string | null }>('removeUnavailability', 'removedId', { id }, context);
    const over = await add({ practitionerId, startsAt: practice.at(-3, '09:00'), endsAt: practice.at(-2, '09:00') });
    const here = await add({
      practitionerId,
      branchId: practice.branchId,
      startsAt: practice.at(4, '09:00'),
      endsAt: practice.at(5, '09:00'),
    });
    const everywhere = await add({ practitionerId, startsAt: practice.at(2, '09:00'), endsAt: practice.at(3, '09:00') });
    expect(await seen()).toEqual([everywhere.unavailability?.id, here.unavailability?.id]);
    expect(await seen({ practitionerId, from: practice.at(-5, '00:00') })).toContain(over.unavailability?.id);
    expect(await seen({ resourceId: await practice.room() })).toEqual([]);

    expect(codes((await remove(everywhere.unavailability?.id, manager)).userErrors)).toEqual(['NOT_ALLOWED']);
    expect(codes((await remove(here.unavailability?.id, stranger)).userErrors)).toEqual(['NOT_FOUND']);
    expect(codes((await remove(here.unavailability?.id, (await clinic()).practice.context)).userErrors)).toEqual(['NOT_FOUND']);
    expect(await seen()).toHaveLength(2);
    expect(await remove(here.unavailability?.id, manager)).toEqual({ removedId: here.unavailability?.id, userErrors: [] });
    expect(await remove(everywhere.unavailability?.id)).toEqual({ removedId: everywhere.unavailability?.id, userErrors: [] });
    expect(codes((await remove(everywhere.unavailability?.id)).userErrors)).toEqual(['NOT_FOUND']);
    expect(await seen()).toEqual([]);
  });

  it('lets who may not see appointments add it, but not see whom it affects', async () => {
    const { practice, practitionerId, book, add } = await clinic();
    await book(practice.at(2, '09:00'));
    const planner = contextOf({ tenant: practice.tenant, permissions: ['schedules:read', 'schedules:manage'] });
    const time = { kind: 'EMERGENCY', practitionerId, startsAt: practice.at(2, '08:00'), endsAt: practice.at(2, '12:00') };
    await expect(add(time, planner)).rejects.toThrow('appointments:read');
    expect(await practice.run('addUnavailability', 'affectedCount', time, planner)).toEqual({ affectedCount: 1, userErrors: [] });
  });
});

describe('a closure of a branch', () => {
  it('of a day lists what is booked on it, what began the evening before, and nothing else', async () => {
    const { practice, book, close } = await clinic();
    await book(practice.at(1, '23:00'));
    const overnight = await book(practice.at(1, '23:45'));
    const inside = await book(practice.at(2, '15:00'));
    await book(practice.at(3, '00:00'));
    const closed = await close({ startsOn: practice.day(2) });
    expect(closed).toMatchObject({
      userErrors: [],
      closure: { name: 'Tsagaan Sar', startsOn: practice.day(2), endsOn: practice.day(2), fromTime: null, untilTime: null },
    });
    expect(ids(closed)).toEqual([overnight, inside]);
  });

  it('by hours lists what is booked in them on each of its days, on the wall clock of the branch', async () => {
    const { practice, book, close } = await clinic({ timeZone: 'Asia/Kathmandu' });
    const [first, second] = [await book(practice.at(2, '16:45')), await book(practice.at(3, '23:45'))];
    await book(practice.at(3, '16:00'));
    await book(practice.at(4, '08:00'));
    const closed = await close({ startsOn: practice.day(2), endsOn: practice.day(4), fromTime: '17:00', untilTime: '00:00' });
    expect(closed).toMatchObject({ userErrors: [], closure: { fromTime: '17:00', untilTime: '00:00' } });
    expect(ids(closed)).toEqual([first, second]);
  });

  it.each([
    ['ends before it begins', { endsOn: '2027-01-31' }, 'INVALID'],
    ['is longer than a year', { endsOn: '2029-01-01' }, 'INVALID'],
    ['says when it begins, but not when it ends', { fromTime: '12:00' }, 'INVALID'],
    ['says when it ends, but not when it begins', { untilTime: '12:00' }, 'INVALID'],
    ['ends as it begins', { fromTime: '12:00', untilTime: '12:00:00' }, 'INVALID'],
    ['goes across midnight', { fromTime: '20:00', untilTime: '04:00' }, 'INVALID'],
    ['has no name', { name: ' ' }, 'REQUIRED'],
  ])('that %s is refused', async (_, wrong, code) => {
    const { practice, close } = await clinic();
    expect(await close({ startsOn: '2027-02-01', ...wrong })).toMatchObject({
      closure: null,
      affectedAppointments: [],
      userErrors: [{ code }],
    });
    expect(await closures(practice)).toEqual([]);
  });

  async function closures(practice: Practice, context = practice.context, filter: object = { branchId: practice.branchId }) {
    const query = 'query ($filter: BranchClosureFilter) { branchClosures(filter: $filter) { id } }';
    return (await practice.ask<{ branchClosures: { id: string }[] }>(query, { filter }, context)).branchClosures.map(({ id }) => id);
  }

  it('is made, seen and taken back at branches where the caller may', async () => {
    const { practice, close } = await clinic();
    const lusaka = await clinic({ timeZone: 'Africa/Lusaka' });
    const stranger = contextOf({ tenant: practice.tenant, permissions, branches: [newId('branch')] });
    const chosen = contextOf({ tenant: practice.tenant, permissions, branch: practice.branchId });
    const remove = (closureId: string | undefined, context = practice.context) =>
      practice.run<{ removedId: string | null }>('removeBranchClosure', 'removedId', { closureId }, context);
    expect(codes((await close({ startsOn: '2027-02-01' }, stranger)).userErrors)).toEqual(['NOT_FOUND']);
    expect(codes((await close({ startsOn: '2027-02-01', branchId: null })).userErrors)).toEqual(['REQUIRED']);
    const { closure } = await close({ startsOn: '2027-02-01', branchId: null }, chosen);
    expect(await closures(practice)).toEqual([closure?.id]);
    expect(await closures(practice, chosen, { from: '2027-02-01' })).toEqual([closure?.id]);
    expect(await closures(practice, chosen, { from: '2027-02-02' })).toEqual([]);
    await expect(closures(practice, practice.context, {})).rejects.toThrow('branch');
    for (const other of [stranger, lusaka.practice.context]) {
      expect(await closures(practice, other)).toEqual([]);
      expect(codes((await remove(closure?.id, other)).userErrors)).toEqual(['NOT_FOUND']);
    }
    expect(await remove(closure?.id)).toEqual({ removedId: closure?.id, userErrors: [] });
    expect(await closures(practice)).toEqual([]);
  });

  it.each(['closure', 'leave'] as const)('lists or refuses whatever is booked while a %s is being made', async (kind) => {
    const { practice, serviceId, practitionerId, add, close } = await clinic();
    const booking = Array.from({ length: 40 }, (_, index) => {
      const startsAt = new Date(Date.parse(practice.at(2, '08:00')) + (index % 20) * 1_800_000).toISOString();
      return practice.run<Booked>('bookAppointment', bookedFields, {
        branchId: practice.branchId,
        patientId: newId('patient'),
        serviceId,
        practitionerId,
        startsAt,
      });
    });
    const making =
      kind === 'closure'
        ? close({ startsOn: practice.day(2) })
        : add({ practitionerId, startsAt: practice.at(2, '00:00'), endsAt: practice.at(3, '00:00') });
    const [{ affectedAppointments }, ...answers] = await Promise.all([making, ...booking]);
    const booked = answers.flatMap(({ appointment }) => (appointment ? [appointment.id] : []));
    expect(affectedAppointments.map(({ id }) => id).sort()).toEqual(booked.sort());
    expect(answers.every(({ appointment, userErrors }) => appointment !== null || userErrors[0]?.code === 'TAKEN')).toBe(true);
  });
});
