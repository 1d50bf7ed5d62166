import { newId } from '#kernel/graph/type-id.js';
import { contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { runOut } from '../testing/passing-time.js';
import { bookedFields, openScheduling, type Booked } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const open = (...more: unknown[]) => Clinic.open(subgraph, neighbours, ...(more as [object?]));

describe('a booking', () => {
  it('takes the time that slots gave', async () => {
    const clinic = await open();
    expect(await clinic.free()).toContain('09:00');
    const { id } = await clinic.booked('09:00');
    expect(await clinic.facts(id)).toMatchObject({
      status: 'BOOKED',
      history: [{ kind: 'BOOKED', createdBy: clinic.practice.context.actor.id }],
    });
    const free = await clinic.free();
    expect(free).not.toContain('09:15');
    expect(free).toContain('09:30');
  });

  it('takes practitioner, room, device and patient, or none of them', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const room = await practice.room();
    const ultrasound = await practice.room({ kind: 'DEVICE' });
    const colleague = await practice.practitioner([serviceId], { name: 'Dr Bat' });
    await practice.hours({ practitionerId: colleague });
    const dolgor = newId('patient');
    await clinic.booked('09:00', { resourceIds: [ultrasound] });
    const both = { practitionerId: colleague, resourceIds: [room, ultrasound], patientId: dolgor };
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:15', both))).toBe('TAKEN');
    expect(await clinic.free(1, { practitionerIds: [colleague], resourceIds: [room], patientId: dolgor })).toContain('09:15');
    await clinic.booked('09:30', both);
    expect(await clinic.free(1, { practitionerIds: [colleague] })).not.toContain('09:30');
    expect(await clinic.free(1, { resourceIds: [room] })).not.toContain('09:30');
    expect(await clinic.free(1, { resourceIds: [ultrasound] })).not.toContain('09:30');
    expect(await clinic.free(1, { patientId: dolgor })).not.toContain('09:30');
    expect(await clinic.free(1)).toContain('09:30');
  });

  it('keeps buffers free for the practice, and not for the patient', async () => {
    const clinic = await open({ durationMinutes: 30, bufferBeforeMinutes: 15, bufferAfterMinutes: 15 });
    const colleague = await clinic.practice.practitioner([clinic.serviceId]);
    await clinic.practice.hours({ practitionerId: colleague });
    const patientId = newId('patient');
    await clinic.booked('10:00', { patientId });
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:30'))).toBe('TAKEN');
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:45'))).toBe('TAKEN');
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:30', { patientId, practitionerId: colleague }))).toBe('BOOKED');
    expect(await clinic.outcome('bookAppointment', clinic.visit('11:00'))).toBe('BOOKED');
  });

  it('lets exactly as many into a group as it has places', async () => {
    const clinic = await open({ durationMinutes: 60, capacity: 3 });
    for (let place = 0; place < 3; place += 1) await clinic.booked('10:00');
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:00'))).toBe('TAKEN');
    expect(await clinic.outcome('bookAppointment', clinic.visit('10:15'))).toBe('TAKEN');
  });

  it.each([
    ['INVALID', 'off the grid', { time: '09:07' }],
    ['INVALID', 'outside the hours', { time: '20:00' }],
    ['INVALID', 'in the past', { time: '09:00', daysAhead: -1 }],
    ['INVALID', 'beyond the horizon', { time: '09:00', daysAhead: 91 }],
    ['REQUIRED', 'with nobody', { time: '09:00', practitionerId: null }],
    ['NOT_FOUND', 'with somebody who does not exist', { time: '09:00', practitionerId: newId('practitioner') }],
    ['NOT_FOUND', 'for a service that does not exist', { time: '09:00', serviceId: newId('service') }],
    ['NOT_FOUND', 'in a room that does not exist', { time: '09:00', resourceIds: [newId('resource')] }],
    ['INVALID', 'with a reason as long as a book', { time: '09:00', reason: 'x'.repeat(1001) }],
  ])('is refused as %s %s', async (code, _, { time, ...more }) => {
    const clinic = await open();
    expect(await clinic.outcome('bookAppointment', clinic.visit(time, more))).toBe(code);
  });

  it('is made once for one Idempotency-Key, and answered alike', async () => {
    const clinic = await open();
    const permissions = Object.keys(scheduling.permissions);
    const idempotencyKey = { key: newId('key'), bodyHash: 'a'.repeat(64) };
    const context = contextOf({ tenant: clinic.practice.tenant, permissions, idempotencyKey, actorId: newId('staff') });
    const visit = clinic.visit('09:00');
    const answers = [];
    for (let attempt = 0; attempt < 3; attempt += 1)
      answers.push(await clinic.practice.run<Booked>('bookAppointment', bookedFields, visit, context));
    expect(answers[0]).toMatchObject({ appointment: { status: 'BOOKED' }, userErrors: [] });
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });
});

