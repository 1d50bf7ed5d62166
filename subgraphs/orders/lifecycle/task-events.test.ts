import type { EventRecord } from '#kernel/events/event.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { WantedTask } from '../events.js';
import { CatalogDesk, tubeAttributes } from '../testing/catalog-desk.js';
import { SpecimenDesk } from '../specimens/testing/specimen-desk.js';
import { Elsewhere } from '../testing/elsewhere.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let elsewhere: Elsewhere;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  elsewhere = await Elsewhere.open(subgraph);
});
afterAll(async () => {
  await elsewhere.close();
  await subgraph.close();
});

function ordering(): Ordering {
  return new Ordering(new OrderDesk(subgraph, neighbours));
}

interface Told {
  readonly tasks: readonly WantedTask[];
}

function tasksOf(people: Ordering, { id }: { readonly id: string }): Promise<Told[]> {
  return elsewhere.told<Told>(people, 'order.tasks_requested', id);
}

/** A courier's doing, as logistics tells of it. */
function step(people: Ordering, order: ShownOrder, orderKey: string, status: string, outcome: string | null = null): EventRecord {
  const type = status === 'COMPLETED' ? 'task.completed' : 'task.updated';
  return elsewhere.event(people, type, newId('task'), { orderId: order.id, orderKey, status, outcome, itemIds: [] });
}

async function steps(people: Ordering, { id }: ShownOrder): Promise<{ state: string; steps: string[] }> {
  const text = 'query ($id: ID!) { order(id: $id) { state steps { step trigger } } }';
  const { order } = await people.desk.ask<{ order: { state: string; steps: { step: string }[] } }>(text, { id });
  return { state: order.state, steps: order.steps.map(({ step: code }) => code) };
}

/** A sale that a courier brings, with its stock set aside. */
async function sale(people: Ordering, more: object = {}): Promise<ShownOrder> {
  const deliveryPlace = { name: 'Bat-Erdene', phone: '+97699112233', address: '12 Peace Avenue', latitude: 47.91, longitude: 106.91 };
  const order = await people.placed({ type: 'SALES', deliveryMode: 'COURIER', deliveryPlace, ...more });
  const [asked] = await elsewhere.told<{ until: string }>(people, 'order.stock_requested', order.id);
  const reserved = elsewhere.event(people, 'stock.reserved', order.id, { until: asked?.until });
  await elsewhere.tell(reserved);
  await elsewhere.handled(people, [reserved]);
  return order;
}

it('asks that goods are fetched by when they are to be there', async () => {
  const people = ordering();
  const requestedUntil = '2026-05-01T10:00:00.000Z';
  const [asked] = await tasksOf(people, await sale(people, { requestedUntil }));
  expect(asked?.tasks).toMatchObject([
    { key: 'pickup', kind: 'PICKUP', notBefore: null, notAfter: requestedUntil },
    { key: 'deliver', kind: 'DELIVERY', notBefore: null, notAfter: requestedUntil },
  ]);
});

it('asks for a courier who collects the samples and one who brings them to the laboratory', async () => {
  const people = ordering();
  const laboratory = people.desk.addBranch(undefined, { name: 'Central Laboratory' });
  Object.assign(neighbours.branches.get(laboratory) ?? {}, { phone: '+97611330044', latitude: 47.92, longitude: 106.92 });
  Object.assign(neighbours.branches.get(laboratory) ?? {}, { address: { lines: ['3 Seoul Street'], city: 'Ulaanbaatar' } });
  const times = { requestedFrom: '2026-05-01T08:00:00.000Z', requestedUntil: '2026-05-01T10:00:00.000Z' };
  const order = await people.placed({ deliveryMode: 'COURIER', performerBranchId: laboratory, ...times });
  expect(await tasksOf(people, order)).toMatchObject([
    {
      type: 'LAB_SAMPLE',
      number: 'LAB-000001',
      tasks: [
        {
          ...{ key: 'collect', kind: 'COLLECT_SAMPLE', dependsOn: [], skills: ['phlebotomy'] },
          ...{ notBefore: times.requestedFrom, notAfter: times.requestedUntil },
          place: { branchId: people.desk.branchId, name: 'Steppe Clinic' },
        },
        {
          ...{ key: 'deliver', kind: 'DELIVERY', dependsOn: ['collect'], notBefore: null, notAfter: '2026-05-01T12:00:00.000Z' },
          place: {
            branchId: laboratory,
            phone: '+97611330044',
            address: '3 Seoul Street, Ulaanbaatar',
            latitude: 47.92,
            longitude: 106.92,
          },
        },
      ],
    },
  ]);
});

