import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';
import { Order } from '../orders/order.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';
import { planOf } from './clock-plan.js';
import { pauseClocks, reckonAgain, resumeClocks } from './clocks.js';
import { SlaClock } from './sla-clock.js';
import { tickOnce } from './ticking.js';
import { always } from './working-calendar.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
const transport = new InProcessTransport();
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  background = await startBackground({ ...orders, crons: [] }, subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

interface ShownClock {
  readonly id: string;
  readonly status: string;
  readonly targetMinutes: number;
  readonly startedAt: string;
  readonly warnAt: string;
  readonly dueAt: string;
  readonly breachedAt: string | null;
  readonly policy: { readonly code: string };
}

const minuteMs = 60_000;

/** A laboratory that promises to be in time. */
class PromisingDesk extends Ordering {
  static open(): PromisingDesk {
    return new PromisingDesk(new OrderDesk(subgraph, neighbours));
  }

  async policy(more: object = {}): Promise<{ id: string; version: number }> {
    const input = { code: 'same_day', name: 'Same day', orderType: 'LAB_SAMPLE', targetMinutes: 100, ...more };
    return (await this.desk.done<{ slaPolicy: { id: string; version: number } }>('createSlaPolicy', 'slaPolicy { id version }', input))
      .slaPolicy;
  }

  async team(code: string): Promise<void> {
    const data = { code, name: code, staffIds: [], roles: [], active: true };
    await this.hear('team.updated', newId('team'), data);
    await eventually(
      () => this.rows(sql`select 1 from known_teams where code = ${code}`),
      (rows) => rows.length > 0,
    );
  }

  hear(type: string, subject: string, data: object): Promise<void> {
    const about = { id: randomUUID(), type, version: 1, tenant: this.desk.tenant, subject, branch: this.desk.branchId };
    return transport.publish([{ ...about, data: { ...data }, actorId: null, requestId: null, occurredAt: new Date().toISOString() }]);
  }

  async clocks({ id }: ShownOrder): Promise<ShownClock[]> {
    const query = `query ($id: ID!) { order(id: $id) { slaClocks { id status targetMinutes startedAt warnAt dueAt breachedAt policy { code } } } }`;
    return (await this.desk.ask<{ order: { slaClocks: ShownClock[] } }>(query, { id })).order.slaClocks;
  }

  async clock(order: ShownOrder): Promise<ShownClock> {
    const [clock] = await this.clocks(order);
    if (!clock) throw new Error('The order has no clock');
    return clock;
  }

  /** So much later, as far as the clocks of the order are concerned. */
  async later({ id }: ShownOrder, minutes: number): Promise<void> {
    const back = `${minutes} minutes`;
    await this.rows(sql`update sla_clocks set started_at = started_at - ${back}::interval, since = since - ${back}::interval,
        warn_at = warn_at - ${back}::interval, due_at = due_at - ${back}::interval, next_at = next_at - ${back}::interval,
        plan = (select jsonb_agg(moment || jsonb_build_object('at', (moment ->> 'at')::timestamptz - ${back}::interval) order by place)
          from jsonb_array_elements(plan) with ordinality as moments (moment, place))
      where order_id = ${toUuid('order', id)}`);
  }

  async told({ id }: ShownOrder): Promise<string[]> {
    const rows = await this.rows<{ type: string; data: { teams?: string[] } }>(
      sql`select type, data from outbox where subject = ${id} and (type like 'sla.%' or type = 'notice.requested') order by position`,
    );
    return rows.map(({ type, data }) => [type, ...(data.teams ?? [])].join(' '));
  }

  async rows<R extends object>(statement: ReturnType<typeof sql>): Promise<R[]> {
    let rows: R[] = [];
    await this.desk.system(this.desk.branchId, async (transaction) => {
      rows = await transaction.rows<R>(statement);
    });
    return rows;
  }

  async withOrder({ id }: ShownOrder, body: (...parameters: Parameters<typeof pauseClocks>) => Promise<void>, at: Date): Promise<void> {
    await this.desk.system(this.desk.branchId, async (transaction) => {
      const order = await transaction.lock(Order, id);
      if (order) await body(transaction, order, at);
    });
  }
}

async function tick(): Promise<void> {
  while ((await tickOnce(subgraph.database)) > 0);
}

it('starts the clock of an order that is placed, by its type and its priority', async () => {
  const people = PromisingDesk.open();
  await people.policy();
  await people.policy({ code: 'stat', name: 'At once', priorities: ['STAT'], targetMinutes: 10 });
  await people.policy({ code: 'sales', name: 'Sales', orderType: 'SALES' });
  const [routine, stat] = [await people.placed(), await people.placed({ priority: 'STAT' })];
  expect((await people.clocks(routine)).map(({ policy }) => policy.code)).toEqual(['same_day']);
  expect((await people.clocks(stat)).map(({ policy }) => policy.code).sort()).toEqual(['same_day', 'stat']);
  const { startedAt, warnAt, dueAt, status } = await people.clock(routine);
  expect(status).toBe('RUNNING');
  expect(Date.parse(warnAt) - Date.parse(startedAt)).toBe(80 * minuteMs);
  expect(Date.parse(dueAt) - Date.parse(startedAt)).toBe(100 * minuteMs);
  expect(await people.clocks(await people.draft())).toEqual([]);
});

it('starts the clock that a rule asks for, with its own time', async () => {
  const people = PromisingDesk.open();
  await people.policy({ code: 'urgent_sample', name: 'Urgent', orderType: null });
  const definition = { name: 'urgent', when: { priority: 'urgent' }, then: { start_sla: { policy: 'urgent_sample', within_minutes: 45 } } };
  await people.desk.done('createOrderRule', 'orderRule { id }', { definition });
  expect(await people.clock(await people.placed({ priority: 'URGENT' }))).toMatchObject({
    targetMinutes: 45,
    policy: { code: 'urgent_sample' },
  });
  expect(await people.clocks(await people.placed())).toEqual([]);
});

it('warns, says that it was missed, and escalates by the chain, each once and in order', async () => {
  const people = PromisingDesk.open();
  for (const team of ['lab_manager', 'director']) await people.team(team);
  const escalation = [
    { on: 'WARNING', teams: ['lab_manager'] },
    { on: 'BREACH', teams: ['lab_manager'] },
    { on: 'BREACH', delayMinutes: 30, teams: ['director'] },
  ];
  await people.policy({ escalation });
  const order = await people.placed();
  await tick();
  expect(await people.told(order)).toEqual([]);
  await people.later(order, 81);
  await Promise.all([tick(), tick(), tick()]);
  expect(await people.told(order)).toEqual(['sla.warned', 'notice.requested lab_manager']);
  await people.later(order, 60);
  await tick();
  expect(await people.told(order)).toEqual([
    'sla.warned',
    'notice.requested lab_manager',
    'sla.breached',
    'notice.requested lab_manager',
    'sla.escalated',
    'notice.requested director',
  ]);
  await tick();
  expect(await people.told(order)).toHaveLength(6);
  expect((await people.clock(order)).breachedAt).not.toBeNull();
});

it('stands still while the order is held', async () => {
  const people = PromisingDesk.open();
  await people.policy();
  const order = await people.placed();
  await people.later(order, 50);
  const held = new Date();
  await people.withOrder(order, pauseClocks, held);
  expect((await people.clock(order)).status).toBe('PAUSED');
  await people.later(order, 500);
  await tick();
  expect(await people.told(order)).toEqual([]);
  const resumed = new Date(held.getTime() + 24 * 60 * minuteMs);
  await people.withOrder(order, resumeClocks, resumed);
  const { status, dueAt } = await people.clock(order);
  expect(status).toBe('RUNNING');
  expect(Math.round((Date.parse(dueAt) - resumed.getTime()) / minuteMs)).toBe(50);
});

it('was due when it was missed, whatever is reckoned anew afterwards', () => {
  const at = (time: string): Date => new Date(`2026-03-02T${time}:00Z`);
  const escalation = [{ on: 'BREACH', delayMinutes: 30, teams: ['director'] }] as const;
  const plan = planOf({ targetMinutes: 60, warnPercent: 50, escalation }, always, at('10:00').getTime());
  const heldAt1115 = { plan, done: 2, elapsedMs: BigInt(75 * minuteMs), since: at('12:30') };
  const resumed = reckonAgain(Object.assign(new SlaClock(), heldAt1115), always);
  expect(resumed).toMatchObject({ warnAt: at('10:30'), dueAt: at('11:00'), nextAt: at('12:45') });
  const late = { after: (from: number, ms: number) => from + ms + 24 * 60 * minuteMs, between: always.between };
  const closed = reckonAgain(Object.assign(new SlaClock(), { plan, done: 2, elapsedMs: 0n, since: at('10:00') }), late);
  expect(closed).toMatchObject({ warnAt: at('10:30'), dueAt: at('11:00'), nextAt: new Date('2026-03-03T11:30:00Z') });
});

it('tells later steps when it was due before it was held', async () => {
  const people = PromisingDesk.open();
  await people.team('director');
  await people.policy({ escalation: [{ on: 'BREACH', delayMinutes: 30, teams: ['director'] }] });
  const order = await people.placed();
  await people.later(order, 101);
  await tick();
  const { warnAt, dueAt, breachedAt } = await people.clock(order);
  const held = new Date();
  await people.withOrder(order, pauseClocks, held);
  await people.withOrder(order, resumeClocks, new Date(held.getTime() + 90 * minuteMs));
  expect(await people.clock(order)).toMatchObject({ status: 'RUNNING', warnAt, dueAt, breachedAt });
  await people.rows(sql`update sla_clocks set next_at = now() where order_id = ${toUuid('order', order.id)}`);
  await tick();
  const [escalated] = await people.rows<{ data: object }>(
    sql`select data from outbox where subject = ${order.id} and type = 'sla.escalated'`,
  );
  expect(escalated?.data).toMatchObject({ dueAt });
});

it('counts the hours of the branch that does it, and reckons anew when a holiday is told', async () => {
  const people = PromisingDesk.open();
  const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'].map((day) => ({ day, opens: '00:00', closes: '12:00' }));
  neighbours.branches.set(people.desk.branchId, {
    ...{ code: 'UB1', name: 'Laboratory', timeZone: 'UTC', currency: 'MNT' },
    ...{ openingHours: days },
  });
  await people.policy({ counts: 'BRANCH_HOURS', targetMinutes: 24 * 60 });
  const order = await people.placed();
  const first = await people.clock(order);
  const wait = Date.parse(first.dueAt) - Date.parse(first.startedAt);
  expect(wait).toBeGreaterThanOrEqual(36 * 60 * minuteMs);
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  const closure = newId('closure');
  const holiday = { startsOn: tomorrow, endsOn: tomorrow, fromTime: null, untilTime: null };
  await people.hear('branch_closure.added', closure, holiday);
  const moved = await eventually(
    () => people.clock(order),
    ({ dueAt }) => dueAt !== first.dueAt,
  );
  expect(Date.parse(moved.dueAt) - Date.parse(first.dueAt)).toBe(24 * 60 * minuteMs);
  await people.hear('branch_closure.removed', closure, holiday);
  await eventually(
    () => people.clock(order),
    ({ dueAt }) => dueAt === first.dueAt,
  );
});

it('reckons anew by other hours of its branch, though whoever keeps those has not heard of them yet', async () => {
  const people = PromisingDesk.open();
  const days = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];
  const open = (closes: string) => ({ timeZone: 'UTC', openingHours: days.map((day) => ({ day, opens: '00:00', closes })) });
  neighbours.branches.set(people.desk.branchId, { code: 'UB1', name: 'Laboratory', currency: 'MNT', ...open('12:00') });
  await people.policy({ counts: 'BRANCH_HOURS', targetMinutes: 48 * 60 });
  const order = await people.placed();
  const first = await people.clock(order);
  const others = orders.reactions?.filter(({ name }) => name !== 'keep-branch-calendar') ?? [];
  await background.stop();
  background = await startBackground({ ...orders, reactions: others }, subgraph.resources, transport);
  await people.hear('branch.updated', people.desk.branchId, open('18:00'));
  const moved = await eventually(
    () => people.clock(order),
    ({ dueAt }) => dueAt !== first.dueAt,
  );
  await background.stop();
  background = await startBackground(orders, subgraph.resources, transport);
  expect(moved.dueAt < first.dueAt).toBe(true);
});

