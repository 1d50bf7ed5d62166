import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { sql } from '#kernel/database/sql.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
});
afterAll(() => subgraph.close());

function ordering(): Ordering {
  return new Ordering(new OrderDesk(subgraph, neighbours));
}

interface Detailed extends ShownOrder {
  readonly total: { readonly amountMinor: string };
  readonly tax: { readonly amountMinor: string };
  readonly note: string | null;
  readonly priority: string;
  readonly lines: readonly {
    readonly id: string;
    readonly name: string;
    readonly quantity: number;
    readonly fulfilled: number;
    readonly cancelled: number;
    readonly total: { readonly amountMinor: string };
  }[];
  readonly steps: readonly { readonly step: string; readonly reason: string | null }[];
  readonly amendments: readonly {
    readonly reason: string;
    readonly before: object;
    readonly lines: readonly object[] | null;
  }[];
  readonly transitions: readonly { readonly code: string; readonly allowed: boolean; readonly reasons: readonly string[] }[];
}

async function read(people: Ordering, id: string, context = people.context): Promise<Detailed> {
  const { order } = await people.desk.ask<{ order: Detailed }>(
    `query ($id: ID!) { order(id: $id) { id version number status state note priority total { amountMinor } tax { amountMinor }
      lines { id name quantity fulfilled cancelled total { amountMinor } } steps { step reason }
      amendments { reason before lines { quantity total { amountMinor } } } transitions { code allowed reasons } } }`,
    { id },
    context,
  );
  return order;
}

