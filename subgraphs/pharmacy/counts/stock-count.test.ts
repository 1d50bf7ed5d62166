import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { allocateStock } from '../stock/allocation.js';
import { moveStock } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { releaseStock, reserveStock } from '../stock/reserving.js';
import { StockItem } from '../stock/stock-item.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, LocationKind, MovementKind } from '../stock/stock-terms.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { CountStatus, countSteps, type CountStep } from './count-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface Line {
  readonly id: string;
  readonly expected: number | null;
  readonly counted: number | null;
  readonly variance: number | null;
  readonly varianceValue: object | null;
  readonly frozen: boolean;
  readonly status: string;
  readonly product: { readonly id: string };
  readonly lot: { readonly id: string };
}

interface Count {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly status: CountStatus;
  readonly lines: { readonly nodes: readonly Line[] };
}

interface RegisterRequest {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly status: string;
  readonly quantity: number;
  readonly reason: string;
}

const lineFields =
  'id expected counted variance varianceValue { amountMinor currency } frozen status product { id } lot { id } countedBy { id }';
const countFields = `id version number status statusReason lines(first: 100) { nodes { ${lineFields} } }`;
const fields = `stockCount { ${countFields} }`;

function pharmacy() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const { branchId } = dispensary;
  const reviewer = dispensary.somebody();
  const run = (mutation: string, input: object, context = dispensary.context) =>
    dispensary.run<{ stockCount: Count }>(mutation, fields, input, context);
  const request = async (more: object = {}) =>
    (await dispensary.done<{ stockCount: Count }>('requestStockCount', fields, { branchId, mode: 'LIVE', ...more })).stockCount;
  const step = async (mutation: string, { id, version }: Count, more: object = {}, context?: RequestContext) => {
    const answer = await run(mutation, { id, expectedVersion: version, ...more }, context);
    if (answer.userErrors.length > 0) throw new Error(answer.userErrors[0]?.message);
    return answer.stockCount;
  };
  const start = async (more: object = {}) => step('startStockCount', await request(more));
  const enter = (count: Pick<Count, 'id'>, lines: readonly { lineId: string | undefined; counted: number }[], context?: RequestContext) =>
    dispensary.run<{ lines: Line[] }>('enterStockCounts', `lines { ${lineFields} }`, { id: count.id, lines }, context);
  const find = (count: Pick<Count, 'id'>, input: object) =>
    dispensary.run<{ line: Line }>('addFoundStock', `line { ${lineFields} }`, { id: count.id, expiresOn: '2039-12-31', ...input });
  const post = (count: Count) =>
    dispensary.run<{ stockCount: Count; registerRequests: RegisterRequest[] }>(
      'postStockCount',
      `${fields} registerRequests { id version kind status quantity reason }`,
      { id: count.id, expectedVersion: count.version },
      reviewer,
    );
  const review = async (count: Count) => step('reviewStockCount', await step('finishStockCount', count), {}, reviewer);
  const read = async (id: string, context?: RequestContext) =>
    (await dispensary.ask<{ stockCount: Count }>(`query ($id: ID!) { stockCount(id: $id) { ${countFields} } }`, { id }, context))
      .stockCount;
  const pick = (
    productId: string,
    quantity: number,
    work: 'sell' | 'reserve' = 'sell',
    source = { type: 'sale', id: newId('sale') as string },
  ) => {
    let missing = 0;
    return dispensary
      .system(branchId, async (transaction) => {
        await lockStock(transaction, [{ branchId, productId }]);
        const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId }), [{ productId, quantity }]);
        missing = allocation?.missing ?? 0;
        const picks = allocation?.picks ?? [];
        if (work === 'reserve') return reserveStock(transaction, source, branchId, picks, null);
        const out = { kind: MovementKind.SALE, branchId, productId, status: KeptStatus.AVAILABLE };
        const movements = picks.map(({ locationId, lotId, quantity: packs }) => ({ ...out, locationId, lotId, quantity: -packs }));
        await moveStock(transaction, source, movements);
      })
      .then(() => missing);
  };
  /** Corrected by hand at the shelf. */
  const adjust = (productId: string, lotId: string, quantity: number, kind = MovementKind.ADJUSTMENT) =>
    dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const { id: locationId } = await usualPlace(transaction, await branchOf(transaction, { branchId }));
      const status = KeptStatus.AVAILABLE;
      await moveStock(transaction, null, [{ kind, branchId, locationId, productId, lotId, status, quantity, reason: 'By hand' }]);
    });
  const place = async (kind: LocationKind.SHELF | LocationKind.QUARANTINE = LocationKind.SHELF) => {
    let id = '';
    await dispensary.system(branchId, async (transaction) => {
      id = (await usualPlace(transaction, await branchOf(transaction, { branchId }), kind)).id;
    });
    return id;
  };
  const movements = async () => {
    let rows: object[] = [];
    await dispensary.system(branchId, async (transaction) => {
      rows = await transaction.rows(
        sql`select kind, quantity, status, reason, source_type from stock_movements where kind <> 'RECEIPT' order by occurred_at, id`,
      );
    });
    return rows;
  };
  const breaks = async () => {
    let rows: object[] = [];
    await dispensary.system(branchId, async (transaction) => {
      rows = await transaction.rows(sql`select 1 from register_breaks()`);
    });
    return [...rows, ...(await dispensary.breaks())];
  };
  return {
    dispensary,
    branchId,
    reviewer,
    run,
    request,
    step,
    start,
    enter,
    find,
    post,
    review,
    read,
    pick,
    adjust,
    place,
    movements,
    breaks,
  };
}