it('is met in time, missed when late, and stopped when the order is called off', async () => {
  const people = PromisingDesk.open();
  await people.policy({ untilState: 'collected' });
  const [quick, late, off] = [await people.placed(), await people.placed(), await people.placed()];
  await people.move(quick, 'collect');
  expect((await people.clock(quick)).status).toBe('MET');
  await people.later(late, 101);
  await people.move(late, 'collect');
  expect((await people.clock(late)).status).toBe('MISSED');
  expect(await people.told(late)).toEqual(['sla.breached']);
  await people.change('moveOrder', { id: off.id, transition: 'call_off', reason: 'Not needed' });
  expect((await people.clock(off)).status).toBe('STOPPED');
  await people.later(off, 1_000);
  await tick();
  expect(await people.told(off)).toEqual([]);
});

it('keeps the time that an order had when the service level is changed', async () => {
  const people = PromisingDesk.open();
  const { id, version } = await people.policy();
  const order = await people.placed();
  await people.desk.done('updateSlaPolicy', 'slaPolicy { id }', { id, expectedVersion: version, targetMinutes: 5 });
  expect(await people.clock(order)).toMatchObject({ targetMinutes: 100 });
  expect(await people.clock(await people.placed())).toMatchObject({ targetMinutes: 5 });
});