it('asks nobody for what is fetched', async () => {
  const people = ordering();
  expect(await tasksOf(people, await people.placed())).toEqual([]);
});

it('asks for a technician where a service is done on site, once it is accepted', async () => {
  const people = ordering();
  const order = await people.placed({ type: 'SERVICE', deliveryMode: 'ONSITE' });
  expect(await tasksOf(people, order)).toEqual([]);
  await people.move(order, 'accept');
  expect(await tasksOf(people, order)).toMatchObject([{ tasks: [{ key: 'visit', kind: 'SERVICE_CALL' }] }]);
});

describe('a service by courier', () => {
  const times = { requestedFrom: '2026-05-01T08:00:00.000Z', requestedUntil: '2026-05-02T10:00:00.000Z' };

  /** Accepted by a branch of that type. */
  async function accepted(type: string, more: object = {}) {
    const people = ordering();
    const workshop = { name: 'Workshop', type };
    const performerBranchId = people.desk.addBranch(undefined, workshop);
    neighbours.of('Product').set(people.productId, { kind: 'SERVICE', name: 'A set of instruments', nationalCode: 'S-17' });
    const order = await people.placed({ type: 'SERVICE', deliveryMode: 'COURIER', performerBranchId, ...times, ...more });
    expect(await tasksOf(people, order)).toEqual([]);
    await people.move(order, 'accept');
    const asked = (await tasksOf(people, order)).flatMap(({ tasks }) => tasks);
    const notes = asked.map(({ key, kind, dependsOn }) => [key, kind, ...dependsOn].join(' '));
    return { people, performerBranchId, order, asked, notes };
  }

  it('takes instruments to be sterilized, and back', async () => {
    const { people, performerBranchId, asked, notes } = await accepted('STERILIZATION');
    expect(notes).toEqual(['pickup PICKUP', 'sterilize STERILIZE pickup', 'fetch PICKUP sterilize', 'deliver DELIVERY fetch']);
    const [here, there] = [people.desk.branchId, performerBranchId];
    expect(asked.map(({ place }) => place.branchId)).toEqual([here, there, there, here]);
    expect(asked.map(({ notBefore, notAfter }) => [notBefore, notAfter])).toEqual([
      [times.requestedFrom, null],
      [null, null],
      [null, times.requestedUntil],
      [null, times.requestedUntil],
    ]);
    for (const { items } of asked) expect(items).toMatchObject([{ name: 'A set of instruments', code: null, quantity: 3 }]);
  });

  it('takes from the deliveryPlace what is worked on otherwise, and only the goods where there are some', async () => {
    const deliveryPlace = { name: 'School No. 1', address: '1 School Street' };
    const goods = newId('product');
    const lines = [ordering().line({ productId: goods, quantity: 1 })];
    const { asked, notes } = await accepted('LAB', { deliveryPlace, lines });
    expect(notes).toEqual(['pickup PICKUP', 'bring DELIVERY pickup', 'fetch PICKUP bring', 'deliver DELIVERY fetch']);
    expect(asked.map(({ place: { name } }) => name)).toEqual(['School No. 1', 'Workshop', 'Workshop', 'School No. 1']);
    expect(asked[0]?.items).toMatchObject([{ name: 'Nitrile gloves M, box of 100', quantity: 1 }]);
  });

  it('is being done from when the first courier set out until the last one is there', async () => {
    const { people, order } = await accepted('STERILIZATION');
    await happen(people, step(people, order, 'pickup', 'ACTIVE'));
    expect((await steps(people, order)).state).toBe('in_progress');
    for (const key of ['pickup', 'sterilize', 'fetch']) await happen(people, step(people, order, key, 'COMPLETED', 'SUCCESS'));
    expect((await steps(people, order)).state).toBe('in_progress');
    await happen(people, step(people, order, 'deliver', 'COMPLETED', 'SUCCESS'));
    expect((await steps(people, order)).state).toBe('done');
  });

  it('is sent again from where it failed', async () => {
    const { people, order } = await accepted('STERILIZATION');
    for (const key of ['pickup', 'sterilize']) await happen(people, step(people, order, key, 'COMPLETED', 'SUCCESS'));
    await happen(people, step(people, order, 'fetch', 'COMPLETED', 'FAILURE'));
    expect((await steps(people, order)).state).toBe('failed');
    await people.move(order, 'send_again');
    const again = (await tasksOf(people, order)).at(-1)?.tasks.map(({ key, dependsOn }) => [key, ...dependsOn]);
    expect(again).toEqual([['fetch-2'], ['deliver', 'fetch-2']]);
  });

  it('that the branch does itself sends nobody', async () => {
    const people = ordering();
    const order = await people.placed({ type: 'SERVICE', deliveryMode: 'COURIER' });
    await people.move(order, 'accept');
    expect(await tasksOf(people, order)).toEqual([]);
  });
});

