import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { callBack } from '../testing/calling-back.js';
import { openPharmacy, type ShelfLot } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { allocateStock } from './allocation.js';
import { moveStock, type NewMovement } from './moving.js';
import { releaseStock, reserveStock } from './reserving.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

async function stocked(lot: Partial<ShelfLot> = {}) {
  const room = new Stockroom(subgraph, neighbours);
  const productId = await room.medicine();
  const [lotId = ''] = await room.shelve(productId, [{ quantity: 10, ...lot }]);
  const item = await room.item(productId);
  const move = (movement: Partial<NewMovement>) =>
    room.system(room.branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId: room.branchId, productId }]);
      const place = { branchId: room.branchId, locationId: item.location.id, productId, lotId, status: lot.status ?? KeptStatus.AVAILABLE };
      await moveStock(transaction, null, [{ kind: MovementKind.SALE, quantity: -1, ...place, ...movement }]);
    });
  return { room, productId, lotId, item, move };
}

describe('the database itself', () => {
  const ways = [MovementKind.DISPENSE, MovementKind.SALE, MovementKind.TRANSFER_OUT, MovementKind.ADJUSTMENT, MovementKind.COUNT];
  const reason = 'Not there';

  it.each(
    ways.flatMap((kind) =>
      [KeptStatus.ON_HOLD, KeptStatus.QUARANTINED, KeptStatus.RECALLED, KeptStatus.DAMAGED].map((status) => ({ kind, status })),
    ),
  )('lets nothing that is $status leave by $kind', async ({ kind, status }) => {
    const { move } = await stocked({ status });
    await expect(move({ kind, reason })).rejects.toMatchObject({ constraint: 'stock_movements_pickable' });
    await move({ kind: MovementKind.LOSS, reason: 'Destroyed' });
    await move({ kind: MovementKind.SUPPLIER_RETURN });
  });

  it.each([MovementKind.ADJUSTMENT, MovementKind.COUNT])('lets what is held back be found by %s', async (kind) => {
    const { room, productId, move } = await stocked({ status: KeptStatus.DAMAGED });
    await move({ kind, reason: 'Behind the shelf', quantity: 2 });
    expect(await room.stockOf(productId)).toMatchObject({ onHand: 12 });
  });

  it.each(ways)('lets nothing that has expired or was recalled leave by %s', async (kind) => {
    const expired = await stocked({ expiresOn: '2020-01-31' });
    await expect(expired.move({ kind, reason })).rejects.toMatchObject({ constraint: 'stock_movements_expired' });
    await expired.move({ kind: MovementKind.LOSS, reason: 'Destroyed' });
    const { room, lotId, move } = await stocked();
    await move({ kind, reason });
    await room.system(room.branchId, async (transaction) => {
      await callBack(transaction, lotId);
    });
    await expect(move({ kind, reason })).rejects.toMatchObject({ constraint: 'stock_movements_recalled' });
    await move({ kind: MovementKind.SUPPLIER_RETURN });
    expect(await room.breaks()).toEqual([]);
  });

  it('puts what was given back into quarantine only', async () => {
    const { move } = await stocked();
    await expect(move({ kind: MovementKind.RETURN, quantity: 1 })).rejects.toMatchObject({ constraint: 'stock_movements_returned' });
    await move({ kind: MovementKind.RETURN, quantity: 1, status: KeptStatus.QUARANTINED });
  });

  it.each([
    [{ kind: MovementKind.SALE, quantity: 1 }, 'stock_movements_out'],
    [{ kind: MovementKind.RECEIPT, quantity: -1 }, 'stock_movements_in'],
    [{ kind: MovementKind.ADJUSTMENT, quantity: 1 }, 'stock_movements_reason'],
    [{ kind: MovementKind.LOSS, quantity: -1 }, 'stock_movements_reason'],
    [{ kind: MovementKind.COUNT, quantity: 0, reason: 'Counted' }, 'stock_movements_quantity_check'],
    [{ kind: MovementKind.SALE, quantity: -11 }, 'stock_items_not_oversold'],
  ])('refuses %j', async (movement, constraint) => {
    const { room, productId, move } = await stocked();
    await expect(move(movement)).rejects.toMatchObject({ constraint });
    expect(await room.stockOf(productId)).toEqual({ onHand: 10, reserved: 0 });
  });

  it('keeps packs only in places of their branch, and lots only of their product', async () => {
    const { room, move } = await stocked();
    const lusaka = room.addBranch();
    const elsewhere = await room.place('Shelf', { branchId: lusaka });
    const other = await room.medicine('Ibuprofen');
    const counted = { kind: MovementKind.COUNT, quantity: 1, reason: 'Counted' };
    for (const wrong of [{ locationId: elsewhere }, { branchId: lusaka }, { productId: other }])
      await expect(move({ ...counted, ...wrong })).rejects.toMatchObject({ code: '23503' });
    await move(counted);
  });

  it('sells nothing that is set aside, whoever forgets to ask', async () => {
    const { room, productId, move } = await stocked();
    await room.setAside(productId, 8);
    await expect(move({ quantity: -3 })).rejects.toMatchObject({ constraint: 'stock_items_not_oversold' });
    await move({ quantity: -2 });
    expect(await room.stockOf(productId)).toEqual({ onHand: 8, reserved: 8 });
  });

  it('sets nothing aside that cannot be given out, nor more than there is', async () => {
    const setAside = async (lot: Partial<ShelfLot>, quantity: number) => {
      const { room, item } = await stocked(lot);
      await room.system(room.branchId, async (transaction) => {
        await transaction.rows(sql`insert into stock_reservations (branch_id, stock_item_id, quantity, source_type, source_id)
          values (${toUuid('branch', room.branchId)}, ${toUuid('stockitem', item.id)}, ${quantity}, 'sale', uuidv7())`);
      });
    };
    await expect(setAside({ status: KeptStatus.ON_HOLD }, 1)).rejects.toMatchObject({ constraint: 'stock_items_reserved_available' });
    await expect(setAside({}, 11)).rejects.toMatchObject({ constraint: 'stock_items_not_oversold' });
    await setAside({}, 10);
  });

  it.each([
    sql`update stock_movements set quantity = 1`,
    sql`delete from stock_movements`,
    sql`truncate stock_movements`,
    sql`update stock_items set reserved = 0`,
    sql`insert into stock_items (branch_id, location_id, product_id, lot_id, status, on_hand) select branch_id, location_id, product_id, lot_id, 'DAMAGED', 1 from stock_items`,
    sql`delete from stock_items`,
  ])('is changed by nobody: %p', async (statement) => {
    const { room } = await stocked();
    await expect(room.system(room.branchId, async (transaction) => void (await transaction.rows(statement)))).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('allocation', () => {
  it('leaves out what is expired, held, recalled, damaged, set aside, or at another branch', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const [, , , , recalled] = await room.shelve(productId, [
      { quantity: 1, lotNumber: 'yesterday', expiresOn: room.day(-1) },
      { quantity: 1, lotNumber: 'held', status: KeptStatus.ON_HOLD },
      { quantity: 1, lotNumber: 'quarantined', status: KeptStatus.QUARANTINED },
      { quantity: 1, lotNumber: 'damaged', status: KeptStatus.DAMAGED },
      { quantity: 1, lotNumber: 'recalled', expiresOn: room.day(1) },
      { quantity: 5, lotNumber: 'today', expiresOn: room.day(0) },
    ]);
    await room.shelve(productId, [{ quantity: 9, lotNumber: 'elsewhere' }], room.addBranch());
    await room.system(room.branchId, async (transaction) => {
      await callBack(transaction, recalled ?? '');
    });
    await room.setAside(productId, 2);
    await room.system(room.branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId: room.branchId, productId }]);
      const [allocation] = await allocateStock(transaction, await branchOf(transaction, room), [{ productId, quantity: 20 }]);
      expect(allocation).toMatchObject({ missing: 17, picks: [{ quantity: 3, expiresOn: room.day(0) }] });
    });
  });

  it('of one lot for a hundred clients who sell, set aside, give back and sell what they set aside, ends as it must', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const { branchId } = room;
    await room.shelve(productId, [
      { quantity: 4, expiresOn: '2038-01-31' },
      { quantity: 6, expiresOn: null },
    ]);
    const sold: number[] = [];
    const kept: number[] = [];
    const client = async (number: number) => {
      const source = { type: 'sale', id: newId('sale') };
      const pick = async (take: boolean): Promise<number> => {
        let got = 0;
        await room.system(branchId, async (transaction) => {
          await lockStock(transaction, [{ branchId, productId }]);
          const [allocation] = await allocateStock(transaction, await branchOf(transaction, room), [
            { productId, quantity: 1 + (number % 2) },
          ]);
          const picks = allocation?.missing === 0 ? allocation.picks : [];
          if (!take) await reserveStock(transaction, source, branchId, picks, null);
          else
            await moveStock(
              transaction,
              source,
              picks.map((item) => sale(branchId, item)),
            );
          got = picks.reduce((sum, { quantity }) => sum + quantity, 0);
        });
        return got;
      };
      if (number % 4 === 0) return void sold.push(await pick(true));
      const aside = await pick(false);
      if (aside === 0 || number % 4 === 1) return void kept.push(aside);
      await room.system(branchId, async (transaction) => {
        await lockStock(transaction, [{ branchId, productId }]);
        const released = await releaseStock(transaction, source);
        if (number % 4 === 3)
          await moveStock(
            transaction,
            source,
            released.map((item) => sale(branchId, item)),
          );
      });
      if (number % 4 === 3) sold.push(aside);
    };
    await Promise.all(Array.from({ length: 100 }, (_, number) => client(number)));
    const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
    expect(sum(sold)).toBeGreaterThan(0);
    expect(await room.stockOf(productId)).toEqual({ onHand: 10 - sum(sold), reserved: sum(kept) });
    expect(await room.breaks()).toEqual([]);
  });
});

