import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { costsOfLots } from './lot-costs.js';
import { moveStock } from './moving.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

/** Ten packs of one lot at 100 that expire soon, and what a pack of it last cost, as sales and as the report have it. */
async function lotOf(medication: object = {}) {
  const dispensary = new Dispensary(subgraph, neighbours);
  const { branchId } = dispensary;
  const productId = await dispensary.medicine('Morphine 10 mg, ampoule', medication);
  const expiresOn = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
  const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10, expiresOn, unitCostMinor: 100n }]);
  const move = (kind: MovementKind, quantity: number, cost: bigint | null = null) =>
    dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const [place] = await transaction.rows<{ location_id: string }>(
        sql`select location_id from stock_items where lot_id = ${toUuid('lot', lotId)}`,
      );
      const locationId = toTypeId('stocklocation', place?.location_id ?? '');
      const unitCost = cost === null ? null : { amountMinor: cost, currency: 'MNT' };
      await moveStock(transaction, null, [
        { kind, branchId, locationId, productId, lotId, status: KeptStatus.AVAILABLE, quantity, unitCost },
      ]);
    });
  const lastCost = async () => {
    let sold: bigint | undefined;
    await dispensary.system(branchId, async (transaction) => {
      sold = (await costsOfLots(transaction, branchId, [lotId])).get(lotId)?.amountMinor;
    });
    return sold;
  };
  const reported = async () => {
    const query = 'query ($id: ID) { expiringStock(branchId: $id) { value { amountMinor } stockItem { onHand } } }';
    return (await dispensary.ask<{ expiringStock: object[] }>(query, { id: branchId })).expiringStock;
  };
  return { dispensary, move, lastCost, reported };
}

describe('what a pack last cost', () => {
  it('is not what one cost that was entered by mistake and voided by two people', async () => {
    const { dispensary, move, lastCost, reported } = await lotOf({ controlledSchedule: 'Schedule 2' });
    await move(MovementKind.RECEIPT, 10, 999n);
    expect(await lastCost()).toBe(999n);
    const { registerEntries } = await dispensary.ask<{ registerEntries: { nodes: { id: string }[] } }>(
      '{ registerEntries(first: 1) { nodes { id } } }',
    );
    const fields = 'request { id version }';
    const wrong = { registerEntryId: registerEntries.nodes[0]?.id, reason: 'Entered twice' };
    const { request } = await dispensary.done<{ request: { id: string; version: number } }>('requestRegisterVoid', fields, wrong);
    await dispensary.done('witnessRegisterRequest', fields, { id: request.id, expectedVersion: request.version }, dispensary.somebody());
    expect(await lastCost()).toBe(100n);
    expect(await reported()).toEqual([{ value: { amountMinor: '1000' }, stockItem: { onHand: 10 } }]);
  });

  it.each([MovementKind.SUPPLIER_RETURN, MovementKind.TRANSFER_OUT])('is not what one cost that left by %s', async (kind) => {
    const { move, lastCost, reported } = await lotOf();
    await move(MovementKind.RECEIPT, 10, 200n);
    await move(kind, -9, 200n);
    expect(await lastCost()).toBe(200n);
    await move(kind, -1, 200n);
    expect(await lastCost()).toBe(100n);
    expect(await reported()).toEqual([{ value: { amountMinor: '1000' }, stockItem: { onHand: 10 } }]);
  });

  it('is what the last had cost that came, of a lot that went altogether', async () => {
    const { move, lastCost } = await lotOf();
    await move(MovementKind.TRANSFER_OUT, -10, 100n);
    expect(await lastCost()).toBe(100n);
    await move(MovementKind.TRANSFER_IN, 10, 150n);
    await move(MovementKind.SUPPLIER_RETURN, -10, 150n);
    expect(await lastCost()).toBe(150n);
  });

  it('is what the last cost that came, whatever was sold of those before', async () => {
    const { move, lastCost } = await lotOf();
    await move(MovementKind.SALE, -10);
    await move(MovementKind.RECEIPT, 3, 130n);
    await move(MovementKind.RECEIPT, 3, 120n);
    expect(await lastCost()).toBe(120n);
  });
});