it('says how cold goods are carried, as it was when they were ordered; not of what endures a room', async () => {
  const desk = new CatalogDesk(subgraph, neighbours);
  const people = new Ordering(desk);
  await desk.define(tubeAttributes);
  const kept = (temperatures: object) =>
    desk.described([
      { code: 'tube_volume', number: 4 },
      { code: 'storage', temperatures },
    ]);
  const medicine = (name: string, storage: object | null) => {
    const id = newId('product');
    neighbours.of('Product').set(id, { kind: 'MEDICINE', name, medication: { storage } });
    return id;
  };
  const insulin = medicine('Insulin', { minCelsius: 2, maxCelsius: 8 });
  const products = [
    insulin,
    medicine('Metformin', { minCelsius: null, maxCelsius: 25 }),
    medicine('Saline', null),
    await kept({ maxCelsius: -18 }),
    await kept({ minCelsius: 4, maxCelsius: 25 }),
  ];
  const order = await sale(people, { lines: products.map((productId) => people.line({ productId })) });
  neighbours.of('Product').set(insulin, { kind: 'MEDICINE', name: 'Insulin', medication: { storage: null } });
  const [asked] = await tasksOf(people, order);
  expect(asked?.tasks).toHaveLength(2);
  for (const { items } of asked?.tasks ?? [])
    expect(items.map(({ minCelsius, maxCelsius }) => [minCelsius, maxCelsius])).toEqual([
      [2, 8],
      [null, null],
      [null, null],
      [null, -18],
      [null, null],
    ]);
});

it('asks anew when the order is amended, and takes back what it asked before', async () => {
  const people = ordering();
  const order = await people.placed({ type: 'SERVICE', deliveryMode: 'ONSITE' });
  const { version } = await people.move(order, 'accept');
  const change = { id: order.id, expectedVersion: version, priority: 'STAT', reason: 'The centrifuge stands still' };
  await people.change('amendOrder', change);
  expect(await elsewhere.told(people, 'order.tasks_withdrawn', order.id)).toMatchObject([{ reason: 'The centrifuge stands still' }]);
  expect(await tasksOf(people, order)).toMatchObject([
    { priority: 'ROUTINE', tasks: [{ key: 'visit' }] },
    { priority: 'STAT', tasks: [{ key: 'visit-2' }] },
  ]);
});

it('follows the courier, whichever way round it hears of it and however often', async () => {
  const journeys = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1],
    [0, 0, 1, 3, 3, 2, 1],
  ];
  for (const journey of journeys) {
    const people = ordering();
    const order = await sale(people);
    expect((await tasksOf(people, order)).flatMap(({ tasks }) => tasks.map(({ key }) => key))).toEqual(['pickup', 'deliver']);
    const events = [
      step(people, order, 'pickup', 'ACTIVE'),
      step(people, order, 'pickup', 'COMPLETED', 'SUCCESS'),
      step(people, order, 'deliver', 'ACTIVE'),
      step(people, order, 'deliver', 'COMPLETED', 'SUCCESS'),
    ];
    for (const index of journey) {
      const event = events[index];
      if (!event) continue;
      await elsewhere.tell(event);
      await elsewhere.handled(people, [event]);
    }
    expect(await steps(people, order)).toEqual({
      state: 'delivered',
      steps: ['place', 'accept', 'reserve', 'dispatch', 'hand_over'],
    });
    expect(await elsewhere.told(people, 'order.lines_fulfilled', order.id)).toMatchObject([{ lines: [{ quantity: 3 }] }]);
  }
});

