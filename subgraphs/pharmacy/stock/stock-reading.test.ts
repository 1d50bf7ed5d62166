import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { callBack } from '../testing/calling-back.js';
import { openBehindTheGraph } from '../testing/behind-the-graph.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { allocateStock } from './allocation.js';
import { moveStock } from './moving.js';
import { lockStock } from './stock-lock.js';
import { KeptStatus, MovementKind } from './stock-terms.js';

const permissions = Object.keys(pharmacy.permissions);
let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

describe('stock', () => {
  it('is what its lot is on the day of its branch', async () => {
    const room = new Stockroom(subgraph, neighbours);
    // They are 25 hours apart: it is never the same date in both.
    const [early, late] = [
      room.addBranch(undefined, { timeZone: 'Pacific/Kiritimati' }),
      room.addBranch(undefined, { timeZone: 'Pacific/Niue' }),
    ];
    const dayIn = (timeZone: string) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date());
    const lastDay = dayIn('Pacific/Niue');
    expect(lastDay < dayIn('Pacific/Kiritimati')).toBe(true);
    const productId = await room.medicine();
    await room.shelve(productId, [{ quantity: 5, expiresOn: lastDay }], early);
    await room.shelve(productId, [{ quantity: 5, expiresOn: lastDay }], late);
    const [expired] = await room.items({ branchId: early });
    const [good] = await room.items({ branchId: late });
    expect(expired).toMatchObject({ status: 'EXPIRED', available: 0, expiresSoon: false });
    expect(good).toMatchObject({ status: 'AVAILABLE', available: 5, expiresSoon: true });
    expect(await room.items({ productId, status: 'EXPIRED' })).toEqual([expired]);
    expect(await room.items({ productId, status: 'AVAILABLE' })).toEqual([good]);
  });

  it('expires soon from 90 days before its last', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const days = [-1, 0, 1, 89, 90, 91];
    await room.shelve(productId, [
      ...days.map((ahead) => ({ quantity: 1, expiresOn: room.day(ahead), lotNumber: `${ahead}` })),
      { quantity: 1, expiresOn: null, lotNumber: 'ever' },
    ]);
    const soon = (await room.items({ productId })).filter(({ expiresSoon }) => expiresSoon).map(({ lot }) => lot.number);
    expect(soon.toSorted()).toEqual(['0', '1', '89', '90']);
  });

  it('tells of a product which lots are held, and nothing of those of others', async () => {
    const [room, stranger] = [new Stockroom(subgraph, neighbours), new Stockroom(subgraph, neighbours)];
    const lusaka = room.addBranch();
    const [productId, other] = [await room.medicine(), await room.medicine()];
    const { AVAILABLE, ON_HOLD, QUARANTINED, DAMAGED } = KeptStatus;
    await room.shelve(productId, [
      { quantity: 1, lotNumber: 'A', status: AVAILABLE },
      { quantity: 2, lotNumber: 'B', status: ON_HOLD },
      { quantity: 3, lotNumber: 'C', status: DAMAGED },
    ]);
    await room.shelve(productId, [{ quantity: 4, lotNumber: 'D', status: QUARANTINED }], lusaka);
    await room.shelve(other, [{ quantity: 5, lotNumber: 'E', status: ON_HOLD }]);
    const heldAt = async (context = room.context): Promise<string[]> => {
      const query = 'query ($id: ID!) { product(id: $id) { heldLots { onHand lot { number } branch { id } } } }';
      const { product } = await room.ask<{ product: { heldLots: { lot: { number: string } }[] } | null }>(
        query,
        { id: productId },
        context,
      );
      return product?.heldLots.map(({ lot }) => lot.number) ?? [];
    };
    expect(await heldAt()).toEqual(['B', 'D']);
    expect(await heldAt(room.somebody({ branches: [lusaka] }))).toEqual(['D']);
    expect(await heldAt(stranger.context)).toEqual([]);
  });

  it('is listed by branch, product, lot, place, state and last day, and where there is some', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const lusaka = room.addBranch();
    const productId = await room.medicine();
    const other = await room.medicine('Ibuprofen');
    const [first] = await room.shelve(productId, [
      { quantity: 5, lotNumber: 'A', expiresOn: '2031-01-31' },
      { quantity: 6, lotNumber: 'B', expiresOn: '2032-01-31', status: KeptStatus.ON_HOLD },
    ]);
    await room.shelve(other, [{ quantity: 7, lotNumber: 'C', expiresOn: '2030-01-31' }], lusaka);
    const numbers = async (filter: object) => (await room.items(filter)).map(({ lot }) => lot.number).toSorted();
    const [item] = await room.items({ lotId: first });
    expect(await numbers({})).toEqual(['A', 'B', 'C']);
    expect(await numbers({ branchId: lusaka })).toEqual(['C']);
    expect(await numbers({ productId })).toEqual(['A', 'B']);
    expect(await numbers({ lotId: first })).toEqual(['A']);
    expect(await numbers({ locationId: item?.location.id })).toEqual(['A', 'B']);
    expect(await numbers({ status: 'ON_HOLD' })).toEqual(['B']);
    expect(await numbers({ status: 'AVAILABLE' })).toEqual(['A', 'C']);
    expect(await numbers({ expiresBefore: '2031-01-31' })).toEqual(['C']);
    expect(await numbers({ expiresBefore: '2031-02-01', productId })).toEqual(['A']);
    await room.change('writeOffStock', { stockItemId: item?.id, quantity: 5, reason: 'Broken' });
    expect(await numbers({ productId })).toEqual(['B']);
    expect(await numbers({ productId, onlyInStock: false })).toEqual(['A', 'B']);
  });

  it('is recalled with its lot, also before anybody has put it apart', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const [lotId] = await room.shelve(productId, [{ quantity: 5, expiresOn: '2020-01-01' }]);
    await room.system(room.branchId, async (transaction) => {
      await callBack(transaction, lotId ?? '');
    });
    expect(await room.item(productId)).toMatchObject({ status: 'RECALLED', available: 0 });
    const counts = await Promise.all(
      ['RECALLED', 'EXPIRED', 'AVAILABLE'].map(async (status) => (await room.items({ productId, status })).length),
    );
    expect(counts).toEqual([1, 0, 0]);
  });

  it('of a hundred items takes as many statements as of one, and is found again by its id', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    await room.shelve(productId, [{ quantity: 1 }]);
    const count = async () => {
      const before = subgraph.database.statementCount;
      const items = await room.items({ productId });
      return { items: items.length, statements: subgraph.database.statementCount - before };
    };
    const one = await count();
    await room.shelve(
      productId,
      Array.from({ length: 40 }, () => ({ quantity: 1 })),
    );
    expect(await count()).toEqual({ items: 41, statements: one.statements });
    const [item] = await room.items({ productId });
    const text = 'query ($id: ID!) { stockItem(id: $id) { id onHand } }';
    expect(await room.ask(text, { id: item?.id })).toEqual({ stockItem: { id: item?.id, onHand: 1 } });
    for (const context of [contextOf({ tenant: testTenant('copperbelt'), permissions }), room.somebody({ branches: [newId('branch')] })])
      expect(await room.ask(text, { id: item?.id }, context)).toEqual({ stockItem: null });
    await expect(room.items({}, room.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('stock:read');
  });
});

