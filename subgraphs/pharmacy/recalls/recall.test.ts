import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { planOf } from '#kernel/testing/query-plan.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { allocateStock } from '../stock/allocation.js';
import { keepLots, OtherExpiry } from '../stock/keeping-lots.js';
import { moveStock, type NewMovement } from '../stock/moving.js';
import { usualPlace } from '../stock/places.js';
import { reserveStock } from '../stock/reserving.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

interface Recall {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly lots: readonly { readonly id: string }[];
}

interface Whereabouts {
  readonly stock: readonly { branch: { id: string }; recalled: number; otherwise: number; inTransit: number }[];
  readonly reached: { patients: number; packs: number; unknownCustomers: number };
  readonly patients: {
    totalCount: number;
    nodes: readonly { patient: { id: string }; lot: { id: string }; branch: { id: string }; quantity: number }[];
  };
}

const fields =
  'recall { id version status class reason reference startedAt endedAt endReason lots { id expiresOn } startedBy { id } endedBy { id } }';
const letter = { class: 'CLASS_II', reason: 'Particles in the vial', reference: 'MHRA EL(26)A/12' };

async function twoBranches() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const here: string = dispensary.branchId;
  const there = dispensary.addBranch(undefined, { code: 'UB2' });
  const productId = await dispensary.medicine();
  const run = (mutation: string, input: object, context?: RequestContext) =>
    dispensary.run<{ recall: Recall }>(mutation, fields, input, context);
  const recall = async (input: object) => {
    const answer = await run('recallLots', { productId, ...letter, ...input });
    if (answer.userErrors.length > 0) throw new Error(answer.userErrors[0]?.message);
    return answer.recall;
  };
  const states = async (branchId?: string) => {
    const found: Record<string, number> = {};
    await dispensary.system(here, async (transaction) => {
      const rows = await transaction.rows<{
        status: string;
        on_hand: number;
      }>(sql`select status, sum(on_hand)::int as on_hand from stock_items
        where product_id = ${toUuid('product', productId)} and on_hand > 0 and (${branchId ? toUuid('branch', branchId) : null}::uuid is null
          or branch_id = ${branchId ? toUuid('branch', branchId) : null}) group by status`);
      for (const row of rows) found[row.status] = row.on_hand;
    });
    return found;
  };
  const move = (
    lotId: string,
    movements: readonly Pick<NewMovement, 'kind' | 'status' | 'quantity' | 'patientId' | 'reason'>[],
    branchId = here,
  ) =>
    dispensary.system(branchId, async (transaction) => {
      await lockStock(transaction, [{ branchId, productId }]);
      const { id: locationId } = await usualPlace(transaction, await branchOf(transaction, { branchId }));
      await moveStock(
        transaction,
        null,
        movements.map((movement) => ({ ...movement, branchId, locationId, productId, lotId })),
      );
    });
  const give = (lotId: string, quantity: number, patientId: string | null, branchId = here) =>
    move(
      lotId,
      [{ kind: patientId ? MovementKind.DISPENSE : MovementKind.SALE, status: KeptStatus.AVAILABLE, quantity: -quantity, patientId }],
      branchId,
    );
  const giveBack = (lotId: string, quantity: number, patientId: string | null, branchId = here) =>
    move(lotId, [{ kind: MovementKind.RETURN, status: KeptStatus.QUARANTINED, quantity, patientId }], branchId);
  const whereabouts = async ({ id }: Pick<Recall, 'id'>, context?: RequestContext) => {
    const text = `query ($id: ID!) { recall(id: $id) { stock { branch { id } recalled otherwise inTransit } reached { patients packs unknownCustomers }
      patients { totalCount nodes { patient { id } lot { id } branch { id } quantity lastAt } } } }`;
    return (await dispensary.ask<{ recall: Whereabouts }>(text, { id }, context)).recall;
  };
  const events = async () => {
    let rows: { data: object }[] = [];
    await dispensary.system(here, async (transaction) => {
      rows = await transaction.rows(sql`select subject, data from outbox where type = 'lot.recalled' order by position`);
    });
    return rows.map(({ data }) => data);
  };
  const breaks = async () => {
    let rows: object[] = [];
    await dispensary.system(here, async (transaction) => {
      rows = await transaction.rows(sql`select 1 from register_breaks()`);
    });
    return [...rows, ...(await dispensary.breaks())];
  };
  return { dispensary, here, there, productId, run, recall, states, move, give, giveBack, whereabouts, events, breaks };
}

