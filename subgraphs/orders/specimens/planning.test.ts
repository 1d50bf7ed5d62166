import { jest } from '@jest/globals';
import { sql } from '#kernel/database/sql.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { ItemFacts } from '../events.js';
import { openOrders } from '../testing/order-desk.js';
import { cancelSpecimens, specimenItems, specimenProgress, type SpecimenProgress } from './planning.js';
import { SpecimenDesk } from './testing/specimen-desk.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

async function progressOf(desk: SpecimenDesk, orderId: string): Promise<SpecimenProgress | undefined> {
  let progress: SpecimenProgress | undefined;
  await desk.system(desk.branchId, async (transaction) => {
    progress = await specimenProgress(transaction, orderId);
  });
  return progress;
}

const query = `query ($id: ID!) { order(id: $id) { specimens {
  accessionNumber status specimenType { code display } containerType additive volumeMl minCelsius maxCelsius
  branch { id } performer { id } patient { id } order { id } tests { position } } } }`;

it('makes out the tubes of an order, with numbers of the branch that ordered, for the laboratory that examines', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const [count, sugar, urine] = [
    await desk.examination(),
    await desk.examination({ maxCelsius: 6 }),
    await desk.examination({
      specimenType: { display: 'Urine' },
      containerType: 'Cup',
      additive: null,
      minCelsius: null,
      maxCelsius: null,
    }),
  ];
  const patientId = newId('patient');
  const orderId = await desk.order([[count, 1], [newId('product'), 3], [sugar, 1], [urine, 1]], { patientId }); // prettier-ignore
  expect(await desk.plan(orderId)).toHaveLength(2);
  const ends = { branch: { id: desk.branchId }, performer: { id: desk.laboratoryId }, patient: { id: patientId }, order: { id: orderId } };
  expect((await desk.ask<{ order: object }>(query, { id: orderId }, desk.technician)).order).toEqual({
    specimens: [
      {
        accessionNumber: 'UB1-S-000001',
        status: 'TO_BE_COLLECTED',
        specimenType: { code: '119297000', display: 'Blood' },
        containerType: 'Vacuum tube 4 mL, lavender cap',
        additive: 'K2EDTA',
        volumeMl: 4,
        minCelsius: 2,
        maxCelsius: 6,
        ...ends,
        tests: [{ position: 1 }, { position: 3 }],
      },
      {
        accessionNumber: 'UB1-S-000002',
        status: 'TO_BE_COLLECTED',
        specimenType: { code: null, display: 'Urine' },
        containerType: 'Cup',
        additive: null,
        volumeMl: 4,
        minCelsius: null,
        maxCelsius: null,
        ...ends,
        tests: [{ position: 4 }],
      },
    ],
  });
  expect(await desk.told()).toEqual(['UB1-S-000001 TO_BE_COLLECTED', 'UB1-S-000002 TO_BE_COLLECTED']);
  let items: readonly ItemFacts[] = [];
  await desk.system(desk.branchId, async (transaction) => {
    items = await specimenItems(transaction, orderId);
  });
  expect(items).toMatchObject([
    { name: 'Blood, K2EDTA', code: 'UB1-S-000001', quantity: 1, minCelsius: 2, maxCelsius: 6 },
    { name: 'Urine', code: 'UB1-S-000002', quantity: 1, minCelsius: null, maxCelsius: null },
  ]);
});

it('plans an order once, however often it is asked, and later only the lines that are new', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const examination = await desk.examination();
  const orderId = await desk.order([[examination, 2]]);
  const planned = await Promise.all(Array.from({ length: 8 }, () => desk.plan(orderId)));
  expect(planned.flat().map(({ accessionNumber }) => accessionNumber)).toEqual(['UB1-S-000001', 'UB1-S-000002']);
  await desk.addLines(orderId, [[await desk.examination(), 1]]);
  expect((await desk.plan(orderId)).map(({ accessionNumber }) => accessionNumber)).toEqual(['UB1-S-000003']);
  expect(await desk.plan(orderId)).toEqual([]);
});

it('plans an order that goes on by what somebody of the laboratory does', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  await desk.tubes(1);
  const orderId = await desk.order([[await desk.examination(), 2]]);
  const planned = await desk.plan(orderId, desk.technician);
  expect(planned.map(({ accessionNumber }) => accessionNumber)).toEqual(['UB1-S-000002', 'UB1-S-000003']);
});

it('gives up what was not collected, and plans it anew when it is asked again', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const { orderId, numbers } = await desk.tubes(3);
  await desk.done('collectSpecimens', 'specimens { id }', { accessionNumbers: numbers.slice(0, 1) });
  for (const _ of [1, 2]) await desk.system(desk.branchId, (transaction) => cancelSpecimens(transaction, orderId));
  const standing = async () => Promise.all(numbers.map(async (number) => (await desk.specimen(number)).status));
  expect(await standing()).toEqual(['COLLECTED', 'CANCELLED', 'CANCELLED']);
  expect(await progressOf(desk, orderId)).toEqual({ total: 1, collected: 1, received: 0, resulted: 0, rejected: 0 });
  expect((await desk.told()).slice(-2)).toEqual([`${numbers[1]} CANCELLED`, `${numbers[2]} CANCELLED`]);
  expect(await desk.plan(orderId)).toHaveLength(2);
  expect(await progressOf(desk, orderId)).toMatchObject({ total: 3, collected: 1 });
});

it('counts how far the specimens of an order have come', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const { orderId, numbers } = await desk.tubes(4);
  expect(await progressOf(desk, newId('order'))).toEqual({ total: 0, collected: 0, received: 0, resulted: 0, rejected: 0 });
  await desk.done('collectSpecimens', 'specimens { id }', { accessionNumbers: numbers.slice(0, 3) });
  await desk.done('receiveSpecimens', 'specimens { id }', { accessionNumbers: numbers.slice(0, 2) });
  await desk.done('recordSpecimenResult', 'result { id }', { accessionNumber: numbers[0], title: 'Count', conclusion: 'Normal' });
  await desk.done('rejectSpecimens', 'specimens { id }', { accessionNumbers: numbers.slice(2, 3), reason: 'CLOTTED' });
  expect(await progressOf(desk, orderId)).toEqual({ total: 4, collected: 2, received: 2, resulted: 1, rejected: 1 });
});

it('makes no more tubes than anybody is bled for', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const orderId = await desk.order([[await desk.examination(), 201]]);
  await expect(desk.plan(orderId)).rejects.toThrow('An order is for at most 200 examinations with specimens, and this one is for 201');
  expect(await progressOf(desk, orderId)).toMatchObject({ total: 0 });
});

it('takes no more statements for many tubes than for one', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  const [one, many] = [await desk.order([[await desk.examination(), 1]]), await desk.order([[await desk.examination(), 100]])];
  const statements = async (orderId: string): Promise<number> => {
    const { prototype } = (await import('#kernel/database/transaction.js')).Transaction;
    const rows = jest.spyOn(prototype, 'rows');
    await desk.plan(orderId);
    const counted = rows.mock.calls.length;
    rows.mockRestore();
    return counted;
  };
  expect(await statements(many)).toBe(await statements(one));
});

it('keeps an examination from being planned twice, whoever writes it', async () => {
  const desk = new SpecimenDesk(subgraph, neighbours);
  await desk.tubes(2);
  const again = desk.system(desk.branchId, async (transaction) => {
    await transaction.rows(sql`update specimen_tests set repetition = 1`);
  });
  await expect(again).rejects.toThrow('specimen_tests_once');
});