it('is met in another state from the next order on, when that is changed, and in one that a tenant has written itself', async () => {
  const people = PromisingDesk.open();
  const { id, version } = await people.policy({ untilState: 'received' });
  const before = await people.placed();
  const change = (expectedVersion: number, more: object) =>
    people.desk.run<{ slaPolicy: { version: number; untilState: string | null } | null }>(
      ...(['updateSlaPolicy', 'slaPolicy { version untilState }', { id, expectedVersion, ...more }] as const),
    );
  expect((await change(version, { untilState: 'colected' })).userErrors[0]?.message).toContain('Did you mean "collected",');
  const changed = await change(version, { untilState: 'collected' });
  expect(changed.slaPolicy).toMatchObject({ untilState: 'collected' });
  const after = await people.placed();
  for (const order of [before, after]) await people.move(order, 'collect');
  expect([(await people.clock(before)).status, (await people.clock(after)).status]).toEqual(['RUNNING', 'MET']);
  const renamed = await change(version + 1, { name: 'Collected' });
  expect(renamed.slaPolicy).toMatchObject({ untilState: 'collected' });
  expect((await change(version + 2, { untilState: null })).slaPolicy).toMatchObject({ untilState: null });
  const definition = {
    initial: 'draft',
    states: [
      { code: 'draft', name: 'Draft', status: 'DRAFT' },
      { code: 'stained', name: 'Stained', status: 'ACTIVE' },
      { code: 'done', name: 'Done', status: 'COMPLETED' },
    ],
    transitions: [
      { code: 'place', name: 'Place', from: ['draft'], to: 'stained', permission: 'orders:place' },
      { code: 'finish', name: 'Finish', from: ['stained'], to: 'done', permission: 'orders:fulfil' },
    ],
  };
  const workflow = { type: 'LAB_SAMPLE', code: 'histology', name: 'Histology', definition };
  await people.desk.done('defineOrderWorkflow', 'workflow { id }', workflow);
  expect((await change(version + 3, { untilState: 'stained' })).slaPolicy).toMatchObject({ untilState: 'stained' });
});