describe('a recall', () => {
  it('sets apart all that there is of its lots, at every branch, and takes back what was set aside', async () => {
    const { dispensary, here, there, productId, recall, states, events, whereabouts, move, breaks } = await twoBranches();
    const [a1 = '', good = ''] = await dispensary.shelve(productId, [
      { quantity: 10, lotNumber: 'A1', expiresOn: '2038-01-31' },
      { quantity: 5, lotNumber: 'B1' },
    ]);
    await move(a1, [
      { kind: MovementKind.HOLD, status: KeptStatus.AVAILABLE, quantity: -5, reason: 'Wet' },
      { kind: MovementKind.HOLD, status: KeptStatus.ON_HOLD, quantity: 2, reason: 'Wet' },
      { kind: MovementKind.QUARANTINE, status: KeptStatus.QUARANTINED, quantity: 2 },
      { kind: MovementKind.DAMAGE, status: KeptStatus.DAMAGED, quantity: 1, reason: 'Broken' },
    ]);
    await move(a1, [{ kind: MovementKind.RECEIPT, status: KeptStatus.AVAILABLE, quantity: 7 }], there);
    await dispensary.system(here, async (transaction) => {
      await lockStock(transaction, [{ branchId: here, productId }]);
      const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId: here }), [{ productId, quantity: 7 }]);
      await reserveStock(transaction, { type: 'dispense', id: newId('dispense') }, here, allocation?.picks ?? [], null);
    });
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 15, reserved: 7 });
    const made = await recall({ lotIds: [a1], lotNumbers: [' A1 '] });
    expect(made).toMatchObject({
      status: 'ONGOING',
      ...letter,
      lots: [{ id: a1, expiresOn: '2038-01-31' }],
      startedBy: { id: dispensary.context.actor.id },
      endedAt: null,
    });
    expect(await states(here)).toEqual({ RECALLED: 9, DAMAGED: 1, AVAILABLE: 5 });
    expect(await states(there)).toEqual({ RECALLED: 7 });
    // Two packs of the other lot stay set aside.
    expect(await dispensary.stockOf(productId)).toEqual({ onHand: 15, reserved: 2 });
    const { stock } = await whereabouts(made);
    expect(stock).toHaveLength(2);
    expect(stock).toEqual(
      expect.arrayContaining([
        { branch: { id: here }, recalled: 9, otherwise: 1, inTransit: 0 },
        { branch: { id: there }, recalled: 7, otherwise: 0, inTransit: 0 },
      ]),
    );
    expect(await events()).toEqual([{ lotId: a1, productId, lotNumber: 'A1', recallId: made.id, class: 'CLASS_II' }]);
    expect(good).not.toBe('');
    expect(await breaks()).toEqual([]);
  });

  it('of a controlled substance is entered in the register, by one person', async () => {
    const { dispensary, recall, breaks } = await twoBranches();
    const productId = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
    const [lotId] = await dispensary.shelve(productId, [{ quantity: 20 }]);
    await recall({ productId, lotIds: [lotId] });
    const text = '{ registerEntries(first: 10) { nodes { kind quantity balance } } }';
    expect(await dispensary.ask(text)).toEqual({
      registerEntries: {
        nodes: [
          { kind: 'RECALL', quantity: 20, balance: 20 },
          { kind: 'RECALL', quantity: -20, balance: 0 },
          { kind: 'RECEIPT', quantity: 20, balance: 20 },
        ],
      },
    });
    expect(await breaks()).toEqual([]);
  });

  it('tells whom the lots reached, and how many packs went to people nobody knows', async () => {
    const { dispensary, here, there, productId, recall, give, giveBack, move, whereabouts, breaks } = await twoBranches();
    const [a1 = '', a2 = '', other = ''] = await dispensary.shelve(productId, [{ quantity: 20 }, { quantity: 20 }, { quantity: 20 }]);
    await move(a1, [{ kind: MovementKind.RECEIPT, status: KeptStatus.AVAILABLE, quantity: 9 }], there);
    const [bat, saraa, gone, elsewhere] = Array.from({ length: 4 }, () => newId('patient')) as [string, string, string, string];
    await give(a1, 2, bat);
    await give(a1, 3, bat);
    await giveBack(a1, 1, bat);
    await give(a2, 1, bat);
    await give(a1, 4, saraa, there);
    await give(a1, 2, gone);
    await giveBack(a1, 2, gone);
    await give(other, 5, elsewhere);
    await give(a1, 3, null);
    await giveBack(a1, 1, null);
    await move(a2, [{ kind: MovementKind.SALE, status: KeptStatus.AVAILABLE, quantity: -2 }]);
    await move(a2, [{ kind: MovementKind.SALE_VOID, status: KeptStatus.AVAILABLE, quantity: 2 }]);
    const made = await recall({ lotIds: [a1, a2] });
    const all = await whereabouts(made);
    expect(all.reached).toEqual({ patients: 2, packs: 9, unknownCustomers: 2 });
    expect(all.patients.totalCount).toBe(3);
    expect(all.patients.nodes).toMatchObject([
      { patient: { id: saraa }, lot: { id: a1 }, branch: { id: there }, quantity: 4 },
      { patient: { id: bat }, lot: { id: a2 }, branch: { id: here }, quantity: 1 },
      { patient: { id: bat }, lot: { id: a1 }, branch: { id: here }, quantity: 4 },
    ]);
    const local = dispensary.somebody({ branches: [there] });
    expect((await whereabouts(made, local)).patients.nodes).toMatchObject([{ patient: { id: saraa } }]);
    const pages = `query ($id: ID!, $after: String) { recall(id: $id) { patients(first: 1, after: $after) { nodes { quantity } pageInfo { endCursor hasNextPage } } } }`;
    interface Page {
      readonly recall: { patients: { nodes: { quantity: number }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
    }
    const paged: number[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { recall: found }: Page = await dispensary.ask<Page>(pages, { id: made.id, after });
      paged.push(...found.patients.nodes.map(({ quantity }) => quantity));
      ({ endCursor: after, hasNextPage: more } = found.patients.pageInfo);
    }
    expect(paged).toEqual([4, 1, 4]);
    await expect(whereabouts(made, dispensary.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('patients:read');
    expect(await breaks()).toEqual([]);
  });

  it('catches what comes in later: of lots never seen, and by whoever has not heard of it', async () => {
    const { dispensary, here, productId, recall, move, states, breaks } = await twoBranches();
    const made = await recall({ lotNumbers: ['Z9', 'Z8'] });
    expect(made.lots).toMatchObject([{ expiresOn: null }, { expiresOn: null }]);
    const facts = { productId, lotNumber: 'Z9', expiresOn: '2038-06-30', expiryDayKnown: true };
    await dispensary.system(here, async (transaction) => {
      await lockStock(transaction, [{ branchId: here, productId }]);
      const lots = await keepLots(transaction, [facts, facts]);
      expect(lots).toMatchObject([{ expiresOn: '2038-06-30' }, { recallId: made.id }]);
      expect(await keepLots(transaction, [{ ...facts, expiresOn: '2039-06-30' }])).toBeInstanceOf(OtherExpiry);
    });
    const lotId = made.lots[1]?.id ?? '';
    await move(lotId, [{ kind: MovementKind.RECEIPT, status: KeptStatus.AVAILABLE, quantity: 5 }]);
    expect(await states()).toEqual({ RECALLED: 5 });
    expect(await breaks()).toEqual([]);
  });

  it('keeps what comes back of it apart: goods of a voided sale, packs that were found, and those that were not lost after all', async () => {
    const { dispensary, here, productId, recall, run, states, breaks } = await twoBranches();
    const [sold = ''] = await dispensary.shelve(productId, [{ quantity: 5 }]);
    await dispensary.price(productId, 1000n);
    const counter = await Counter.open(dispensary);
    const sale = await counter.sold([productId, 2]);
    const made = await recall({ lotIds: [sold] });
    await counter.sale('voidSale', { saleId: sale.id, reason: 'Rung up twice' });
    expect(await states(here)).toEqual({ RECALLED: 5 });

    const morphine = await dispensary.medicine('Morphine 10 mg, ampoule', { controlledSchedule: 'Schedule 2' });
    const [lotId = ''] = await dispensary.shelve(morphine, [{ quantity: 10 }]);
    const query = `query ($filter: StockItemFilter) { stockItems(filter: $filter) { nodes { id status onHand } } }`;
    const stock = async () =>
      (await dispensary.ask<{ stockItems: { nodes: { id: string; status: string; onHand: number }[] } }>(query, { filter: { lotId } }))
        .stockItems.nodes;
    const stockItemId = (await stock())[0]?.id;
    const second = dispensary.somebody();
    const ask = (mutation: string, input: object) =>
      dispensary.run<{ request: { id: string; version: number } | null }>(mutation, 'request { id version }', {
        reason: 'Seen so',
        ...input,
      });
    const witness = (request: { id: string; version: number } | null) =>
      dispensary.done('witnessRegisterRequest', 'request { id }', { id: request?.id, expectedVersion: request?.version }, second);
    const destroyed = await ask('requestControlledDestruction', { stockItemId, quantity: 4 });
    await witness(destroyed.request);
    const found = await ask('requestControlledAdjustment', { stockItemId, quantity: 1 });
    const entries = `{ registerEntries(first: 1) { nodes { id kind } } }`;
    const { registerEntries } = await dispensary.ask<{ registerEntries: { nodes: { id: string; kind: string }[] } }>(entries);
    expect(registerEntries.nodes).toMatchObject([{ kind: 'LOSS' }]);
    const undone = await ask('requestRegisterVoid', { registerEntryId: registerEntries.nodes[0]?.id });
    await recall({ productId: morphine, lotIds: [lotId] });
    expect((await ask('requestControlledAdjustment', { stockItemId, quantity: 1 })).userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('what is found of it is RECALLED, not AVAILABLE') as string },
    ]);
    await witness(found.request);
    await witness(undone.request);
    expect((await stock()).filter(({ onHand }) => onHand > 0)).toMatchObject([{ status: 'RECALLED', onHand: 11 }]);

    // Nothing of it is for sale when the recall ends.
    await run('endRecall', { id: made.id, expectedVersion: made.version, reason: 'It was another strength' });
    expect(await states(here)).toEqual({ QUARANTINED: 5 });
    expect(await breaks()).toEqual([]);
  });

  it('says which numbers were never seen here, and which lots are written alike without recalling them', async () => {
    const { dispensary, productId, states, run } = await twoBranches();
    const [hyphen, blank, exact] = await dispensary.shelve(productId, [
      { quantity: 3, lotNumber: 'ab-12' },
      { quantity: 4, lotNumber: 'AB 1 2' },
      { quantity: 5, lotNumber: 'C3' },
      { quantity: 6, lotNumber: 'AB-13' },
      { quantity: 7, lotNumber: '' },
    ]);
    await dispensary.shelve(await dispensary.medicine('Zinc 20 mg, tablet'), [{ quantity: 1, lotNumber: 'AB12' }]);
    const selected = 'recall { id lots { id } } unseenLots { lotNumber alike { id recalled } }';
    interface Answer {
      readonly recall: Recall | null;
      readonly unseenLots: { lotNumber: string; alike: { id: string; recalled: boolean }[] }[];
    }
    const recall = (lotNumbers: string[]) => dispensary.done<Answer>('recallLots', selected, { productId, ...letter, lotNumbers });
    const first = await recall(['AB-12', 'C3', 'Z9', '--']);
    expect(first.recall?.lots.map(({ id }) => id)).toContain(exact);
    expect(first.unseenLots.toSorted((one, other) => (one.lotNumber < other.lotNumber ? -1 : 1))).toEqual([
      { lotNumber: '--', alike: [] },
      {
        lotNumber: 'AB-12',
        alike: [
          { id: blank, recalled: false },
          { id: hyphen, recalled: false },
        ],
      },
      { lotNumber: 'Z9', alike: [] },
    ]);
    expect(await states()).toEqual({ RECALLED: 5, AVAILABLE: 20 });
    expect((await recall(['ab-12', 'AB 1 2'])).unseenLots).toEqual([]);
    expect(await states()).toEqual({ RECALLED: 12, AVAILABLE: 13 });
    // Known from the first letter only, and so still never seen.
    await run('endRecall', { id: first.recall?.id, expectedVersion: 1, reason: 'A mistake' });
    expect((await recall(['Z9'])).unseenLots).toEqual([{ lotNumber: 'Z9', alike: [] }]);
  });

  it('sees what is on its way from branch to branch', async () => {
    const { dispensary, here, there, productId, recall, whereabouts } = await twoBranches();
    const [lotId] = await dispensary.shelve(productId, [{ quantity: 10 }]);
    const step = async (mutation: string, input: object) =>
      (await dispensary.done<{ transfer: { id: string; version: number } }>(mutation, 'transfer { id version }', input)).transfer;
    const lines = [{ productId, quantity: 4 }];
    const asked = await step('requestTransfer', { branchId: there, fromBranchId: here, lines });
    const approved = await step('approveTransfer', { id: asked.id, expectedVersion: asked.version });
    await step('shipTransfer', { id: asked.id, expectedVersion: approved.version });
    const made = await recall({ lotIds: [lotId] });
    expect((await whereabouts(made)).stock).toEqual(
      expect.arrayContaining([
        { branch: { id: here }, recalled: 6, otherwise: 0, inTransit: 0 },
        { branch: { id: there }, recalled: 0, otherwise: 0, inTransit: 4 },
      ]),
    );
  });

  it('is refused where it cannot be', async () => {
    const { dispensary, here, productId, run, recall } = await twoBranches();
    const [a1 = '', a2 = ''] = await dispensary.shelve(productId, [
      { quantity: 5, lotNumber: 'A1' },
      { quantity: 5, lotNumber: 'A2' },
    ]);
    const [others = ''] = await dispensary.shelve(await dispensary.medicine('Zinc 20 mg, tablet'), [{ quantity: 5 }]);
    const errors = async (more: object, context?: RequestContext) =>
      (await run('recallLots', { productId, ...letter, lotIds: [a2], ...more }, context)).userErrors;
    expect(await errors({ lotIds: [] })).toEqual([
      { code: 'REQUIRED', message: 'Say which lots: by lotNumbers as the letter names them, or by lotIds.' },
    ]);
    expect(await errors({ lotNumbers: [' '] })).toMatchObject([{ code: 'INVALID' }]);
    expect(await errors({ lotNumbers: ['x'.repeat(21)] })).toMatchObject([{ code: 'INVALID' }]);
    expect(await errors({ lotNumbers: Array.from({ length: 201 }, (_, index) => `L${index}`) })).toMatchObject([{ code: 'LIMIT_REACHED' }]);
    expect(await errors({ reason: ' ' })).toMatchObject([{ code: 'REQUIRED' }]);
    expect(await errors({ reference: 'x'.repeat(201) })).toMatchObject([{ code: 'INVALID' }]);
    expect(await errors({ productId: newId('product') })).toEqual([{ code: 'NOT_FOUND', message: 'There is no such product.' }]);
    for (const lotId of [others, newId('lot')]) expect(await errors({ lotIds: [lotId] })).toMatchObject([{ code: 'NOT_FOUND' }]);
    const local = dispensary.somebody({ branches: [here] });
    const chosen = { ...dispensary.context, branch: here };
    for (const context of [local, chosen]) {
      expect(await errors({}, context)).toEqual([
        {
          code: 'NOT_ALLOWED',
          message:
            'A recall holds at every branch: somebody who may recall at all of them decides it, and without choosing one (X-Branch-ID).',
        },
      ]);
    }
    const made = await recall({ lotIds: [a1] });
    expect(await errors({ lotNumbers: ['A1'] })).toEqual([
      { code: 'WRONG_STATE', message: 'Recalled already: A1. Leave out what an ongoing recall has.' },
    ]);
    const end = async (more: object, context?: RequestContext) =>
      (await run('endRecall', { id: made.id, expectedVersion: 1, reason: 'A mistake', ...more }, context)).userErrors;
    expect(await end({ reason: ' ' })).toMatchObject([{ code: 'REQUIRED' }]);
    expect(await end({ expectedVersion: 2 })).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect(await end({ id: newId('recall') })).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(await end({}, local)).toMatchObject([{ code: 'NOT_ALLOWED' }]);
    await expect(end({}, dispensary.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('stock:recall');
    await expect(errors({}, dispensary.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('stock:recall');
  });

  it('is lifted: what lay apart goes into quarantine, and lots may be recalled anew', async () => {
    const { dispensary, here, productId, run, recall, states, move, breaks } = await twoBranches();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'A1' }]);
    const made = await recall({ lotIds: [lotId] });
    const end = () => run('endRecall', { id: made.id, expectedVersion: made.version, reason: 'It was another strength' });
    expect((await end()).recall).toMatchObject({
      status: 'ENDED',
      endReason: 'It was another strength',
      endedBy: { id: dispensary.context.actor.id },
      lots: [{ id: lotId }],
    });
    expect((await run('endRecall', { id: made.id, expectedVersion: 2, reason: 'Again' })).userErrors).toMatchObject([
      { code: 'WRONG_STATE' },
    ]);
    expect(await states(here)).toEqual({ QUARANTINED: 10 });
    await move(lotId, [{ kind: MovementKind.RECEIPT, status: KeptStatus.AVAILABLE, quantity: 5 }]);
    expect(await states(here)).toEqual({ QUARANTINED: 10, AVAILABLE: 5 });
    await recall({ lotNumbers: ['A1'] });
    expect(await states(here)).toEqual({ RECALLED: 15 });
    const list = 'query ($filter: RecallFilter) { recalls(filter: $filter) { totalCount nodes { status product { id } } } }';
    expect(await dispensary.ask(list, { filter: { productId } })).toMatchObject({
      recalls: { totalCount: 2, nodes: [{ status: 'ONGOING' }, { status: 'ENDED' }] },
    });
    expect(await dispensary.ask(list, { filter: { status: 'ENDED' } })).toMatchObject({ recalls: { totalCount: 1 } });
    expect(await breaks()).toEqual([]);
  });

  it('is not there for another tenant, nor are its lots', async () => {
    const { dispensary, productId, run, recall } = await twoBranches();
    const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 10 }]);
    const made = await recall({ lotIds: [lotId] });
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions: ['stock:read', 'stock:recall', 'medicines:read'] });
    const text = 'query ($id: ID!) { recall(id: $id) { id } recalls { totalCount } }';
    expect(await dispensary.ask(text, { id: made.id }, stranger)).toEqual({ recall: null, recalls: { totalCount: 0 } });
    expect((await run('endRecall', { id: made.id, expectedVersion: 1, reason: 'Mine' }, stranger)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    expect((await run('recallLots', { productId, ...letter, lotNumbers: ['A1'] }, stranger)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const entities = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }';
    const representations = [{ __typename: 'Recall', id: made.id }];
    expect(await dispensary.ask(entities, { representations }, stranger)).toEqual({ _entities: [null] });
    expect(await dispensary.ask(entities, { representations })).toEqual({ _entities: [{ __typename: 'Recall' }] });
  });
});