describe('a count', () => {
  it('goes the whole way, and the books say what was counted', async () => {
    const { dispensary, start, enter, step, reviewer, post, read, movements, breaks } = pharmacy();
    const plenty = await dispensary.medicine('Amoxicillin 500 mg, capsule');
    const few = await dispensary.medicine('Ibuprofen 400 mg, tablet');
    const [a1 = ''] = await dispensary.shelve(plenty, [{ quantity: 10, lotNumber: 'A1', unitCostMinor: 700n }]);
    const [i1 = ''] = await dispensary.shelve(few, [
      { quantity: 4, lotNumber: 'I1', unitCostMinor: 150n },
      { quantity: 3, lotNumber: 'I2' },
    ]);
    const count = await start({ note: 'Before the stocktaking' });
    expect(count).toMatchObject({ number: 'UB1-SC-000001', status: 'COUNTING' });
    expect(count.lines.nodes).toMatchObject([
      { product: { id: plenty }, lot: { id: a1 }, expected: null, counted: null, variance: null, frozen: false, status: 'AVAILABLE' },
      { product: { id: few }, lot: { id: i1 } },
      { product: { id: few } },
    ]);
    const [first, second, third] = count.lines.nodes;
    const entered = await enter(count, [
      { lineId: first?.id, counted: 8 },
      { lineId: second?.id, counted: 5 },
    ]);
    expect(entered.lines).toMatchObject([
      { counted: 8, expected: null, variance: null, varianceValue: null },
      { counted: 5, expected: null },
    ]);
    const summary = async () =>
      dispensary.ask(
        `query ($id: ID!) { stockCount(id: $id) { summary { lines counted differing surplus missing value { amountMinor currency } } lines(filter: { differing: true }) { totalCount } } }`,
        { id: count.id },
      );
    expect(await summary()).toEqual({
      stockCount: {
        summary: { lines: 3, counted: 2, differing: null, surplus: null, missing: null, value: null },
        lines: { totalCount: 0 },
      },
    });
    await expect(step('finishStockCount', count)).rejects.toThrow('1 line is not counted yet: enter 0 where nothing is.');
    await enter(count, [{ lineId: third?.id, counted: 3 }]);
    const counted = await step('finishStockCount', count);
    expect(counted.lines.nodes).toMatchObject([
      { expected: 10, counted: 8, variance: -2, varianceValue: { amountMinor: '-1400', currency: 'MNT' } },
      { expected: 4, counted: 5, variance: 1, varianceValue: { amountMinor: '150', currency: 'MNT' } },
      { expected: 3, counted: 3, variance: 0 },
    ]);
    expect(await summary()).toEqual({
      stockCount: {
        summary: { lines: 3, counted: 3, differing: 2, surplus: 1, missing: 2, value: [{ amountMinor: '-1250', currency: 'MNT' }] },
        lines: { totalCount: 2 },
      },
    });
    const reviewed = await step('reviewStockCount', counted, {}, reviewer);
    expect(await movements()).toEqual([]);
    const posted = await post(reviewed);
    expect(posted).toMatchObject({ stockCount: { status: 'POSTED' }, registerRequests: [] });
    expect(await dispensary.stockOf(plenty)).toMatchObject({ onHand: 8 });
    expect(await dispensary.stockOf(few)).toMatchObject({ onHand: 8 });
    const how = { kind: 'COUNT', status: 'AVAILABLE', reason: 'Stock count UB1-SC-000001', source_type: 'stockcount' };
    expect(await movements()).toEqual([
      { ...how, quantity: -2 },
      { ...how, quantity: 1 },
    ]);
    expect((await read(count.id)).status).toBe('POSTED');
    const people = `query ($id: ID!) { stockCount(id: $id) { countedBy { id } reviewedBy { id } postedBy { id } postedAt branch { id } location { id } products { id } } }`;
    expect(await dispensary.ask(people, { id: count.id })).toMatchObject({
      stockCount: {
        countedBy: { id: dispensary.context.actor.id },
        reviewedBy: { id: reviewer.actor.id },
        postedBy: { id: reviewer.actor.id },
        location: null,
        products: [],
      },
    });
    expect(await breaks()).toEqual([]);
  });

  it('is of a place or of products alone, and of what the books say is there', async () => {
    const { dispensary, branchId, start, place, pick, adjust } = pharmacy();
    const here = await dispensary.medicine('Amoxicillin 500 mg, capsule');
    const there = await dispensary.medicine('Ibuprofen 400 mg, tablet');
    const gone = await dispensary.medicine('Zinc 20 mg, tablet');
    const [lotId = ''] = await dispensary.shelve(here, [{ quantity: 10 }]);
    await dispensary.shelve(there, [{ quantity: 10, status: KeptStatus.DAMAGED }]);
    await dispensary.shelve(gone, [{ quantity: 1 }]);
    await pick(gone, 1);
    const [shelf, quarantine] = [await place(), await place(LocationKind.QUARANTINE)];
    await dispensary.system(branchId, async (transaction) => {
      const moved = { kind: MovementKind.QUARANTINE, branchId, productId: here, lotId };
      await moveStock(transaction, null, [
        { ...moved, locationId: shelf, status: KeptStatus.AVAILABLE, quantity: -3 },
        { ...moved, locationId: quarantine, status: KeptStatus.QUARANTINED, quantity: 3 },
      ]);
    });
    await adjust(here, lotId, 1);
    const counted = async (more: object) => (await start(more)).lines.nodes.map(({ product, status }) => [product.id, status]);
    expect(await counted({})).toEqual([
      [here, 'QUARANTINED'],
      [here, 'AVAILABLE'],
      [there, 'DAMAGED'],
    ]);
    expect(await counted({ locationId: quarantine })).toEqual([[here, 'QUARANTINED']]);
    expect(await counted({ productIds: [there] })).toEqual([[there, 'DAMAGED']]);
    expect(await counted({ productIds: [gone] })).toEqual([]);
  });

  it('finds packs that the books never saw there', async () => {
    const { dispensary, start, enter, find, review, post, place, breaks } = pharmacy();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 2, lotNumber: 'A1' }]);
    const [recalledId] = await dispensary.shelve(productId, [{ quantity: 1, lotNumber: 'R1' }]);
    await dispensary.done('recallLots', 'recall { id }', { productId, lotIds: [recalledId], class: 'CLASS_III', reason: 'Wrong leaflet' });
    const locationId = await place();
    const count = await start();
    expect((await find(count, { productId, lotNumber: 'A1', locationId, counted: 1 })).userErrors).toEqual([
      { code: 'TAKEN', message: 'The count has a line for this lot in this place: enter there what was counted.' },
    ]);
    expect(
      (await find(count, { productId, lotNumber: 'A1', expiresOn: '2038-01-31', locationId, counted: 1 })).userErrors[0]?.message,
    ).toContain('is known to expire 2039-12-31, not 2038-01-31');
    expect((await find(count, { productId, lotNumber: 'B7', locationId, counted: 0 })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await find(count, { productId: newId('product'), lotNumber: 'B7', locationId, counted: 1 })).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect((await find(count, { productId, lotNumber: 'B7', locationId: newId('stocklocation'), counted: 1 })).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const { line } = await find(count, { productId, lotNumber: 'B7', locationId, counted: 6 });
    expect(line).toMatchObject({ counted: 6, expected: null, status: 'AVAILABLE' });
    const quarantine = await place(LocationKind.QUARANTINE);
    expect((await find(count, { productId, lotNumber: 'R1', locationId: quarantine, counted: 2 })).line).toMatchObject({
      status: 'RECALLED',
    });
    await enter(
      count,
      count.lines.nodes.map(({ id, status }) => ({ lineId: id, counted: status === 'RECALLED' ? 1 : 2 })),
    );
    const reviewed = await review(count);
    expect(reviewed.lines.nodes.find(({ id }) => id === line.id)).toMatchObject({ expected: 0, variance: 6, varianceValue: null });
    expect((await post(reviewed)).userErrors).toEqual([]);
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 11, reserved: 0 });
    expect(await breaks()).toEqual([]);
  });

  it('takes what was found as its pack says it, and no product that was a mistake', async () => {
    const { dispensary, start, find, place } = pharmacy();
    const productId = await dispensary.medicine();
    const mistake = await dispensary.medicine('Paracetmol');
    await dispensary.shelve(productId, [{ quantity: 2 }]);
    const locationId = await place();
    const count = await start();
    await dispensary.done('updateProduct', 'product { id }', { id: mistake, expectedVersion: 1, status: 'ENTERED_IN_ERROR' });
    const found = { productId, lotNumber: 'B7', locationId, counted: 1 };
    const errors = async (more: object) => (await find(count, { ...found, ...more })).userErrors;
    expect(await errors({ expiresOn: '2039-12-01', expiryDayKnown: false })).toEqual([
      { code: 'INVALID', message: 'Where the pack names only the month, the last day is 2039-12-31, not 2039-12-01.' },
    ]);
    expect(await errors({ productId: mistake })).toEqual([
      { code: 'INVALID', message: 'Paracetmol was entered in error: name the product that it is.' },
    ]);
    expect(await errors({ lotNumber: 'x'.repeat(21) })).toEqual([{ code: 'INVALID', message: 'A lot number has at most 20 characters.' }]);
    expect(await errors({ expiresOn: '2020-02-29', expiryDayKnown: false })).toEqual([]);
  });

  it('sends lines back to be counted again, with what the books say hidden once more', async () => {
    const { dispensary, start, enter, step, reviewer, post, run } = pharmacy();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'A1', expiresOn: '2038-01-31' }, { quantity: 5 }]);
    const count = await start();
    const [first, second] = count.lines.nodes;
    await enter(count, [
      { lineId: first?.id, counted: 1 },
      { lineId: second?.id, counted: 5 },
    ]);
    const counted = await step('finishStockCount', count);
    const wrong = await run(
      'reviewStockCount',
      { id: count.id, expectedVersion: counted.version, recountLineIds: [newId('stockcountline')] },
      reviewer,
    );
    expect(wrong.userErrors).toEqual([{ code: 'NOT_FOUND', message: 'There is no such line of this count.' }]);
    const back = await step('reviewStockCount', counted, { recountLineIds: [first?.id], reason: 'One of ten?' }, reviewer);
    expect(back).toMatchObject({ status: 'COUNTING', statusReason: 'One of ten?' });
    expect(back.lines.nodes).toMatchObject([
      { counted: null, expected: null },
      { counted: 5, expected: null, variance: null },
    ]);
    await enter(back, [{ lineId: first?.id, counted: 10 }]);
    const again = await step('reviewStockCount', await step('finishStockCount', back), {}, reviewer);
    expect((await post(again)).userErrors).toEqual([]);
    expect(await dispensary.stockOf(productId)).toMatchObject({ onHand: 15 });
  });
});

