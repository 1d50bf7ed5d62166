import type { RequestContext } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { KeptStatus } from './stock-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  background = await startBackground(pharmacy, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const query = `subscription ($branchId: ID) { stockChanged(branchId: $branchId) {
  kind stock { product { name } branch { id } available reserved unusable low expiringSoon } } }`;

interface Told {
  readonly data?: {
    readonly stockChanged: {
      readonly kind: string;
      readonly stock: readonly {
        product: { name: string };
        branch: { id: string };
        available: number;
        reserved: number;
        unusable: number;
        low: boolean;
        expiringSoon: number;
      }[];
    };
  };
  readonly errors?: readonly { readonly message: string }[];
}

/** A stock screen: what it is told, one message after the other, short as `CHANGE Aspirin 4+1`. */
function follow(context: RequestContext, branchId?: string) {
  const stream = subgraph.runtime.subscribe({ query, variables: { branchId } }, context);
  const next = async (): Promise<string[]> => {
    const { data, errors } = ((await stream.next()) as { value: Told }).value;
    if (!data) throw new Error(errors?.map(({ message }) => message).join(' '));
    const { kind, stock } = data.stockChanged;
    const brief = stock.map(({ product, available, reserved, unusable, low, expiringSoon }) =>
      [product.name, `${available}+${reserved}+${unusable}`, low && 'low', expiringSoon > 0 && 'soon'].filter(Boolean).join(' '),
    );
    return [kind, ...brief];
  };
  return { next, end: () => stream.return?.() };
}

it('tells first what somebody has to see to, then each product that changes', async () => {
  const room = new Stockroom(subgraph, neighbours);
  const elsewhere = room.addBranch();
  const [fine, low, soon, stopped, gone] = await Promise.all(['Fine', 'Low', 'Soon', 'Stopped', 'Gone'].map((name) => room.medicine(name)));
  await room.shelve(fine ?? '', [{ quantity: 5 }]);
  await room.shelve(low ?? '', [{ quantity: 5 }]);
  await room.shelve(soon ?? '', [{ quantity: 2, expiresOn: room.day(20) }]);
  await room.shelve(stopped ?? '', [{ quantity: 2 }, { quantity: 3, status: KeptStatus.ON_HOLD }]);
  await room.shelve(soon ?? '', [{ quantity: 2, expiresOn: room.day(20) }], elsewhere);
  for (const productId of [low, gone])
    await room.done('setBranchProduct', 'branchProduct { id }', { branchId: room.branchId, productId, reorderPoint: 5 });
  // What has happened so far must have been handed on, else the screen hears of it again.
  const early = follow(room.context, room.branchId);
  const [kind, ...state] = await early.next();
  expect(kind).toBe('CURRENT_STATE');
  expect(state.toSorted()).toEqual(['Gone 0+0+0 low', 'Low 5+0+0 low', 'Soon 2+0+0 soon', 'Stopped 2+0+3']);
  const settled = async () => {
    for (let message = await early.next(); !message.includes('Fine 4+1+0'); message = await early.next()) expect(message[0]).toBe('CHANGE');
  };
  await room.setAside(fine ?? '', 1);
  await settled();
  const item = (await room.items({ productId: fine }))[0];
  await room.change('writeOffStock', { stockItemId: item?.id, quantity: 2, reason: 'Broken' });
  expect(await early.next()).toEqual(['CHANGE', 'Fine 2+1+0']);
  await room.shelve(low ?? '', [{ quantity: 9 }], elsewhere);
  await room.change('holdStock', { stockItemId: item?.id, quantity: 2, reason: 'Leaking' });
  expect(await early.next()).toEqual(['CHANGE', 'Fine 0+1+2']);
  await early.end();
});

it('tells nobody of a branch where they may not look, and wants to know which', async () => {
  const room = new Stockroom(subgraph, neighbours);
  const refused = 'There is no such branch among those where you may do this.';
  await expect(follow(room.somebody({ branches: [newId('branch')] }), room.branchId).next()).rejects.toThrow(refused);
  const stranger = contextOf({
    tenant: testTenant('copperbelt'),
    permissions: Object.keys(pharmacy.permissions),
    branches: [newId('branch')],
  });
  await expect(follow(stranger, room.branchId).next()).rejects.toThrow(refused);
  await expect(follow(room.context).next()).rejects.toThrow('Say which branch: send branchId, or the header X-Branch-ID.');
  await expect(follow(room.somebody({ permissions: ['medicines:read'] }), room.branchId).next()).rejects.toThrow('stock:read');
});
