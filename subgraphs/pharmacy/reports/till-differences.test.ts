import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { inTenant, openBehindTheGraph } from '../testing/behind-the-graph.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let owner: pg.Client;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
  owner = await openBehindTheGraph(subgraph);
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

/** Three tills that were closed: one on what was expected, one with cash missing and a card too much, one with cash too much. */
async function threeTills() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const { branchId } = dispensary;
  const productId = await dispensary.medicine();
  await dispensary.shelve(productId, [{ quantity: 20 }]);
  await dispensary.price(productId, 1000n);
  const closedAt = ({ sessionId }: Counter, moment: string) =>
    inTenant(owner, dispensary.tenant, () =>
      owner.query('update till_sessions set closed_at = $2 where id = $1', [toUuid('tillsession', sessionId), moment]),
    );
  const [exact, short, over] = [await open(dispensary), await open(dispensary), await open(dispensary)];
  for (const counter of [exact, short]) {
    await counter.sold([productId, 2]);
    await counter.pay(await counter.basket([productId, 1]), { kind: 'CARD', amount: 1000n });
  }
  await exact.close();
  await closedAt(exact, '2026-03-10T03:00:00Z');
  await short.close({ CASH: 101_500n, CARD: 1200n }, { reason: '=Gave too much change' });
  // The last moment of the tenth in Ulaanbaatar.
  await closedAt(short, '2026-03-10T15:59:59.999Z');
  await over.close({ CASH: 100_300n }, { reason: 'Found under the drawer' });
  await closedAt(over, '2026-03-10T16:00:00Z');
  const ask = async (from: string, until: string, more = '') => {
    const fields = `session { id } cashier { id } closedAt tender reason expected { amountMinor currency } counted { amountMinor } difference { amountMinor }`;
    const query = `query ($id: ID, $from: Date!, $until: Date!) { tillDifferences(branchId: $id, from: $from, until: $until${more}) { ${fields} } }`;
    return (await dispensary.ask<{ tillDifferences: object[] }>(query, { id: branchId, from, until })).tillDifferences;
  };
  return { dispensary, branchId, short, over, ask };
}

function open(dispensary: Dispensary): Promise<Counter> {
  return Counter.open(dispensary, { cashier: dispensary.somebody() });
}

it('tills are listed with each tender of which more or less was counted, on the day at the branch on which they were closed', async () => {
  const { short, over, ask } = await threeTills();
  const of = ({ sessionId, cashier }: Counter) => ({ session: { id: sessionId }, cashier: { id: cashier.actor.id } });
  const ofShort = { ...of(short), closedAt: '2026-03-10T15:59:59.999Z', reason: '=Gave too much change' };
  const tenth = [
    {
      ...ofShort,
      tender: 'CARD',
      expected: { amountMinor: '1000', currency: 'MNT' },
      counted: { amountMinor: '1200' },
      difference: { amountMinor: '200' },
    },
    {
      ...ofShort,
      tender: 'CASH',
      expected: { amountMinor: '102000', currency: 'MNT' },
      counted: { amountMinor: '101500' },
      difference: { amountMinor: '-500' },
    },
  ];
  expect(await ask('2026-03-10', '2026-03-10')).toEqual(tenth);
  const eleventh = { ...of(over), tender: 'CASH', difference: { amountMinor: '300' }, reason: 'Found under the drawer' };
  expect(await ask('2026-03-11', '2026-03-11')).toMatchObject([eleventh]);
  expect(await ask('2026-03-10', '2026-03-11')).toMatchObject([...tenth, eleventh]);
  expect(await ask('2026-03-10', '2026-03-11', ', first: 1')).toEqual(tenth.slice(0, 1));
  expect(await ask('2026-03-12', '2026-03-31')).toEqual([]);
  await expect(ask('2026-03-10', '2026-03-11', ', first: 0')).rejects.toThrow('first is 1 to 1000, not 0');
});

it('tills are a table as well, with amounts as decimals', async () => {
  const { dispensary, branchId } = await threeTills();
  const parameters = { branchId, from: '2026-03-10', until: '2026-03-11' };
  const { name, body } = await subgraph.runtime.download({ name: 'till-differences', parameters }, dispensary.context);
  expect(name).toBe('till-differences-UB1.csv');
  const [heading, card, cash, over] = (await text(body)).replace('\ufeff', '').trim().split('\r\n');
  expect(heading).toBe('Closed,Till,Tender,Expected,Counted,Difference,Currency,Reason');
  expect(card).toMatch(/^2026-03-10T15:59:59\.999Z,Till [^,]+,CARD,10\.00,12\.00,2\.00,MNT,'=Gave too much change$/);
  expect(cash).toMatch(/,CASH,1020\.00,1015\.00,-5\.00,MNT,'=Gave too much change$/);
  expect(over).toMatch(/,CASH,1000\.00,1003\.00,3\.00,MNT,Found under the drawer$/);
});