describe('a live count', () => {
  it('is right however much was sold between counting and posting', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            onBooks: fc.integer({ min: 1, max: 12 }),
            there: fc.integer({ min: 0, max: 12 }),
            before: fc.nat(4),
            between: fc.nat(4),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (shelves) => {
          const { dispensary, start, enter, review, post, pick, breaks } = pharmacy();
          const products: string[] = [];
          for (const { onBooks } of shelves) {
            const productId = await dispensary.medicine();
            await dispensary.shelve(productId, [{ quantity: onBooks }]);
            products.push(productId);
          }
          const physical = shelves.map(({ there }) => there);
          const open = await start();
          /** Takes packs off the shelf if there are some, as a customer does. */
          const sell = async (index: number, times: number) => {
            for (let sold = 0; sold < times; sold += 1) {
              if ((physical[index] ?? 0) === 0) return;
              if ((await pick(products[index] ?? '', 1)) === 0) physical[index] = (physical[index] ?? 0) - 1;
            }
          };
          await Promise.all(
            shelves.map(async ({ before, between }, index) => {
              await sell(index, before);
              const line = open.lines.nodes.find(({ product }) => product.id === products[index]);
              await enter(open, [{ lineId: line?.id, counted: physical[index] ?? 0 }]);
              await sell(index, between);
            }),
          );
          const reviewed = await review(open);
          const [posted] = await Promise.all([post(reviewed), ...shelves.map((_, index) => sell(index, 2))]);
          expect(posted.userErrors).toEqual([]);
          for (const [index, productId] of products.entries()) {
            expect(await dispensary.stockOf(productId)).toEqual({ onHand: physical[index], reserved: 0 });
          }
          expect(await breaks()).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('waits for who is selling, and finds no difference in packs that are leaving', async () => {
    const { dispensary, branchId, start, enter, review, place } = pharmacy();
    const productId = await dispensary.medicine();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10 }]);
    const count = await start();
    const locationId = await place();
    let entered: ReturnType<typeof enter> | undefined;
    await dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const sale = { kind: MovementKind.SALE, branchId, locationId, productId, lotId, status: KeptStatus.AVAILABLE };
      await moveStock(transaction, null, [{ ...sale, quantity: -1 }]);
      entered = enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 9 }]);
      await delay(200);
    });
    await entered;
    expect((await review(count)).lines.nodes).toMatchObject([{ expected: 9, counted: 9, variance: 0 }]);
  });

  it('books no difference twice that somebody has booked since', async () => {
    const { dispensary, start, enter, review, post, adjust, step, reviewer, breaks } = pharmacy();
    const productId = await dispensary.medicine('Amoxicillin 500 mg, capsule');
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'A1' }]);
    const [one, other] = [await start(), await start()];
    for (const count of [one, other]) await enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 8 }]);
    const [first, second] = [await review(one), await review(other)];
    expect((await post(first)).userErrors).toEqual([]);
    expect(await post(second)).toMatchObject({
      stockCount: null,
      userErrors: [
        {
          code: 'WRONG_STATE',
          message:
            'The books were corrected since this was counted: have it counted again (reviewStockCount). Amoxicillin 500 mg, capsule, lot A1, Shelf.',
        },
      ],
    });
    expect(await dispensary.stockOf(productId)).toMatchObject({ onHand: 8 });
    const back = await step('reviewStockCount', second, { recountLineIds: [second.lines.nodes[0]?.id] }, reviewer);
    await enter(back, [{ lineId: back.lines.nodes[0]?.id, counted: 7 }]);
    await adjust(productId, lotId, -1);
    const third = await review(back);
    expect((await post(third)).userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    const last = await step('reviewStockCount', third, { recountLineIds: [third.lines.nodes[0]?.id] }, reviewer);
    await enter(last, [{ lineId: last.lines.nodes[0]?.id, counted: 7 }]);
    expect((await post(await review(last))).userErrors).toEqual([]);
    expect(await dispensary.stockOf(productId)).toMatchObject({ onHand: 7 });
    expect(await breaks()).toEqual([]);
  });

  it('takes nothing that is set aside for somebody', async () => {
    const { dispensary, start, enter, review, post, pick, branchId, breaks } = pharmacy();
    const productId = await dispensary.medicine('Amoxicillin 500 mg, capsule');
    await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'A1' }]);
    const count = await start();
    await enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 6 }]);
    const source = { type: 'dispense', id: newId('dispense') as string };
    await pick(productId, 7, 'reserve', source);
    const reviewed = await review(count);
    expect((await post(reviewed)).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message:
          'Fewer packs would be left than are set aside for somebody, or than none: give back what is set aside, or have it counted again (reviewStockCount). Amoxicillin 500 mg, capsule, lot A1, Shelf.',
      },
    ]);
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 10, reserved: 7 });
    await dispensary.system(branchId, async (transaction) => void (await releaseStock(transaction, source)));
    expect((await post(reviewed)).userErrors).toEqual([]);
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 6, reserved: 0 });
    expect(await breaks()).toEqual([]);
  });

  it('is posted once, when several post it at once', async () => {
    const { dispensary, start, enter, review, post } = pharmacy();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 10 }]);
    const count = await start();
    await enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 9 }]);
    const reviewed = await review(count);
    const answers = await Promise.all(Array.from({ length: 6 }, () => post(reviewed)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(await dispensary.stockOf(productId)).toMatchObject({ onHand: 9 });
  });

  it('takes what many people enter at once', async () => {
    const { dispensary, start, enter, review, post, breaks } = pharmacy();
    const products = await Promise.all(Array.from({ length: 20 }, (_, index) => dispensary.medicine(`Medicine ${index}`)));
    for (const productId of products) await dispensary.shelve(productId, [{ quantity: 5 }]);
    const count = await start();
    const answers = await Promise.all(
      count.lines.nodes.map(({ id }, index) => enter(count, [{ lineId: id, counted: index }], dispensary.somebody())),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect((await post(await review(count))).userErrors).toEqual([]);
    const left = await Promise.all(count.lines.nodes.map(({ product }) => dispensary.stockOf(product.id)));
    expect(left.map(({ onHand }) => onHand)).toEqual(Array.from({ length: 20 }, (_, index) => index));
    expect(await breaks()).toEqual([]);
  });
});

