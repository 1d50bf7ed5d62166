import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { openPharmacy } from '../testing/dispensary.js';
import { DispensingCounter } from './testing/dispensing-counter.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  background = await startBackground(pharmacy, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

it('gives back at every branch what was set aside for a medicine that was stopped, and leaves the others', async () => {
  const counter = new DispensingCounter(subgraph, neighbours);
  const other = counter.addBranch(undefined, { code: 'UB2' });
  const [ending, staying] = [await counter.medicine('Ending'), await counter.medicine('Staying')];
  await counter.shelve(ending, [{ quantity: 5 }]);
  await counter.shelve(ending, [{ quantity: 5 }], other);
  await counter.shelve(staying, [{ quantity: 5 }]);
  const { items } = await counter.signed({
    items: [
      { productId: ending, quantity: 2, refills: 1 },
      { productId: staying, quantity: 2 },
    ],
  });
  const [stopped, going] = items;
  const done = await counter.handedOver(stopped?.id ?? '', { quantity: 1 });
  const here = await counter.prepared(stopped?.id ?? '');
  const there = await counter.prepared(stopped?.id ?? '', { branchId: other, quantity: 1 });
  const kept = await counter.prepared(going?.id ?? '');
  const [{ version } = { version: 0 }] = (await counter.facts(kept.prescription.id)).items;
  await counter.done(
    'stopMedicationRequest',
    'medicationRequest { status }',
    { id: stopped?.id, expectedVersion: version, reason: 'Side effects' },
    counter.doctor,
  );
  await eventually(
    () => counter.dispense(there.id),
    (seen) => seen?.status === 'CANCELLED',
  );
  expect(await counter.dispense(here.id)).toMatchObject({
    status: 'CANCELLED',
    statusReason: 'The prescription ended before it was handed over.',
  });
  expect(await counter.dispense(kept.id)).toMatchObject({ status: 'PREPARATION' });
  expect(await counter.dispense(done.id)).toMatchObject({ status: 'COMPLETED' });
  expect(await counter.stockOf(ending)).toEqual({ onHand: 4, reserved: 0 });
  expect(await counter.stockOf(ending, other)).toEqual({ onHand: 5, reserved: 0 });
  expect(await counter.stockOf(staying)).toEqual({ onHand: 5, reserved: 2 });
  expect(await counter.breaks()).toEqual([]);
});
