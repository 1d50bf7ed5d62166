import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { openScheduling } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const open = (terms?: object) => Clinic.open(subgraph, neighbours, terms);

describe('an appointment that is moved', () => {
  it('gives its time back, takes the other, and keeps its history', async () => {
    const clinic = await open();
    const { id, version } = await clinic.booked('09:00');
    const moved = await clinic.made('rescheduleAppointment', {
      id,
      expectedVersion: version,
      startsAt: clinic.practice.at(1, '11:00'),
      reason: 'The bus is late',
    });
    expect(moved).toMatchObject({ id, status: 'BOOKED', startsAt: clinic.practice.at(1, '11:00') });
    const free = await clinic.free();
    expect(free).toContain('09:00');
    expect(free).not.toContain('11:00');
    expect((await clinic.facts(id)).history).toMatchObject([
      { kind: 'BOOKED', startsAt: clinic.practice.at(1, '09:00') },
      { kind: 'RESCHEDULED', startsAt: clinic.practice.at(1, '11:00'), reason: 'The bus is late' },
    ]);
  });

  it.each(['09:15', '09:00'])('can go to %s, into its own time', async (time) => {
    const clinic = await open({ durationMinutes: 30, bufferAfterMinutes: 15 });
    const { id, version } = await clinic.booked('09:00');
    expect(await clinic.outcome('rescheduleAppointment', { id, expectedVersion: version, startsAt: clinic.practice.at(1, time) })).toBe(
      'BOOKED',
    );
  });

  it('stays as it was when the other time is taken', async () => {
    const clinic = await open();
    const room = await clinic.practice.room();
    const { id, version } = await clinic.booked('09:00', { resourceIds: [room] });
    await clinic.booked('11:00');
    expect(await clinic.outcome('rescheduleAppointment', { id, expectedVersion: version, startsAt: clinic.practice.at(1, '11:15') })).toBe(
      'TAKEN',
    );
    expect(await clinic.facts(id)).toMatchObject({ version, startsAt: clinic.practice.at(1, '09:00') });
    expect(await clinic.free()).not.toContain('09:00');
    expect(await clinic.free(1, { resourceIds: [room] })).not.toContain('09:00');
  });

  it('can go to another practitioner and room at once', async () => {
    const clinic = await open();
    const { practice } = clinic;
    const bat = await practice.practitioner([clinic.serviceId], { name: 'Dr Bat' });
    await practice.hours({ practitionerId: bat });
    const [red, blue] = [await practice.room(), await practice.room()];
    const { id, version, startsAt } = await clinic.booked('09:00', { resourceIds: [red] });
    await practice.done('rescheduleAppointment', 'appointment { id }', {
      id,
      expectedVersion: version,
      startsAt,
      practitionerId: bat,
      resourceIds: [blue],
    });
    expect(await clinic.facts(id)).toMatchObject({ practitioner: { id: bat }, resources: [{ id: blue }] });
    expect(await clinic.free(1, { practitionerIds: [clinic.practitionerId], resourceIds: [red] })).toContain('09:00');
    expect(await clinic.free(1, { practitionerIds: [bat] })).not.toContain('09:00');
    expect(await clinic.free(1, { practitionerIds: [clinic.practitionerId], resourceIds: [blue] })).not.toContain('09:00');
  });

  it('takes its history along to another branch, for who works there', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const darkhan = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const there = await practice.practitioner([serviceId], { branchIds: [darkhan] });
    await practice.hours({ practitionerId: there, branchId: darkhan });
    const room = await practice.room();
    const { id, version, startsAt } = await clinic.booked('09:00', { resourceIds: [room] });
    const move = { id, expectedVersion: version, startsAt, branchId: darkhan, practitionerId: there };
    expect(await clinic.outcome('rescheduleAppointment', move)).toBe('REQUIRED');
    expect(
      await clinic.outcome('rescheduleAppointment', { ...move, resourceIds: [] }, clinic.somebody(undefined, [practice.branchId])),
    ).toBe('NOT_FOUND');
    expect(await clinic.outcome('rescheduleAppointment', { ...move, resourceIds: [] })).toBe('BOOKED');
    const facts = await clinic.facts(id, clinic.somebody(undefined, [darkhan]));
    expect(facts).toMatchObject({ branch: { id: darkhan }, resources: [], history: [{ kind: 'BOOKED' }, { kind: 'RESCHEDULED' }] });
    expect(await clinic.facts(id, clinic.somebody(undefined, [practice.branchId]))).toBeNull();
  });

  it('leaves its group, whose place somebody else can have', async () => {
    const clinic = await open({ durationMinutes: 60, capacity: 2 });
    const [dolgor] = [await clinic.booked('10:00'), await clinic.booked('10:00')];
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:00'))).toBe('TAKEN');
    const moved = await clinic.made('rescheduleAppointment', {
      id: dolgor.id,
      expectedVersion: dolgor.version,
      startsAt: clinic.practice.at(1, '13:00'),
    });
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:00'))).toBe('BOOKED');
    expect(
      await clinic.outcome('rescheduleAppointment', {
        id: moved.id,
        expectedVersion: moved.version,
        startsAt: clinic.practice.at(1, '10:00'),
      }),
    ).toBe('TAKEN');
    expect(await clinic.outcome('bookAppointment', clinic.visit('13:00'))).toBe('BOOKED');
    expect(await clinic.outcome('bookAppointment', clinic.visit('13:00'))).toBe('TAKEN');
  });

  it('is refused to who has read an older version, and when it is not booked', async () => {
    const clinic = await open();
    const { id, version, startsAt } = await clinic.booked('09:00');
    expect(await clinic.outcome('rescheduleAppointment', { id, expectedVersion: version + 1, startsAt })).toBe('STALE_VERSION');
    const held = await clinic.held('10:00');
    expect(await clinic.outcome('rescheduleAppointment', { id: held.id, expectedVersion: held.version, startsAt: held.startsAt })).toBe(
      'WRONG_STATE',
    );
  });

  it('is moved by who may book there, without having to read there', async () => {
    const clinic = await open();
    const { id, version } = await clinic.booked('09:00');
    const input = { id, expectedVersion: version, startsAt: clinic.practice.at(1, '10:00') };
    const text = `mutation ($input: RescheduleAppointmentInput!) { rescheduleAppointment(input: $input) { userErrors { code } } }`;
    const answer = await clinic.practice.ask(text, { input }, clinic.somebody(['appointments:book']));
    expect(answer).toEqual({ rescheduleAppointment: { userErrors: [] } });
  });
});