describe('a frozen count', () => {
  it('holds still what it counts: nothing of it is picked or moved, until it is posted or given up', async () => {
    const { dispensary, start, enter, review, post, pick, adjust, step, breaks } = pharmacy();
    const productId = await dispensary.medicine();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10 }]);
    const count = await start({ mode: 'FREEZE' });
    expect(count.lines.nodes).toMatchObject([{ frozen: true }]);
    expect(await pick(productId, 1)).toBe(1);
    await expect(adjust(productId, lotId, -1)).rejects.toThrow('the stock is being counted');
    await dispensary.shelve(productId, [{ quantity: 2 }]);
    expect(await pick(productId, 2)).toBe(0);
    await enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 9 }]);
    const { stockCount } = await post(await review(count));
    expect(stockCount.lines.nodes).toMatchObject([{ frozen: false }]);
    expect(await dispensary.stockOf(productId)).toMatchObject({ onHand: 9 });
    expect(await pick(productId, 1)).toBe(0);
    const other = await start({ mode: 'FREEZE' });
    expect(await pick(productId, 1)).toBe(1);
    await step('cancelStockCount', other, { reason: 'A delivery came' });
    expect(await pick(productId, 1)).toBe(0);
    expect(await breaks()).toEqual([]);
  });

  it('is not begun over another, but a recall goes through it', async () => {
    const { dispensary, request, start, run, enter, review, post, step, reviewer, breaks } = pharmacy();
    const productId = await dispensary.medicine();
    const [lotId] = await dispensary.shelve(productId, [{ quantity: 10 }]);
    const count = await start({ mode: 'FREEZE' });
    const second = await request({ mode: 'FREEZE' });
    expect((await run('startStockCount', { id: second.id, expectedVersion: 1 })).userErrors[0]?.message).toContain(
      'held still by another count',
    );
    const [line] = count.lines.nodes;
    await enter(count, [{ lineId: line?.id, counted: 9 }]);
    await dispensary.done('recallLots', 'recall { id }', { productId, lotIds: [lotId], class: 'CLASS_I', reason: 'Glass' });
    const reviewed = await review(count);
    expect((await post(reviewed)).userErrors[0]?.message).toContain('Fewer packs would be left');
    const back = await step('reviewStockCount', reviewed, { recountLineIds: [line?.id] }, reviewer);
    await enter(back, [{ lineId: line?.id, counted: 0 }]);
    expect((await post(await review(back))).userErrors).toEqual([]);
    expect(await dispensary.stockOf(productId)).toMatchObject({ onHand: 10 });
    expect(await breaks()).toEqual([]);
  });

  it('is of no more than people count in one go', async () => {
    const { dispensary, branchId, request, run, place } = pharmacy();
    const productId = await dispensary.medicine();
    const locationId = await place();
    const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
    await owner.connect();
    await owner.query('set search_path = pharmacy, public');
    await owner.query(`select set_config('app.tenant_id', $1, false), set_config('app.branch_ids', '*', false)`, [
      toUuid('tenant', dispensary.tenant.id),
    ]);
    await owner.query(
      `with made as (insert into lots (product_id, lot_number) select $3, 'L' || n from generate_series(1, 2001) n returning id)
        insert into stock_items (branch_id, location_id, product_id, lot_id, status, on_hand) select $1, $2, $3, id, 'AVAILABLE', 1 from made`,
      [toUuid('branch', branchId), toUuid('stocklocation', locationId), toUuid('product', productId)],
    );
    await owner.end();
    const count = await request({ mode: 'FREEZE' });
    expect((await run('startStockCount', { id: count.id, expectedVersion: 1 })).userErrors).toEqual([
      {
        code: 'LIMIT_REACHED',
        message: 'A count has at most 2000 lines, and this is of 2001: count place by place, or by naming products.',
      },
    ]);
  });

  it('stops the correction of a controlled substance too, with words', async () => {
    const { dispensary, start, enter, review, post, reviewer } = pharmacy();
    const productId = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
    await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'M1' }]);
    let stockItemId = '';
    await dispensary.system(dispensary.branchId, async (transaction) => {
      stockItemId = (await transaction.first(StockItem, sql`where product_id = ${toUuid('product', productId)}`))?.id ?? '';
    });
    const asked = await dispensary.done<{ request: RegisterRequest }>('requestControlledDestruction', 'request { id version }', {
      stockItemId,
      quantity: 1,
      reason: 'Broken',
    });
    const count = await start({ mode: 'FREEZE' });
    const input = { id: asked.request.id, expectedVersion: asked.request.version };
    expect((await dispensary.run('witnessRegisterRequest', 'request { id }', input, reviewer)).userErrors).toEqual([
      { code: 'WRONG_STATE', message: 'This stock is being counted and is held still: wait until the count is posted or cancelled.' },
    ]);
    await enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 9 }]);
    const reviewed = await review(count);
    expect((await post(reviewed)).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message:
          'A correction waits for a second person: this count holds the stock still, so have it declined first (declineRegisterRequest), then post the count again. Morphine 10 mg, ampoule, lot M1, Shelf.',
      },
    ]);
    await dispensary.done('declineRegisterRequest', 'request { id }', { ...input, reason: 'It is counted anew' }, reviewer);
    expect((await post(reviewed)).registerRequests).toMatchObject([{ status: 'PENDING', quantity: -1 }]);
  });
});

