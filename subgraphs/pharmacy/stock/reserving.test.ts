import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId } from '#kernel/graph/type-id.js';
import { Context } from '#kernel/subgraph/context.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { allocateStock } from './allocation.js';
import { releaseExpired, releaseStock, reserveStock } from './reserving.js';
import { lockStock } from './stock-lock.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const past = new Date('2026-01-01T00:00:00Z');
const future = new Date('2100-01-01T00:00:00Z');

async function shop() {
  const room = new Stockroom(subgraph, neighbours);
  const { branchId } = room;
  const productId = await room.medicine();
  await room.shelve(productId, [{ quantity: 10 }]);
  const source = { type: 'sale', id: newId('sale') };
  const setAside = async (transaction: Transaction, quantity: number, until: Date | null) => {
    const [allocation] = await allocateStock(transaction, await branchOf(transaction, room), [{ productId, quantity }]);
    await reserveStock(transaction, source, branchId, allocation?.picks ?? [], until);
  };
  const atStock = (work: (transaction: Transaction) => Promise<void>) =>
    room.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      await work(transaction);
    });
  const lapse = () =>
    room.system(branchId, (transaction) => releaseExpired.handle(new Context(room.context, subgraph.resources), { source }, transaction));
  return { room, productId, source, setAside, atStock, lapse };
}

/** Until somebody waits for what this transaction holds. */
async function somebodyWaits(transaction: Transaction): Promise<void> {
  const waiting = sql`select 1 from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())`;
  await eventually(
    () => transaction.rows(waiting),
    (seen) => seen.length > 0,
  );
}

it('gives back what is due, and leaves what is set aside for longer', async () => {
  const { room, productId, setAside, atStock, lapse } = await shop();
  await atStock(async (transaction) => {
    await setAside(transaction, 3, past);
    await setAside(transaction, 2, future);
    await setAside(transaction, 1, null);
  });
  await lapse();
  expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 3 });
  await lapse();
  expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 3 });
  expect(await room.breaks()).toEqual([]);
});

it('leaves what was set aside anew by who came before', async () => {
  const { room, productId, source, setAside, atStock, lapse } = await shop();
  await atStock((transaction) => setAside(transaction, 3, past));
  let lapsing: Promise<void> | undefined;
  await atStock(async (transaction) => {
    // Whoever would delete waits here, having seen that there is something due.
    await transaction.rows(sql`lock table stock_reservations in share row exclusive mode`);
    lapsing = lapse();
    await somebodyWaits(transaction);
    await releaseStock(transaction, source);
    await setAside(transaction, 3, null);
  });
  await lapsing;
  expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 3 });
  expect(await room.breaks()).toEqual([]);
});
