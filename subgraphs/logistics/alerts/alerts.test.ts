import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { taskFields } from '../tasks/testing/task-desk.js';
import { openLogistics } from '../testing/depot.js';
import { acrossTenants } from './across-tenants.js';
import { dueSql } from './due-alerts.js';
import { openAlerts, type Found } from './opening.js';
import { AlertDesk, ger, inMinutes } from './testing/alert-desk.js';
import { tickAlerts } from './ticking.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof AlertDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const place = { address: 'Seoul Street 4', ...ger };

describe('a task to which nobody is sent', () => {
  it('is told of once when nobody is for too long, and no more when somebody is', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const [{ id, number }, courier] = [await desk.task(), await desk.courier()];
    await desk.later(14);
    await desk.minute();
    expect(await desk.standing(id)).toEqual([]);
    await desk.later(1);
    await desk.minute();
    await desk.minute();
    const [alert, ...others] = await desk.alerts(id);
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ kind: 'NOT_ASSIGNED', status: 'OPEN', severity: 'MODERATE', courier: null });
    expect(alert?.message).toContain(`Nobody is sent to ${number} since`);
    await desk.give(id, courier);
    await desk.hear();
    expect(await desk.standing(id)).toEqual(['NOT_ASSIGNED RESOLVED']);
    expect(await desk.told()).toEqual(['opened NOT_ASSIGNED', 'resolved NOT_ASSIGNED']);
  });

  it('is told of again when its courier leaves it, and nobody else comes', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const [{ id }, courier] = [await desk.task(), await desk.courier()];
    await desk.later(20);
    await desk.minute();
    await desk.give(id, courier);
    await desk.minute();
    await desk.done('declineTask', taskFields, { id, reason: 'Ill' }, courier.context);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NOT_ASSIGNED RESOLVED']);
    await desk.later(16);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NOT_ASSIGNED RESOLVED', 'NOT_ASSIGNED OPEN']);
  });

  it('is told of before its time ends, and only from when it may be done', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const short = await desk.task({ notAfter: inMinutes(20) });
    const tomorrow = await desk.task({ notBefore: inMinutes(1440), notAfter: inMinutes(1500) });
    await desk.later(6);
    await desk.minute();
    expect(await desk.standing(short.id)).toEqual(['NOT_ASSIGNED OPEN']);
    await desk.later(60);
    await desk.minute();
    expect(await desk.standing(tomorrow.id)).toEqual([]);
    await desk.later(1390);
    await desk.minute();
    expect(await desk.standing(tomorrow.id)).toEqual(['NOT_ASSIGNED OPEN']);
  });
});

it('says of what comes back only before its time ends that nobody is sent: until then it is being worked on', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const orderId = newId('order');
  const there = { branchId: null, name: 'Dorj', phone: null, address: 'Seoul Street 4', ...ger };
  const wanted = (key: string, kind: string, more: object) => {
    return { key, kind, dependsOn: [], place: there, notBefore: null, notAfter: null, items: [], skills: [], ...more };
  };
  await desk.asked(orderId, [
    wanted('bring', 'DELIVERY', {}),
    wanted('fetch', 'PICKUP', { dependsOn: ['bring'], notAfter: inMinutes(600) }),
    wanted('deliver', 'DELIVERY', { dependsOn: ['fetch'] }),
  ]);
  const query = 'query ($id: ID!) { tasks(filter: { orderId: $id }) { nodes { id } } }';
  const { tasks } = await desk.ask<{ tasks: { nodes: { id: string }[] } }>(query, { id: orderId });
  const standing = () => Promise.all(tasks.nodes.map(({ id }) => desk.standing(id)));
  await desk.later(60);
  await desk.minute();
  expect(await standing()).toEqual([['NOT_ASSIGNED OPEN'], [], []]);
  await desk.later(530);
  await desk.minute();
  expect(await standing()).toEqual([['NOT_ASSIGNED OPEN'], ['NOT_ASSIGNED OPEN'], []]);
});