it('leaves nothing available, and every pack sold before on the list, while 20 sell the lot and others receive it', async () => {
  const { dispensary, here, there, productId, recall, states, give, move, whereabouts, breaks } = await twoBranches();
  const [lotId = ''] = await dispensary.shelve(productId, [{ quantity: 60 }]);
  const late = dispensary.addBranch(undefined, { code: 'UB9' });
  let sold = 0;
  const sell = async () => {
    for (let times = 0; times < 3; times += 1) {
      try {
        await give(lotId, 1, newId('patient'));
        sold += 1;
      } catch (error) {
        // As a till hears it once the lot is recalled.
        if (!/stock_items_not_oversold|recalled lot/.test(String(error))) throw error;
      }
    }
  };
  const receive = async (branchId: string) => {
    for (let times = 0; times < 4; times += 1)
      await move(lotId, [{ kind: MovementKind.RECEIPT, status: KeptStatus.AVAILABLE, quantity: 1 }], branchId);
  };
  const [made] = await Promise.all([
    delay(30).then(() => recall({ lotIds: [lotId] })),
    ...Array.from({ length: 20 }, sell),
    receive(here),
    receive(there),
    receive(late),
  ]);
  expect(await states()).toEqual({ RECALLED: 72 - sold });
  const { reached, patients } = await whereabouts(made);
  expect(reached).toEqual({ patients: sold, packs: sold, unknownCustomers: 0 });
  expect(patients.totalCount).toBe(sold);
  expect(await breaks()).toEqual([]);
});