it('reads of many open clocks only those that are due, whosever they are', async () => {
  const people = PromisingDesk.open();
  const { id } = await people.policy();
  const order = await people.placed();
  const others = Array.from({ length: 20 }, () => newId('slapolicy'));
  await people.rows(sql`insert into sla_policies (id, code, name, target_minutes, warn_percent, counts, active)
    select id, 'p' || place, 'P', 100, 80, 'ALWAYS', false from unnest(${others.map((each) => toUuid('slapolicy', each))}::uuid[]) with ordinality as p (id, place)`);
  await people.rows(sql`insert into orders (id, branch_id, type, status, workflow_id, state, priority, delivery_mode, currency)
    select uuidv7(), branch_id, type, 'DRAFT', workflow_id, state, priority, delivery_mode, currency
    from orders, generate_series(1, 500) where id = ${toUuid('order', order.id)}`);
  await people.rows(sql`insert into sla_clocks (order_id, branch_id, policy_id, policy_code, status, target_minutes, started_at, warn_at, due_at, counts, plan, next_at, since)
    select orders.id, orders.branch_id, policy.id, policy.code, 'RUNNING', 100, now(), now() + interval '80 minutes', now() + interval '100 minutes', 'ALWAYS', '[]',
      now() + interval '80 minutes', now()
    from orders cross join sla_policies policy where policy.id <> ${toUuid('slapolicy', id)}`);
  const { pool } = subgraph.database.acrossTenants();
  const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
  await owner.query('analyze orders.sla_clocks');
  await owner.end();
  const { rows } = await pool.query<Record<string, string>>(
    'explain (costs off) select tenant_id, id from sla_clocks where next_at <= now() order by next_at limit 1000',
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toContain('sla_clocks_next_at');
  expect(plan).not.toContain('Seq Scan');
});

it('goes by service levels that hold at every branch, and are not changed by who configures the orders of one', async () => {
  const people = PromisingDesk.open();
  const { id, version } = await people.policy();
  const manager = people.desk.somebody({ branches: [people.desk.branchId] });
  for (const [mutation, input] of [
    ['createSlaPolicy', { code: 'mine', name: 'Mine', targetMinutes: 10 }],
    ['updateSlaPolicy', { id, expectedVersion: version, active: false }],
  ] as const) {
    expect((await people.desk.run(mutation, 'slaPolicy { id }', input, manager)).userErrors).toEqual([
      {
        code: 'NOT_ALLOWED',
        message: 'This holds at every branch, and takes orders:configure at all of them: ask somebody who has it there.',
      },
    ]);
  }
  expect(await people.desk.ask('{ slaPolicies { id version active } }')).toEqual({ slaPolicies: [{ id, version, active: true }] });
});

it('says what is wrong with a service level', async () => {
  const people = PromisingDesk.open();
  const refused = async (more: object): Promise<string[]> => {
    const input = { code: 'a', name: 'A', targetMinutes: 10, ...more };
    return (await people.desk.run('createSlaPolicy', 'slaPolicy { id }', input)).userErrors.map(({ message }) => message);
  };
  expect(await refused({ code: 'Urgent sample' })).toEqual([
    'A code is words of lower-case letters and digits, parted by underscores, such as urgent_sample.',
  ]);
  expect(await refused({ name: ' ' })).toEqual(['A service level needs a name.']);
  expect(await refused({ targetMinutes: 0 })).toEqual(['A target is 1 to 525600 minutes, a year.']);
  expect(await refused({ warnPercent: 100 })).toEqual(['Warn after 1 to 99 percent of the target.']);
  expect(await refused({ untilState: 'recieved' })).toEqual([
    'No workflow of orders leads to a state "recieved". Did you mean "received", "reserved" or "delivered"?',
  ]);
  expect(await refused({ untilState: 'recieved', orderType: 'LAB_SAMPLE' })).toEqual([
    'No workflow for orders of type LAB_SAMPLE leads to a state "recieved". Did you mean "received", "resulted" or "revoked"?',
  ]);
  expect(await refused({ untilState: 'draft' })).toEqual([expect.stringContaining('leads to a state "draft"')]);
  expect(await refused({ escalation: [{ on: 'BREACH', teams: ['nobody'] }] })).toEqual(['There is no team nobody: make it by createTeam.']);
  expect(await refused({ escalation: [{ on: 'BREACH', teams: [] }] })).toEqual(['Say which teams are told.']);
  expect(await refused({})).toEqual([]);
  expect(await refused({})).toEqual(['There is a service level a already: change that one.']);
});

it('belongs to one tenant', async () => {
  const [people, stranger] = [PromisingDesk.open(), PromisingDesk.open()];
  const { id, version } = await people.policy();
  await people.placed();
  expect((await stranger.desk.run('updateSlaPolicy', 'slaPolicy { id }', { id, expectedVersion: version })).userErrors[0]?.code).toBe(
    'NOT_FOUND',
  );
  const query = '{ slaPolicies { id } slaClocks { nodes { id } totalCount } }';
  expect(await stranger.desk.ask(query)).toEqual({ slaPolicies: [], slaClocks: { nodes: [], totalCount: 0 } });
  const elsewhere = people.desk.somebody({ branches: [people.desk.addBranch()] });
  expect(await people.desk.ask('{ slaClocks { totalCount } }', {}, elsewhere)).toEqual({ slaClocks: { totalCount: 0 } });
});
