import { sql } from '#kernel/database/sql.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { allocateStock } from './allocation.js';
import { moveStock } from './moving.js';
import { releaseStock, reserveStock } from './reserving.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus, MovementKind } from './stock-terms.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

it('the last 10 packs are sold 10 times, however many ask at once', async () => {
  const dispensary = new Dispensary(subgraph, neighbours);
  const productId = await dispensary.medicine();
  const branchId = dispensary.branchId;
  await dispensary.shelve(productId, [{ quantity: 4, expiresOn: '2038-01-31' }, { quantity: 6 }]);
  let sold = 0;
  const sell = () =>
    dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId }), [{ productId, quantity: 1 }]);
      const picks = allocation?.picks ?? [];
      const out = picks.map(({ locationId, lotId, quantity }) => ({
        kind: MovementKind.SALE,
        branchId,
        locationId,
        productId,
        lotId,
        status: KeptStatus.AVAILABLE,
        quantity: -quantity,
      }));
      await moveStock(transaction, { type: 'sale', id: newId('sale') }, out);
      sold += picks.length;
    });
  await Promise.all(Array.from({ length: 100 }, sell));
  expect(sold).toBe(10);
  expect(await dispensary.stockOf(productId)).toEqual({ onHand: 0, reserved: 0 });
  expect(await dispensary.breaks()).toEqual([]);
});

it('what is set aside is neither picked by others nor lost', async () => {
  const dispensary = new Dispensary(subgraph, neighbours);
  const productId = await dispensary.medicine();
  const branchId = dispensary.branchId;
  await dispensary.shelve(productId, [{ quantity: 5 }]);
  const source = { type: 'sale', id: newId('sale') };
  await dispensary.system(branchId, async (transaction) => {
    const branch = await branchOf(transaction, { branchId });
    const [first] = await allocateStock(transaction, branch, [{ productId, quantity: 3 }]);
    await reserveStock(transaction, source, branchId, first?.picks ?? [], null);
    const [second] = await allocateStock(transaction, branch, [{ productId, quantity: 3 }]);
    expect(second?.missing).toBe(1);
  });
  expect(await dispensary.stockOf(productId)).toEqual({ onHand: 5, reserved: 3 });
  await dispensary.system(branchId, async (transaction) => {
    expect(await releaseStock(transaction, source)).toMatchObject([{ quantity: 3, productId }]);
  });
  expect(await dispensary.stockOf(productId)).toEqual({ onHand: 5, reserved: 0 });
  expect(await dispensary.breaks()).toEqual([]);
});

it('nobody but a movement changes what is on hand', async () => {
  const dispensary = new Dispensary(subgraph, neighbours);
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [{ quantity: 5 }]);
  const write = (statement: ReturnType<typeof sql>) =>
    dispensary.system(dispensary.branchId, async (transaction) => void (await transaction.rows(statement)));
  await expect(write(sql`update stock_items set on_hand = 7`)).rejects.toThrow('permission denied');
  await expect(write(sql`update stock_movements set quantity = 7`)).rejects.toThrow('permission denied');
  await expect(write(sql`delete from stock_movements`)).rejects.toThrow('permission denied');
});