it('corrects no controlled substance by one person, but asks for it', async () => {
  const { dispensary, start, enter, find, review, post, place, reviewer, breaks } = pharmacy();
  const morphine = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
  const plain = await dispensary.medicine('Paracetamol 500 mg, tablet');
  await dispensary.shelve(morphine, [{ quantity: 20, lotNumber: 'M1' }]);
  await dispensary.shelve(plain, [{ quantity: 20 }]);
  const count = await start();
  await find(count, { productId: morphine, lotNumber: 'M9', locationId: await place(), counted: 3 });
  await enter(
    count,
    count.lines.nodes.map(({ id }) => ({ lineId: id, counted: 18 })),
  );
  const reviewed = await review(count);
  const { stockCount, registerRequests, userErrors } = await post(reviewed);
  expect(userErrors).toEqual([]);
  expect(stockCount.status).toBe('POSTED');
  expect(registerRequests).toMatchObject([
    { status: 'PENDING', quantity: -2, reason: 'Stock count UB1-SC-000001' },
    { status: 'PENDING', quantity: 3, reason: 'Stock count UB1-SC-000001' },
  ]);
  expect(await dispensary.stockOf(plain)).toMatchObject({ onHand: 18 });
  expect(await dispensary.stockOf(morphine)).toMatchObject({ onHand: 20 });
  const again = await start({ productIds: [morphine] });
  await enter(again, [{ lineId: again.lines.nodes[0]?.id, counted: 18 }]);
  const [waiting] = (await post(await review(again))).userErrors;
  expect(waiting?.message).toMatch(
    /^A correction waits for a second person: have it confirmed or declined first \(witnessRegisterRequest, declineRegisterRequest\), then post the count again\. Morphine 10 mg, ampoule, lot M1, /,
  );
  const witness = async (request: RegisterRequest | undefined, context: RequestContext) =>
    (await dispensary.run('witnessRegisterRequest', 'request { id }', { id: request?.id, expectedVersion: request?.version }, context))
      .userErrors;
  expect(await witness(registerRequests[0], reviewer)).toMatchObject([{ code: 'NOT_ALLOWED' }]);
  for (const asked of registerRequests) expect(await witness(asked, dispensary.context)).toEqual([]);
  expect(await dispensary.stockOf(morphine)).toMatchObject({ onHand: 21 });
  expect(await breaks()).toEqual([]);
});

