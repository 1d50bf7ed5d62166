import { randomUUID } from 'node:crypto';
import type { RequestContext } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';
import { openOrders, OrderDesk } from '../testing/order-desk.js';
import { Ordering, type ShownOrder } from '../testing/ordering.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
let background: Background;
const transport = new InProcessTransport();
beforeAll(async () => {
  ({ subgraph, neighbours } = await openOrders());
  background = await startBackground(orders, subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

const urgentSamples = {
  name: 'urgent samples',
  when: { order_type: 'lab_sample', priority: 'urgent' },
  then: { assign_dispatch: 'immediate', notify: ['lab_manager', 'courier_team'] },
};

interface Told {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

interface ShownRule {
  readonly id: string;
  readonly version: number;
  readonly revision: number;
}

interface Evaluated {
  readonly name: string;
  readonly holds: boolean;
  readonly revision: number | null;
  readonly conditions: readonly {
    depth: number;
    kind: string;
    holds: boolean | null;
    attribute: string | null;
    found: unknown;
    note: string | null;
  }[];
}

interface Explained {
  readonly decided: boolean;
  readonly rules: readonly Evaluated[];
  readonly actions: readonly { ruleName: string; action: unknown }[];
  readonly conflicts: readonly string[];
  readonly stoppedBy: string | null;
  readonly problems: readonly string[];
}

const evaluated = 'name holds revision conditions { depth kind holds attribute found note }';

/** A clinic with rules, and teams that it has heard of. */
class RuledDesk extends Ordering {
  static async open(...teams: readonly string[]): Promise<RuledDesk> {
    const people = new RuledDesk(new OrderDesk(subgraph, neighbours));
    for (const code of teams) await people.team(code);
    return people;
  }

  async team(code: string, facts: { staffIds?: readonly string[]; roles?: readonly string[]; active?: boolean } = {}): Promise<void> {
    const data = { code, name: code, staffIds: [], roles: [], active: true, ...facts };
    const about = { id: randomUUID(), type: 'team.updated', version: 1, tenant: this.desk.tenant, subject: newId('team'), branch: null };
    await transport.publish([{ ...about, data, actorId: null, requestId: null, occurredAt: new Date().toISOString() }]);
    const known = () => this.rows<{ code: string }>(sql`select code from known_teams where code = ${code}`);
    await eventually(known, (rows) => rows.length === 1);
  }

  async rule(definition: object, more: object = {}): Promise<ShownRule> {
    const { orderRule } = await this.desk.done<{ orderRule: ShownRule }>('createOrderRule', 'orderRule { id version revision }', {
      definition,
      ...more,
    });
    return orderRule;
  }

  async problems(definition: unknown): Promise<string[]> {
    const { userErrors } = await this.desk.run('createOrderRule', 'orderRule { id }', { definition });
    return userErrors.map(({ message }) => message);
  }

  async explained(id: string, context = this.context): Promise<Explained> {
    const query = `query ($id: ID!) { explainOrder(id: $id) { decided rules { ${evaluated} } actions { ruleName action } conflicts stoppedBy problems } }`;
    return (await this.desk.ask<{ explainOrder: Explained }>(query, { id }, context)).explainOrder;
  }

  async tried(
    rule: object,
    orderId: string,
    context = this.context,
  ): Promise<{ problems: { message: string }[]; evaluation: Evaluated | null }> {
    const query = `query ($rule: JSON!, $orderId: ID!) { testRule(rule: $rule, orderId: $orderId) { problems { path message } evaluation { ${evaluated} } } }`;
    return (
      await this.desk.ask<{ testRule: { problems: { message: string }[]; evaluation: Evaluated | null } }>(
        query,
        { rule, orderId },
        context,
      )
    ).testRule;
  }

  told(orderId: string, type: string): Promise<Told[]> {
    return this.rows<Told>(sql`select type, data from outbox where subject = ${orderId} and type = ${type} order by position`);
  }

  async rows<R extends object>(statement: ReturnType<typeof sql>): Promise<R[]> {
    let rows: R[] = [];
    await this.desk.system(this.desk.branchId, async (transaction) => {
      rows = await transaction.rows<R>(statement);
    });
    return rows;
  }

  async approvals(orderId: string): Promise<{ id: string; team: string; status: string; note: string | null }[]> {
    const query = 'query ($id: ID!) { order(id: $id) { approvals { id team status note } } }';
    return (
      await this.desk.ask<{ order: { approvals: { id: string; team: string; status: string; note: string | null }[] } }>(query, {
        id: orderId,
      })
    ).order.approvals;
  }

  async state({ id }: ShownOrder): Promise<object> {
    return (await this.desk.ask<{ order: object }>('query ($id: ID!) { order(id: $id) { state status dispatch priority } }', { id })).order;
  }

  decide(id: string | undefined, context: RequestContext, more: object = {}): Promise<{ userErrors: { code: string; message: string }[] }> {
    return this.desk.run('decideOrderApproval', 'approval { status }', { id, approve: true, ...more }, context);
  }
}

it('does what a rule says to an order that it holds for, and nothing to another', async () => {
  const people = await RuledDesk.open('lab_manager', 'courier_team');
  await people.rule(urgentSamples);
  const [urgent, routine] = [await people.placed({ priority: 'URGENT' }), await people.placed()];
  expect(await people.state(urgent)).toMatchObject({ dispatch: 'immediate', priority: 'URGENT' });
  expect(await people.state(routine)).toMatchObject({ dispatch: null, priority: 'ROUTINE' });
  expect(await people.told(urgent.id, 'notice.requested')).toEqual([
    {
      type: 'notice.requested',
      data: {
        teams: ['lab_manager', 'courier_team'],
        branchIds: [people.desk.branchId],
        title: `Order ${urgent.number}`,
        text: 'urgent samples',
        about: urgent.id,
      },
    },
  ]);
  expect(await people.told(routine.id, 'notice.requested')).toEqual([]);
});

it('sets what a rule sets, before the order takes its first step', async () => {
  const people = await RuledDesk.open();
  await people.rule({ name: 'babies first', when: { attribute: 'patient.age', less_than: 1 }, then: { set_field: { priority: 'stat' } } });
  neighbours.of('Patient').set(people.patientId, {
    birthDate: new Date(Date.now() - 40 * 86_400_000).toISOString().slice(0, 10),
    gender: 'FEMALE',
  });
  expect(await people.state(await people.placed())).toMatchObject({ priority: 'STAT' });
  neighbours.of('Patient').set(people.patientId, { birthDate: '1980', gender: 'FEMALE' });
  expect(await people.state(await people.placed())).toMatchObject({ priority: 'ROUTINE' });
});

describe('a rule that cannot be one', () => {
  it('is refused with what to write instead', async () => {
    const people = await RuledDesk.open('courier_team');
    expect(await people.problems({ ...urgentSamples, then: { notify: ['courier_tem'] } })).toEqual([
      expect.stringContaining('courier_team'),
    ]);
    expect(await people.problems({ ...urgentSamples, when: { order_typ: 'lab_sample' }, then: { notify: ['courier_team'] } })).toEqual([
      expect.stringContaining('order_type'),
    ]);
    expect(await people.problems('urgent')).toEqual([expect.stringContaining('write an object')]);
    expect(await people.problems({ ...urgentSamples, name: 'x'.repeat(30_000) })).toEqual([
      'A rule has at most 20000 letters: part it into several.',
    ]);
  });

  it('looks at the orders of every branch, and is not written by who configures those of one', async () => {
    const people = await RuledDesk.open('lab_manager', 'courier_team');
    const rule = await people.rule(urgentSamples);
    const manager = people.desk.somebody({ branches: [people.desk.branchId] });
    const definition = { name: 'mine', when: {}, then: { assign_dispatch: 'manual' } };
    const refusal = 'NOT_ALLOWED This holds at every branch, and takes orders:configure at all of them: ask somebody who has it there.';
    for (const [mutation, input] of [
      ['createOrderRule', { definition }],
      ['updateOrderRule', { id: rule.id, expectedVersion: rule.version, definition }],
      ['updateOrderRule', { id: rule.id, expectedVersion: rule.version, active: false }],
    ] as const) {
      const { userErrors } = await people.desk.run(mutation, 'orderRule { id }', input, manager);
      expect(userErrors.map(({ code, message }) => `${code} ${message}`)).toEqual([refusal]);
    }
    expect(await people.desk.ask('{ orderRules { id version name active } }')).toEqual({
      orderRules: [{ id: rule.id, version: rule.version, name: 'urgent samples', active: true }],
    });
    const atWork = { ...people.desk.context, branch: people.desk.branchId };
    await people.desk.done('updateOrderRule', 'orderRule { id }', { id: rule.id, expectedVersion: rule.version, position: 5 }, atWork);
  });

  it('is refused when somebody else has changed it, and of another tenant there is none', async () => {
    const [people, stranger] = [await RuledDesk.open('lab_manager', 'courier_team'), await RuledDesk.open()];
    const rule = await people.rule(urgentSamples);
    const change = { id: rule.id, expectedVersion: rule.version, position: 5 };
    expect((await stranger.desk.run('updateOrderRule', 'orderRule { id }', change)).userErrors[0]?.code).toBe('NOT_FOUND');
    await people.desk.done('updateOrderRule', 'orderRule { id }', change);
    expect((await people.desk.run('updateOrderRule', 'orderRule { id }', change)).userErrors[0]?.code).toBe('STALE_VERSION');
    expect((await stranger.desk.ask<{ orderRules: object[] }>('{ orderRules { id } }')).orderRules).toEqual([]);
    const clerk = people.desk.somebody({ permissions: ['orders:read', 'orders:place'] });
    await expect(people.desk.run('updateOrderRule', 'orderRule { id }', change, clerk)).rejects.toThrow('orders:configure');
  });
});

describe('an order', () => {
  it('is explained by the wording that its rules had when it was placed, and by what it was then', async () => {
    const people = await RuledDesk.open('lab_manager', 'courier_team');
    const rule = await people.rule(urgentSamples);
    const order = await people.placed({ priority: 'URGENT' });
    const changed = { ...urgentSamples, name: 'all samples', when: {} };
    await people.desk.done('updateOrderRule', 'orderRule { id }', { id: rule.id, expectedVersion: rule.version, definition: changed });
    const explained = await people.explained(order.id);
    expect(explained).toMatchObject({ decided: true, conflicts: [], stoppedBy: null });
    expect(explained.rules).toMatchObject([{ name: 'urgent samples', revision: 1, holds: true }]);
    expect(explained.rules[0]?.conditions.map(({ depth, kind, attribute, found }) => [depth, kind, attribute, found])).toEqual([
      [0, 'ALL', null, null],
      [1, 'COMPARISON', 'order_type', 'lab_sample'],
      [1, 'COMPARISON', 'priority', 'urgent'],
    ]);
    expect(explained.actions).toEqual([
      { ruleName: 'urgent samples', action: { assign_dispatch: 'immediate' } },
      { ruleName: 'urgent samples', action: { notify: { roles: ['lab_manager', 'courier_team'] } } },
    ]);
  });

  it('that is a draft is explained by the rules as they are', async () => {
    const people = await RuledDesk.open();
    await people.rule({
      name: 'dear',
      when: { attribute: 'total', at_least: { amountMinor: '3000', currency: 'MNT' } },
      then: { assign_dispatch: 'manual' },
    });
    const draft = await people.draft();
    expect(await people.explained(draft.id)).toMatchObject({ decided: false, rules: [{ name: 'dear', holds: true }] });
  });

  it('of which two rules settle the same thing goes the way of the first, and says so', async () => {
    const people = await RuledDesk.open();
    await people.rule({ name: 'first', when: {}, then: { assign_dispatch: 'manual' } }, { position: 2 });
    await people.rule({ name: 'before', when: {}, then: { assign_dispatch: 'scheduled' } }, { position: 1 });
    const order = await people.placed();
    expect(await people.state(order)).toMatchObject({ dispatch: 'scheduled' });
    expect((await people.explained(order.id)).conflicts).toEqual([
      expect.stringContaining('"before" and "first" both settle the dispatch'),
    ]);
  });

  it('keeps what is known of its patient from who may not see patients', async () => {
    const people = await RuledDesk.open();
    await people.rule({ name: 'grown up', when: { attribute: 'patient.age', at_least: 18 }, then: { assign_dispatch: 'manual' } });
    neighbours.of('Patient').set(people.patientId, { birthDate: '1980-05-01', gender: 'MALE' });
    const order = await people.placed();
    const clerk = people.desk.somebody({ permissions: ['orders:read'] });
    expect(
      (await people.explained(order.id, clerk)).rules[0]?.conditions.find(({ attribute }) => attribute === 'patient.age'),
    ).toMatchObject({
      holds: true,
      found: null,
      note: 'You may not see patients.',
    });
  });

  it('is not looked at by a rule that is not in force', async () => {
    const people = await RuledDesk.open();
    await people.rule({ name: 'asleep', when: {}, then: { assign_dispatch: 'manual' } }, { active: false });
    expect(await people.state(await people.placed())).toMatchObject({ dispatch: null });
  });
});

describe('a word that goes out of use', () => {
  const dear = {
    name: 'dear orders',
    when: {},
    then: [{ start_sla: 'same_day' }, { notify: ['lab_manager', 'courier_team'] }, { require_approval: 'lab_manager' }],
  };
  const outOfUse = 'that is not in use any more: activate it, or name another.';

  async function ruled(): Promise<{ people: RuledDesk; rule: ShownRule; withdraw: () => Promise<void> }> {
    const people = await RuledDesk.open('lab_manager', 'courier_team');
    const policy = { code: 'same_day', name: 'Same day', targetMinutes: 600 };
    type Kept = { readonly slaPolicy: { readonly id: string; readonly version: number } };
    const { slaPolicy } = await people.desk.done<Kept>('createSlaPolicy', 'slaPolicy { id version }', policy);
    const rule = await people.rule(dear);
    const change = { id: slaPolicy.id, expectedVersion: slaPolicy.version, active: false };
    return { people, rule, withdraw: () => people.desk.done('updateSlaPolicy', 'slaPolicy { id }', change) };
  }

  it('takes nothing else of its rule with it, and is told', async () => {
    const { people, withdraw } = await ruled();
    await withdraw();
    const order = await people.placed();
    expect(await people.approvals(order.id)).toMatchObject([{ team: 'lab_manager', status: 'REQUESTED' }]);
    expect(await people.told(order.id, 'notice.requested')).toHaveLength(2);
    const told = [`"dear orders": then[0].start_sla.policy: "same_day" is the name of an SLA policy ${outOfUse}`];
    expect(await people.explained(order.id)).toMatchObject({ rules: [{ name: 'dear orders', holds: true }], problems: told });
    expect((await people.explained((await people.draft()).id)).problems).toEqual(told);
  });

  it('leaves the explanation of what was decided before as it was', async () => {
    const { people, withdraw } = await ruled();
    const order = await people.placed();
    const before = await people.explained(order.id);
    expect(before).toMatchObject({ rules: [{ holds: true }], problems: [] });
    await withdraw();
    expect(await people.explained(order.id)).toEqual(before);
  });

  it('lets an order wait where it is that of the team that has to approve', async () => {
    const { people } = await ruled();
    await people.rows(sql`update known_teams set active = false where code = 'lab_manager'`);
    const order = await people.placed();
    expect(order.state).toBe('placed');
    expect(await people.approvals(order.id)).toMatchObject([{ team: 'lab_manager', status: 'REQUESTED' }]);
    expect((await people.explained(order.id)).problems).toContain(
      `"dear orders": then[2].require_approval.role: "lab_manager" is the name of a team ${outOfUse}`,
    );
  });

  it('keeps a rule from being worded anew with it', async () => {
    const { people, rule, withdraw } = await ruled();
    await withdraw();
    const change = { id: rule.id, expectedVersion: rule.version, definition: dear };
    expect((await people.desk.run('updateOrderRule', 'orderRule { id }', change)).userErrors).toEqual([
      expect.objectContaining({ code: 'INVALID', message: expect.stringContaining(outOfUse) as unknown }),
    ]);
  });
});

it('tries a rule out with an order without doing anything', async () => {
  const [people, stranger] = [await RuledDesk.open('courier_team'), await RuledDesk.open()];
  const order = await people.placed({ priority: 'URGENT' });
  const rule = { ...urgentSamples, then: { notify: ['courier_team'] } };
  expect(await people.tried(rule, order.id)).toMatchObject({
    problems: [],
    evaluation: { name: 'urgent samples', holds: true, revision: null },
  });
  expect(await people.tried({ ...rule, when: { priority: 'routine' } }, order.id)).toMatchObject({ evaluation: { holds: false } });
  expect(await people.tried({ ...rule, when: { lines: { every: {} } } }, order.id)).toMatchObject({ evaluation: null });
  expect(await people.told(order.id, 'notice.requested')).toEqual([]);
  await expect(stranger.tried({ ...rule, then: { assign_dispatch: 'manual' } }, order.id)).rejects.toThrow('There is no such order');
});

describe('an approval that a rule asks for', () => {
  const dear = { name: 'dear orders', when: {}, then: { require_approval: { role: 'lab_manager', reason: 'It is dear' } } };

  async function held(): Promise<{ people: RuledDesk; manager: RequestContext; order: ShownOrder; approvalId: string | undefined }> {
    const people = await RuledDesk.open();
    const manager = people.desk.somebody();
    await people.team('lab_manager', { staffIds: [manager.actor.id ?? ''] });
    await people.rule(dear);
    const order = await people.placed();
    return { people, manager, order, approvalId: (await people.approvals(order.id))[0]?.id };
  }

  it('holds the order until somebody of the team says yes', async () => {
    const { people, manager, order, approvalId } = await held();
    expect(order.state).toBe('placed');
    expect(await people.told(order.id, 'notice.requested')).toMatchObject([
      { data: { teams: ['lab_manager'], text: 'To be approved: It is dear' } },
    ]);
    expect((await people.decide(approvalId, manager)).userErrors).toEqual([]);
    expect(await people.approvals(order.id)).toMatchObject([{ status: 'APPROVED' }]);
    expect(await people.state(order)).not.toMatchObject({ state: 'placed' });
  });

  it('lets it go on with the last yes, also where the workflow has no guard', async () => {
    const people = await RuledDesk.open();
    const manager = people.desk.somebody();
    for (const code of ['lab_manager', 'pharmacist']) await people.team(code, { staffIds: [manager.actor.id ?? ''] });
    await people.rule({ ...dear, then: [{ require_approval: 'lab_manager' }, { require_approval: 'pharmacist' }] });
    const send = { code: 'send', name: 'Send', from: ['placed'], to: 'sent', permission: null, triggers: ['APPROVED'] };
    const definition = {
      initial: 'draft',
      states: [
        { code: 'draft', name: 'Draft', status: 'DRAFT' },
        { code: 'placed', name: 'Placed', status: 'ACTIVE' },
        { code: 'sent', name: 'Sent', status: 'ACTIVE' },
        { code: 'done', name: 'Done', status: 'COMPLETED' },
      ],
      transitions: [
        { code: 'place', name: 'Place', from: ['draft'], to: 'placed', permission: 'orders:place' },
        send,
        { code: 'finish', name: 'Finish', from: ['sent'], to: 'done', permission: 'orders:fulfil' },
      ],
    };
    const workflow = { type: 'SERVICE', code: 'standard', name: 'Service', definition };
    await people.desk.done('defineOrderWorkflow', 'workflow { id }', workflow);
    const order = await people.placed({ type: 'SERVICE' });
    const [first, last] = await people.approvals(order.id);
    await people.decide(first?.id, manager);
    expect(await people.state(order)).toMatchObject({ state: 'placed' });
    await people.decide(last?.id, manager);
    expect(await people.state(order)).toMatchObject({ state: 'sent' });
  });

  it('calls the order off when somebody says no, and why', async () => {
    const { people, manager, order, approvalId } = await held();
    expect((await people.decide(approvalId, manager, { approve: false })).userErrors[0]?.message).toBe(
      'Who says no must say why: send a note.',
    );
    await people.decide(approvalId, manager, { approve: false, note: 'We have enough' });
    expect(await people.state(order)).toMatchObject({ status: 'REVOKED' });
    expect((await people.decide(approvalId, manager)).userErrors[0]?.code).toBe('WRONG_STATE');
  });

  it('is not for others: neither who is in no team, nor who placed the order, nor another tenant', async () => {
    const { people, order, approvalId } = await held();
    expect((await people.decide(approvalId, people.desk.somebody())).userErrors[0]?.message).toBe(
      'Somebody of the team lab_manager has to decide this, and you are not in it.',
    );
    await people.team('placers', { staffIds: [people.context.actor.id ?? ''] });
    const stranger = await RuledDesk.open();
    expect((await stranger.decide(approvalId, stranger.context)).userErrors[0]?.code).toBe('NOT_FOUND');
    expect(await people.approvals(order.id)).toMatchObject([{ status: 'REQUESTED' }]);
  });

  it('is not given by who placed the order, also when in the team', async () => {
    const people = await RuledDesk.open();
    await people.team('lab_manager', { staffIds: [people.context.actor.id ?? ''] });
    await people.rule(dear);
    const [approval] = await people.approvals((await people.placed()).id);
    expect((await people.decide(approval?.id, people.context)).userErrors[0]?.message).toBe(
      'You have placed this order: somebody else of the team has to decide.',
    );
  });

  it('is given once, however many say yes at once', async () => {
    const { people, approvalId } = await held();
    const managers = Array.from({ length: 8 }, () => people.desk.somebody());
    await people.team('crowd', { staffIds: managers.map(({ actor }) => actor.id ?? '') });
    await people.rows(
      sql`update known_teams set staff_ids = (select staff_ids from known_teams where code = 'crowd') where code = 'lab_manager'`,
    );
    const answers = await Promise.all(managers.map((manager) => people.decide(approvalId, manager)));
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.filter(({ userErrors }) => userErrors[0]?.code === 'WRONG_STATE')).toHaveLength(7);
  });
});
