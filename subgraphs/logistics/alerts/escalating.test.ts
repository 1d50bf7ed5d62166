import { sql } from '#kernel/database/sql.js';
import { Database } from '#kernel/database/database.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { createLogger } from '#kernel/log/logger.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { taskFields } from '../tasks/testing/task-desk.js';
import { openLogistics } from '../testing/depot.js';
import { alertFields, AlertDesk, ger, inMinutes, type SeenAlert } from './testing/alert-desk.js';
import { tickAlerts } from './ticking.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof AlertDesk>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const chain = [
  { teams: ['dispatchers'] },
  { delayMinutes: 10, teams: ['dispatchers', 'lab_manager'] },
  { delayMinutes: 30, teams: ['director'] },
];

/** A depot where nobody was sent to a task, and three teams are told of such things. */
async function unassigned(): Promise<{ desk: AlertDesk; id: string }> {
  const desk = new AlertDesk(subgraph, neighbours);
  for (const team of ['dispatchers', 'lab_manager', 'director']) await desk.team(team);
  await desk.policy({ kind: 'NOT_ASSIGNED', minutes: 5, severity: 'EXTREME', escalation: chain });
  const { id } = await desk.task();
  await desk.later(6);
  return { desk, id };
}

function acknowledge(desk: AlertDesk, id: string, comment = 'I go myself.', context = desk.context) {
  return desk.run<{ alert: SeenAlert | null }>('acknowledgeLogisticsAlert', `alert { ${alertFields} }`, { id, comment }, context);
}

it('tells the teams of the chain in order, each once, however many clocks strike', async () => {
  const { desk, id } = await unassigned();
  await desk.hear();
  const strike = () => Promise.all([1, 2, 3].map(() => tickAlerts(subgraph.database)));
  await strike();
  expect(await desk.alerts(id)).toMatchObject([{ status: 'OPEN', severity: 'EXTREME', escalations: 0 }]);
  await desk.later(9);
  await strike();
  const first = ['opened NOT_ASSIGNED', 'tell dispatchers'];
  expect(await desk.told()).toEqual(first);
  await desk.later(1);
  await strike();
  const second = [...first, 'escalated NOT_ASSIGNED', 'tell dispatchers lab_manager'];
  expect(await desk.told()).toEqual(second);
  await desk.later(60);
  await strike();
  await strike();
  expect(await desk.told()).toEqual([...second, 'escalated NOT_ASSIGNED', 'tell director']);
  expect(await desk.alerts(id)).toMatchObject([{ status: 'OPEN', escalations: 2, nextAt: null }]);
});

it('tells teams what is wrong, at both ends', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const laboratory = desk.addBranch();
  await desk.team('dispatchers');
  await desk.policy({ kind: 'NOT_ASSIGNED', minutes: 5, escalation: [{ teams: ['dispatchers'] }] });
  const { id, number } = await desk.task({ place: { branchId: laboratory } });
  await desk.later(6);
  await desk.minute();
  const [alert] = await desk.alerts(id);
  const [opened, notice] = (await desk.outbox(0n)).slice(-2);
  expect(opened).toMatchObject({
    ...{ type: 'logistics_alert.opened', subject: alert?.id, branch_id: toUuid('branch', desk.branchId) },
    data: { kind: 'NOT_ASSIGNED', status: 'OPEN', taskId: id, courierId: null, otherBranchId: laboratory, since: alert?.since },
  });
  expect(notice?.data).toEqual({
    teams: ['dispatchers'],
    branchIds: [desk.branchId, laboratory],
    title: 'Nobody is sent',
    text: alert?.message,
    about: alert?.id,
  });
  expect(alert?.message).toContain(number);
});

it('goes on where it was when the process ends and another one begins', async () => {
  const { desk, id } = await unassigned();
  await desk.minute();
  await desk.later(15);
  const another = new Database({
    name: 'logistics',
    url: subgraph.url,
    operatorUrl: subgraph.operatorUrl,
    entities: logistics.entities,
    poolSize: 5,
    log: createLogger({ level: 'error', name: 'logistics' }),
  });
  await another.open();
  await tickAlerts(another);
  await tickAlerts(another);
  await another.close();
  expect(await desk.told()).toEqual(['opened NOT_ASSIGNED', 'tell dispatchers', 'escalated NOT_ASSIGNED', 'tell dispatchers lab_manager']);
  expect(await desk.standing(id)).toEqual(['NOT_ASSIGNED OPEN']);
});