it('knows samples to be on their way as soon as they are collected, when a courier set out for them', async () => {
  const people = ordering();
  const order = await people.placed({ deliveryMode: 'COURIER', performerBranchId: people.desk.addBranch() });
  const event = step(people, order, 'collect', 'ACTIVE');
  await elsewhere.tell(event);
  await elsewhere.handled(people, [event]);
  expect((await steps(people, order)).state).toBe('to_collect');
  expect(await people.move(order, 'collect')).toMatchObject({ state: 'in_transit' });
});

it('sends somebody again for what failed, and only for that', async () => {
  const people = ordering();
  const order = await sale(people);
  const events = [
    step(people, order, 'pickup', 'COMPLETED', 'SUCCESS'),
    step(people, order, 'deliver', 'ACTIVE'),
    step(people, order, 'deliver', 'COMPLETED', 'FAILURE'),
  ];
  for (const event of events) {
    await elsewhere.tell(event);
    await elsewhere.handled(people, [event]);
  }
  expect((await steps(people, order)).state).toBe('failed');
  expect(await people.move(order, 'send_again')).toMatchObject({ state: 'reserved' });
  expect((await tasksOf(people, order)).at(-1)?.tasks).toMatchObject([{ key: 'deliver-2', dependsOn: [] }]);
  const again = step(people, order, 'deliver-2', 'COMPLETED', 'SUCCESS');
  await elsewhere.tell(again, ...events);
  await elsewhere.handled(people, [again]);
  expect((await steps(people, order)).state).toBe('delivered');
});

describe('no courier is sent who would not know where to go', () => {
  const school = { name: 'School No. 1', address: '1 School Street' };

  it('with what was bought', async () => {
    const people = ordering();
    const bought = { type: 'SALES', deliveryMode: 'COURIER' };
    expect(await people.refused('createOrder', people.input({ ...bought, place: true }))).toBe(
      'REQUIRED Say where the courier brings it: send deliveryPlace, or choose PICKUP.',
    );
    const draft = await people.draft(bought);
    expect(await people.refused('placeOrder', { id: draft.id, expectedVersion: draft.version })).toContain('REQUIRED');
    const { version } = await people.change('amendOrder', { id: draft.id, expectedVersion: draft.version, deliveryPlace: school });
    expect(await people.change('placeOrder', { id: draft.id, expectedVersion: version })).toMatchObject({ status: 'ACTIVE' });
    expect(await people.placed({ ...bought, performerBranchId: people.desk.addBranch() })).toMatchObject({ status: 'ACTIVE' });
  });

  it('as a rule has it', async () => {
    const people = ordering();
    const definition = { name: 'all by courier', when: {}, then: { set_field: { delivery_mode: 'courier' } } };
    await people.desk.done('createOrderRule', 'orderRule { id }', { definition });
    expect(await people.refused('createOrder', people.input({ type: 'SALES', place: true }))).toContain('Say where the courier brings it');
  });

  it('after it was placed', async () => {
    const people = ordering();
    const order = await people.placed({ type: 'SALES' });
    const short = elsewhere.event(people, 'stock.short', order.id, { missing: [] });
    await happen(people, short);
    const text = 'query ($id: ID!) { order(id: $id) { version } }';
    const { version: expectedVersion } = (await people.desk.ask<{ order: { version: number } }>(text, { id: order.id })).order;
    const change = { id: order.id, expectedVersion, reason: 'They cannot come', deliveryMode: 'COURIER' };
    expect(await people.refused('amendOrder', change)).toContain('Say where the courier brings it');
    await people.change('amendOrder', { ...change, deliveryPlace: school });
  });

  it('to a supplier, and none to the house itself', async () => {
    const people = ordering();
    const bought = await people.placed({ type: 'PURCHASE', deliveryMode: 'COURIER', deliveryPlace: { ...school, name: 'Our tent' } });
    for (const transition of ['confirm', 'receive', 'complete']) await people.move(bought, transition);
    const text = 'query ($id: ID!) { order(id: $id) { lines { id } } }';
    const { order: found } = await people.desk.ask<{ order: { lines: { id: string }[] } }>(text, { id: bought.id });
    const lines = [{ lineId: found.lines[0]?.id, quantity: 3 }];
    const back = { id: bought.id, reason: 'Torn', deliveryMode: 'COURIER', place: true, lines };
    expect(await people.refused('returnOrder', back)).toBe(
      'REQUIRED Say where the supplier takes it back: send deliveryPlace, or choose PICKUP.',
    );
    const order = await people.change('returnOrder', { ...back, deliveryPlace: school });
    await people.move(order, 'accept');
    expect(await tasksOf(people, order)).toMatchObject([
      {
        tasks: [
          { key: 'pickup', place: { branchId: people.desk.branchId } },
          { key: 'deliver', dependsOn: ['pickup'], place: { branchId: null, name: 'School No. 1' } },
        ],
      },
    ]);
  });
});