it.each(['sells', 'sets aside'])('waits for who just %s some of it', async (work) => {
  const { dispensary, here, productId, recall, states, whereabouts, breaks } = await twoBranches();
  await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'A1' }]);
  let made: Promise<Recall> | undefined;
  await dispensary.system(here, async (transaction) => {
    await lockStock(transaction, [{ branchId: here, productId }]);
    const [allocation] = await allocateStock(transaction, await branchOf(transaction, { branchId: here }), [{ productId, quantity: 1 }]);
    const picks = allocation?.picks ?? [];
    if (work === 'sets aside') await reserveStock(transaction, { type: 'dispense', id: newId('dispense') }, here, picks, null);
    else {
      const sale = { kind: MovementKind.SALE, branchId: here, productId, status: KeptStatus.AVAILABLE, patientId: newId('patient') };
      await moveStock(
        transaction,
        null,
        picks.map(({ locationId, lotId }) => ({ ...sale, locationId, lotId, quantity: -1 })),
      );
    }
    made = recall({ lotNumbers: ['A1'] });
    await delay(200);
  });
  if (!made) throw new Error('Nothing was recalled');
  const sold = work === 'sells' ? 1 : 0;
  expect((await whereabouts(await made)).reached).toEqual({ patients: sold, packs: sold, unknownCustomers: 0 });
  expect(await states()).toEqual({ RECALLED: 10 - sold });
  expect(await dispensary.stockOf(productId)).toEqual({ onHand: 10 - sold, reserved: 0 });
  expect(await breaks()).toEqual([]);
});