it('writes off what is missing of stock that is held back, expired or recalled, and asks to destroy it where it is controlled', async () => {
  const { dispensary, start, enter, review, post, movements, breaks } = pharmacy();
  const plain = await dispensary.medicine('Ibuprofen 400 mg, tablet');
  const morphine = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
  const [, , , recalled] = await dispensary.shelve(plain, [
    { quantity: 5, status: KeptStatus.ON_HOLD },
    { quantity: 5, status: KeptStatus.QUARANTINED },
    { quantity: 5, expiresOn: '2020-01-31' },
    { quantity: 5, lotNumber: 'R1' },
    { quantity: 5, status: KeptStatus.DAMAGED },
  ]);
  await dispensary.done('recallLots', 'recall { id }', {
    productId: plain,
    lotIds: [recalled],
    class: 'CLASS_III',
    reason: 'Wrong leaflet',
  });
  await dispensary.shelve(morphine, [{ quantity: 5, expiresOn: '2020-01-31' }]);
  const count = await start();
  const found = (line: Line) => (line.status === 'DAMAGED' ? 6 : 3);
  await enter(
    count,
    count.lines.nodes.map((line) => ({ lineId: line.id, counted: found(line) })),
  );
  const posted = await post(await review(count));
  expect(posted.registerRequests).toMatchObject([{ kind: 'DESTRUCTION', status: 'PENDING', quantity: -2 }]);
  const how = { kind: 'LOSS', quantity: -2, reason: 'Stock count UB1-SC-000001', source_type: 'stockcount' };
  const moved = (await movements()).filter((each) => (each as { kind: string }).kind !== 'RECALL');
  expect(moved).toHaveLength(5);
  expect(moved).toEqual(
    expect.arrayContaining([
      ...['ON_HOLD', 'QUARANTINED', 'AVAILABLE', 'RECALLED'].map((status) => ({ ...how, status })),
      { ...how, kind: 'COUNT', quantity: 1, status: 'DAMAGED' },
    ]),
  );
  const [request] = posted.registerRequests;
  await dispensary.done(
    'witnessRegisterRequest',
    'request { id }',
    { id: request?.id, expectedVersion: request?.version },
    dispensary.somebody(),
  );
  expect((await movements()).at(-1)).toMatchObject({ kind: 'LOSS', quantity: -2, source_type: 'registerrequest' });
  expect(await breaks()).toEqual([]);
});

