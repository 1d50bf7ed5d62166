import pg from 'pg';
import { jest } from '@jest/globals';
import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { DispensingCounter, type Outcome, type Prepared } from './testing/dispensing-counter.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let counter: DispensingCounter;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
beforeEach(() => {
  counter = new DispensingCounter(subgraph, neighbours);
});
afterEach(async () => {
  expect(await counter.breaks()).toEqual([]);
});
afterAll(() => subgraph.close());

const won = (outcomes: readonly Outcome[]): Prepared[] =>
  outcomes.flatMap(({ dispense, userErrors }) => (dispense && userErrors.length === 0 ? [dispense] : []));

it('hands over exactly what was prescribed, however many prepare and hand over at once at two branches', async () => {
  const productId = await counter.medicine();
  const other = counter.addBranch(undefined, { code: 'UB2' });
  await counter.shelve(productId, [{ quantity: 30 }]);
  await counter.shelve(productId, [{ quantity: 30 }], other);
  const requestId = await counter.prescribe(productId, { quantity: 7 });
  const prepare = (index: number) =>
    counter.prepare(requestId, { quantity: 1, branchId: index % 2 ? other : counter.branchId }, counter.somebody());
  const prepared = won(await Promise.all(Array.from({ length: 20 }, (_, index) => prepare(index))));
  expect(prepared).toHaveLength(7);
  const handed = won(
    await Promise.all(
      [...prepared, ...prepared, ...prepared].map((dispense) => counter.does('handOverDispense', dispense, {}, counter.somebody())),
    ),
  );
  expect(new Set(handed.map(({ id }) => id)).size).toBe(7);
  expect(handed).toHaveLength(7);
  expect((await counter.dispense(prepared[0]?.id ?? ''))?.request).toMatchObject({ status: 'COMPLETED', dispensed: 7, remaining: 0 });
  const [here, there] = [await counter.stockOf(productId), await counter.stockOf(productId, other)];
  expect([here.onHand + there.onHand, here.reserved, there.reserved]).toEqual([53, 0, 0]);
  const numbers = prepared.map(({ number }) => number).sort();
  expect(new Set(numbers).size).toBe(7);
});

it('sells the last packs once when many prescriptions want them', async () => {
  const productId = await counter.medicine();
  await counter.shelve(productId, [{ quantity: 2 }, { quantity: 2 }]);
  const requests = await Promise.all(Array.from({ length: 12 }, () => counter.prescribe(productId, {}, { patientId: newId('patient') })));
  const prepared = won(await Promise.all(requests.map((id) => counter.prepare(id))));
  expect(prepared).toHaveLength(4);
  expect(await counter.stockOf(productId)).toEqual({ onHand: 4, reserved: 4 });
});

it('ends one way when it is handed over and cancelled at once', async () => {
  const productId = await counter.medicine();
  await counter.shelve(productId, [{ quantity: 20 }]);
  for (let round = 0; round < 5; round += 1) {
    const { onHand } = await counter.stockOf(productId);
    const dispense = await counter.prepared(await counter.prescribe(productId, {}, { patientId: newId('patient') }));
    const outcomes = await Promise.all([
      counter.does('handOverDispense', dispense),
      counter.does('cancelDispense', dispense, { reason: 'Not collected' }),
    ]);
    const [ended] = won(outcomes);
    expect(won(outcomes)).toHaveLength(1);
    expect(await counter.stockOf(productId)).toEqual({ onHand: ended?.status === 'COMPLETED' ? onHand - 1 : onHand, reserved: 0 });
  }
});

it('takes back no more than was given, however many bring it', async () => {
  const productId = await counter.medicine();
  const [lotId] = await counter.shelve(productId, [{ quantity: 9 }]);
  const dispense = await counter.handedOver(await counter.prescribe(productId, { quantity: 3 }));
  const version = { ...dispense };
  const bring = async (): Promise<Outcome> => {
    const seen = (await counter.dispense(dispense.id)) ?? version;
    return counter.does('returnDispense', seen, { reason: 'Not needed', lots: [{ lotId, quantity: 1 }] });
  };
  const outcomes = await Promise.all(Array.from({ length: 10 }, bring));
  expect(won(outcomes)).toHaveLength(3);
  expect(await counter.stockOf(productId)).toEqual({ onHand: 9, reserved: 0 });
});

it('takes as many statements for a prescription of ten as of two', async () => {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  const medicines = await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const productId = await counter.tablets(await counter.substance(`Substance ${index}`), 10 + index);
      await counter.shelve(productId, [{ quantity: 9 }]);
      return { productId, quantity: 1 };
    }),
  );
  const statements = async (body: () => Promise<unknown>): Promise<number> => {
    const before = spy.mock.calls.length;
    await body();
    return spy.mock.calls.length - before;
  };
  const costs = async (items: readonly { productId: string }[]): Promise<number[]> => {
    const patientId = newId('patient');
    const requests = await counter.prescribed(items, { patientId });
    let dispense: Prepared | null = null;
    const preparing = await statements(async () => (dispense = await counter.prepared(requests[0] ?? '')));
    const handing = await statements(() => counter.did('handOverDispense', dispense as unknown as Prepared));
    for (const id of requests.slice(1)) await counter.prepared(id);
    const listing = await statements(() =>
      counter.ask(
        `query ($filter: MedicationDispenseFilter) { dispenses(filter: $filter) { nodes { labelText product { name } prescribedProduct { name } request { status }
          prescription { number } lots { quantity lot { number: id } location { name } } checks { message override { reason } } openChecks { id } returns { quantity } } } }`,
        { filter: { patientId } },
      ),
    );
    return [preparing, handing, listing];
  };
  // Alone it is less: there is nothing that it could interact with.
  const [alone, two, ten] = [await costs(medicines.slice(0, 1)), await costs(medicines.slice(0, 2)), await costs(medicines)];
  expect(ten).toEqual(two);
  expect(alone[2]).toBe(ten[2]);
  spy.mockRestore();
});
