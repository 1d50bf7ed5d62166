import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { importJWK, jwtVerify, type JWK } from 'jose';
import { openPlatform, password, sessionOf, type TestPlatform } from '../testing/open-platform.js';
import { platformRoles, tenantRoles } from '../roles/built-in-roles.js';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform.subgraph.close());

interface Payload {
  readonly userErrors: { code: string; message: string; field: string[] | null }[];
  readonly [field: string]: unknown;
}

async function run(context: RequestContext, mutation: string, input: object): Promise<Payload> {
  const type = mutation.endsWith('TenantDomain') ? 'TenantDomainInput' : `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const fields: Readonly<Record<string, string>> = {
    createBranch: 'branch { id code }',
    updateBranch: 'branch { status }',
    createDepartment: 'department { id }',
    updateDepartment: 'department { id }',
    createStaff: 'staff { id } temporaryPassword',
    updateStaff: 'staff { version status }',
    createRole: 'role { code permissions version }',
    addTenantDomain: 'domains',
    removeTenantDomain: 'domains',
    updateTenant: 'tenant { settings { branding { companyName primaryColor } features } }',
    resetStaffPassword: 'temporaryPassword',
    updateRole: 'role { code }',
    deleteRole: 'role { code }',
    createTeam: 'team { id }',
    updateTeam: 'team { id }',
  };
  const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields[mutation]} userErrors { code message field } } }`;
  const { data, errors } = await platform.subgraph.execute<{ result: Payload }>(query, context, { input });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data.result;
}

const branch = (code: string) => ({ code, name: `Branch ${code}`, type: 'CLINIC', timeZone: 'Africa/Lusaka', currency: 'ZMW' });