describe('what is not in time', () => {
  it('is told of when it is not collected, until it is', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const { id } = await desk.active(courier, { kind: 'COLLECT_SAMPLE', notAfter: inMinutes(30) });
    const open = await desk.active(courier, { kind: 'PICKUP' });
    await desk.later(29);
    await desk.reports(courier, 500);
    await desk.minute();
    expect(await desk.standing(id)).toEqual([]);
    await desk.later(2);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NOT_COLLECTED OPEN']);
    expect((await desk.alerts(id))[0]).toMatchObject({ courier: { id: courier.id }, severity: 'SEVERE' });
    await desk.done('completeTask', taskFields, { id }, courier.context);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NOT_COLLECTED RESOLVED']);
    expect(await desk.standing(open.id)).toEqual([]);
  });

  it('is told of when it is not delivered, and no more when its time is put off', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const { id, version } = await desk.active(courier, { kind: 'DELIVERY', notAfter: inMinutes(30) });
    await desk.later(39);
    await desk.reports(courier, 500);
    await desk.minute();
    expect(await desk.standing(id)).toEqual([]);
    await desk.later(2);
    await desk.minute();
    expect(await desk.alerts(id)).toMatchObject([{ kind: 'LATE', status: 'OPEN', forecast: false }]);
    await desk.done('changeTask', taskFields, { id, expectedVersion: version, notAfter: inMinutes(60) });
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['LATE RESOLVED']);
  });

  it('is none of whom came in time and takes long there, and no more when that is heard of late', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const [courier, silent] = [await desk.courier(), await desk.courier('Saruul')];
    const until = { kind: 'DELIVERY', notAfter: inMinutes(30) };
    const [early, unheard, expected] = [
      await desk.active(courier, until),
      await desk.active(silent, until),
      await desk.active(courier, until),
    ];
    await desk.expected(expected.id, 45);
    await desk.later(29);
    for (const each of [courier, silent]) await desk.reports(each, 500);
    await desk.minute();
    expect(await desk.standing(expected.id)).toEqual(['LATE OPEN']);
    for (const { id } of [early, expected]) await desk.done('arriveAtTask', taskFields, { id }, courier.context);
    await desk.minute();
    expect(await desk.standing(expected.id)).toEqual(['LATE RESOLVED']);
    await desk.later(12);
    for (const each of [courier, silent]) await desk.reports(each, 20);
    await desk.minute();
    expect(await desk.standing(early.id)).toEqual([]);
    expect(await desk.standing(unheard.id)).toEqual(['LATE OPEN']);
    await desk.arrived(unheard.id, 5);
    await desk.minute();
    expect(await desk.standing(unheard.id)).toEqual(['LATE RESOLVED']);
  });

  it('is told of still when its courier comes too late', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const { id } = await desk.active(courier, { kind: 'DELIVERY', notAfter: inMinutes(30) });
    await desk.later(41);
    await desk.reports(courier, 20);
    await desk.minute();
    await desk.done('arriveAtTask', taskFields, { id }, courier.context);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['LATE OPEN']);
  });

  it('is told of whatever is to be done: fetched, or anything else', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const until = { notAfter: inMinutes(30) };
    const visit = await desk.active(courier, { kind: 'SERVICE_CALL', ...until });
    const fetching = await desk.task({ kind: 'STERILIZE', ...until });
    const returning = await desk.task({ kind: 'STERILIZE', dependsOn: [fetching.id], ...until });
    for (const { id } of [fetching, returning]) await desk.give(id, courier);
    await desk.expected(returning.id, 45);
    await desk.expected(fetching.id, 45);
    await desk.minute();
    const late = async () => Promise.all([visit, fetching, returning].map(({ id }) => desk.standing(id)));
    expect(await late()).toEqual([[], [], ['LATE OPEN']]);
    await desk.later(41);
    await desk.reports(courier, 500);
    await desk.minute();
    expect(await late()).toEqual([['LATE OPEN'], ['NOT_COLLECTED OPEN'], ['LATE OPEN']]);
  });

  it('is told of when a delivery is expected too late, and no more when it is expected in time', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const first = await desk.active(courier, { kind: 'DELIVERY', notAfter: inMinutes(60) });
    const next = await desk.task({ kind: 'DELIVERY', notAfter: inMinutes(60) });
    await desk.give(next.id, courier);
    await desk.expected(first.id, 65);
    await desk.expected(next.id, 75);
    await desk.minute();
    await desk.minute();
    expect(await desk.standing(first.id)).toEqual([]);
    expect(await desk.alerts(next.id)).toMatchObject([{ kind: 'LATE', status: 'OPEN', forecast: true }]);
    await desk.expected(next.id, 65);
    await desk.minute();
    expect(await desk.standing(next.id)).toEqual(['LATE OPEN']);
    await desk.expected(next.id, 55);
    await desk.minute();
    expect(await desk.standing(next.id)).toEqual(['LATE RESOLVED']);
    expect(await desk.told()).toEqual(['opened LATE', 'resolved LATE']);
  });
});

