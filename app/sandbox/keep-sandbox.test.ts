import { newCredential } from '#kernel/context/client-credential.js';
import { systemContext, type TenantReference } from '#kernel/context/request-context.js';
import { newId, newUuid } from '#kernel/graph/type-id.js';
import { silent } from '#kernel/log/logger.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { eventually } from '#kernel/testing/eventually.js';
import { openPlatform, type TestPlatform } from '../../subgraphs/platform/testing/open-platform.js';
import { readConfiguration } from '../configuration.js';
import { keepSandbox } from './keep-sandbox.js';
import { sandboxSubdomain } from './sandbox-credentials.js';

let platform: TestPlatform;
let channels: ReadonlyMap<string, SubgraphChannel>;
const keepers: { close(): Promise<void> }[] = [];
beforeAll(async () => {
  platform = await openPlatform(null, {}, { log: silent });
  channels = new Map([['platform', platform.subgraph.runtime]]);
});
afterEach(async () => {
  await Promise.all(keepers.splice(0).map((keeper) => keeper.close()));
});
afterAll(() => platform.subgraph.close());

const configuration = { ...readConfiguration(), sandbox: { resetHours: 168 } };
const credentials = {
  clientId: newId('client'),
  apiKey: newCredential({ use: 'KEY', kind: 'TEST' }),
  clientSecret: newCredential({ use: 'SECRET', kind: 'TEST' }),
};

async function ask<Data>(query: string, variables: object = {}, tenant: TenantReference = { id: '', subdomain: '' }): Promise<Data> {
  const context = systemContext(tenant, 'sandbox', newUuid());
  const { data, errors } = await platform.subgraph.execute<Data>(query, context, { subdomain: sandboxSubdomain, ...variables });
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

async function openTenant(): Promise<string | null> {
  const { sandbox } = await ask<{ sandbox: { tenantId: string | null } | null }>(
    'query ($subdomain: String!) { sandbox(subdomain: $subdomain) { tenantId } }',
  );
  return sandbox?.tenantId ?? null;
}

const want = () => ask('mutation ($subdomain: String!) { wantSandboxReset(subdomain: $subdomain) }');

/** Makes a sandbox with nobody in it, as soon as it may. */
async function makeEmpty(mayOpen: Promise<void>): Promise<string> {
  const { tenant } = await platform.newTenant(`box-${newUuid().slice(-12)}`, 'GROWTH', 'TEST');
  const input = { subdomain: sandboxSubdomain, ...credentials };
  await ask('mutation ($input: PrepareSandboxInput!) { prepareSandbox(input: $input) { scopes } }', { input }, tenant);
  await mayOpen;
  const { openSandbox } = await ask<{ openSandbox: { userErrors: object[] } }>(
    'mutation ($input: OpenSandboxInput!) { openSandbox(input: $input) { userErrors { message } } }',
    { input: { subdomain: sandboxSubdomain } },
    tenant,
  );
  expect(openSandbox.userErrors).toEqual([]);
  return tenant.id;
}

function keep(make: () => Promise<string>): { close(): Promise<void> } {
  const keeper = keepSandbox(channels, configuration, silent, make);
  keepers.push(keeper);
  return keeper;
}

it('is made by one of those who keep it, each time', async () => {
  const made: string[] = [];
  const make = async (): Promise<string> => {
    const id = await makeEmpty(Promise.resolve());
    made.push(id);
    return id;
  };
  for (let keeper = 0; keeper < 3; keeper += 1) keep(make);
  for (let times = 1; times <= 2; times += 1) {
    await eventually(openTenant, (id) => id !== null && id === made.at(-1) && made.length >= times);
    expect(made).toHaveLength(times);
    if (times === 1) await want();
  }
});

it('is not begun by another because a third goes away', async () => {
  const [began, mayOpen] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let begun = 0;
  const make = async (): Promise<string> => {
    begun += 1;
    began.resolve();
    return makeEmpty(mayOpen.promise);
  };
  const before = await openTenant();
  await want();
  keep(make);
  await began.promise;
  await keep(() => Promise.reject(new Error('This one has nothing to do'))).close();
  const { claimSandboxReset } = await ask<{ claimSandboxReset: boolean }>(
    'mutation ($subdomain: String!, $openedBefore: DateTime!) { claimSandboxReset(subdomain: $subdomain, openedBefore: $openedBefore, by: "another") }',
    { openedBefore: new Date().toISOString() },
  );
  expect(claimSandboxReset).toBe(false);
  mayOpen.resolve();
  await eventually(openTenant, (id) => id !== null && id !== before);
  expect(begun).toBe(1);
});