describe('the steps of a count', () => {
  const mutations: Readonly<Record<CountStep, string>> = {
    start: 'startStockCount',
    finish: 'finishStockCount',
    recount: 'reviewStockCount',
    accept: 'reviewStockCount',
    post: 'postStockCount',
    cancel: 'cancelStockCount',
  };
  const whole: readonly CountStep[] = ['start', 'finish', 'accept', 'post'];
  const ways: Readonly<Record<CountStatus, readonly CountStep[]>> = {
    REQUESTED: [],
    COUNTING: whole.slice(0, 1),
    COUNTED: whole.slice(0, 2),
    REVIEWED: whole.slice(0, 3),
    POSTED: whole,
    CANCELLED: ['cancel'],
  };

  it.each(Object.values(CountStatus))('from %s are those of the table, and no others', async (status) => {
    const { dispensary, request, step, enter, run } = pharmacy();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    const brought = async () => {
      let count = await request();
      for (const way of ways[status]) {
        count = await step(mutations[way], count, way === 'cancel' ? { reason: 'Not today' } : {});
        if (way === 'start') await enter(count, [{ lineId: count.lines.nodes[0]?.id, counted: 5 }]);
      }
      return count;
    };
    for (const [name, { from, to }] of Object.entries(countSteps)) {
      const count = await brought();
      const lineId = count.lines.nodes[0]?.id ?? newId('stockcountline');
      const more = { cancel: { reason: 'Not today' }, recount: { recountLineIds: [lineId] } }[name] ?? {};
      const answer = await run(mutations[name as CountStep], { id: count.id, expectedVersion: count.version, ...more });
      if ((from as readonly CountStatus[]).includes(status)) expect(answer).toMatchObject({ stockCount: { status: to }, userErrors: [] });
      else {
        const message = `The count is ${status}: this is done while it is ${from.join(' or ')}.`;
        expect(answer).toEqual({ stockCount: null, userErrors: [{ code: 'WRONG_STATE', message }] });
      }
    }
    const count = await brought();
    const lineId = count.lines.nodes[0]?.id ?? newId('stockcountline');
    const entered = await enter(count, [{ lineId, counted: 1 }]);
    expect(entered.userErrors).toMatchObject(status === CountStatus.COUNTING ? [] : [{ code: 'WRONG_STATE' }]);
  });

  it('refuse what cannot be', async () => {
    const { dispensary, branchId, request, start, run, enter } = pharmacy();
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 5 }]);
    const ask = async (more: object) => (await run('requestStockCount', { branchId, mode: 'LIVE', ...more })).userErrors;
    expect(await ask({ productIds: [newId('product')] })).toEqual([{ code: 'NOT_FOUND', message: 'There is no such product.' }]);
    expect(await ask({ locationId: newId('stocklocation') })).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such place at the branch.' },
    ]);
    expect(await ask({ branchId: null })).toMatchObject([{ code: 'REQUIRED' }]);
    expect(await ask({ note: 'x'.repeat(1001) })).toMatchObject([{ code: 'INVALID' }]);
    const asked = await request();
    expect((await run('startStockCount', { id: asked.id, expectedVersion: 3 })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await run('cancelStockCount', { id: asked.id, expectedVersion: 1, reason: ' ' })).userErrors).toMatchObject([
      { code: 'REQUIRED' },
    ]);
    const count = await start();
    const lineId = count.lines.nodes[0]?.id;
    const errors = async (lines: Parameters<typeof enter>[1]) => (await enter(count, lines)).userErrors;
    expect(await errors([])).toMatchObject([{ code: 'INVALID' }]);
    expect(await errors([{ lineId, counted: -1 }])).toMatchObject([{ message: 'A count is 0 to 1000000 packs, not -1.' }]);
    expect(
      await errors([
        { lineId, counted: 1 },
        { lineId, counted: 2 },
      ]),
    ).toMatchObject([{ message: 'A line is entered once at a time.' }]);
    expect(await errors([{ lineId: newId('stockcountline'), counted: 1 }])).toMatchObject([{ code: 'NOT_FOUND' }]);
    const other = await start();
    expect(await errors([{ lineId: other.lines.nodes[0]?.id, counted: 1 }])).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