describe('a lot', () => {
  const fields = 'lot { id number expiresOn expiryDayKnown recalled version product { id } }';

  async function lotted() {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    await room.shelve(productId, [{ quantity: 5, lotNumber: 'A1', expiresOn: '2020-01-31' }]);
    const item = await room.item(productId);
    const correct = (input: object, context = room.context) =>
      room.run<{ lot: Record<string, unknown> | null }>('correctLot', fields, { id: item.lot.id, expectedVersion: 1, ...input }, context);
    return { room, productId, item, correct };
  }

  it('is corrected by what its packs say, and then they can be given out', async () => {
    const { room, productId, item, correct } = await lotted();
    expect(item.status).toBe('EXPIRED');
    const answer = await correct({ expiresOn: '2040-02-29', expiryDayKnown: false });
    expect(answer).toEqual({
      lot: {
        id: item.lot.id,
        number: 'A1',
        expiresOn: '2040-02-29',
        expiryDayKnown: false,
        recalled: false,
        version: 2,
        product: { id: productId },
      },
      userErrors: [],
    });
    expect(await room.item(productId)).toMatchObject({ status: 'AVAILABLE', available: 5 });
    expect((await correct({ expiresOn: '2041-01-31' })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await correct({ expectedVersion: 2 })).lot).toMatchObject({ expiresOn: '2040-02-29', expiryDayKnown: false });
    expect((await correct({ expectedVersion: 2, expiryDayKnown: true })).lot).toMatchObject({
      expiresOn: '2040-02-29',
      expiryDayKnown: true,
    });
    expect((await correct({ expectedVersion: 3, expiresOn: null })).lot).toMatchObject({ expiresOn: null, expiryDayKnown: true });
  });

  it.each([
    [
      { expiresOn: '2040-02-28', expiryDayKnown: false },
      'INVALID',
      'Where the pack names only the month, the last day is 2040-02-29, not 2040-02-28.',
    ],
    [{ expiresOn: null, expiryDayKnown: false }, 'INVALID', 'A lot that never expires has no month either: leave expiryDayKnown out.'],
    [{ id: newId('lot'), expiresOn: '2040-01-01' }, 'NOT_FOUND', 'There is no such lot.'],
  ])('is not corrected with %j', async (input, code, message) => {
    const { room, item, correct } = await lotted();
    expect(await correct(input)).toEqual({ lot: null, userErrors: [{ code, message }] });
    expect((await room.item(item.product.id)).lot).toMatchObject({ expiresOn: '2020-01-31', version: 1 });
  });

  it('is corrected by nobody of another tenant, or without the permission', async () => {
    const { room, item, correct } = await lotted();
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    expect((await correct({ expiresOn: null }, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await expect(correct({ expiresOn: null }, room.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('stock:adjust');
    expect(await room.ask('query ($id: ID!) { lot(id: $id) { id } }', { id: item.lot.id }, stranger)).toEqual({ lot: null });
    expect(await room.ask('{ lots { totalCount } }', {}, stranger)).toEqual({ lots: { totalCount: 0 } });
  });

  it('is corrected while it is sold, and nobody trips over it', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const { branchId } = room;
    await room.shelve(productId, [{ quantity: 50, lotNumber: 'A1' }]);
    const { lot } = await room.item(productId);
    let sold = 0;
    const sell = () =>
      room.system(branchId, async (transaction) => {
        await lockStock(transaction, [{ branchId, productId }]);
        const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId }), [{ productId, quantity: 1 }]);
        const out = (allocation?.picks ?? []).map(({ locationId, lotId, quantity }) => {
          const place = { branchId, locationId, productId, lotId, status: KeptStatus.AVAILABLE };
          return { kind: MovementKind.SALE, ...place, quantity: -quantity };
        });
        await moveStock(transaction, null, out);
        sold += out.length;
      });
    const correction = room.run<object>('correctLot', 'lot { id }', { id: lot.id, expectedVersion: 1, expiresOn: '2020-01-31' });
    const [{ userErrors }] = await Promise.all([correction, ...Array.from({ length: 40 }, sell)]);
    expect(userErrors).toEqual([]);
    expect(await room.item(productId)).toMatchObject({ status: 'EXPIRED', onHand: 50 - sold });
    await sell();
    expect(await room.item(productId)).toMatchObject({ onHand: 50 - sold });
  });

  it('is found by product, the beginning of its number, its last day and its recall', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const other = await room.medicine('Ibuprofen');
    const [, recalledId] = await room.shelve(productId, [
      { quantity: 1, lotNumber: 'AB2', expiresOn: '2031-01-31' },
      { quantity: 1, lotNumber: 'AB1', expiresOn: '2032-01-31' },
      { quantity: 1, lotNumber: '', expiresOn: null },
    ]);
    await room.shelve(other, [{ quantity: 1, lotNumber: 'AC', expiresOn: '2030-01-31' }]);
    await room.system(room.branchId, async (transaction) => {
      await callBack(transaction, recalledId ?? '');
    });
    const list = async (variables: object) => {
      const text =
        'query ($filter: LotFilter, $orderBy: LotOrder) { lots(filter: $filter, orderBy: $orderBy) { totalCount nodes { number } } }';
      const { lots } = await room.ask<{ lots: { totalCount: number; nodes: { number: string | null }[] } }>(text, { ...variables });
      expect(lots.totalCount).toBe(lots.nodes.length);
      return lots.nodes.map(({ number }) => number);
    };
    expect(await list({})).toEqual([null, 'AB1', 'AB2', 'AC']);
    expect(await list({ filter: { productId } })).toEqual([null, 'AB1', 'AB2']);
    expect(await list({ filter: { search: 'AB' } })).toEqual(['AB1', 'AB2']);
    expect(await list({ filter: { search: 'ab' } })).toEqual([]);
    expect(await list({ filter: { expiresBefore: '2032-01-31' }, orderBy: { field: 'EXPIRES_ON' } })).toEqual(['AC', 'AB2']);
    expect(await list({ orderBy: { field: 'EXPIRES_ON', direction: 'DESC' } })).toEqual(['AB1', 'AB2', 'AC']);
    expect(await list({ filter: { recalled: true } })).toEqual(['AB1']);
    const paged: (string | null)[] = [];
    let after: string | null = null;
    do {
      const text =
        'query ($after: String) { lots(first: 1, after: $after, orderBy: { field: EXPIRES_ON }) { nodes { number } pageInfo { hasNextPage endCursor } } }';
      const answer: { lots: { nodes: { number: string | null }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } =
        await room.ask(text, { after });
      paged.push(...answer.lots.nodes.map(({ number }) => number));
      after = answer.lots.pageInfo.hasNextPage ? answer.lots.pageInfo.endCursor : null;
    } while (after !== null);
    expect(paged).toEqual(['AC', 'AB2', 'AB1']);
  });
});

describe('movements', () => {
  const text = `query ($filter: StockMovementFilter) { stockMovements(first: 100, filter: $filter) { totalCount nodes {
    id kind quantity status source actor { id } witness { id } patient { id } product { id } lot { id } branch { id } location { name } } } }`;
  interface Shown {
    readonly id: string;
    readonly kind: string;
    readonly quantity: number;
    readonly source: string | null;
  }

  async function moved() {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const [lotId = ''] = await room.shelve(productId, [{ quantity: 10 }]);
    const { location } = await room.item(productId);
    const [saleId, patientId, witnessId] = [newId('sale'), newId('patient'), newId('staff')];
    await room.system(room.branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId: room.branchId, productId }]);
      const place = { branchId: room.branchId, locationId: location.id, productId, lotId, status: KeptStatus.AVAILABLE };
      await moveStock(transaction, { type: 'sale', id: saleId }, [
        { kind: MovementKind.SALE, ...place, quantity: -2, patientId, witnessId },
      ]);
    });
    const list = async (filter: object, context = room.context) => {
      const { stockMovements } = await room.ask<{ stockMovements: { totalCount: number; nodes: Shown[] } }>(text, { filter }, context);
      expect(stockMovements.totalCount).toBe(stockMovements.nodes.length);
      return stockMovements.nodes;
    };
    return { room, productId, lotId, saleId, patientId, witnessId, list };
  }

  it('say what came and went, why, by whom and for whom, the newest first', async () => {
    const { room, productId, lotId, saleId, patientId, witnessId, list } = await moved();
    expect(await list({ branchId: room.branchId })).toMatchObject([
      {
        kind: 'SALE',
        quantity: -2,
        status: 'AVAILABLE',
        source: saleId,
        actor: { id: room.context.actor.id },
        witness: { id: witnessId },
        patient: { id: patientId },
        product: { id: productId },
        lot: { id: lotId },
        branch: { id: room.branchId },
        location: { name: 'Shelf' },
      },
      { kind: 'RECEIPT', quantity: 10, source: null, witness: null, patient: null },
    ]);
    expect((await list({ kind: 'SALE' })).length).toBe(1);
    expect((await list({ productId: newId('product') })).length).toBe(0);
    expect((await list({ lotId })).length).toBe(2);
    expect((await list({ until: new Date(Date.now() - 60_000).toISOString() })).length).toBe(0);
    expect((await list({ from: new Date(Date.now() - 60_000).toISOString() })).length).toBe(2);
  });

  it('name the patient only to who may see patients, and are of the system where nobody did them', async () => {
    const { room, list } = await moved();
    const storekeeper = room.somebody({ permissions });
    await expect(list({}, storekeeper)).rejects.toThrow('patients:read');
    const owner = await openBehindTheGraph(subgraph);
    await owner.query(`update stock_movements set created_by = 'stock:release' where branch_id = $1`, [toUuid('branch', room.branchId)]);
    await owner.end();
    expect(await list({})).toMatchObject([{ actor: null }, { actor: null }]);
  });

  it('are of 30 days unless asked otherwise, and of a year at most', async () => {
    const { room, list } = await moved();
    const owner = await openBehindTheGraph(subgraph);
    const days = [29, 31, 370];
    for (const ago of days)
      await owner.query(
        `insert into stock_movements (tenant_id, occurred_at, branch_id, location_id, product_id, lot_id, status, kind, quantity, reason)
          select tenant_id, now() - make_interval(days => $2), branch_id, location_id, product_id, lot_id, status, 'COUNT', $2, 'Counted' from stock_movements
          where branch_id = $1 and kind = 'SALE'`,
        [toUuid('branch', room.branchId), ago],
      );
    await owner.end();
    const ago = (count: number) => new Date(Date.now() - count * 86_400_000).toISOString();
    const counted = async (filter: object) => (await list({ kind: 'COUNT', ...filter })).map(({ quantity }) => quantity);
    expect(await counted({})).toEqual([29]);
    expect(await counted({ from: ago(366) })).toEqual([29, 31]);
    expect(await counted({ from: ago(371) })).toEqual([29, 31, 370]);
    expect(await counted({ until: ago(10) })).toEqual([29, 31]);
    expect(await counted({ from: ago(371), until: ago(32) })).toEqual([370]);
    await expect(counted({ from: ago(371), until: ago(1) })).rejects.toThrow(
      'Movements can be listed for 366 days at once: send a later `from`, or an earlier `until`.',
    );
  });

  it('are not there for other tenants and branches, and take as many statements for many as for one', async () => {
    const { room, productId, list } = await moved();
    const [{ id } = { id: '' }] = await list({});
    for (const context of [
      contextOf({ tenant: testTenant('copperbelt'), permissions: [...permissions, 'patients:read'] }),
      room.somebody({ branches: [newId('branch')] }),
    ]) {
      expect(await list({}, context)).toEqual([]);
      expect(await room.ask('query ($id: ID!) { stockMovement(id: $id) { id } }', { id }, context)).toEqual({ stockMovement: null });
    }
    expect(await room.ask('query ($id: ID!) { stockMovement(id: $id) { kind } }', { id })).toEqual({ stockMovement: { kind: 'SALE' } });
    const count = async () => {
      const before = subgraph.database.statementCount;
      await list({});
      return subgraph.database.statementCount - before;
    };
    const few = await count();
    await room.shelve(
      productId,
      Array.from({ length: 30 }, () => ({ quantity: 1 })),
    );
    expect(await count()).toBe(few);
  });
});