it('writes nothing of what it cannot tell', async () => {
  const { desk, id } = await unassigned();
  await desk.hear();
  const { pool } = subgraph.database.acrossTenants();
  const cut = { ...subgraph.database, acrossTenants: () => ({ pool: { connect: async () => withoutOutbox(await pool.connect()) } }) };
  await expect(tickAlerts(cut as never)).rejects.toThrow('The connection is gone');
  expect(await desk.standing(id)).toEqual([]);
  await desk.minute();
  expect(await desk.told()).toEqual(['opened NOT_ASSIGNED', 'tell dispatchers']);
});

function withoutOutbox(client: { query: (text: string, values?: unknown[]) => Promise<unknown>; release: () => void }) {
  return {
    release: () => client.release(),
    query: (text: string, values?: unknown[]) =>
      text.startsWith('insert into outbox') ? Promise.reject(new Error('The connection is gone')) : client.query(text, values),
  };
}

it('is escalated no further when somebody looks after it, and ends by itself nevertheless', async () => {
  const { desk, id } = await unassigned();
  const courier = await desk.courier();
  await desk.minute();
  const [{ id: alertId } = { id: '' }] = await desk.alerts(id);
  const { alert } = await acknowledge(desk, alertId, ' I go myself. ');
  expect(alert).toMatchObject({ status: 'ACKNOWLEDGED', comment: 'I go myself.', nextAt: null });
  await desk.later(60);
  await desk.minute();
  expect(await desk.standing(id)).toEqual(['NOT_ASSIGNED ACKNOWLEDGED']);
  expect((await acknowledge(desk, alertId)).userErrors).toEqual([{ code: 'WRONG_STATE', message: 'Somebody looks after it already.' }]);
  await desk.give(id, courier);
  await desk.hear();
  expect(await desk.alerts(id)).toMatchObject([{ status: 'RESOLVED', comment: 'I go myself.' }]);
  expect(await desk.told()).toEqual([...['opened NOT_ASSIGNED', 'tell dispatchers', 'acknowledged NOT_ASSIGNED', 'resolved NOT_ASSIGNED']]);
  expect((await acknowledge(desk, alertId)).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'It is wrong no more: there is nothing to look after.' },
  ]);
});

it('is looked after by people of the branch that sends, with a word', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const laboratory = desk.addBranch();
  const { id } = await desk.task({ place: { branchId: laboratory } });
  await desk.later(20);
  await desk.minute();
  const [{ id: alertId } = { id: '' }] = await desk.alerts(id);
  const there = desk.somebody({ branches: [laboratory] });
  expect(await desk.alerts(id, there)).toHaveLength(1);
  const errors = async (...asked: Parameters<typeof acknowledge>) => (await acknowledge(...asked)).userErrors.map(({ code }) => code);
  expect(await errors(desk, alertId, 'We wait.', there)).toEqual(['NOT_ALLOWED']);
  expect(await errors(desk, alertId, 'We wait.', desk.somebody({ branches: [desk.addBranch()] }))).toEqual(['NOT_FOUND']);
  expect(await errors(desk, alertId, 'We wait.', new AlertDesk(subgraph, neighbours).context)).toEqual(['NOT_FOUND']);
  expect(await errors(desk, newId('logisticsalert'))).toEqual(['NOT_FOUND']);
  expect(await errors(desk, alertId, '  ')).toEqual(['REQUIRED']);
  expect(await errors(desk, alertId, 'x'.repeat(1_001))).toEqual(['INVALID']);
  await expect(acknowledge(desk, alertId, 'Yes', desk.somebody({ permissions: ['alerts:read'] }))).rejects.toThrow('alerts:acknowledge');
  expect(await desk.standing(id)).toEqual(['NOT_ASSIGNED OPEN']);
});