describe('an order is begun', () => {
  it('with the sum of its lines, each with its own tax', async () => {
    const people = ordering();
    const lines = [
      people.line({ quantity: 3, unitPrice: { amountMinor: '335', currency: 'MNT' }, taxBasisPoints: 1000 }),
      people.line({ quantity: 1, unitPrice: { amountMinor: '5', currency: 'MNT' }, taxBasisPoints: 1000 }),
    ];
    const { id } = await people.placed({ lines });
    const order = await read(people, id);
    // 1005 + 101 and 5 + 1: each half rounded up.
    expect(order.lines.map(({ total }) => total.amountMinor)).toEqual(['1106', '6']);
    expect([order.total.amountMinor, order.tax.amountMinor]).toEqual(['1112', '102']);
  });

  it('at the tax of its price list, unless another was agreed on with its price, and placed at the same', async () => {
    const people = ordering();
    const tariff = { name: 'Tariff', currency: 'MNT' };
    const { priceList } = await people.desk.done<{ priceList: { id: string } }>('createPriceList', 'priceList { id }', tariff);
    const tiers = [{ unitPrice: { amountMinor: '500', currency: 'MNT' }, taxBasisPoints: 1000 }];
    const products = [{ productId: people.productId, tiers }];
    await people.desk.done('setListPrices', 'priceList { id }', { priceListId: priceList.id, expectedVersion: 1, products });
    const agreed = { amountMinor: '2000', currency: 'MNT' };
    const lines = [{ unitPrice: null }, { unitPrice: agreed }, { unitPrice: agreed, taxBasisPoints: 0 }];
    const draft = await people.draft({ lines: lines.map((line) => people.line({ ...line, quantity: 1 })) });
    const totals = async () => (await read(people, draft.id)).lines.map(({ total }) => total.amountMinor);
    expect(await totals()).toEqual(['550', '2200', '2000']);
    await people.change('placeOrder', { id: draft.id, expectedVersion: draft.version });
    expect(await totals()).toEqual(['550', '2200', '2000']);
    const taxed = people.line({ unitPrice: null, taxBasisPoints: 15_000 });
    expect(await people.refused('createOrder', people.input({ lines: [taxed] }))).toContain('INVALID A tax is agreed on with a price');
  });

  it('and its number is the next of its type, without gaps, however many are placed at once', async () => {
    const people = ordering();
    const refused = people.desk.run('createOrder', 'order { id }', people.input({ place: true, lines: [] }));
    const placed = await Promise.all(Array.from({ length: 12 }, () => people.placed()));
    expect((await refused).userErrors).toHaveLength(1);
    expect(placed.map(({ number }) => number).toSorted()).toEqual(
      Array.from({ length: 12 }, (_, index) => `LAB-${String(index + 1).padStart(6, '0')}`),
    );
    expect((await people.placed({ type: 'PURCHASE' })).number).toBe('PUR-000001');
    const another = ordering();
    expect((await another.placed()).number).toBe('LAB-000001');
  });

  it.each<[string, (people: Ordering) => object, string]>([
    ['a product that does not exist', (people) => (neighbours.missing.add(people.productId), {}), 'NOT_FOUND There is no such product.'],
    [
      'a product that is not to be had any more',
      (people) => (neighbours.of('Product').set(people.productId, { name: 'Old gloves', status: 'INACTIVE' }), {}),
      'WRONG_STATE Old gloves is not to be had any more: choose another product.',
    ],
    ['a patient who does not exist', (people) => (neighbours.missing.add(people.patientId), {}), 'NOT_FOUND There is no such patient.'],
    [
      'a patient whose record was deleted',
      (people) => (neighbours.of('Patient').set(people.patientId, { deletedAt: '2026-01-01T00:00:00Z' }), {}),
      'NOT_FOUND There is no such patient.',
    ],
    ['a supplier who does not exist', (people) => (neighbours.missing.add(people.supplierId), {}), 'NOT_FOUND There is no such supplier.'],
    ['a customer who does not exist', () => ({ customerId: newId('customer') }), 'NOT_FOUND There is no such customer.'],
    [
      'a performer that does not exist',
      () => ({ performerBranchId: newId('branch') }),
      'NOT_FOUND There is no such branch that could do this.',
    ],
    [
      'a workflow that nobody wrote',
      () => ({ workflow: 'cold_chain' }),
      'NOT_FOUND There is no workflow cold_chain for orders of type LAB_SAMPLE',
    ],
    ['no price', (people) => ({ lines: [people.line({ unitPrice: null })] }), 'REQUIRED No list says what a pack costs: send unitPrice.'],
    [
      'a price in another currency',
      (people) => ({ lines: [people.line({ unitPrice: { amountMinor: '5', currency: 'USD' } })] }),
      'INVALID The order is in MNT, and the price in USD: send it in MNT.',
    ],
    [
      'a tax without a price',
      (people) => ({ lines: [people.line({ unitPrice: null, taxBasisPoints: 1000 })] }),
      'INVALID A tax is agreed on with a price: send unitPrice too, or leave taxBasisPoints out.',
    ],
    [
      'a tax of more than the price',
      (people) => ({ lines: [people.line({ taxBasisPoints: 15_000 })] }),
      'INVALID A tax is 0 to 10000 hundredths of a percent.',
    ],
    [
      'half a pack',
      (people) => ({ lines: [people.line({ quantity: 0.5 })] }),
      'INVALID 0.5 PACK is 0.5 packs: order a whole number of packs, at least 1.',
    ],
    [
      'a unit that the product has not',
      (people) => ({ lines: [people.line({ unit: 'BOX' })] }),
      'INVALID The product is not ordered in "BOX": order it in PACK.',
    ],
    [
      'times the wrong way round',
      () => ({ requestedFrom: '2026-05-02T00:00:00Z', requestedUntil: '2026-05-01T00:00:00Z' }),
      'INVALID It is wanted until before it is wanted',
    ],
    ['a laboratory order for nobody', () => ({ patientId: null, place: true }), 'REQUIRED Say whose samples are examined'],
    ['nothing at all', () => ({ lines: [], place: true }), 'WRONG_STATE It has no lines: say what is ordered.'],
  ])('but not of %s', async (_what, change, message) => {
    const people = ordering();
    expect(await people.refused('createOrder', people.input(change(people)))).toContain(message);
    expect(await people.desk.ask('{ orders { totalCount } }')).toEqual({ orders: { totalCount: 0 } });
  });
});

