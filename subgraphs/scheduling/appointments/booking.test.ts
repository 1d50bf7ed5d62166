import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { bookedFields, openScheduling, Practice, type Booked } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

async function clinic() {
  const practice = new Practice(subgraph, neighbours);
  const serviceId = await practice.service();
  const practitionerId = await practice.practitioner([serviceId]);
  await practice.hours({ practitionerId });
  const visit = (time: string, more: object = {}) => ({ branchId: practice.branchId, patientId: newId('patient'), serviceId, practitionerId, startsAt: practice.at(1, time), ...more });
  return { practice, serviceId, practitionerId, visit };
}

it('books a visit that slots gave, and takes its time', async () => {
  const { practice, serviceId, visit } = await clinic();
  const day = practice.day(1);
  const before = await practice.slots({ serviceId, from: day, until: day });
  expect(before.map(({ startsAt }) => startsAt)).toContain(practice.at(1, '09:00'));
  const booked = await practice.run<Booked>('bookAppointment', bookedFields, visit('09:00'));
  expect(booked).toMatchObject({ appointment: { status: 'BOOKED' }, userErrors: [] });
  const after = await practice.slots({ serviceId, from: day, until: day });
  expect(after.map(({ startsAt }) => startsAt)).not.toContain(practice.at(1, '09:15'));
  expect(after.map(({ startsAt }) => startsAt)).toContain(practice.at(1, '09:30'));
});
