import { newId } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { DispensingCounter } from '../dispensing/testing/dispensing-counter.js';
import { PurchasingDesk } from '../purchasing/testing/purchasing-desk.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';
import { holdStill, isHeldStill } from '../testing/held-still.js';
import { Stockroom } from '../testing/stockroom.js';
import { KeptStatus } from './stock-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const until = '2039-12-31';

/** Does something that is refused, and says why, having seen that nothing moved. */
async function refusal(
  dispensary: Dispensary,
  productId: string,
  attempt: () => Promise<{ readonly userErrors: readonly Refused[] }>,
): Promise<readonly Refused[]> {
  const before = await dispensary.stockOf(productId);
  const { userErrors } = await attempt();
  expect(await dispensary.stockOf(productId)).toEqual(before);
  expect(await dispensary.breaks()).toEqual([]);
  return userErrors;
}

describe('stock that is being counted is not moved', () => {
  it.each([
    ['adjustStock', KeptStatus.AVAILABLE, ({ lot, location }) => ({ lotId: lot, locationId: location, quantity: 1, reason: 'Found' })],
    ['adjustStock', KeptStatus.AVAILABLE, ({ lot, location }) => ({ lotId: lot, locationId: location, quantity: -1, reason: 'Gone' })],
    ['writeOffStock', KeptStatus.AVAILABLE, ({ item }) => ({ stockItemId: item, quantity: 1, reason: 'Broken' })],
    ['quarantineStock', KeptStatus.AVAILABLE, ({ item }) => ({ stockItemId: item, quantity: 1 })],
    ['holdStock', KeptStatus.AVAILABLE, ({ item }) => ({ stockItemId: item, quantity: 1, reason: 'Asked the maker' })],
    ['markStockDamaged', KeptStatus.AVAILABLE, ({ item }) => ({ stockItemId: item, quantity: 1, reason: 'Wet' })],
    ['makeStockAvailable', KeptStatus.ON_HOLD, ({ item }) => ({ stockItemId: item, quantity: 1 })],
    ['moveStockToLocation', KeptStatus.AVAILABLE, ({ item, elsewhere }) => ({ stockItemId: item, quantity: 1, locationId: elsewhere })],
  ] satisfies [string, KeptStatus, (place: Record<'item' | 'lot' | 'location' | 'elsewhere', string>) => object][])(
    'by %s',
    async (mutation, status, inputOf) => {
      const room = new Stockroom(subgraph, neighbours);
      const productId = await room.medicine();
      await room.shelve(productId, [{ quantity: 5, status }]);
      const { id: item, lot, location } = await room.item(productId);
      const input = inputOf({ item, lot: lot.id, location: location.id, elsewhere: await room.place('Back room') });
      await holdStill(room, productId);
      expect(await refusal(room, productId, () => room.change(mutation, input))).toEqual([isHeldStill]);
    },
  );

  it('nor put to what is counted elsewhere', async () => {
    const room = new Stockroom(subgraph, neighbours);
    const productId = await room.medicine();
    const [lotId] = await room.shelve(productId, [{ quantity: 5 }]);
    const counted = await room.item(productId);
    await holdStill(room, productId);
    const locationId = await room.place('Back room');
    await room.done('adjustStock', '', { lotId, locationId, quantity: 2, reason: 'Found' });
    const spare = (await room.items({ productId })).find(({ location }) => location.id === locationId);
    const input = { stockItemId: spare?.id, quantity: 1, locationId: counted.location.id };
    expect(await refusal(room, productId, () => room.change('moveStockToLocation', input))).toEqual([isHeldStill]);
  });

  it('when goods come in, ordered or not', async () => {
    const desk = new PurchasingDesk(subgraph, neighbours);
    const [supplierId, productId] = [await desk.supplier(), await desk.medicine()];
    await desk.shelve(productId, [{ quantity: 5, lotNumber: 'A1', expiresOn: until }]);
    await desk.offer(supplierId, productId, 100);
    const order = await desk.sentOrder(supplierId, [{ productId, quantity: 10 }]);
    await holdStill(desk, productId);
    const line = { productId, lotNumber: 'A1', expiresOn: until, quantity: 3 };
    const given = { branchId: desk.branchId, lines: [line] };
    expect(await refusal(desk, productId, () => desk.run('receiveStock', 'stockItems { id }', given))).toEqual([isHeldStill]);
    expect(await refusal(desk, productId, () => desk.receive(order.id, [line]))).toEqual([isHeldStill]);
  });

  it('when goods go back to their supplier', async () => {
    const desk = new PurchasingDesk(subgraph, neighbours);
    const [supplierId, productId] = [await desk.supplier(), await desk.medicine()];
    await desk.shelve(productId, [{ quantity: 5 }]);
    const stockItemId = await stockOnly(desk, productId);
    await holdStill(desk, productId);
    const input = { branchId: desk.branchId, supplierId, reason: 'Short dated', lines: [{ stockItemId, quantity: 1 }] };
    const attempt = () => desk.run('returnToSupplier', 'supplierReturn { id }', input);
    expect(await refusal(desk, productId, attempt)).toEqual([isHeldStill]);
  });

  it('when medicines are handed over, and when they come back', async () => {
    const counter = new DispensingCounter(subgraph, neighbours);
    const productId = await counter.medicine();
    const [lotId] = await counter.shelve(productId, [{ quantity: 9 }]);
    const given = await counter.handedOver(await counter.prescribe(productId, { quantity: 2 }));
    const back = { reason: 'Too strong', lots: [{ lotId, quantity: 1 }] };
    const returned = await counter.did('returnDispense', given, back);
    const prepared = await counter.prepared(await counter.prescribe(productId, {}, { patientId: newId('patient') }));
    await holdStill(counter, productId);
    expect(await refusal(counter, productId, () => counter.does('handOverDispense', prepared))).toEqual([isHeldStill]);
    expect(await refusal(counter, productId, () => counter.does('returnDispense', returned, back))).toEqual([isHeldStill]);
    expect(await counter.dispense(prepared.id)).toMatchObject({ status: 'PREPARATION', version: prepared.version });
  });

  it('when it is sold, when the sale is voided and when the goods come back', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const productId = await dispensary.medicine();
    await dispensary.shelve(productId, [{ quantity: 9 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary, { float: 0n });
    const bought = await counter.sold([productId, 2]);
    await counter.sale('returnSale', counter.returning(bought, [[0, 1]]));
    const sold = await counter.sold([productId, 1]);
    const basket = await counter.basket([productId, 1]);
    const journal = await counter.journal();
    await holdStill(dispensary, productId);
    for (const [mutation, input] of [
      ['completeSale', counter.payment(basket)],
      ['voidSale', { saleId: sold.id, reason: 'Mistake' }],
      ['returnSale', counter.returning(bought, [[0, 1]])],
    ] as const)
      expect(await refusal(dispensary, productId, () => counter.run(mutation, input))).toEqual([isHeldStill]);
    expect(await counter.journal()).toEqual(journal);
  });

  it('when two people agree that some of it is gone', async () => {
    const dispensary = new Dispensary(subgraph, neighbours);
    const productId = await dispensary.medicine('Morphine 10 mg, ampoule', {
      controlledSchedule: 'Schedule 2',
      prescriptionRequired: true,
    });
    await dispensary.shelve(productId, [{ quantity: 9 }]);
    const asked = { stockItemId: await stockOnly(dispensary, productId), quantity: -2, reason: 'Two are missing' };
    const { request } = await dispensary.done<{ request: { id: string } }>('requestControlledAdjustment', 'request { id }', asked);
    await holdStill(dispensary, productId);
    const input = { id: request.id, expectedVersion: 1 };
    const attempt = () => dispensary.run('witnessRegisterRequest', 'request { id }', input, dispensary.somebody());
    expect(await refusal(dispensary, productId, attempt)).toEqual([isHeldStill]);
  });
});

/** The only stock of a product, by its id. */
async function stockOnly(dispensary: Dispensary, productId: string): Promise<string> {
  const query = `query ($productId: ID!) { stockItems(first: 2, filter: { productId: $productId }) { nodes { id } } }`;
  const { stockItems } = await dispensary.ask<{ stockItems: { nodes: { id: string }[] } }>(query, { productId });
  const [item, ...others] = stockItems.nodes;
  if (!item || others.length > 0) throw new Error('There is not one stock of the product');
  return item.id;
}