describe('the stock of a product', () => {
  interface Summary {
    readonly branch: { id: string };
    readonly onHand: number;
    readonly reserved: number;
    readonly available: number;
    readonly unusable: number;
    readonly nextExpiry: string | null;
    readonly expiringSoon: number;
    readonly low: boolean;
  }
  const fields = 'branch { id } onHand reserved available unusable nextExpiry expiringSoon low';

  it('is summed up by branch, to the pack', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const lusaka = room.addBranch();
    const productId = await room.medicine();
    await room.shelve(productId, [
      { quantity: 5, expiresOn: room.day(200) },
      { quantity: 4, expiresOn: room.day(30) },
      { quantity: 3, expiresOn: room.day(-1) },
      { quantity: 2, expiresOn: room.day(10), status: KeptStatus.ON_HOLD },
      { quantity: 1, expiresOn: null },
    ]);
    await room.shelve(productId, [{ quantity: 7, expiresOn: null }], lusaka);
    await room.setAside(productId, 6);
    await room.done('setBranchProduct', 'branchProduct { id }', { branchId: room.branchId, productId, reorderPoint: 10 });
    const ask = async (branchIds?: string[], context = room.context) => {
      const query = `query ($id: ID!, $branchIds: [ID!]) { product(id: $id) { stock(branchIds: $branchIds) { ${fields} } } }`;
      return (await room.ask<{ product: { stock: Summary[] } }>(query, { id: productId, branchIds }, context)).product.stock;
    };
    const here = {
      branch: { id: room.branchId },
      onHand: 15,
      reserved: 6,
      available: 4,
      unusable: 5,
      nextExpiry: room.day(30),
      expiringSoon: 4,
      low: true,
    };
    const there = {
      branch: { id: lusaka },
      onHand: 7,
      reserved: 0,
      available: 7,
      unusable: 0,
      nextExpiry: null,
      expiringSoon: 0,
      low: false,
    };
    expect(await ask()).toEqual([here, there].toSorted((one, other) => (one.branch.id < other.branch.id ? -1 : 1)));
    expect(await ask([lusaka])).toEqual([there]);
    expect(await ask([])).toEqual([]);
    expect(await ask([newId('branch')])).toEqual([]);
    expect(await ask(undefined, room.somebody({ branches: [room.branchId] }))).toEqual([here]);
    expect(await ask([lusaka], room.somebody({ branches: [room.branchId] }))).toEqual([]);
    await expect(ask([lusaka], room.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('stock:read');
    for (const { onHand, reserved, available, unusable } of await ask()) expect(available + reserved + unusable).toBe(onHand);
  });

  it('is none where there was never any, and zero where the branch keeps it', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const ask = async () =>
      (
        await room.ask<{ product: { stock: Summary[] } }>(`query ($id: ID!) { product(id: $id) { stock { ${fields} } } }`, {
          id: productId,
        })
      ).product.stock;
    expect(await ask()).toEqual([]);
    await room.done('setBranchProduct', 'branchProduct { id }', { branchId: room.branchId, productId, reorderPoint: 0 });
    const nothing = { onHand: 0, reserved: 0, available: 0, unusable: 0, nextExpiry: null, expiringSoon: 0, low: true };
    expect(await ask()).toEqual([{ branch: { id: room.branchId }, ...nothing }]);
  });

  it('of many products is one statement for each choice of branches', async () => {
    const room = new Stockroom(subgraph, neighbours);
    for (let count = 0; count < 8; count += 1) {
      const productId = await room.medicine(`Medicine ${count}`);
      await room.shelve(productId, [{ quantity: count + 1 }, { quantity: 1 }]);
    }
    const count = async (first: number) => {
      const before = subgraph.database.statementCount;
      const query = `query ($first: Int, $here: [ID!]) { products(first: $first) { nodes { stock { onHand } here: stock(branchIds: $here) { available } } } }`;
      const { products } = await room.ask<{ products: { nodes: { stock: { onHand: number }[]; here: { available: number }[] }[] } }>(
        query,
        {
          first,
          here: [room.branchId],
        },
      );
      return { statements: subgraph.database.statementCount - before, nodes: products.nodes };
    };
    const many = await count(8);
    expect((await count(1)).statements).toBe(3);
    expect(many.statements).toBe(3);
    expect(many.nodes.map(({ stock, here }) => [stock[0]?.onHand, here[0]?.available])).toEqual(
      Array.from({ length: 8 }, (_, index) => [index + 2, index + 2]),
    );
  });
});