describe('a plan', () => {
  it('allows so many branches, also when ten are opened at once', async () => {
    const { owner } = await platform.newTenant('plan-branches', 'STARTER');
    const results = await Promise.all(Array.from({ length: 10 }, (_, index) => run(owner, 'createBranch', branch(`B${index}`))));
    expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(3);
    expect(results.flatMap(({ userErrors }) => userErrors.map(({ code }) => code))).toEqual(Array.from({ length: 7 }, () => 'LIMIT_REACHED'));
    const [open] = results.flatMap((result) => (result['branch'] ? [result['branch'] as { id: string }] : []));
    await run(owner, 'updateBranch', { id: open?.id, expectedVersion: 1, status: 'CLOSED' });
    expect((await run(owner, 'createBranch', branch('AGAIN'))).userErrors).toEqual([]);
    expect((await run(owner, 'updateBranch', { id: open?.id, expectedVersion: 2, status: 'ACTIVE' })).userErrors[0]?.code).toBe('LIMIT_REACHED');
  });

  it('allows so many people, also when they are added at once', async () => {
    const { owner } = await platform.newTenant('plan-people', 'STARTER');
    const add = (index: number) => run(owner, 'createStaff', { email: `p${index}@plan.example`, displayName: 'P', password, grants: [] });
    const results = await Promise.all(Array.from({ length: 28 }, (_, index) => add(index)));
    expect(results.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(24);
  });
});

const receptionRights = tenantRoles.flatMap(({ code, permissions }) => (code === 'RECEPTIONIST' && permissions !== 'every' ? permissions : []));

/** A tenant with two branches, and somebody who has a role at the first of them only. */
async function twoBranches(subdomain: string, role: string) {
  const { tenant, owner } = await platform.newTenant(subdomain);
  const open = async (code: string) => ((await run(owner, 'createBranch', branch(code)))['branch'] as { id: string }).id;
  const [home, away] = [await open('HOME'), await open('AWAY')];
  const email = `one@${subdomain}.example`;
  await run(owner, 'createStaff', { email, displayName: 'One', password, grants: [{ role, branchId: home }] });
  const tokens = await platform.signIn(tenant, email, password);
  return { owner, home, away, oneOf: await platform.contextFor(tenant, tokens.staffId ?? '', sessionOf(tokens)) };
}

describe('a manager of one branch', () => {
  const query = `{ branches(first: 10) { nodes { code status version departments { name } } } }`;
  const outcome = async (manager: RequestContext, mutation: string, input: object) =>
    (await run(manager, mutation, input)).userErrors.map(({ code, message, field }) => `${code} ${field?.join('.')} ${message}`)[0] ?? 'done';

  it('changes that one, and no other', async () => {
    const { owner, oneOf: manager, home, away } = await twoBranches('manager-branches', 'MANAGER');
    const department = (await run(owner, 'createDepartment', { branchId: away, name: 'Radiology' }))['department'] as { id: string };
    const elsewhere = 'You manage other branches than this one: ask somebody who manages it.';
    expect([
      await outcome(manager, 'updateBranch', { id: away, expectedVersion: 1, status: 'CLOSED' }),
      await outcome(manager, 'createDepartment', { branchId: away, name: 'Surgery' }),
      await outcome(manager, 'updateDepartment', { id: department.id, expectedVersion: 1, name: 'Surgery' }),
      await outcome(manager, 'createBranch', branch('THIRD')),
    ]).toEqual([
      `NOT_ALLOWED input.id ${elsewhere}`,
      `NOT_ALLOWED input.branchId ${elsewhere}`,
      `NOT_ALLOWED input.id ${elsewhere}`,
      'NOT_ALLOWED input This holds at every branch, and takes branches:manage at all of them: ask somebody who has it there.',
    ]);
    expect([
      await outcome(manager, 'updateBranch', { id: home, expectedVersion: 1, name: 'Home' }),
      await outcome(manager, 'createDepartment', { branchId: home, name: 'Surgery' }),
    ]).toEqual(['done', 'done']);
    expect((await platform.subgraph.execute(query, owner)).data).toEqual({
      branches: {
        nodes: [
          { code: 'AWAY', status: 'ACTIVE', version: 1, departments: [{ name: 'Radiology' }] },
          { code: 'HOME', status: 'ACTIVE', version: 2, departments: [{ name: 'Surgery' }] },
        ],
      },
    });
  });

  it('tells nobody anything that is told at other branches: teams are of all of them', async () => {
    const { owner, oneOf: manager, home } = await twoBranches('manager-teams', 'MANAGER');
    const team = (await run(owner, 'createTeam', { code: 'on_call', name: 'On call' }))['team'] as { id: string };
    const everywhere = 'NOT_ALLOWED input This holds at every branch, and takes staff:manage at all of them: ask somebody who has it there.';
    expect([
      await outcome(manager, 'createTeam', { code: 'mine', name: 'Mine', staffIds: [manager.actor.id] }),
      await outcome(manager, 'updateTeam', { id: team.id, expectedVersion: 1, staffIds: [manager.actor.id] }),
      await outcome(manager, 'updateTeam', { id: team.id, expectedVersion: 1, roles: ['MANAGER'] }),
    ]).toEqual([everywhere, everywhere, everywhere]);
    const teams = '{ teams { code version roles members { id } } }';
    expect((await platform.subgraph.execute(teams, owner)).data).toEqual({ teams: [{ code: 'on_call', version: 1, roles: [], members: [] }] });
    expect(await outcome({ ...owner, branch: home }, 'updateTeam', { id: team.id, expectedVersion: 1, staffIds: [manager.actor.id] })).toBe('done');
  });

  it('even an administrator of it changes nothing of the tenant, nor its roles', async () => {
    const { owner, oneOf: administrator } = await twoBranches('administrator-of-one', 'ADMIN');
    await run(owner, 'createRole', { code: 'TRIAGE', name: 'Triage', permissions: [] });
    await run(owner, 'addTenantDomain', { domain: 'portal.administrator.mn' });
    const everywhere = (name: string) =>
      `NOT_ALLOWED input This holds at every branch, and takes ${name} at all of them: ask somebody who has it there.`;
    expect([
      await outcome(administrator, 'updateTenant', { expectedVersion: 1, name: 'Mine' }),
      await outcome(administrator, 'addTenantDomain', { domain: 'mine.administrator.mn' }),
      await outcome(administrator, 'removeTenantDomain', { domain: 'portal.administrator.mn' }),
      await outcome(administrator, 'createRole', { code: 'MINE', name: 'Mine', permissions: [] }),
      await outcome(administrator, 'updateRole', { code: 'TRIAGE', expectedVersion: 1, name: 'Mine' }),
      await outcome(administrator, 'deleteRole', { code: 'TRIAGE' }),
    ]).toEqual([...Array<string>(3).fill(everywhere('tenant:manage')), ...Array<string>(3).fill(everywhere('roles:manage'))]);
    const { data } = await platform.subgraph.execute<{ roles: { code: string; name: string }[] }>(
      '{ tenant { name version customDomains } roles { code name } }',
      owner,
    );
    expect(data).toMatchObject({ tenant: { name: 'administrator-of-one', version: 1, customDomains: ['portal.administrator.mn'] } });
    expect(data?.roles.filter(({ code }) => ['MINE', 'TRIAGE'].includes(code))).toEqual([{ code: 'TRIAGE', name: 'Triage' }]);
  });

  it('changes the other as well when it is theirs too, at whichever they are at work just now', async () => {
    const { owner, oneOf: manager, home, away } = await twoBranches('manager-of-two', 'MANAGER');
    const grants = manager.grants.map((grant) => ({ ...grant, branches: [home, away] }));
    expect(await outcome({ ...manager, branch: home, grants }, 'updateBranch', { id: away, expectedVersion: 1, name: 'Away' })).toBe('done');
    expect(await outcome({ ...owner, branch: home }, 'createBranch', branch('THIRD'))).toBe('done');
  });
});

describe('a person', () => {
  it('can hand out only what they hold themselves', async () => {
    const { tenant, owner } = await platform.newTenant('delegation');
    const [home, away] = [await run(owner, 'createBranch', branch('HOME')), await run(owner, 'createBranch', branch('AWAY'))].map((result) => (result['branch'] as { id: string }).id);
    await run(owner, 'createStaff', { email: 'm@d.example', displayName: 'Manager', password, grants: [{ role: 'MANAGER', branchId: home }] });
    const tokens = await platform.signIn(tenant, 'm@d.example', password);
    const manager = await platform.contextFor(tenant, tokens.staffId ?? '', sessionOf(tokens));
    const add = async (grants: object[]) => (await run(manager, 'createStaff', { email: `${Math.random()}@d.example`, displayName: 'New', grants })).userErrors[0]?.code ?? 'done';
    expect(await add([{ role: 'RECEPTIONIST', branchId: home }])).toBe('done');
    expect(await add([{ role: 'RECEPTIONIST', branchId: away }])).toBe('NOT_ALLOWED');
    expect(await add([{ role: 'RECEPTIONIST' }])).toBe('NOT_ALLOWED');
    expect(await add([{ role: 'OWNER', branchId: home }])).toBe('NOT_ALLOWED');
    expect(await add([{ role: 'PLATFORM_SUPER_ADMIN', branchId: home }])).toBe('NOT_FOUND');
    const reset = await run(manager, 'resetStaffPassword', { id: owner.actor.id });
    expect([reset.userErrors[0]?.code, reset['temporaryPassword']]).toEqual(['NOT_ALLOWED', null]);
  });

  it('who works at another branch too manages the people of their own only', async () => {
    const { owner, oneOf, home, away } = await twoBranches('delegation-of-two', 'MANAGER');
    const person = (name: string, branchId: string) => ({
      email: `${name}@delegation-of-two.example`,
      displayName: name,
      grants: [{ role: 'RECEPTIONIST', branchId }],
    });
    const employ = async (name: string, branchId: string) => ((await run(owner, 'createStaff', person(name, branchId)))['staff'] as { id: string }).id;
    const [ours, theirs] = [await employ('ours', home), await employ('theirs', away)];
    const atDesk = { role: 'RECEPTIONIST', permissions: receptionRights, branches: [away] };
    const manager = { ...oneOf, grants: [...oneOf.grants, atDesk] };
    const refusal = async (mutation: string, input: object) => (await run(manager, mutation, input)).userErrors[0]?.message ?? 'done';
    expect([
      await refusal('createStaff', person('new', away)),
      await refusal('updateStaff', { id: theirs, expectedVersion: 1, status: 'DEACTIVATED' }),
      await refusal('resetStaffPassword', { id: theirs }),
    ]).toEqual([
      'You do not manage the people there: ask somebody who does.',
      'This person works also where you do not manage the people: ask somebody who does.',
      'This person works also where you do not manage the people: ask somebody who does.',
    ]);
    expect([await refusal('createStaff', person('new', home)), await refusal('resetStaffPassword', { id: ours })]).toEqual(['done', 'done']);
    const { data } = await platform.subgraph.execute('query ($id: ID!) { staffMember(id: $id) { status version } }', owner, { id: theirs });
    expect(data).toEqual({ staffMember: { status: 'ACTIVE', version: 1 } });
  });

  it('who is the last owner stays one', async () => {
    const { owner } = await platform.newTenant('last-owner');
    const changed = await run(owner, 'updateStaff', { id: owner.actor.id, expectedVersion: 1, grants: [] });
    expect(changed.userErrors[0]?.code).toBe('NOT_ALLOWED');
  });

  it('is unique by email within the tenant only', async () => {
    const [{ owner: first }, { owner: second }] = [await platform.newTenant('emails-a'), await platform.newTenant('emails-b')];
    const person = { email: 'Same@x.example', displayName: 'Same', password, grants: [] };
    expect((await run(first, 'createStaff', person)).userErrors).toEqual([]);
    expect((await run(first, 'createStaff', { ...person, email: 'same@X.example' })).userErrors[0]?.code).toBe('TAKEN');
    expect((await run(second, 'createStaff', person)).userErrors).toEqual([]);
  });
});

describe('a role', () => {
  it('of the tenant holds only what exists, and stays while somebody has it', async () => {
    const { owner } = await platform.newTenant('own-roles');
    const role = { code: 'TRIAGE', name: 'Triage', permissions: ['patients:read', 'encounters:record'] };
    expect((await run(owner, 'createRole', { ...role, permissions: ['tenants:administer'] })).userErrors[0]?.code).toBe('INVALID');
    expect((await run(owner, 'createRole', { ...role, code: 'OWNER' })).userErrors[0]?.code).toBe('TAKEN');
    expect((await run(owner, 'createRole', role))['role']).toMatchObject({ permissions: ['encounters:record', 'patients:read'] });
    await run(owner, 'createStaff', { email: 't@r.example', displayName: 'T', password, grants: [{ role: 'TRIAGE' }] });
    expect((await run(owner, 'deleteRole', { code: 'TRIAGE' })).userErrors[0]?.code).toBe('WRONG_STATE');
  });

  it('that is built in names no permission twice, and no code stands for two', () => {
    const roles = [...platformRoles, ...tenantRoles];
    expect(new Set(roles.map(({ code }) => code)).size).toBe(roles.length);
    for (const { permissions } of roles) if (permissions !== 'every') expect(new Set(permissions).size).toBe(permissions.length);
  });
});

describe('a tenant', () => {
  it('answers to domains of its own, which nobody else can take', async () => {
    const [{ tenant, owner }, { owner: rival }] = [await platform.newTenant('domains-a'), await platform.newTenant('domains-b')];
    expect((await run(owner, 'addTenantDomain', { domain: 'Portal.Steppe.mn' }))['domains']).toEqual(['portal.steppe.mn']);
    expect((await run(rival, 'addTenantDomain', { domain: 'portal.steppe.mn' })).userErrors[0]?.code).toBe('TAKEN');
    expect((await run(rival, 'removeTenantDomain', { domain: 'portal.steppe.mn' })).userErrors[0]?.code).toBe('NOT_FOUND');
    for (const domain of ['domains-a.localhost', 'localhost', 'no domain', 'http://x.mn']) {
      expect((await run(rival, 'addTenantDomain', { domain })).userErrors[0]?.code).toBe('INVALID');
    }
    const query = `{ tenantConfiguration(host: "portal.steppe.mn") { tenantId } }`;
    expect((await platform.subgraph.execute(query, emptyContext('test'))).data).toEqual({ tenantConfiguration: { tenantId: tenant.id } });
  });

  it('shows its branding to everybody, and changes it by its owner', async () => {
    const { tenant, owner } = await platform.newTenant('branding');
    const changed = await run(owner, 'updateTenant', { expectedVersion: 1, branding: { companyName: 'Nomad Clinics', primaryColor: '#0a7d77' }, features: ['queue'] });
    expect(changed.userErrors).toEqual([]);
    expect((await run(owner, 'updateTenant', { expectedVersion: 2, branding: { logoUrl: 'http://insecure.example/logo' } })).userErrors[0]?.code).toBe('INVALID');
    const { data } = await platform.subgraph.execute(`{ tenantConfiguration { branding { companyName primaryColor } features } }`, { ...emptyContext('test'), tenant });
    expect(data).toEqual({ tenantConfiguration: { branding: { companyName: 'Nomad Clinics', primaryColor: '#0a7d77' }, features: ['queue'] } });
  });
});

describe('the keys of access tokens', () => {
  it('rotate, and the tokens of the one before stay valid', async () => {
    const { tokens: before } = await platform.newTenant('rotation');
    const id = await platform.services.tokens.rotate();
    const { tokens: after } = await platform.newTenant('rotation-b');
    const { keys } = await platform.services.tokens.keySet();
    expect(keys[0]?.kid).toBe(id);
    expect(keys.every((key) => key.d === undefined)).toBe(true);
    for (const { accessToken } of [before, after]) {
      const find = async ({ kid }: { kid?: string }) => importJWK(keys.find((key) => key.kid === kid) as JWK, 'EdDSA');
      await expect(jwtVerify(accessToken ?? '', (header) => find(header as { kid?: string }))).resolves.toBeDefined();
    }
  });
});
