import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { Clinic, type Neighbours } from '../testing/clinic.js';
import { openScheduling, Practice } from '../testing/practice.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
  background = await startBackground(scheduling, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

interface Entry {
  readonly id: string;
  readonly status: string;
  readonly offers: readonly { readonly appointment: { readonly startsAt: string } }[];
}

/** Who waits for tomorrow alone, in the order of these priorities. */
async function wait(practice: Practice, serviceId: string, ...priorities: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const priority of priorities) {
    const input = {
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      priority,
      earliestOn: practice.day(1),
      latestOn: practice.day(1),
    };
    ids.push((await practice.done<{ entry: { id: string } }>('joinWaitlist', 'entry { id }', input)).entry.id);
  }
  return ids;
}

async function entries(practice: Practice): Promise<readonly Entry[]> {
  const text = '{ waitlist(first: 100) { nodes { id status offers { appointment { startsAt } } } } }';
  return (await practice.ask<{ waitlist: { nodes: Entry[] } }>(text)).waitlist.nodes;
}

/** The times that were offered, by who waits, once so many were. */
async function offersOf(practice: Practice, count: number): Promise<Map<string, string | undefined>> {
  const seen = await eventually(
    () => entries(practice),
    (all) => all.filter(({ status }) => status === 'OFFERED').length >= count,
  );
  return new Map(seen.map(({ id, offers }) => [id, offers[0]?.appointment.startsAt]));
}

it('offers what a leave that is taken back opens, the most urgent first', async () => {
  const { practice, serviceId, practitionerId } = await Clinic.open(subgraph, neighbours);
  const leave = { practitionerId, kind: 'LEAVE', startsAt: practice.at(1, '00:00'), endsAt: practice.at(2, '00:00') };
  const { unavailability } = await practice.done<{ unavailability: { id: string } }>('addUnavailability', 'unavailability { id }', leave);
  const [bold, dolgor] = await wait(practice, serviceId, 'ROUTINE', 'URGENT');
  await practice.done('removeUnavailability', 'removedId', { id: unavailability.id });
  const offers = await offersOf(practice, 2);
  expect([offers.get(dolgor ?? ''), offers.get(bold ?? '')]).toEqual([practice.at(1, '09:00'), practice.at(1, '09:30')]);
});

it('offers what a branch that opens after all opens, with whoever is there', async () => {
  const { practice, serviceId } = await Clinic.open(subgraph, neighbours);
  const closing = { branchId: practice.branchId, name: 'Naadam', startsOn: practice.day(1) };
  const { closure } = await practice.done<{ closure: { id: string } }>('addBranchClosure', 'closure { id }', closing);
  const [bold] = await wait(practice, serviceId, 'ROUTINE');
  await practice.done('removeBranchClosure', 'removedId', { closureId: closure.id });
  expect((await offersOf(practice, 1)).get(bold ?? '')).toBe(practice.at(1, '09:00'));
});

it('offers what new hours open, to as many as have room in them', async () => {
  const practice = new Practice(subgraph, neighbours);
  const serviceId = await practice.service({ durationMinutes: 30 });
  const practitionerId = await practice.practitioner([serviceId]);
  await wait(practice, serviceId, 'ROUTINE', 'ROUTINE', 'ROUTINE');
  await practice.hours({ practitionerId }, { startsOn: practice.day(1), from: '18:00', until: '19:00', rule: null });
  const offers = await offersOf(practice, 2);
  expect([...offers.values()].filter((startsAt) => startsAt !== undefined)).toEqual([practice.at(1, '18:00'), practice.at(1, '18:30')]);
});