function sale(
  branchId: string,
  { locationId, productId, lotId, quantity }: { locationId: string; productId: string; lotId: string; quantity: number },
): NewMovement {
  return { kind: MovementKind.SALE, branchId, locationId, productId, lotId, status: KeptStatus.AVAILABLE, quantity: -quantity };
}

describe('stock.low', () => {
  /** What was told of the product since the last time. */
  async function watched(reorderPoint: number) {
    const { room, productId, item, move, lotId } = await stocked();
    await room.done('setBranchProduct', 'branchProduct { id }', { branchId: room.branchId, productId, reorderPoint });
    const told = async () => {
      let data: object[] = [];
      await room.system(room.branchId, async (transaction) => {
        data = (
          await transaction.rows<{ data: object }>(
            sql`select data from outbox where type = 'stock.low' and subject = ${productId} order by position`,
          )
        ).map((row) => row.data);
      });
      return data;
    };
    return { room, productId, item, move, lotId, told };
  }

  it('is told once when what can be given out falls to the reorder point, and again only after it was above', async () => {
    const { room, productId, move, told } = await watched(5);
    await move({ quantity: -4 });
    expect(await told()).toEqual([]);
    await move({ quantity: -1 });
    expect(await told()).toEqual([{ onHand: 5, reorderPoint: 5 }]);
    await move({ quantity: -1 });
    await move({ quantity: -1 });
    expect(await told()).toHaveLength(1);
    await room.shelve(productId, [{ quantity: 3 }]);
    expect(await told()).toHaveLength(1);
    await move({ quantity: -1 });
    expect(await told()).toEqual([
      { onHand: 5, reorderPoint: 5 },
      { onHand: 5, reorderPoint: 5 },
    ]);
  });

  it('is told when it falls right through the reorder point, and not by setting aside', async () => {
    const { room, productId, move, told } = await watched(5);
    await room.setAside(productId, 9);
    expect(await told()).toEqual([]);
    const other = await watched(5);
    await other.move({ quantity: -9 });
    expect(await other.told()).toEqual([{ onHand: 1, reorderPoint: 5 }]);
    await move({ quantity: -1 });
    expect(await told()).toEqual([]);
  });

  it('counts no packs that have expired, neither as there nor as gone', async () => {
    const { room, productId, move, told } = await watched(5);
    await room.shelve(productId, [{ quantity: 8, lotNumber: 'OLD', expiresOn: '2020-01-31' }]);
    await move({ quantity: -5 });
    expect(await told()).toEqual([{ onHand: 5, reorderPoint: 5 }]);
    const [old] = await room.items({ productId, status: 'EXPIRED' });
    await room.change('writeOffStock', { stockItemId: old?.id, quantity: 8, reason: 'Expired' });
    expect(await told()).toHaveLength(1);
  });

  it('is told of packs that were stopped, and not of those that were only put elsewhere', async () => {
    const { room, item, told } = await watched(5);
    const there = await room.place('A4');
    await room.change('moveStockToLocation', { stockItemId: item.id, quantity: 9, locationId: there });
    expect(await told()).toEqual([]);
    await room.change('holdStock', { stockItemId: item.id, quantity: 1, reason: 'Leaking' });
    expect(await told()).toEqual([]);
    const [moved] = await room.items({ locationId: there });
    await room.change('quarantineStock', { stockItemId: moved?.id, quantity: 4 });
    expect(await told()).toEqual([{ onHand: 5, reorderPoint: 5 }]);
  });

  it('is told of nothing that nobody watches', async () => {
    const { room, productId, move } = await stocked();
    await move({ quantity: -10 });
    await room.system(room.branchId, async (transaction) => {
      expect(await transaction.rows(sql`select 1 from outbox where type = 'stock.low' and subject = ${productId}`)).toEqual([]);
    });
  });
});