/** Has logistics tell these, one after the other. */
async function happen(people: Ordering, ...events: readonly EventRecord[]): Promise<void> {
  for (const event of events) {
    await elsewhere.tell(event);
    await elsewhere.handled(people, [event]);
  }
}

describe('somebody is sent again', () => {
  it('for samples that could not be fetched, and who brings them waits for the new one', async () => {
    const people = ordering();
    const order = await people.placed({ deliveryMode: 'COURIER', performerBranchId: people.desk.addBranch() });
    await happen(people, step(people, order, 'collect', 'ACTIVE'), step(people, order, 'collect', 'COMPLETED', 'FAILURE'));
    expect((await steps(people, order)).state).toBe('failed');
    expect(await people.move(order, 'send_again')).toMatchObject({ state: 'to_collect' });
    expect((await tasksOf(people, order)).at(-1)?.tasks).toMatchObject([
      { key: 'collect-2', dependsOn: [] },
      { key: 'deliver', dependsOn: ['collect-2'] },
    ]);
    await happen(people, step(people, order, 'collect-2', 'COMPLETED', 'SUCCESS'));
    expect((await steps(people, order)).state).toBe('to_collect');
    await people.move(order, 'collect');
  });

  it('for goods of a supplier', async () => {
    const people = ordering();
    const order = await people.placed({ type: 'PURCHASE', deliveryMode: 'COURIER' });
    await people.move(order, 'confirm');
    await happen(people, step(people, order, 'deliver', 'COMPLETED', 'FAILURE'));
    expect((await steps(people, order)).state).toBe('failed');
    expect(await people.move(order, 'send_again')).toMatchObject({ state: 'ordered' });
    expect((await tasksOf(people, order)).at(-1)?.tasks).toMatchObject([{ key: 'deliver-2' }]);
    await happen(people, step(people, order, 'deliver-2', 'COMPLETED', 'SUCCESS'));
    expect((await steps(people, order)).state).toBe('received');
  });

  it('for what goes back', async () => {
    const people = ordering();
    const performerBranchId = people.desk.addBranch();
    const bought = await people.placed({ type: 'PURCHASE', performerBranchId });
    for (const transition of ['confirm', 'receive', 'complete']) await people.move(bought, transition);
    const text = 'query ($id: ID!) { order(id: $id) { lines { id } } }';
    const { order: found } = await people.desk.ask<{ order: { lines: { id: string }[] } }>(text, { id: bought.id });
    const back = {
      id: bought.id,
      reason: 'Torn',
      deliveryMode: 'COURIER',
      place: true,
      lines: [{ lineId: found.lines[0]?.id, quantity: 3 }],
    };
    const order = await people.change('returnOrder', back);
    await people.move(order, 'accept');
    await happen(people, step(people, order, 'pickup', 'COMPLETED', 'FAILURE'));
    expect((await steps(people, order)).state).toBe('failed');
    expect(await people.move(order, 'send_again')).toMatchObject({ state: 'accepted' });
    expect((await tasksOf(people, order)).at(-1)?.tasks).toMatchObject([{ key: 'pickup-2' }, { key: 'deliver', dependsOn: ['pickup-2'] }]);
  });

  it('in place of a courier who was called off', async () => {
    const people = ordering();
    const order = await sale(people);
    await happen(people, step(people, order, 'pickup', 'COMPLETED', 'SUCCESS'), step(people, order, 'deliver', 'CANCELLED'));
    expect(await people.move(order, 'send_again')).toMatchObject({ state: 'reserved' });
    expect((await tasksOf(people, order)).at(-1)?.tasks).toMatchObject([{ key: 'deliver-2', dependsOn: [] }]);
    await happen(people, step(people, order, 'deliver-2', 'COMPLETED', 'SUCCESS'));
    expect((await steps(people, order)).state).toBe('delivered');
  });
});

