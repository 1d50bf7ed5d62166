import type { EventRecord } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, newUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { pharmacy } from '../index.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Stockroom } from '../testing/stockroom.js';
import { KeptStatus } from './stock-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
const transport = new InProcessTransport();
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  background = await startBackground(pharmacy, subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

/** As logistics tells it. */
function breach(
  house: Stockroom,
  itemIds: readonly string[],
  branch: string | null = house.branchId,
  excursion: string = newId('excursion'),
): EventRecord {
  return {
    id: newUuid(),
    type: 'temperature.breached',
    version: 1,
    tenant: { id: house.tenant.id },
    subject: excursion,
    branch,
    data: { itemIds, kind: 'TOO_WARM', beganAt: new Date().toISOString(), endedAt: null, otherBranchId: null },
    actorId: null,
    requestId: null,
    occurredAt: new Date().toISOString(),
  };
}

/** What there is of a product, as `AVAILABLE 5`. */
async function stateOf(house: Stockroom, productId: string): Promise<string[]> {
  const items = await house.items({ productId });
  return items
    .filter(({ onHand }) => onHand > 0)
    .map(
      ({ status, onHand, reserved, branch }) =>
        `${status} ${onHand}${reserved ? ` (${reserved})` : ''}${branch.id === house.branchId ? '' : ' elsewhere'}`,
    )
    .sort();
}

async function handled(event: EventRecord): Promise<void> {
  const { pool } = subgraph.database.acrossTenants();
  const look = async () => (await pool.query('select 1 from inbox where event_id = $1', [event.id])).rowCount;
  await eventually(look, (count) => count === 1);
}

it('holds the lots of a breach at its branch, also what was set aside, with the reason; and nothing else', async () => {
  const house = new Stockroom(subgraph, neighbours);
  const elsewhere = house.addBranch(undefined, { code: 'UB2' });
  const [insulin, tablets] = [await house.medicine('Insulin'), await house.medicine('Tablets')];
  const [warm = '', cold = ''] = await house.shelve(insulin, [{ quantity: 5 }, { quantity: 4 }]);
  await house.shelve(insulin, [{ quantity: 3 }], elsewhere);
  await house.shelve(tablets, [{ quantity: 7 }]);
  await house.setAside(insulin, 2);
  const event = breach(house, [warm, newId('specimen'), newId('lot')]);
  await transport.publish([event]);
  await handled(event);
  expect(await stateOf(house, insulin)).toEqual(expect.arrayContaining(['ON_HOLD 5', 'AVAILABLE 3 elsewhere']));
  expect((await house.items({ productId: insulin })).find(({ lot, onHand }) => lot.id === cold && onHand > 0)?.status).toBe('AVAILABLE');
  expect((await house.items({ productId: insulin })).find(({ lot, onHand }) => lot.id === warm && onHand > 0)).toMatchObject({
    reserved: 0,
  });
  expect(await stateOf(house, tablets)).toEqual(['AVAILABLE 7']);
  const text = 'query ($filter: StockMovementFilter!) { stockMovements(first: 20, filter: $filter) { nodes { kind quantity reason } } }';
  const { stockMovements } = await house.ask<{ stockMovements: { nodes: { kind: string; quantity: number; reason: string | null }[] } }>(
    text,
    {
      filter: { productId: insulin },
    },
  );
  expect(stockMovements.nodes.filter(({ kind }) => kind === 'HOLD')).toEqual(
    expect.arrayContaining([
      { kind: 'HOLD', quantity: -5, reason: 'temperature' },
      { kind: 'HOLD', quantity: 5, reason: 'temperature' },
    ]),
  );
});

it('holds once, however often it is told, and leaves what is set apart, damaged or held already', async () => {
  const house = new Stockroom(subgraph, neighbours);
  const insulin = await house.medicine('Insulin');
  const { AVAILABLE, ON_HOLD, QUARANTINED, DAMAGED } = KeptStatus;
  const lots = await house.shelve(
    insulin,
    [AVAILABLE, ON_HOLD, QUARANTINED, DAMAGED].map((status, index) => ({ quantity: index + 1, status })),
  );
  const event = breach(house, lots);
  await transport.publish([event]);
  await handled(event);
  const held = ['DAMAGED 4', 'ON_HOLD 1', 'ON_HOLD 2', 'QUARANTINED 3'];
  expect(await stateOf(house, insulin)).toEqual(held);
  const released = (await house.items({ productId: insulin })).find(({ lot, onHand }) => lot.id === lots[0] && onHand > 0);
  await house.change('makeStockAvailable', { stockItemId: released?.id, quantity: 1 });
  // The same event once more, and then the same excursion in another one, so that what the first did is over.
  await transport.publish([event]);
  const again = breach(house, lots, house.branchId, event.subject);
  await transport.publish([again]);
  await handled(again);
  expect(await stateOf(house, insulin)).toEqual(['AVAILABLE 1', 'DAMAGED 4', 'ON_HOLD 2', 'QUARANTINED 3']);
});

it('holds nothing of another tenant, nor without a branch', async () => {
  const [house, stranger] = [new Stockroom(subgraph, neighbours), new Stockroom(subgraph, neighbours)];
  const insulin = await house.medicine('Insulin');
  const lots = await house.shelve(insulin, [{ quantity: 5 }]);
  const events = [breach(stranger, lots, house.branchId), breach(house, lots, null)];
  for (const event of events) {
    await transport.publish([event]);
    await handled(event);
  }
  expect(await stateOf(house, insulin)).toEqual(['AVAILABLE 5']);
});
