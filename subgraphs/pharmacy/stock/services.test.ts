import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const refusal = {
  code: 'WRONG_STATE',
  message: 'One of the products is a service, which has no stock: leave it out here, and order it instead.',
};

async function roomWith(kind: string, name: string) {
  const room = new Stockroom(subgraph, neighbours);
  const { product } = await room.done<{ product: { id: string; kind: string } }>('createProduct', 'product { id kind }', { kind, name });
  const receive = (productId: string) =>
    room.run<{ stockItems: { onHand: number }[] | null }>('receiveStock', 'stockItems { onHand }', {
      branchId: room.branchId,
      lines: [{ productId, quantity: 2 }],
    });
  return { room, product, receive };
}

it.each([
  ['REAGENT', 'Glucose reagent, 4 x 50 mL'],
  ['EQUIPMENT', 'Centrifuge, 24 tubes'],
])('a product can be of the kind %s, and be in stock', async (kind, name) => {
  const { product, receive } = await roomWith(kind, name);
  expect(product.kind).toBe(kind);
  expect(await receive(product.id)).toEqual({ stockItems: [{ onHand: 2 }], userErrors: [] });
});

it('a service never comes on a shelf, and no lot of it is called back', async () => {
  const { room, product, receive } = await roomWith('SERVICE', 'Calibration of a centrifuge');
  expect(await receive(product.id)).toEqual({ stockItems: null, userErrors: [refusal] });
  const recall = { productId: product.id, class: 'CLASS_II', lotNumbers: ['A1'], reason: 'Wrong label' };
  expect(await room.run('recallLots', 'recall { id }', recall)).toEqual({ recall: null, userErrors: [refusal] });
  expect(await room.items({ productId: product.id })).toEqual([]);
});