describe('a specimen that is collected once more', () => {
  /** Two tubes that a nurse has collected, the first of which the laboratory rejects. */
  async function rejected() {
    const desk = new SpecimenDesk(subgraph, neighbours);
    const people = new Ordering(desk);
    const lines = [people.line({ productId: await desk.examination(), quantity: 2 })];
    const order = await people.placed({ deliveryMode: 'COURIER', performerBranchId: desk.laboratoryId, lines });
    const [first, second] = ['UB1-S-000001', 'UB1-S-000002'];
    await desk.done('collectSpecimens', 'specimens { id }', { accessionNumbers: [first, second] }, desk.nurse);
    const reject = { accessionNumbers: [first], reason: 'CLOTTED' };
    await desk.done('rejectSpecimens', 'specimens { id }', reject, desk.technician);
    const recollect = () => desk.done('recollectSpecimen', 'specimens { id }', { accessionNumber: first }, desk.nurse);
    const asked = async () => {
      const told = (await tasksOf(people, order)).at(-1)?.tasks ?? [];
      return told.map(({ key, dependsOn, items }) => [key, ...dependsOn, ...items.map(({ code }) => code)].join(' '));
    };
    return { people, order, recollect, asked };
  }

  it('is fetched and brought by somebody who is sent for it', async () => {
    const { people, order, recollect, asked } = await rejected();
    await happen(people, step(people, order, 'collect', 'COMPLETED', 'SUCCESS'));
    await recollect();
    expect(await asked()).toEqual(['collect-2 UB1-S-000003', 'deliver-2 collect-2 UB1-S-000003']);
  });

  it('goes with the rest where the courier is still to come', async () => {
    const { recollect, asked } = await rejected();
    await recollect();
    expect(await asked()).toEqual(['collect UB1-S-000002 UB1-S-000003', 'deliver collect UB1-S-000002 UB1-S-000003']);
  });
});

it('has not arrived when the courier who brings it is called off', async () => {
  const people = ordering();
  const order = await sale(people);
  for (const event of [step(people, order, 'pickup', 'COMPLETED', 'SUCCESS'), step(people, order, 'deliver', 'CANCELLED')]) {
    await elsewhere.tell(event);
    await elsewhere.handled(people, [event]);
  }
  expect((await steps(people, order)).state).toBe('in_transit');
  expect(await elsewhere.told(people, 'order.lines_fulfilled', order.id)).toEqual([]);
  expect(await people.move(order, 'hand_over')).toMatchObject({ state: 'delivered' });
});

it('is not on its way when the courier who fetches it is called off', async () => {
  const people = ordering();
  const order = await sale(people);
  const event = step(people, order, 'pickup', 'CANCELLED');
  await elsewhere.tell(event);
  await elsewhere.handled(people, [event]);
  expect((await steps(people, order)).state).toBe('reserved');
});

it('comes to what happened while it was held when it is resumed', async () => {
  const people = ordering();
  const order = await sale(people);
  await people.change('holdOrder', { id: order.id, reason: 'The customer is away' });
  const event = step(people, order, 'pickup', 'ACTIVE');
  await elsewhere.tell(event);
  await elsewhere.handled(people, [event]);
  expect((await steps(people, order)).state).toBe('reserved');
  expect(await people.change('resumeOrder', { id: order.id })).toMatchObject({ state: 'in_transit', status: 'ACTIVE' });
});

it('takes its tasks back when it is called off, and hears no more of them', async () => {
  const people = ordering();
  const order = await sale(people);
  await people.change('cancelOrder', { id: order.id, reason: 'Bought elsewhere' });
  expect(await elsewhere.told(people, 'order.tasks_withdrawn', order.id)).toMatchObject([{ reason: 'Bought elsewhere' }]);
  const late = step(people, order, 'pickup', 'ACTIVE');
  await elsewhere.tell(late);
  await elsewhere.handled(people, [late]);
  expect((await steps(people, order)).state).toBe('revoked');
});

it('listens to nothing of a task that it did not ask for, or of an order of another tenant', async () => {
  const [people, strangers] = [ordering(), ordering()];
  const order = await sale(people);
  const events = [step(people, order, 'sweep', 'ACTIVE'), step(strangers, order, 'pickup', 'ACTIVE')];
  await elsewhere.tell(...events);
  await elsewhere.handled(people, events.slice(0, 1));
  await elsewhere.handled(strangers, events.slice(1));
  expect((await steps(people, order)).state).toBe('reserved');
});