describe('a patient', () => {
  it('is in one place at a time, also when the other place is a branch that the caller cannot see', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const darkhan = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const colleague = await practice.practitioner([serviceId], { branchIds: [darkhan] });
    await practice.hours({ practitionerId: colleague, branchId: darkhan });
    const patientId = newId('patient');
    await clinic.booked('09:00', { patientId });
    const there = { patientId, branchId: darkhan, practitionerId: colleague };
    const receptionist = clinic.somebody(undefined, [darkhan]);
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:15', there), receptionist)).toBe('TAKEN');
    expect(await clinic.outcome('holdAppointment', clinic.visit('09:15', there), receptionist)).toBe('TAKEN');
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:30', there), receptionist)).toBe('BOOKED');
  });

  it('is free again when a hold that the caller cannot see has run out', async () => {
    const clinic = await open();
    const { practice, serviceId } = clinic;
    const darkhan = practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    const colleague = await practice.practitioner([serviceId], { branchIds: [darkhan] });
    await practice.hours({ practitionerId: colleague, branchId: darkhan });
    const patientId = newId('patient');
    const held = await clinic.held('09:00', { patientId });
    const there = clinic.visit('09:00', { patientId, branchId: darkhan, practitionerId: colleague });
    const receptionist = clinic.somebody(undefined, [darkhan]);
    expect(await clinic.outcome('bookAppointment', there, receptionist)).toBe('TAKEN');
    await runOut(subgraph, practice.tenant, held.id);
    expect(await clinic.outcome('bookAppointment', there, receptionist)).toBe('BOOKED');
    expect(await clinic.outcome('confirmAppointment', { id: held.id })).toBe('WRONG_STATE');
  });

  it('of one tenant does not stand in the way of the same id in another', async () => {
    const [steppe, copperbelt] = [await open(), await open()];
    const patientId = newId('patient');
    await steppe.booked('09:00', { patientId });
    expect(await copperbelt.outcome('bookAppointment', copperbelt.visit('09:00', { patientId }))).toBe('BOOKED');
  });

  it('who is not there, or whose record was deleted, is not booked', async () => {
    const clinic = await open();
    const missing = newId('patient');
    neighbours.missing.add(missing);
    for (const patientId of [missing, clinic.practice.deletedPatient()]) {
      const { appointment, userErrors } = await clinic.practice.run<Booked>(
        'bookAppointment',
        bookedFields,
        clinic.visit('09:00', { patientId }),
      );
      expect({ appointment, userErrors }).toEqual({
        appointment: null,
        userErrors: [{ code: 'NOT_FOUND', message: 'There is no such patient.' }],
      });
    }
    expect(await clinic.free()).toContain('09:00');
  });

  it('whose record is deleted keeps what was booked before, and it can be moved and called off', async () => {
    const clinic = await open();
    const patientId = newId('patient');
    const { id, version } = await clinic.booked('09:00', { patientId });
    clinic.practice.deletedPatient(patientId);
    const later = clinic.practice.at(1, '11:00');
    expect(await clinic.outcome('rescheduleAppointment', { id, expectedVersion: version, startsAt: later })).toBe('BOOKED');
    const cancelling = { id, expectedVersion: version + 1, by: 'PROVIDER', reason: 'The record was deleted' };
    expect(await clinic.outcome('cancelAppointment', cancelling)).toBe('CANCELLED');
  });
});

describe('somebody else', () => {
  it('cannot book at a branch that is not theirs', async () => {
    const clinic = await open();
    const elsewhere = clinic.practice.addBranch(newId('branch'), 'Asia/Ulaanbaatar');
    expect(await clinic.outcome('bookAppointment', clinic.visit('09:00'), clinic.somebody(undefined, [elsewhere]))).toBe('NOT_FOUND');
    expect(await clinic.free()).toContain('09:00');
  });

  it('cannot book with what belongs to another tenant', async () => {
    const [steppe, copperbelt] = [await open(), await open()];
    const room = await steppe.practice.room();
    for (const theirs of [{ serviceId: steppe.serviceId }, { practitionerId: steppe.practitionerId }, { resourceIds: [room] }]) {
      expect(await copperbelt.outcome('bookAppointment', copperbelt.visit('09:00', theirs))).toBe('NOT_FOUND');
    }
    const { id, version } = await steppe.booked('10:00');
    const later = steppe.practice.at(1, '11:00');
    const changes: [string, object][] = [
      ['confirmAppointment', { id }],
      ['rescheduleAppointment', { id, expectedVersion: version, startsAt: later }],
      ['cancelAppointment', { id, expectedVersion: version, by: 'PATIENT', reason: 'no' }],
      ['updateAppointmentStatus', { id, expectedVersion: version, status: 'ARRIVED' }],
    ];
    for (const [mutation, input] of changes) {
      expect([mutation, await copperbelt.outcome(mutation, input)]).toEqual([mutation, 'NOT_FOUND']);
      const elsewhere = steppe.somebody(undefined, [newId('branch')]);
      expect([mutation, await steppe.outcome(mutation, input, elsewhere)]).toEqual([mutation, 'NOT_FOUND']);
      await expect(steppe.outcome(mutation, input, steppe.somebody(['appointments:read']))).rejects.toThrow(/FORBIDDEN/);
    }
    expect(await steppe.facts(id)).toMatchObject({ status: 'BOOKED', version });
  });
});