describe('a courier on the way', () => {
  it('is off route when it goes away from where it goes next, until it comes back', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const { id } = await desk.active(courier, { place });
    const drive = async (...metres: number[]) => {
      for (const each of metres) {
        await desk.later(1);
        await desk.reports(courier, each);
        await desk.minute();
      }
    };
    await drive(5_000, 4_500, 4_000, 4_300, 4_900);
    expect(await desk.standing(id)).toEqual([]);
    await drive(5_100);
    const [alert] = await desk.alerts(id);
    expect(alert).toMatchObject({ kind: 'OFF_ROUTE', status: 'OPEN', courier: { id: courier.id } });
    expect(alert?.message).toMatch(/Bold is 1(100|099|101) metres farther from/);
    await drive(6_000, 5_000, 4_600);
    expect(await desk.standing(id)).toEqual(['OFF_ROUTE OPEN']);
    await drive(4_400);
    expect(await desk.standing(id)).toEqual(['OFF_ROUTE RESOLVED']);
  });

  it('is not off route who goes somewhere else first, who goes round slowly, or who is there', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const [bold, saruul] = [await desk.courier('Bold'), await desk.courier('Saruul')];
    const next = await desk.active(bold, {});
    const { id } = await desk.active(bold, { place });
    const slow = await desk.active(saruul, { place });
    for (let metres = 1_000; metres < 3_000; metres += 90) {
      await desk.later(1);
      await desk.reports(bold, metres * 3);
      await desk.reports(saruul, metres);
      await desk.minute();
    }
    expect([await desk.standing(id), await desk.standing(next.id), await desk.standing(slow.id)]).toEqual([[], [], []]);
    await desk.done('arriveAtTask', taskFields, { id: slow.id }, saruul.context);
    await desk.later(1);
    await desk.reports(saruul, 30_000);
    await desk.minute();
    expect(await desk.standing(slow.id)).toEqual([]);
  });

  it('is silent when nothing is heard for too long, until something is', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const { id } = await desk.active(courier, { place });
    await desk.later(9);
    await desk.reports(courier, 900);
    await desk.later(9);
    await desk.minute();
    expect(await desk.standing(id)).toEqual([]);
    await desk.later(1);
    await desk.minute();
    await desk.minute();
    expect(await desk.alerts(id)).toMatchObject([{ kind: 'NO_SIGNAL', status: 'OPEN', courier: { id: courier.id } }]);
    await desk.reports(courier, 800);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL RESOLVED']);
    await desk.later(11);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL RESOLVED', 'NO_SIGNAL OPEN']);
    await desk.done('failTask', taskFields, { id, reason: 'VEHICLE' }, courier.context);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL RESOLVED', 'NO_SIGNAL RESOLVED']);
  });

  it('is looked for no more when the shift ends', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const courier = await desk.courier();
    const { id } = await desk.active(courier, { place });
    await desk.later(11);
    await desk.minute();
    await desk.rows(sql`update couriers set on_shift_since = null where id = ${toUuid('courier', courier.id)}`);
    await desk.minute();
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL RESOLVED']);
  });

  it('is looked for no more when somebody else is sent', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const [bold, saruul] = [await desk.courier('Bold'), await desk.courier('Saruul')];
    const { id } = await desk.active(bold, { place });
    await desk.later(11);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL OPEN']);
    await desk.give(id, saruul, 'Not to be reached');
    await desk.hear();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL RESOLVED']);
  });
});

it('says nothing of what is called off, done, or held', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const courier = await desk.courier();
  const orderId = newId('order');
  const wanted = { key: 'fetch', kind: 'PICKUP', dependsOn: [], notBefore: null, notAfter: inMinutes(10), items: [], skills: [] };
  const there = { branchId: null, name: 'Dorj', phone: null, address: 'Seoul Street 4', ...ger };
  await desk.asked(orderId, [{ ...wanted, place: there }]);
  const held = await desk.taskOf(orderId);
  const off = await desk.task({ notAfter: inMinutes(10) });
  const done = await desk.active(courier, { notAfter: inMinutes(10) });
  await desk.hear();
  await desk.orderIs(orderId, 'ON_HOLD', 0);
  await desk.done('cancelTask', taskFields, { id: off.id, expectedVersion: off.version, reason: 'Not needed' });
  await desk.done('completeTask', taskFields, { id: done.id }, courier.context);
  await desk.later(30);
  await desk.minute();
  expect([await desk.standing(held), await desk.standing(off.id), await desk.standing(done.id)]).toEqual([[], [], []]);
  await desk.orderIs(orderId, 'ACTIVE', 1);
  await desk.orderIs(orderId, 'ON_HOLD', 0.5);
  await desk.minute();
  expect((await desk.standing(held)).sort()).toEqual(['NOT_ASSIGNED OPEN', 'NOT_COLLECTED OPEN']);
  await desk.orderIs(orderId, 'ON_HOLD', 2);
  expect((await desk.standing(held)).sort()).toEqual(['NOT_ASSIGNED RESOLVED', 'NOT_COLLECTED RESOLVED']);
});