describe('what is worth an alert', () => {
  it('is what the branch has set, else the tenant, else what is built in', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const darkhan = desk.addBranch(newId('branch'), { code: 'DK1' });
    const [here, there] = [await desk.task(), await desk.task({ branchId: darkhan })];
    const [own, all] = [
      await desk.policy({ kind: 'NOT_ASSIGNED', branchId: darkhan, minutes: 120, severity: 'MINOR' }),
      await desk.policy({ kind: 'NOT_ASSIGNED', minutes: 60, severity: 'SEVERE' }),
    ];
    await desk.later(30);
    await desk.minute();
    expect([await desk.standing(here.id), await desk.standing(there.id)]).toEqual([[], []]);
    await desk.later(40);
    await desk.minute();
    expect(await desk.alerts(here.id)).toMatchObject([{ severity: 'SEVERE' }]);
    expect(await desk.standing(there.id)).toEqual([]);
    await desk.done('removeAlertPolicy', 'alertPolicy { id }', { id: own.id, expectedVersion: own.version });
    await desk.recount();
    await desk.minute();
    expect(await desk.alerts(there.id)).toMatchObject([{ severity: 'SEVERE' }]);
    await desk.done('updateAlertPolicy', 'alertPolicy { id }', { id: all.id, expectedVersion: all.version, active: false });
    await desk.recount();
    expect([await desk.standing(here.id), await desk.standing(there.id)]).toEqual([['NOT_ASSIGNED RESOLVED'], ['NOT_ASSIGNED RESOLVED']]);
    await desk.minute();
    expect(await desk.standing(here.id)).toEqual(['NOT_ASSIGNED RESOLVED']);
  });

  it('can be told before the time is over', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    await desk.policy({ kind: 'NOT_COLLECTED', minutes: -20 });
    const { id } = await desk.active(await desk.courier(), { notAfter: inMinutes(25), place: { address: 'Seoul Street 4', ...ger } });
    await desk.later(6);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NOT_COLLECTED OPEN']);
  });

  it('ends at once for couriers on the way, too', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const policy = await desk.policy({ kind: 'NO_SIGNAL', minutes: 5 });
    const { id } = await desk.active(await desk.courier());
    await desk.later(6);
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL OPEN']);
    const off = { id: policy.id, expectedVersion: policy.version, active: false };
    await desk.done('updateAlertPolicy', 'alertPolicy { id }', off);
    await desk.minute();
    await desk.minute();
    expect(await desk.standing(id)).toEqual(['NO_SIGNAL RESOLVED']);
  });

  it('is refused where it makes no sense, in words', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    await desk.team('dispatchers');
    const refused = async (more: object) => {
      const input = { kind: 'LATE', minutes: 10, ...more };
      return (await desk.run('createAlertPolicy', 'alertPolicy { id }', input)).userErrors.map(({ message }) => message);
    };
    expect(await refused({ kind: 'NOT_ASSIGNED', minutes: 0 })).toEqual(['Of NOT_ASSIGNED, minutes are 1 to 10080.']);
    expect(await refused({ kind: 'OFF_ROUTE' })).toEqual(['Of OFF_ROUTE, say by how many metres: 100 to 100000.']);
    expect(await refused({ kind: 'OFF_ROUTE', minutes: 90, metres: 500 })).toEqual(['Of OFF_ROUTE, minutes are 2 to 60.']);
    expect(await refused({ metres: 500 })).toEqual(['LATE knows no metres: leave them out.']);
    expect(await refused({ escalation: [{ teams: [] }] })).toEqual(['Say which teams are told.']);
    expect(await refused({ escalation: [{ teams: ['nobody'] }] })).toEqual(['There is no team nobody: make it by createTeam.']);
    expect(await refused({ escalation: [{ delayMinutes: -1, teams: ['dispatchers'] }] })).toEqual([
      'A step comes 0 to 10080 minutes later, a week.',
    ]);
    expect(await refused({ escalation: Array.from({ length: 11 }, () => ({ teams: ['dispatchers'] })) })).toEqual([
      'A chain has at most 10 steps.',
    ]);
    expect(await refused({})).toEqual([]);
    expect(await refused({})).toEqual(['There is a policy for LATE there already: change that one.']);
    expect(await refused({ branchId: newId('branch') })).toEqual(['There is no such branch among those where you may do this.']);
  });

  it('is set by those who may at the branch, and everywhere by those who may everywhere', async () => {
    const desk = new AlertDesk(subgraph, neighbours);
    const darkhan = desk.addBranch();
    const bat = desk.somebody({ branches: [darkhan] });
    const codes = async (mutation: string, input: object, context = bat) =>
      (await desk.run(mutation, 'alertPolicy { id }', input, context)).userErrors.map(({ code }) => code);
    const late = { kind: 'LATE', minutes: 10 };
    expect(await codes('createAlertPolicy', late)).toEqual(['NOT_ALLOWED']);
    expect(await codes('createAlertPolicy', { ...late, branchId: desk.branchId })).toEqual(['NOT_FOUND']);
    expect(await codes('createAlertPolicy', { ...late, branchId: darkhan })).toEqual([]);
    const { id, version } = await desk.policy(late);
    const change = { id, expectedVersion: version };
    expect(await codes('updateAlertPolicy', { ...change, minutes: 5 })).toEqual(['NOT_ALLOWED']);
    expect(await codes('removeAlertPolicy', change)).toEqual(['NOT_ALLOWED']);
    const stranger = new AlertDesk(subgraph, neighbours);
    expect(await codes('removeAlertPolicy', change, stranger.context)).toEqual(['NOT_FOUND']);
    expect(await codes('updateAlertPolicy', { id, expectedVersion: version + 1, minutes: 5 }, desk.context)).toEqual(['STALE_VERSION']);
    expect(await stranger.ask('{ alertPolicies { id } }')).toEqual({ alertPolicies: [] });
    const { alertPolicies } = await desk.ask<{ alertPolicies: { branch: { id: string } | null }[] }>('{ alertPolicies { branch { id } } }');
    expect(alertPolicies.map(({ branch }) => branch?.id ?? null)).toEqual([null, darkhan]);
  });
});

