import { newCredential } from '#kernel/context/client-credential.js';
import { emptyContext, systemContext, type TenantReference } from '#kernel/context/request-context.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId, newUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { silent } from '#kernel/log/logger.js';
import { eventually } from '#kernel/testing/eventually.js';
import { platform as definition } from '../index.js';
import { openPlatform, type TestPlatform } from '../testing/open-platform.js';

let platform: TestPlatform;
let background: Background;
beforeAll(async () => {
  const publicScopes = new Set(['webhooks:read', 'orders:read', 'webhooks:manage']);
  platform = await openPlatform(null, { publicScopes }, { log: silent });
  background = await startBackground(definition, platform.subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await platform.subgraph.close();
});

const nobody: TenantReference = { id: '', subdomain: '' };

async function ask<Data>(tenant: TenantReference, query: string, variables: Record<string, unknown>): Promise<Data> {
  const { data, errors } = await platform.subgraph.execute<Data>(query, systemContext(tenant, 'sandbox', newUuid()), variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** A sandbox's name and credentials, and those who keep it. */
function newSandbox() {
  const subdomain = `box-${Math.random().toString(36).slice(2, 10)}`;
  const credentials = {
    clientId: newId('client'),
    apiKey: newCredential({ use: 'KEY', kind: 'TEST' }),
    clientSecret: newCredential({ use: 'SECRET', kind: 'TEST' }),
  };
  let tenants = 0;
  const act = async (tenant: TenantReference, mutation: 'prepareSandbox' | 'openSandbox', input: object) => {
    const fields = mutation === 'prepareSandbox' ? 'scopes' : 'formerTenantId';
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code } } }`;
    const { result } = await ask<{ result: { formerTenantId?: string | null; scopes?: string[] | null; userErrors: { code: string }[] } }>(tenant, query, { input });
    return result;
  };
  return {
    credentials,
    newTenant: async (mode = 'TEST') => (await platform.newTenant(`${subdomain}-${(tenants += 1)}`, 'GROWTH', mode)).tenant,
    prepare: (tenant: TenantReference) => act(tenant, 'prepareSandbox', { subdomain, ...credentials }),
    open: (tenant: TenantReference) => act(tenant, 'openSandbox', { subdomain }),
    claim: async (by: string, openedBefore = new Date(0)) =>
      (
        await ask<{ claimSandboxReset: boolean }>(
          nobody,
          'mutation ($subdomain: String!, $openedBefore: DateTime!, $by: String!) { claimSandboxReset(subdomain: $subdomain, openedBefore: $openedBefore, by: $by) }',
          { subdomain, openedBefore: openedBefore.toISOString(), by },
        )
      ).claimSandboxReset,
    release: async (by: string) =>
      (
        await ask<{ releaseSandboxClaim: boolean }>(
          nobody,
          'mutation ($subdomain: String!, $by: String!) { releaseSandboxClaim(subdomain: $subdomain, by: $by) }',
          { subdomain, by },
        )
      ).releaseSandboxClaim,
    /** To which tenants the subdomain, the client and its key lead. */
    leadsTo: async () => {
      const query = `query ($tenant: String, $client: ID, $key: String) {
        host: admission(tenant: $tenant) { tenant { id } }
        client: clientAdmission(client: $client) { tenant { id } }
        key: clientAdmission(key: $key) { tenant { id } }
      }`;
      const variables = { tenant: subdomain, client: credentials.clientId, key: credentials.apiKey };
      const { data, errors } = await platform.subgraph.execute<Record<string, { tenant: { id: string } | null } | null>>(
        query,
        emptyContext('test'),
        variables,
      );
      if (errors || !data) throw new Error(JSON.stringify(errors));
      return [data['host'], data['client'], data['key']].map((each) => each?.tenant?.id ?? null);
    },
  };
}

const all = ({ id }: TenantReference) => [id, id, id];
const statusOf = async ({ id }: TenantReference) =>
  (
    await ask<{ admission: { tenant: { status: string } } }>(
      nobody,
      'query ($id: String) { admission(tenant: $id) { tenant { status } } }',
      { id },
    )
  ).admission.tenant.status;

describe('a new sandbox', () => {
  it('is led to when it is opened and not before, and the one before it is suspended', async () => {
    const box = newSandbox();
    const [first, second] = [await box.newTenant(), await box.newTenant()];
    expect((await box.prepare(first)).userErrors).toEqual([]);
    expect(await box.leadsTo()).toEqual([null, null, null]);
    expect(await box.open(first)).toEqual({ formerTenantId: null, userErrors: [] });
    expect(await box.leadsTo()).toEqual(all(first));

    expect((await box.prepare(second)).userErrors).toEqual([]);
    expect(await box.leadsTo()).toEqual(all(first));
    expect(await box.open(second)).toEqual({ formerTenantId: first.id, userErrors: [] });
    expect(await box.leadsTo()).toEqual(all(second));
    await eventually(
      () => statusOf(first),
      (status) => status === 'SUSPENDED',
    );
    expect(await statusOf(second)).toBe('ACTIVE');
  });

  it('that was left half made is in no way of the next, the first of all as well', async () => {
    const box = newSandbox();
    const [lost, made, lostToo, next] = [await box.newTenant(), await box.newTenant(), await box.newTenant(), await box.newTenant()];
    await box.prepare(lost);
    await box.prepare(made);
    expect((await box.open(lost)).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    expect((await box.open(made)).userErrors).toEqual([]);
    await box.prepare(lostToo);
    await box.prepare(next);
    expect((await box.open(lostToo)).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    expect(await box.leadsTo()).toEqual(all(made));
    expect(await box.open(next)).toEqual({ formerTenantId: made.id, userErrors: [] });
    expect((await box.open(next)).userErrors).toEqual([{ code: 'WRONG_STATE' }]);
    expect(await box.leadsTo()).toEqual(all(next));
  });

  it('takes nothing from a tenant that is no sandbox, and is none itself when people are real in it', async () => {
    const box = newSandbox();
    expect((await box.prepare(await box.newTenant('LIVE'))).userErrors).toEqual([{ code: 'NOT_ALLOWED' }]);
    const other = newSandbox();
    const [open, thief] = [await box.newTenant(), await other.newTenant()];
    await box.prepare(open);
    await box.open(open);
    Object.assign(other.credentials, box.credentials);
    await other.prepare(thief);
    expect((await other.open(thief)).userErrors).toEqual([{ code: 'TAKEN' }]);
    expect(await box.leadsTo()).toEqual(all(open));
  });
});

it('lets everybody do what the public graph has, and nobody manage the webhooks that all would share', async () => {
  const box = newSandbox();
  const { scopes } = await box.prepare(await box.newTenant());
  expect(scopes).toEqual(['orders:read', 'webhooks:read']);
});

describe('the claim to make it', () => {
  it('is had by one of all who ask at once, until a sandbox is open', async () => {
    const box = newSandbox();
    const claims = await Promise.all(Array.from({ length: 8 }, (_, index) => box.claim(`keeper-${index}`)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    const tenant = await box.newTenant();
    await box.prepare(tenant);
    await box.open(tenant);
    expect(await box.claim('later')).toBe(false);
    expect(await box.claim('later', new Date(Date.now() + 60_000))).toBe(true);
  });

  it('is given back by whoever has it alone', async () => {
    const box = newSandbox();
    expect(await box.claim('one')).toBe(true);
    expect(await box.release('another')).toBe(false);
    expect(await box.claim('another')).toBe(false);
    expect(await box.release('one')).toBe(true);
    expect(await box.claim('another')).toBe(true);
    expect(await box.release('one')).toBe(false);
    expect(await box.claim('one')).toBe(false);
  });
});
