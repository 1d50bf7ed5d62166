import { randomUUID } from 'node:crypto';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import type { RequestContext, TenantReference } from '#kernel/context/request-context.js';
import type { NotificationMessage, NotificationPort } from '#kernel/notifications/notification-port.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf } from '#kernel/testing/test-subgraph.js';
import { platform } from '../index.js';
import { openPlatform, type TestPlatform } from '../testing/open-platform.js';

const sent: NotificationMessage[] = [];
const mail: NotificationPort = {
  channels: new Set(['EMAIL'] as const),
  deliver: (message) => {
    sent.push(message);
    return Promise.resolve({ status: 'SENT', providerId: null });
  },
  close: () => Promise.resolve(),
};

let graph: TestPlatform;
let background: Background;
const transport = new InProcessTransport();
beforeAll(async () => {
  graph = await openPlatform(mail);
  background = await startBackground(platform, graph.subgraph.resources, transport);
});
afterAll(async () => {
  await background.stop();
  await graph.subgraph.close();
});

async function run<T>(context: RequestContext, query: string, variables: Record<string, unknown> = {}): Promise<T> {
  const { data, errors } = await graph.subgraph.execute<T>(query, context, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

interface TeamAnswer {
  readonly team: { readonly id: string; readonly version: number; readonly members: readonly { readonly id: string }[] } | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

async function change(context: RequestContext, mutation: 'createTeam' | 'updateTeam', input: object): Promise<TeamAnswer> {
  const type = mutation === 'createTeam' ? 'CreateTeamInput' : 'UpdateTeamInput';
  const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { team { id version members { id } } userErrors { code message } } }`;
  return (await run<{ result: TeamAnswer }>(context, query, { input })).result;
}

/** A tenant with a lab, two technicians of it and one of another branch. */
class Lab {
  private constructor(
    readonly tenant: TenantReference,
    readonly owner: RequestContext,
    readonly branchId: string,
    readonly elsewhereId: string,
  ) {}

  static async open(subdomain: string): Promise<Lab> {
    const { tenant, owner } = await graph.newTenant(subdomain);
    const branch = async (code: string): Promise<string> => {
      const input = { code, name: code, type: 'LAB', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
      const { createBranch } = await run<{ createBranch: { branch: { id: string } } }>(
        owner,
        'mutation ($input: CreateBranchInput!) { createBranch(input: $input) { branch { id } } }',
        { input },
      );
      return createBranch.branch.id;
    };
    return new Lab(tenant, owner, await branch('LAB1'), await branch('LAB2'));
  }

  async person(name: string, role: string, branchId: string | null): Promise<RequestContext> {
    const input = {
      email: `${name}@${this.tenant.subdomain}.example`,
      displayName: name,
      password: 'correct horse battery',
      grants: [{ role, branchId }],
    };
    const { createStaff } = await run<{ createStaff: { staff: { id: string } } }>(
      this.owner,
      'mutation ($input: CreateStaffInput!) { createStaff(input: $input) { staff { id } } }',
      { input },
    );
    return contextOf({ tenant: this.tenant, permissions: [], actorId: createStaff.staff.id });
  }

  async tell(teams: readonly string[], branchIds: readonly string[] = [this.branchId]): Promise<() => Promise<void>> {
    const order = newId('order');
    const event = {
      ...{ id: randomUUID(), type: 'notice.requested', version: 1, tenant: this.tenant, subject: order, branch: this.branchId },
      ...{ actorId: null, requestId: null, occurredAt: new Date().toISOString() },
      data: { teams, branchIds, title: 'Order LAB-000001', text: 'An urgent sample', about: order },
    };
    await transport.publish([event]);
    return () => transport.publish([event]);
  }
}

async function titlesOf(context: RequestContext): Promise<string[]> {
  const { myNotices } = await run<{ myNotices: { nodes: { notice: { title: string; text: string } }[] } }>(
    context,
    '{ myNotices { nodes { id readAt notice { title text about teams } } } }',
  );
  return myNotices.nodes.map(({ notice }) => `${notice.title}: ${notice.text}`);
}

const told = ['Order LAB-000001: An urgent sample'];

it('tells whoever is in a team by name, and whoever holds its role at the branch, each once', async () => {
  const lab = await Lab.open('noticed');
  const [here, everywhere, elsewhere, manager, stranger] = [
    await lab.person('here', 'LAB_TECHNICIAN', lab.branchId),
    await lab.person('everywhere', 'LAB_TECHNICIAN', null),
    await lab.person('elsewhere', 'LAB_TECHNICIAN', lab.elsewhereId),
    await lab.person('manager', 'MANAGER', lab.branchId),
    await lab.person('stranger', 'CASHIER', lab.branchId),
  ];
  const technicians = await change(lab.owner, 'createTeam', { code: 'lab_team', name: 'Laboratory', roles: ['LAB_TECHNICIAN'] });
  expect(technicians.userErrors).toEqual([]);
  const staffIds = [manager.actor.id, here.actor.id];
  const managers = await change(lab.owner, 'createTeam', { code: 'lab_manager', name: 'Its manager', staffIds });
  expect(managers.team?.members.map(({ id }) => id).sort()).toEqual([...staffIds].sort());
  const again = await lab.tell(['lab_team', 'lab_manager', 'nobody']);
  for (const person of [here, everywhere, manager])
    await eventually(
      () => titlesOf(person),
      (titles) => titles.length > 0,
    );
  await again();
  await eventually(
    () => Promise.resolve(sent.filter(({ to }) => to.endsWith('@noticed.example'))),
    (mails) => mails.length === 3,
  );
  for (const person of [here, everywhere, manager]) expect(await titlesOf(person)).toEqual(told);
  for (const person of [elsewhere, stranger]) expect(await titlesOf(person)).toEqual([]);
  expect(sent.find(({ to }) => to === 'here@noticed.example')).toMatchObject({ subject: 'Order LAB-000001', text: 'An urgent sample' });
});

it('tells nobody of a team that is not told anything any more, nor people who have left', async () => {
  const lab = await Lab.open('quiet');
  const [bold, bat] = [await lab.person('bold', 'LAB_TECHNICIAN', null), await lab.person('bat', 'LAB_TECHNICIAN', null)];
  const { team } = await change(lab.owner, 'createTeam', { code: 'lab_team', name: 'Laboratory', roles: ['lab_technician'] });
  const { team: bosses } = await change(lab.owner, 'createTeam', { code: 'bosses', name: 'Bosses', roles: ['LAB_TECHNICIAN'] });
  await change(lab.owner, 'updateTeam', { id: bosses?.id, expectedVersion: bosses?.version, active: false });
  const leave = 'mutation ($input: UpdateStaffInput!) { updateStaff(input: $input) { userErrors { message } } }';
  await run(lab.owner, leave, { input: { id: bat.actor.id, expectedVersion: 1, status: 'DEACTIVATED' } });
  await lab.tell(['bosses']);
  await lab.tell(['lab_team']);
  await eventually(
    () => titlesOf(bold),
    (titles) => titles.length > 0,
  );
  expect(await titlesOf(bold)).toEqual(told);
  expect(await titlesOf(bat)).toEqual([]);
  expect(team?.members).toEqual([]);
});

it('is one own: others neither see nor mark it, and it is marked once', async () => {
  const [lab, other] = [await Lab.open('mine'), await Lab.open('theirs')];
  const [bold, bat] = [await lab.person('bold', 'LAB_TECHNICIAN', null), await lab.person('bat', 'MANAGER', null)];
  const foreigner = await other.person('bold', 'LAB_TECHNICIAN', null);
  await change(lab.owner, 'createTeam', { code: 'lab_team', name: 'Laboratory', roles: ['LAB_TECHNICIAN'] });
  await lab.tell(['lab_team']);
  await eventually(
    () => titlesOf(bold),
    (titles) => titles.length > 0,
  );
  const query = '{ myNotices(unread: true) { nodes { id } totalCount } }';
  const { myNotices } = await run<{ myNotices: { nodes: { id: string }[]; totalCount: number } }>(bold, query);
  const mark = 'mutation ($input: MarkNoticesReadInput!) { markNoticesRead(input: $input) { marked } }';
  const marked = async (context: RequestContext): Promise<number> => {
    const input = { ids: myNotices.nodes.map(({ id }) => id) };
    return (await run<{ markNoticesRead: { marked: number } }>(context, mark, { input })).markNoticesRead.marked;
  };
  expect([await marked(bat), await marked(foreigner), await marked(bold), await marked(bold)]).toEqual([0, 0, 1, 0]);
  expect(await run(bold, query)).toEqual({ myNotices: { nodes: [], totalCount: 0 } });
  const [id] = myNotices.nodes.map((node) => node.id);
  const found = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on NoticeReceipt { id } } }';
  const representations = [{ __typename: 'NoticeReceipt', id }];
  expect(await run(bold, found, { representations })).toEqual({ _entities: [{ id }] });
  for (const who of [bat, foreigner]) expect(await run(who, found, { representations })).toEqual({ _entities: [null] });
});

it('follows what one is told', async () => {
  const lab = await Lab.open('followed');
  const bold = await lab.person('bold', 'LAB_TECHNICIAN', null);
  await change(lab.owner, 'createTeam', { code: 'lab_team', name: 'Laboratory', roles: ['LAB_TECHNICIAN'] });
  const stream = graph.subgraph.runtime.subscribe(
    { query: 'subscription { noticeReceived { kind notices { notice { text } } } }', variables: {} },
    bold,
  );
  const next = async (): Promise<unknown> => ((await stream.next()) as { value: { data: unknown } }).value.data;
  expect(await next()).toEqual({ noticeReceived: { kind: 'CURRENT_STATE', notices: [] } });
  await lab.tell(['lab_team']);
  expect(await next()).toEqual({ noticeReceived: { kind: 'CHANGE', notices: [{ notice: { text: 'An urgent sample' } }] } });
  await stream.return?.();
});

describe('a team', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await Lab.open('teams');
  });
  const messageOf = async (input: object): Promise<string | undefined> => {
    const { userErrors } = await change(lab.owner, 'createTeam', { code: 'a_team', name: 'A team', ...input });
    return userErrors[0]?.message;
  };

  it('says what is wrong with it', async () => {
    expect(await messageOf({ code: 'A Team' })).toBe(
      'A code is words of lower-case letters and digits, parted by underscores, such as courier_team.',
    );
    expect(await messageOf({ name: ' ' })).toBe('A team needs a name.');
    expect(await messageOf({ roles: ['WIZARD'] })).toBe('There is no role WIZARD.');
    expect(await messageOf({ staffIds: [newId('staff')] })).toBe('One of these people does not exist.');
    const stranger = await (await Lab.open('strangers')).person('bold', 'MANAGER', null);
    expect(await messageOf({ staffIds: [stranger.actor.id] })).toBe('One of these people does not exist.');
    expect(await messageOf({ code: 'twice' })).toBeUndefined();
    expect(await messageOf({ code: 'twice' })).toBe('There is a team twice already: change that one.');
  });

  it('is changed by who has read it, and not by another tenant', async () => {
    const { team } = await change(lab.owner, 'createTeam', { code: 'changed', name: 'Changed' });
    const input = { id: team?.id, expectedVersion: 7, name: 'Renamed' };
    expect((await change(lab.owner, 'updateTeam', input)).userErrors[0]?.code).toBe('STALE_VERSION');
    const other = await Lab.open('outsiders');
    expect((await change(other.owner, 'updateTeam', input)).userErrors[0]?.code).toBe('NOT_FOUND');
    const clerk = contextOf({ tenant: lab.tenant, permissions: ['staff:read'] });
    await expect(change(clerk, 'updateTeam', input)).rejects.toThrow('staff:manage');
  });
});