it('is made once, when two recall the same lot at once', async () => {
  const { dispensary, productId, run, states, breaks } = await twoBranches();
  await dispensary.shelve(productId, [{ quantity: 10, lotNumber: 'A1' }]);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, index) => run('recallLots', { productId, ...letter, lotNumbers: ['A1', `N${index % 2}`] })),
  );
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect(await states()).toEqual({ RECALLED: 10 });
  expect(await breaks()).toEqual([]);
});

it('finds whom it reached by an index, and takes as many statements for many lots as for one', async () => {
  const { dispensary, here, productId, recall, give, whereabouts } = await twoBranches();
  const lots = await dispensary.shelve(
    productId,
    Array.from({ length: 30 }, () => ({ quantity: 5 })),
  );
  for (const lotId of lots) await give(lotId, 1, newId('patient'));
  const statements = async (lotIds: readonly string[]) => {
    const before = subgraph.database.statementCount;
    const made = await recall({ lotIds });
    const recalled = subgraph.database.statementCount;
    expect((await whereabouts(made)).reached.patients).toBe(lotIds.length);
    return [recalled - before, subgraph.database.statementCount - recalled];
  };
  await statements(lots.slice(0, 1));
  const one = await statements(lots.slice(1, 2));
  expect(await statements(lots.slice(2))).toEqual(one);
  const list = async (first: number) => {
    const before = subgraph.database.statementCount;
    const text = `query ($first: Int) { recalls(first: $first) { nodes { product { name } lots { id recall { id } } stock { recalled } reached { packs } patients { totalCount nodes { quantity lot { id } } } } } }`;
    await dispensary.ask(text, { first });
    return subgraph.database.statementCount - before;
  };
  expect(await list(3)).toBe(await list(1));

  const made = await recall({ lotNumbers: ['P1'] });
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query(`set search_path = pharmacy, public`);
  await owner.query(`select set_config('app.tenant_id', $1, false), set_config('app.branch_ids', '*', false)`, [
    toUuid('tenant', dispensary.tenant.id),
  ]);
  await owner.query(`set session_replication_role = replica`);
  await owner.query(
    `insert into stock_movements (tenant_id, occurred_at, branch_id, location_id, product_id, lot_id, status, kind, quantity, patient_id)
      select $1, now(), $2, uuidv7(), $3, ('00000000-0000-7000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid, 'AVAILABLE', 'SALE', -1, uuidv7() from generate_series(1, 20000) n`,
    [toUuid('tenant', dispensary.tenant.id), toUuid('branch', here), toUuid('product', productId)],
  );
  await owner.query('analyze stock_movements, recall_lots');
  await owner.end();
  const app = new pg.Client({ connectionString: subgraph.url });
  await app.connect();
  const statement = sql`select * from recall_reaches where recall_id = ${toUuid('recall', made.id)} order by last_at desc, id desc limit 21`;
  const plan = await planOf(app, dispensary.tenant, statement, { branches: [here] });
  await app.end();
  const month = new Date().toISOString().slice(0, 7).replace('-', '_');
  const reads = plan.filter((node) => node['Relation Name'] === `stock_movements_${month}` || node['Index Name']?.includes(month));
  expect(reads.length).toBeGreaterThan(0);
  for (const read of reads) expect(read['Index Cond']).toContain('lot_id');
});
