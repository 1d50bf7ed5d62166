import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering } from '../testing/ordering.js';
import { fire } from './firing.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

function ordering(): Ordering {
  return new Ordering(new OrderDesk(subgraph, neighbours));
}

it('takes a laboratory order from the draft to its completion', async () => {
  const people = ordering();
  const draft = await people.draft();
  expect(draft).toMatchObject({ number: null, status: 'DRAFT', state: 'draft', version: 1 });
  const placed = await people.change('placeOrder', { id: draft.id, expectedVersion: draft.version });
  expect(placed).toMatchObject({ number: 'LAB-000001', status: 'ACTIVE', state: 'to_collect' });
  for (const transition of ['collect', 'dispatch', 'receive', 'result']) await people.move(placed, transition);
  expect(await people.move(placed, 'complete')).toMatchObject({ status: 'COMPLETED', state: 'completed' });
  const { order } = await people.desk.ask<{ order: { steps: { step: string; trigger: string | null; status: string }[] } }>(
    'query ($id: ID!) { order(id: $id) { steps { step trigger status } } }',
    { id: placed.id },
  );
  expect(order.steps.map(({ step, trigger }) => [step, trigger].filter(Boolean).join(' '))).toEqual([
    'place',
    'accept APPROVED',
    'collect',
    'dispatch',
    'receive',
    'result',
    'complete',
  ]);
});

it('lets one of twenty people move an order who try at once', async () => {
  const people = ordering();
  const placed = await people.placed();
  const answers = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const somebody = people.desk.somebody();
      return people.desk.run<{ order: unknown }>('moveOrder', 'order { id }', { id: placed.id, transition: 'collect' }, somebody);
    }),
  );
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  for (const { userErrors } of answers) for (const { code } of userErrors) expect(code).toBe('WRONG_STATE');
  const { order } = await people.desk.ask<{ order: { state: string; steps: { step: string }[] } }>(
    'query ($id: ID!) { order(id: $id) { steps { step } } }',
    { id: placed.id },
  );
  expect(order.steps.map(({ step }) => step)).toEqual(['place', 'accept', 'collect']);
});

describe('what happens elsewhere', () => {
  /** A service that begins by itself when a specimen of it is received, twice over. */
  const definition = {
    initial: 'draft',
    states: [
      { code: 'draft', name: 'Draft', status: 'DRAFT' },
      { code: 'open', name: 'Open', status: 'ACTIVE' },
      { code: 'begun', name: 'Begun', status: 'ACTIVE' },
      { code: 'done', name: 'Done', status: 'COMPLETED' },
    ],
    transitions: [
      { code: 'place', name: 'Place', from: ['draft'], to: 'open', permission: 'orders:place' },
      { code: 'begin', name: 'Begin', from: ['open'], to: 'begun', permission: null, triggers: ['SPECIMENS_RECEIVED'] },
      {
        ...{ code: 'finish', name: 'Finish', from: ['begun'], to: 'done', permission: 'orders:fulfil' },
        ...{ guards: ['ALL_FULFILLED'], triggers: ['SPECIMENS_RESULTED'] },
      },
    ],
  };

  async function begun(): Promise<{ people: Ordering; id: string }> {
    const people = ordering();
    await people.desk.done('defineOrderWorkflow', 'workflow { id }', { type: 'SERVICE', code: 'checked', name: 'Checked', definition });
    return { people, id: (await people.placed({ type: 'SERVICE', workflow: 'checked' })).id };
  }

  async function stateOf(people: Ordering, id: string): Promise<string> {
    return (await people.desk.ask<{ order: { state: string } }>('query ($id: ID!) { order(id: $id) { state } }', { id })).order.state;
  }

  it('takes an order on from the state that waits for it, once, and only when its guards hold', async () => {
    const { people, id } = await begun();
    const { branchId } = people.desk;
    await people.desk.system(branchId, (transaction) => fire(transaction, id, 'SPECIMENS_RESULTED'));
    expect(await stateOf(people, id)).toBe('open');
    const twice = [1, 2].map(() => people.desk.system(branchId, (transaction) => fire(transaction, id, 'SPECIMENS_RECEIVED')));
    await Promise.all(twice);
    expect(await stateOf(people, id)).toBe('begun');
    // Its packs were not handed over.
    await people.desk.system(branchId, (transaction) => fire(transaction, id, 'SPECIMENS_RESULTED'));
    expect(await stateOf(people, id)).toBe('begun');
  });

  it('does nothing with an order that is held, or of which there is none', async () => {
    const { people, id } = await begun();
    await people.change('holdOrder', { id, reason: 'No parts' });
    await people.desk.system(people.desk.branchId, (transaction) => fire(transaction, id, 'SPECIMENS_RECEIVED'));
    expect(await stateOf(people, id)).toBe('open');
    await people.desk.system(people.desk.branchId, (transaction) => fire(transaction, newId('order'), 'SPECIMENS_RECEIVED'));
  });

  it('is refused to people, who are told so', async () => {
    const { people, id } = await begun();
    expect(await people.refused('moveOrder', { id, transition: 'begin' })).toContain('"Begin" is done by the house itself');
  });
});

it('asks for a reason where the workflow does', async () => {
  const people = ordering();
  const placed = await people.placed({ type: 'SERVICE' });
  expect(await people.refused('moveOrder', { id: placed.id, transition: 'decline' })).toContain('REQUIRED Say why');
  expect(await people.move(placed, 'decline', { reason: 'We do not mend these' })).toMatchObject({ status: 'REVOKED' });
});

it('is not moved by who has seen another version, and says where it leads from where it is', async () => {
  const people = ordering();
  const placed = await people.placed();
  const stale = { id: placed.id, transition: 'collect', expectedVersion: placed.version - 1 };
  expect(await people.refused('moveOrder', stale)).toContain('STALE_VERSION');
  expect(await people.refused('moveOrder', { id: placed.id, transition: 'colect' })).toContain('Did you mean "collect"');
  const draft = await people.draft();
  expect(await people.refused('moveOrder', { id: draft.id, transition: 'place' })).toContain('A draft is placed by placeOrder');
});
