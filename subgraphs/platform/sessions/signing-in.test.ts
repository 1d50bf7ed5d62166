import { emptyContext, type RequestContext, type TenantReference } from '#kernel/context/request-context.js';
import { openPlatform, password, sessionOf, type SessionTokens, type TestPlatform } from '../testing/open-platform.js';

let platform: TestPlatform;
beforeAll(async () => {
  platform = await openPlatform();
});
afterAll(() => platform.subgraph.close());

const refreshMutation = `mutation ($input: RefreshSessionInput!) {
  refreshSession(input: $input) { accessToken refreshToken staffId userErrors { code message } }
}`;

async function refresh(tenant: TenantReference, refreshToken: string | null): Promise<SessionTokens> {
  const { data } = await platform.subgraph.execute<{ refreshSession: SessionTokens }>(refreshMutation, { ...emptyContext('test'), tenant }, { input: { refreshToken } });
  if (!data) throw new Error('no answer');
  return data.refreshSession;
}

async function isAdmitted(tenant: TenantReference, tokens: SessionTokens): Promise<boolean> {
  const query = `query ($tenant: String, $actor: ID, $session: ID) { admission(tenant: $tenant, actor: $actor, session: $session) { actor { id } } }`;
  const { data } = await platform.subgraph.execute<{ admission: { actor: object | null } }>(query, emptyContext('test'), {
    tenant: tenant.id,
    actor: tokens.staffId,
    session: sessionOf(tokens),
  });
  return data?.admission.actor !== null;
}

describe('signing in', () => {
  it('answers tokens to the right password, whatever the case of the email', async () => {
    const { tenant } = await platform.newTenant('steppe-sign-in');
    const tokens = await platform.signIn(tenant, 'OWNER@steppe-sign-in.example ', password);
    expect(tokens.userErrors).toEqual([]);
    expect(await isAdmitted(tenant, tokens)).toBe(true);
  });

  it('tells nobody whether an account exists', async () => {
    const { tenant } = await platform.newTenant('steppe-unknown');
    const wrong = await platform.signIn(tenant, 'owner@steppe-unknown.example', 'not the password', '198.51.100.1');
    const absent = await platform.signIn(tenant, 'nobody@steppe-unknown.example', 'not the password', '198.51.100.2');
    expect(wrong).toEqual(absent);
    expect(wrong.userErrors).toEqual([{ code: 'WRONG_CREDENTIALS', message: 'The email or the password is not right.' }]);
  });

  it('checks a password for an account that does not exist, too', async () => {
    const { tenant } = await platform.newTenant('steppe-effort');
    let addresses = 0;
    const cpu = async (email: string): Promise<number> => {
      const before = process.cpuUsage();
      await platform.signIn(tenant, email, 'not the password', `198.51.100.${(addresses += 1)}`);
      const used = process.cpuUsage(before);
      return used.user + used.system;
    };
    await cpu('warm@up.example');
    // What else the process does meanwhile, such as collecting garbage, is in some of them and not in the least.
    let [absent, present] = [Infinity, Infinity];
    for (let time = 0; time < 3; time += 1) {
      absent = Math.min(absent, await cpu('nobody@steppe-effort.example'));
      present = Math.min(present, await cpu('owner@steppe-effort.example'));
    }
    // Argon2id dominates both by far: without the second check the ratio is beyond five.
    expect(absent / present).toBeGreaterThan(0.3);
    expect(absent / present).toBeLessThan(3);
  });

  it("slows one network down and leaves the owner's alone", async () => {
    const { tenant } = await platform.newTenant('steppe-throttle');
    const email = 'owner@steppe-throttle.example';
    const tries = await Promise.all(Array.from({ length: 30 }, () => platform.signIn(tenant, email, 'a wrong guess', '198.51.100.66')));
    const checked = tries.filter(({ userErrors }) => userErrors[0]?.code === 'WRONG_CREDENTIALS');
    expect(checked.length).toBeLessThanOrEqual(6);
    const blocked = await platform.signIn(tenant, email, password, '198.51.100.66');
    expect(blocked.userErrors[0]).toMatchObject({ code: 'TOO_MANY_ATTEMPTS', message: expect.stringContaining('wait') as string });
    const owner = await platform.signIn(tenant, email, password, '203.0.113.9');
    expect(owner.userErrors).toEqual([]);
  });

  it('is at one tenant only', async () => {
    await platform.newTenant('steppe-only');
    const { tenant: copperbelt } = await platform.newTenant('copperbelt-only');
    const tokens = await platform.signIn(copperbelt, 'owner@steppe-only.example', password);
    expect(tokens.userErrors[0]?.code).toBe('WRONG_CREDENTIALS');
  });
});