it('shows alerts to those who may see them, by branch, kind, state, task and courier', async () => {
  const desk = new AlertDesk(subgraph, neighbours);
  const [laboratory, courier] = [desk.addBranch(), await desk.courier()];
  const silent = await desk.active(courier, { place: { branchId: laboratory } });
  const alone = await desk.task();
  await desk.later(20);
  await desk.minute();
  const query = `query ($filter: LogisticsAlertFilter) { logisticsAlerts(filter: $filter) { totalCount nodes { task { id } branch { id } } } }`;
  const tasks = async (filter: object, context = desk.context) => {
    const { logisticsAlerts } = await desk.ask<{ logisticsAlerts: { totalCount: number; nodes: { task: { id: string } }[] } }>(
      query,
      { filter },
      context,
    );
    expect(logisticsAlerts.totalCount).toBe(logisticsAlerts.nodes.length);
    return logisticsAlerts.nodes.map(({ task }) => task.id).sort();
  };
  const both = [silent.id, alone.id].sort();
  expect(await tasks({})).toEqual(both);
  expect(await tasks({ branchId: desk.branchId })).toEqual(both);
  expect(await tasks({ branchId: laboratory })).toEqual([silent.id]);
  expect(await tasks({ kind: ['NOT_ASSIGNED'] })).toEqual([alone.id]);
  expect(await tasks({ status: ['RESOLVED', 'ACKNOWLEDGED'] })).toEqual([]);
  expect(await tasks({ taskId: alone.id })).toEqual([alone.id]);
  expect(await tasks({ courierId: courier.id })).toEqual([silent.id]);
  expect(await tasks({}, desk.somebody({ branches: [laboratory] }))).toEqual([silent.id]);
  expect(await tasks({}, new AlertDesk(subgraph, neighbours).context)).toEqual([]);
  await expect(tasks({}, desk.somebody({ permissions: ['tasks:read'] }))).rejects.toThrow('alerts:read');
  await desk.done('completeTask', taskFields, { id: silent.id }, courier.context);
  await desk.hear();
  const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Branch { openLogisticsAlerts(first: 5) { totalCount nodes { task { id } } } } } }`;
  const statements = async (count: number) => {
    const before = subgraph.database.statementCount;
    const representations = Array.from({ length: count }, (_, index) => ({
      __typename: 'Branch',
      id: index === 0 ? desk.branchId : newId('branch'),
    }));
    const { _entities } = await desk.ask<{ _entities: object[] }>(text, { representations });
    expect(_entities[0]).toEqual({ openLogisticsAlerts: { totalCount: 1, nodes: [{ task: { id: alone.id } }] } });
    return subgraph.database.statementCount - before;
  };
  expect(await statements(20)).toBe(await statements(1));
});

it('keeps its chain when the policy is changed while it is open', async () => {
  const { desk, id } = await unassigned();
  await desk.minute();
  await desk.rows(sql`update alert_policies set escalation = '[]'`);
  await desk.later(11);
  await desk.minute();
  expect(await desk.alerts(id)).toMatchObject([{ escalations: 1 }]);
});