describe('a placed order', () => {
  it('is frozen: what becomes of the product does not change it', async () => {
    const people = ordering();
    neighbours.of('Product').set(people.productId, { name: 'EDTA tube, 4 mL' });
    const draft = await people.draft();
    neighbours.of('Product').set(people.productId, { name: 'EDTA tube, 4 mL, new' });
    const { id } = await people.change('placeOrder', { id: draft.id, expectedVersion: draft.version });
    neighbours.of('Product').set(people.productId, { name: 'Something else' });
    expect((await read(people, id)).lines[0]?.name).toBe('EDTA tube, 4 mL, new');
  });

  it('is not placed once more, nor placed when a product is gone since', async () => {
    const people = ordering();
    const draft = await people.draft();
    neighbours.of('Product').set(people.productId, { name: 'Old tube', status: 'INACTIVE' });
    expect(await people.refused('placeOrder', { id: draft.id, expectedVersion: draft.version })).toContain('Old tube is not to be had');
    neighbours.of('Product').delete(people.productId);
    const placed = await people.change('placeOrder', { id: draft.id, expectedVersion: draft.version });
    expect(await people.refused('placeOrder', { id: draft.id, expectedVersion: placed.version })).toContain('only a draft is placed');
  });

  it('is amended where its workflow lets it be, and what was before is kept', async () => {
    const people = ordering();
    const placed = await people.placed({ type: 'SERVICE' });
    const change = { id: placed.id, expectedVersion: placed.version, priority: 'STAT', lines: [people.line({ quantity: 9 })] };
    expect(await people.refused('amendOrder', change)).toContain('REQUIRED Say why');
    const amended = await people.change('amendOrder', { ...change, reason: 'More of them came' });
    const order = await read(people, amended.id);
    expect(order).toMatchObject({ priority: 'STAT', total: { amountMinor: '9000' }, version: amended.version });
    expect(order.amendments).toEqual([
      { reason: 'More of them came', before: { priority: 'ROUTINE' }, lines: [{ quantity: 3, total: { amountMinor: '3000' } }] },
    ]);
    expect(order.steps.at(-1)).toEqual({ step: 'AMEND', reason: 'More of them came' });
    for (const transition of ['accept', 'start']) await people.move(placed, transition);
    const late = { ...change, expectedVersion: (await read(people, placed.id)).version, reason: 'Still more' };
    expect(await people.refused('amendOrder', late)).toContain('in which it is not amended any more');
  });

  it('is amended by one of two who do it at once, also when only a product changes', async () => {
    const people = ordering();
    const placed = await people.placed({ type: 'SERVICE' });
    const answers = await Promise.all(
      [newId('product'), newId('product')].map((productId) =>
        people.desk.run('amendOrder', 'order { id }', {
          ...{ id: placed.id, expectedVersion: placed.version, reason: 'The other one', lines: [people.line({ productId })] },
        }),
      ),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(['STALE_VERSION']);
    expect((await read(people, placed.id)).amendments).toHaveLength(1);
  });

  it('rests while it is held, and goes on where it was', async () => {
    const people = ordering();
    const placed = await people.placed();
    expect(await people.refused('holdOrder', { id: placed.id, reason: ' ' })).toContain('REQUIRED Say why');
    expect(await people.change('holdOrder', { id: placed.id, reason: 'The patient is away' })).toMatchObject({
      status: 'ON_HOLD',
      state: 'to_collect',
    });
    expect(await people.refused('moveOrder', { id: placed.id, transition: 'collect' })).toContain('The order is held');
    expect((await read(people, placed.id)).transitions.every(({ allowed }) => !allowed)).toBe(true);
    expect(await people.change('resumeOrder', { id: placed.id })).toMatchObject({ status: 'ACTIVE', state: 'to_collect' });
    expect(await people.move(placed, 'collect')).toMatchObject({ state: 'collected' });
  });

  it('is called off, also while it is held, and nothing of it is to come any more', async () => {
    const people = ordering();
    const placed = await people.placed();
    await people.change('holdOrder', { id: placed.id, reason: 'The patient is away' });
    const off = await people.change('cancelOrder', { id: placed.id, reason: 'The patient went home' });
    expect(off).toMatchObject({ status: 'REVOKED', state: 'revoked' });
    expect((await read(people, placed.id)).lines).toMatchObject([{ quantity: 3, fulfilled: 0, cancelled: 3 }]);
    for (const mutation of ['cancelOrder', 'holdOrder'])
      expect(await people.refused(mutation, { id: placed.id, reason: 'Again' })).toContain('WRONG_STATE');
  });

  it('is marked as a mistake wherever it is, unless something was handed over', async () => {
    const people = ordering();
    const mistaken = await people.placed();
    const marked = await people.change('markOrderEnteredInError', { id: mistaken.id, reason: 'Another patient' });
    expect(marked).toMatchObject({ status: 'ENTERED_IN_ERROR', state: 'to_collect' });
    const service = await people.placed({ type: 'SERVICE' });
    const [line] = (await read(people, service.id)).lines;
    await people.change('fulfilLines', { id: service.id, lines: [{ lineId: line?.id, quantity: 1 }] });
    expect(await people.refused('markOrderEnteredInError', { id: service.id, reason: 'Wrong' })).toContain('take them back by returnOrder');
  });
});

describe('a draft', () => {
  it('is changed freely, and keeps no history of it', async () => {
    const people = ordering();
    const laboratory = people.desk.addBranch();
    const analyst = people.desk.somebody({ branches: [laboratory] });
    const draft = await people.draft();
    await people.desk.done('addOrderComment', 'comment { id }', { orderId: draft.id, text: 'Which laboratory?' });
    expect(await read(people, draft.id, analyst)).toBeNull();
    const change = { performerBranchId: laboratory, note: 'Fasting', lines: [people.line({ quantity: 1 })] };
    const amended = await people.change('amendOrder', { id: draft.id, expectedVersion: draft.version, ...change });
    const seen = await read(people, amended.id, analyst);
    expect(seen).toMatchObject({ note: 'Fasting', total: { amountMinor: '1000' }, amendments: [], steps: [] });
    const { order } = await people.desk.ask<{ order: { comments: object[] } }>(
      'query ($id: ID!) { order(id: $id) { comments { text } } }',
      { id: draft.id },
      analyst,
    );
    expect(order.comments).toEqual([{ text: 'Which laboratory?' }]);
  });

  it('loses what is taken away, and keeps what is left out', async () => {
    const people = ordering();
    const draft = await people.draft({ note: 'Fasting', priority: 'URGENT' });
    const amended = await people.change('amendOrder', { id: draft.id, expectedVersion: draft.version, note: null });
    expect(await read(people, amended.id)).toMatchObject({ note: null, priority: 'URGENT', lines: [{ quantity: 3 }] });
  });

  it.each([
    ['on a list of controlled substances', { prescriptionRequired: false, controlledSchedule: 'II' }],
    ['given only on a prescription', { prescriptionRequired: true, controlledSchedule: null }],
  ])('of what is %s is for a customer, and for no patient', async (_, medication) => {
    const people = ordering();
    const { patientId } = people;
    neighbours.of('Product').set(people.productId, { name: 'Morphine 10 mg', medication: { ...medication, storage: null } });
    const prescribed =
      'INVALID Morphine 10 mg is given to a patient only on a prescription: prescribe it, then have it dispensed (prepareDispense).';
    for (const type of ['SALES', 'SERVICE'])
      for (const place of [false, true])
        expect(await people.refused('createOrder', people.input({ type, patientId, place }))).toBe(prescribed);
    expect(await people.placed({ type: 'PURCHASE', patientId })).toMatchObject({ status: 'ACTIVE' });
    const { customer } = await people.desk.done<{ customer: { id: string } }>('createCustomer', 'customer { id }', { name: 'Gobi Clinic' });
    const clinic = { type: 'SALES', patientId: null, customerId: customer.id };
    const draft = await people.draft(clinic);
    const named = await people.change('amendOrder', { id: draft.id, expectedVersion: draft.version, patientId });
    expect(await people.refused('placeOrder', { id: draft.id, expectedVersion: named.version })).toBe(prescribed);
    expect(await people.placed(clinic)).toMatchObject({ status: 'ACTIVE' });
  });

  it('is discarded without ever having had a number', async () => {
    const people = ordering();
    const draft = await people.draft();
    expect(await people.change('cancelOrder', { id: draft.id, reason: 'A slip' })).toMatchObject({ status: 'REVOKED', number: null });
  });
});

describe('what was ordered', () => {
  it('is handed over bit by bit, and never more than was ordered', async () => {
    const people = ordering();
    const placed = await people.placed({ type: 'SERVICE' });
    const [line] = (await read(people, placed.id)).lines;
    const packs = (quantity: number) => ({ id: placed.id, lines: [{ lineId: line?.id, quantity }] });
    await people.change('fulfilLines', packs(2));
    expect(await people.refused('fulfilLines', packs(2))).toContain('1 to 1 packs can be handed over, not 2');
    const answers = await Promise.all(Array.from({ length: 5 }, () => people.desk.run('fulfilLines', 'order { id }', packs(1))));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect((await read(people, placed.id)).lines).toMatchObject([{ fulfilled: 3 }]);
  });

  it('comes back, but no more than was handed over, and what does not come back can be returned another time', async () => {
    const people = ordering();
    const placed = await people.placed({ type: 'SERVICE' });
    const [line] = (await read(people, placed.id)).lines;
    const back = (quantity: number) => ({ id: placed.id, reason: 'Broken', place: true, lines: [{ lineId: line?.id, quantity }] });
    expect(await people.refused('returnOrder', back(1))).toContain('no pack can be returned, not 1');
    await people.change('fulfilLines', { id: placed.id, lines: [{ lineId: line?.id, quantity: 3 }] });
    const first = await people.change('returnOrder', back(2));
    expect(first).toMatchObject({ number: 'SRV-000002', state: 'placed' });
    expect(await people.refused('returnOrder', back(2))).toContain('1 to 1 packs can be returned, not 2');
    await people.change('cancelOrder', { id: first.id, reason: 'Mended' });
    const second = await people.change('returnOrder', back(3));
    for (const transition of ['accept', 'receive', 'complete']) await people.move(second, transition);
    const text =
      'query ($id: ID!) { order(id: $id) { origin { id lines { fulfilled returned comingBack } } originKind total { amountMinor } } }';
    expect(await people.desk.ask(text, { id: second.id })).toEqual({
      order: {
        origin: { id: placed.id, lines: [{ fulfilled: 3, returned: 3, comingBack: 0 }] },
        originKind: 'RETURN',
        total: { amountMinor: '3000' },
      },
    });
  });

  it('is counted right when returns begin and end at once', async () => {
    const people = ordering();
    const placed = await people.placed({ type: 'SERVICE', lines: [people.line({ quantity: 20 })] });
    const [line] = (await read(people, placed.id)).lines;
    const packs = (quantity: number) => ({ id: placed.id, reason: 'Broken', lines: [{ lineId: line?.id, quantity }] });
    await people.change('fulfilLines', { id: placed.id, lines: [{ lineId: line?.id, quantity: 20 }] });
    const begun = await Promise.all(Array.from({ length: 8 }, () => people.change('returnOrder', { ...packs(1), place: true })));
    await Promise.all([
      ...begun.map(({ id }) => people.change('cancelOrder', { id, reason: 'Mended' })),
      ...begun.map(() => people.change('returnOrder', packs(1))),
    ]);
    const { order } = await people.desk.ask<{ order: object }>('query ($id: ID!) { order(id: $id) { lines { returned comingBack } } }', {
      id: placed.id,
    });
    expect(order).toEqual({ lines: [{ returned: 0, comingBack: 8 }] });
  });

  it('is ordered again as a draft of its own', async () => {
    const people = ordering();
    const placed = await people.placed();
    neighbours.of('Product').set(people.productId, { name: 'EDTA tube, new' });
    const again = await people.change('reorder', { id: placed.id });
    expect(again).toMatchObject({ status: 'DRAFT', number: null });
    const order = await read(people, again.id);
    expect(order.lines).toMatchObject([{ name: 'EDTA tube, new', quantity: 3, total: { amountMinor: '3000' } }]);
    neighbours.of('Product').set(people.productId, { name: 'EDTA tube', status: 'INACTIVE' });
    expect(await people.refused('reorder', { id: placed.id })).toContain('EDTA tube is not to be had any more');
  });
});

describe('who may', () => {
  it('differs at the two ends of an order', async () => {
    const people = ordering();
    const laboratory = people.desk.addBranch();
    const clinic = people.desk.somebody({ branches: [people.desk.branchId] });
    const analyst = people.desk.somebody({ branches: [laboratory] });
    const placed = await people.placed({ performerBranchId: laboratory });
    expect(await people.refused('moveOrder', { id: placed.id, transition: 'collect' }, analyst)).toContain(
      'NOT_ALLOWED It takes specimens:collect at the branch that ordered',
    );
    for (const transition of ['collect', 'dispatch']) await people.change('moveOrder', { id: placed.id, transition }, clinic);
    const seen = (await read(people, placed.id, clinic)).transitions.find(({ code }) => code === 'receive');
    expect(seen).toEqual({
      code: 'receive',
      allowed: false,
      reasons: ['It takes specimens:receive at the branch that does what is ordered: ask somebody who has it.'],
    });
    expect(await people.refused('moveOrder', { id: placed.id, transition: 'receive' }, clinic)).toContain('NOT_ALLOWED');
    expect(await people.change('moveOrder', { id: placed.id, transition: 'receive' }, analyst)).toMatchObject({ state: 'received' });
    const unasked = await people.refused('amendOrder', { id: placed.id, expectedVersion: 1, note: 'x' }, analyst);
    expect(unasked).toContain('NOT_ALLOWED Only the branch that ordered does this');
  });

  it('is nobody of another branch, nor of another tenant', async () => {
    const people = ordering();
    const placed = await people.placed();
    const elsewhere = people.desk.somebody({ branches: [people.desk.addBranch()] });
    const permissions = people.context.grants.flatMap((grant) => grant.permissions);
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    for (const somebody of [elsewhere, stranger])
      for (const [mutation, more] of [
        ['moveOrder', { transition: 'collect' }],
        ['placeOrder', { expectedVersion: 2 }],
        ['amendOrder', { expectedVersion: 2, note: 'x' }],
        ['holdOrder', { reason: 'x' }],
        ['resumeOrder', {}],
        ['cancelOrder', { reason: 'x' }],
        ['markOrderEnteredInError', { reason: 'x' }],
        ['reorder', {}],
        ['returnOrder', { reason: 'x', lines: [] }],
        ['fulfilLines', { lines: [] }],
        ['splitOrder', { expectedVersion: 2, parts: [] }],
      ] as const)
        expect([mutation, await people.refused(mutation, { id: placed.id, ...more }, somebody)]).toEqual([
          mutation,
          expect.stringMatching(/^NOT_FOUND There is no such order/),
        ]);
    expect(await read(people, placed.id)).toMatchObject({ version: placed.version, state: 'to_collect' });
  });

  it('is nobody without the permission, and then nothing is changed', async () => {
    const people = ordering();
    const placed = await people.placed();
    const reader = people.desk.somebody({ permissions: ['orders:read'] });
    expect(await people.refused('moveOrder', { id: placed.id, transition: 'collect' }, reader)).toContain('NOT_FOUND');
    await expect(people.desk.run('cancelOrder', 'order { id }', { id: placed.id, reason: 'x' }, reader)).rejects.toThrow('orders:place');
    expect((await read(people, placed.id)).state).toBe('to_collect');
  });
});

it('tells what happened, in order, in the transactions in which it did', async () => {
  const people = ordering();
  const placed = await people.placed({ type: 'SERVICE' });
  for (const transition of ['accept', 'start', 'finish', 'complete']) await people.move(placed, transition);
  const rows = await subgraph.database
    .forContext(people.context)
    .rows<{ type: string; state: string }>(
      sql`select type, data ->> 'state' as state from outbox where subject = ${placed.id} order by position`,
      null,
    );
  expect(rows.map(({ type, state }) => `${type} ${state}`)).toEqual([
    'order.placed placed',
    'order.updated accepted',
    'order.updated in_progress',
    'order.updated done',
    'order.completed completed',
  ]);
});