it('is not there for another tenant or another branch, and takes its permissions', async () => {
  const { dispensary, start, run, enter, read } = pharmacy();
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [{ quantity: 5 }]);
  const count = await start();
  const line = { lineId: count.lines.nodes[0]?.id, counted: 1 };
  const permissions = ['stock:read', 'stock:count', 'stock:review', 'medicines:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = dispensary.somebody({ permissions, branches: [dispensary.addBranch()] });
  const input = { id: count.id, expectedVersion: count.version };
  for (const context of [stranger, elsewhere]) {
    expect(await read(count.id, context)).toBeNull();
    expect(await dispensary.ask('{ stockCounts { totalCount } }', {}, context)).toEqual({ stockCounts: { totalCount: 0 } });
    const representations = [
      { __typename: 'StockCount', id: count.id },
      { __typename: 'StockCountLine', id: line.lineId },
    ];
    const entities = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
    expect(await dispensary.ask(entities, { representations }, context)).toEqual({ _entities: [null, null] });
    for (const mutation of ['startStockCount', 'finishStockCount', 'reviewStockCount', 'postStockCount'])
      expect((await run(mutation, input, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await run('cancelStockCount', { ...input, reason: 'Mine' }, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect((await enter(count, [line], context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect((await run('requestStockCount', { branchId: dispensary.branchId, mode: 'LIVE' }, elsewhere)).userErrors).toMatchObject([
    { code: 'NOT_FOUND' },
  ]);
  const counter = dispensary.somebody({ permissions: ['stock:read', 'stock:count'] });
  const judge = dispensary.somebody({ permissions: ['stock:read', 'stock:review'] });
  await expect(run('reviewStockCount', input, counter)).rejects.toThrow('stock:review');
  await expect(run('postStockCount', input, counter)).rejects.toThrow('stock:review');
  for (const mutation of ['startStockCount', 'finishStockCount']) await expect(run(mutation, input, judge)).rejects.toThrow('stock:count');
  await expect(enter(count, [line], judge)).rejects.toThrow('stock:count');
  expect((await read(count.id)).lines.nodes).toMatchObject([{ counted: null }]);
});

it('takes as many statements for 50 lines as for one', async () => {
  const { dispensary, start, enter, review, post, read } = pharmacy();
  const products: string[] = [];
  for (let index = 0; index < 50; index += 1) {
    const productId = await dispensary.medicine(`Medicine ${index}`);
    await dispensary.shelve(productId, [{ quantity: 4 }]);
    products.push(productId);
  }
  const statements = async (lines: number) => {
    const before = subgraph.database.statementCount;
    const count = await start({ productIds: products.slice(0, lines) });
    await enter(
      count,
      count.lines.nodes.map(({ id }) => ({ lineId: id, counted: 3 })),
    );
    const { userErrors } = await post(await review(count));
    await read(count.id);
    expect(userErrors).toEqual([]);
    return subgraph.database.statementCount - before;
  };
  await statements(1);
  const one = await statements(1);
  expect(await statements(50)).toBe(one);
  const list = async (first: number) => {
    const before = subgraph.database.statementCount;
    const text = `query ($first: Int) { stockCounts(first: $first) { nodes { summary { value { amountMinor } } products { name } lines { nodes { ${lineFields} } } } } }`;
    await dispensary.ask(text, { first });
    return subgraph.database.statementCount - before;
  };
  expect(await list(3)).toBe(await list(1));
});