it('looks for a courier who is on the way for an order that is held, and not for what is still to be fetched for it', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const courier = await desk.courier();
  const orderId = newId('order');
  const there = { branchId: null, name: 'Dorj', phone: null, address: 'Seoul Street 4', ...ger };
  const wanted = { dependsOn: [], place: there, notBefore: null, notAfter: inMinutes(20), items: [], skills: [] };
  await desk.asked(orderId, [
    { ...wanted, key: 'fetch', kind: 'PICKUP' },
    { ...wanted, key: 'deliver', kind: 'DELIVERY' },
  ]);
  const query = 'query ($orderId: ID!) { tasks(filter: { orderId: $orderId }) { nodes { id } } }';
  const { tasks } = await desk.ask<{ tasks: { nodes: { id: string }[] } }>(query, { orderId });
  const [fetch = '', deliver = ''] = tasks.nodes.map(({ id }) => id);
  for (const id of [fetch, deliver]) await desk.give(id, courier);
  for (const id of [deliver, fetch]) await desk.done('startTask', taskFields, { id }, courier.context);
  await desk.hear();
  await desk.orderIs(orderId, 'ON_HOLD', 0);
  await desk.expected(deliver, 40);
  await desk.minute();
  expect(await desk.alerts(deliver)).toMatchObject([{ kind: 'LATE', status: 'OPEN', forecast: true }]);
  await desk.later(41);
  await desk.minute();
  expect(await desk.standing(deliver)).toEqual(['LATE OPEN', 'NO_SIGNAL OPEN']);
  expect(await desk.standing(fetch)).toEqual([]);
  await desk.orderIs(orderId, 'ACTIVE', 1);
  await desk.orderIs(orderId, 'ON_HOLD', 2);
  await desk.minute();
  expect(await desk.standing(deliver)).toEqual(['LATE OPEN', 'NO_SIGNAL OPEN']);
  await desk.give(deliver, await desk.courier('Saruul'), 'Not to be reached');
  await desk.minute();
  expect(await desk.standing(deliver)).toEqual(['LATE RESOLVED', 'NO_SIGNAL RESOLVED']);
});

it('says nothing of a task that changed when nobody has heard of that yet', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const [{ id }, courier] = [await desk.task(), await desk.courier()];
  await desk.hear();
  await desk.later(20);
  await desk.give(id, courier);
  await tickAlerts(subgraph.database);
  expect(await desk.standing(id)).toEqual([]);
});

it('leaves no alert of what ends while the clock strikes, and makes neither wait for the other for good', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const courier = await desk.courier();
  const tasks = [];
  for (let index = 0; index < 12; index += 1) tasks.push(await desk.active(courier, { kind: 'PICKUP', notAfter: inMinutes(10) }));
  await desk.hear();
  await desk.later(20);
  const strikes = Array.from({ length: 4 }, () => tickAlerts(subgraph.database));
  const ends = tasks
    .slice(0, 6)
    .map(({ id }) => desk.done('completeTask', taskFields, { id }, courier.context).then(() => desk.looksAt(id)));
  const looks = tasks.slice(6).map(({ id }) => desk.looksAt(id));
  await Promise.all([...strikes, ...ends, ...looks]);
  await tickAlerts(subgraph.database);
  for (const [index, { id }] of tasks.entries()) {
    const collecting = (await desk.standing(id)).filter((alert) => alert.startsWith('NOT_COLLECTED'));
    if (index < 6) expect(collecting.filter((alert) => alert !== 'NOT_COLLECTED RESOLVED')).toEqual([]);
    else expect(collecting).toEqual(['NOT_COLLECTED OPEN']);
  }
});

it('ends an alert that a clock writes of a task that is done while it does', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const courier = await desk.courier();
  const { id } = await desk.active(courier, { notAfter: inMinutes(10) });
  await desk.hear();
  await desk.later(11);
  let look: Promise<void> = Promise.resolve();
  await acrossTenants(subgraph.database, async (transaction) => {
    const due = await transaction.rows<Found>(dueSql(1_000));
    expect(due).toHaveLength(1);
    await desk.done('completeTask', taskFields, { id }, courier.context);
    look = desk.looksAt(id);
    await waitingForLock();
    await openAlerts(transaction, due);
  });
  await look;
  expect(await desk.standing(id)).toEqual(['NOT_COLLECTED RESOLVED']);
  expect(await desk.told()).toEqual(['opened NOT_COLLECTED', 'resolved NOT_COLLECTED']);
});

/** Somebody waits for what a clock holds. */
async function waitingForLock(): Promise<void> {
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  const text = `select count(*)::int as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  await eventually(
    async () => (await owner.query<{ count: number }>(text)).rows[0]?.count ?? 0,
    (count) => count > 0,
  );
  await owner.end();
}