describe('a refresh token', () => {
  it('is exchanged for new tokens', async () => {
    const { tenant, tokens } = await platform.newTenant('steppe-refresh');
    const next = await refresh(tenant, tokens.refreshToken);
    expect(next.userErrors).toEqual([]);
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    expect(sessionOf(next)).toBe(sessionOf(tokens));
  });

  it('ends its session for everybody when it is used twice', async () => {
    const { tenant, tokens } = await platform.newTenant('steppe-reuse');
    const next = await refresh(tenant, tokens.refreshToken);
    const stolen = await refresh(tenant, tokens.refreshToken);
    expect(stolen.userErrors[0]?.code).toBe('WRONG_CREDENTIALS');
    expect((await refresh(tenant, next.refreshToken)).userErrors[0]?.code).toBe('WRONG_CREDENTIALS');
    expect(await isAdmitted(tenant, next)).toBe(false);
  });

  it('gives new tokens once when ten present it at the same time', async () => {
    const { tenant, tokens } = await platform.newTenant('steppe-race');
    const answers = await Promise.all(Array.from({ length: 10 }, () => refresh(tenant, tokens.refreshToken)));
    expect(answers.filter(({ accessToken }) => accessToken !== null)).toHaveLength(1);
  });

  it('means nothing at another tenant', async () => {
    const { tokens } = await platform.newTenant('steppe-elsewhere');
    const { tenant } = await platform.newTenant('copperbelt-elsewhere');
    expect((await refresh(tenant, tokens.refreshToken)).userErrors[0]?.code).toBe('WRONG_CREDENTIALS');
  });
});

describe('a session', () => {
  const run = (context: RequestContext, mutation: string, input: object) =>
    platform.subgraph.execute<Record<string, { userErrors: { code: string }[] }>>(mutation, context, { input });

  it('ends by signing out', async () => {
    const { tenant, owner, tokens } = await platform.newTenant('steppe-logout');
    await run(owner, 'mutation ($input: LogoutInput!) { logout(input: $input) { userErrors { code } } }', {});
    expect(await isAdmitted(tenant, tokens)).toBe(false);
    expect((await refresh(tenant, tokens.refreshToken)).accessToken).toBeNull();
  });

  it('ends when the password changes, save the one that changed it', async () => {
    const { tenant, owner, tokens } = await platform.newTenant('steppe-change');
    const other = await platform.signIn(tenant, 'owner@steppe-change.example', password);
    const changed = await run(owner, 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { userErrors { code } } }', {
      currentPassword: password,
      newPassword: 'another long passphrase',
    });
    expect(changed.data?.['changePassword']?.userErrors).toEqual([]);
    expect(await isAdmitted(tenant, tokens)).toBe(true);
    expect(await isAdmitted(tenant, other)).toBe(false);
  });

  it('of somebody else is not found by those who may not end it', async () => {
    const { tenant } = await platform.newTenant('steppe-revoke');
    const tokens = await platform.signIn(tenant, 'owner@steppe-revoke.example', password);
    const { owner: stranger } = await platform.newTenant('copperbelt-revoke');
    const answer = await run(stranger, 'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { userErrors { code } } }', { id: sessionOf(tokens) });
    expect(answer.data?.['revokeSession']?.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
    expect(await isAdmitted(tenant, tokens)).toBe(true);
  });

  it('is shown to, and ended by, who manages the people wherever its person works', async () => {
    const { tenant, owner } = await platform.newTenant('steppe-session');
    const open = async (code: string) => {
      const input = { code, name: code, type: 'CLINIC', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
      const query = 'mutation ($input: CreateBranchInput!) { createBranch(input: $input) { branch { id } } }';
      return (await platform.subgraph.execute<{ createBranch: { branch: { id: string } } }>(query, owner, { input })).data?.createBranch.branch.id;
    };
    const [home, away] = [await open('HOME'), await open('AWAY')];
    const employ = async (name: string, grants: object[]) => {
      const input = { email: `${name}@steppe-session.example`, displayName: name, password, grants };
      await run(owner, 'mutation ($input: CreateStaffInput!) { createStaff(input: $input) { userErrors { code } } }', input);
      return platform.signIn(tenant, input.email, password);
    };
    const signedIn = await employ('manager', [{ role: 'MANAGER', branchId: home }]);
    const manager = await platform.contextFor(tenant, signedIn.staffId ?? '', sessionOf(signedIn));
    const [ours, both] = [
      await employ('ours', [{ role: 'NURSE', branchId: home }]),
      await employ('both', [home, away].map((branchId) => ({ role: 'NURSE', branchId }))),
    ];
    const shown = async ({ staffId }: typeof ours) => {
      const query = 'query ($staffId: ID) { sessions(staffId: $staffId) { id } }';
      const { data, errors } = await platform.subgraph.execute<{ sessions: object[] }>(query, manager, { staffId });
      return data?.sessions ?? errors?.[0]?.extensions['code'];
    };
    const end = async (tokens: typeof ours) => {
      const query = 'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { userErrors { code } } }';
      return (await run(manager, query, { id: sessionOf(tokens) })).data?.['revokeSession']?.userErrors;
    };
    expect([await shown(both), await end(both), await isAdmitted(tenant, both)]).toEqual(['FORBIDDEN', [{ code: 'NOT_FOUND' }], true]);
    expect([await shown(ours), await end(ours), await isAdmitted(tenant, ours)]).toEqual([[{ id: sessionOf(ours) }], [], false]);
  });
});
