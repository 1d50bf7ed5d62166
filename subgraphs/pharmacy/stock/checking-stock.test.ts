import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { brokenStock } from './checking-stock.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

async function stocked(medication = {}) {
  const room = new Stockroom(subgraph, neighbours);
  const productId = await room.medicine(undefined, medication);
  const [lotId = ''] = await room.shelve(productId, [{ quantity: 10, lotNumber: 'A1' }]);
  await room.setAside(productId, 3);
  const tamper = async (statement: string) => {
    const owner = await openBehindTheGraph(subgraph);
    const { rowCount } = await owner.query(statement, [toUuid('lot', lotId)]);
    await owner.end();
    expect(rowCount).toBe(1);
  };
  return { room, tamper, broken: () => brokenStock(subgraph.database, room.tenant) };
}

const what = 'UB1: Paracetamol 500 mg, tablet, of lot A1';

it.each([
  ['update stock_items set on_hand = 12 where lot_id = $1', `${what}, AVAILABLE: 12 packs on hand, while the movements sum to 10.`],
  ['update stock_items set reserved = 1 where lot_id = $1', `${what}, AVAILABLE: 1 pack set aside, while the reservations sum to 3.`],
  [
    'update stock_items set on_hand = 9, reserved = 4 where lot_id = $1',
    `${what}, AVAILABLE: 9 packs on hand, while the movements sum to 10; 4 packs set aside, while the reservations sum to 3.`,
  ],
  ['update stock_movements set quantity = 11 where lot_id = $1', `${what}, AVAILABLE: 10 packs on hand, while the movements sum to 11.`],
  ['delete from stock_movements where lot_id = $1', `${what}, AVAILABLE: 10 packs on hand, while the movements sum to 0.`],
  [
    'delete from stock_reservations where stock_item_id in (select id from stock_items where lot_id = $1)',
    `${what}, AVAILABLE: 3 packs set aside, while the reservations sum to 0.`,
  ],
  ['delete from stock_items where lot_id = $1', `${what}, in no place: 0 packs on hand, while the movements sum to 10.`],
])('after %p it says so', async (statement, said) => {
  const { broken, tamper } = await stocked();
  expect(await broken()).toEqual([]);
  await tamper(statement);
  expect(await broken()).toEqual([said]);
});

it('looks at one tenant, all of its branches, and no other', async () => {
  const { tamper, broken } = await stocked();
  const other = await stocked();
  await tamper('update stock_items set on_hand = 12 where lot_id = $1');
  expect(await other.broken()).toEqual([]);
  expect(await broken()).toHaveLength(1);
});

it.each([
  [
    'update register_entries set balance = 9 where lot_id = $1',
    'the register says 9 and its entries sum to 10, while 10 packs are on hand.',
  ],
  [
    'update register_entries set quantity = 9 where lot_id = $1',
    'the register says 10 and its entries sum to 9, while 10 packs are on hand.',
  ],
  ['delete from register_entries where lot_id = $1', 'the register says 0 and its entries sum to 0, while 10 packs are on hand.'],
])('after %p of a controlled substance it says so', async (statement, said) => {
  const { broken, tamper } = await stocked({ controlledSchedule: 'Schedule 2' });
  expect(await broken()).toEqual([]);
  await tamper(statement);
  expect(await broken()).toEqual([`UB1: Paracetamol 500 mg, tablet, of lot A1: ${said}`]);
});
