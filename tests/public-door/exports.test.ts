import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { LocalObjects } from '#kernel/objects/local-objects.js';
import { eventually } from '#kernel/testing/eventually.js';
import { platform } from '../../subgraphs/platform/index.js';
import { openPublicDoor, type PublicDoor } from './open-public-door.js';

let folder: string;
let door: PublicDoor;
let background: Background | null = null;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exports-'));
  door = await openPublicDoor({ objects: new LocalObjects(folder) });
});
afterAll(async () => {
  await background?.stop();
  await door.close();
  await rm(folder, { recursive: true });
});

/** Jobs begin when the first test has done what must be done before. */
async function letJobsRun(): Promise<void> {
  background ??= await startBackground(platform, door.platform.subgraph.resources, new InProcessTransport());
}

interface Answered {
  readonly startExport?: { readonly export: { readonly id: string } | null; readonly userErrors: readonly object[] };
  readonly export?: { readonly status: string; readonly error: string | null; readonly url: string | null };
}

async function ask(credential: string, query: string): Promise<{ data?: Answered; errors?: readonly { readonly message: string }[] }> {
  const response = await fetch(`${door.url}/public/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Answered };
}

async function start(credential: string, query: string): Promise<string> {
  const answer = await ask(
    credential,
    `mutation { startExport(input: { query: ${JSON.stringify(query)} }) { export { id } userErrors { message } } }`,
  );
  const id = answer.data?.startExport?.export?.id;
  if (!id) throw new Error(JSON.stringify(answer));
  return id;
}

async function ended(credential: string, id: string): Promise<NonNullable<Answered['export']>> {
  const look = async () => (await ask(credential, `{ export(id: "${id}") { status error url } }`)).data?.export;
  const found = await eventually(look, (seen) => seen !== undefined && !['QUEUED', 'RUNNING'].includes(seen.status));
  if (!found) throw new Error('There is no such export');
  return found;
}

const fetched = (id: string, credential: string) =>
  fetch(`${door.url}/public/exports/${id}`, { headers: { authorization: `Bearer ${credential}` } });

const allBranches = '{ branches { edges { node { place: code ... on Branch { city: address { city } } } } } }';

describe('a third party', () => {
  it('whose client is shut out gets no file of what it began', async () => {
    const { owner } = await door.platform.newTenant('shut', 'ENTERPRISE');
    const client = await door.newClient(owner, { scopes: ['exports:run'] });
    const { key } = await door.newKey(owner, client);
    const id = await start(key, allBranches);
    await door.change(owner, 'deactivateApiClient', 'ApiClientStatusInput', { id: client });
    await letJobsRun();
    await eventually(
      async () => (await door.platform.subgraph.execute<Answered>(`{ export(id: "${id}") { status error } }`, owner)).data?.export,
      (seen) => seen?.status === 'FAILED' && seen.error?.startsWith('The client may not read this, or no longer:') === true,
    );
    await eventually(
      async () => (await fetched(id, key)).status,
      (status) => status === 401,
    );
  });

  it('has a list written, of what its tenant has, and fetches it', async () => {
    await letJobsRun();
    const { owner } = await door.platform.newTenant('wide', 'ENTERPRISE');
    const codes = Array.from({ length: 130 }, (_, index) => `B${String(index).padStart(3, '0')}`);
    for (const code of codes) await door.newBranch(owner, code);
    const { key } = await door.newKey(owner, await door.newClient(owner, { scopes: ['exports:run'] }));
    const id = await start(key, allBranches);
    expect(await ended(key, id)).toEqual({ status: 'COMPLETED', error: null, url: `http://localhost:4000/public/exports/${id}` });
    const file = await fetched(id, key);
    expect([file.status, file.headers.get('content-type'), file.headers.get('content-encoding')]).toEqual([
      200,
      'application/jsonl',
      'gzip',
    ]);
    expect(await file.text()).toBe(codes.map((place) => `${JSON.stringify({ place, city: null })}\n`).join(''));
  });

  it('is told what does not fit, in the words of the public graph', async () => {
    await letJobsRun();
    const { owner } = await door.platform.newTenant('wrong');
    const { key } = await door.newKey(owner, await door.newClient(owner, { scopes: ['exports:run'] }));
    const hidden = await ended(key, await start(key, '{ staff { nodes { id } } }'));
    expect(hidden.error).toContain('The query does not fit the graph: Cannot query field "staff" on type "Query"');
    const wrong = await ended(key, await start(key, '{ branches { nodes { codeword } } }'));
    expect(wrong.error).toContain('Cannot query field "codeword" on type "Branch"');
  });

  it('gets files by no credential but its own', async () => {
    await letJobsRun();
    const { tenant, owner, tokens } = await door.platform.newTenant('own');
    const client = await door.newClient(owner, { scopes: ['exports:run'] });
    const { key } = await door.newKey(owner, client);
    const id = await start(key, allBranches);
    await ended(key, id);
    const { key: neighbour } = await door.newKey(owner, await door.newClient(owner, { scopes: ['exports:run'] }));
    const { key: unscoped } = await door.newKey(owner, await door.newClient(owner));
    const stranger = await door.platform.newTenant('stranger');
    const { key: strangers } = await door.newKey(stranger.owner, await door.newClient(stranger.owner, { scopes: ['exports:run'] }));
    const statuses = await Promise.all(
      [neighbour, strangers, unscoped, tokens.accessToken ?? '', 'cg_live_nonsense', ''].map(
        async (credential) => (await fetched(id, credential)).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 403, 401, 401, 401]);
    const byStaff = await fetch(`${door.url}/downloads/platform/export?id=${id}`, {
      headers: { authorization: `Bearer ${tokens.accessToken}`, 'x-tenant-id': tenant.id },
    });
    expect(byStaff.status).toBe(404);
    const { secret } = await door.newSecret(owner, client);
    expect((await fetched(id, await door.tokenOf(client, secret, 'exports:run'))).status).toBe(200);
  });
});

it('a job keeps to the scope and the branch that it was given', async () => {
  const { tenant, owner } = await door.platform.newTenant('narrow', 'ENTERPRISE');
  const [here, there] = [await door.newBranch(owner, 'HERE'), await door.newBranch(owner, 'THERE')];
  const clientId = await door.newClient(owner, { scopes: ['exports:run'], branchIds: [here] });
  const question = { query: '{ exports { nodes { id } } }' };
  const run = async (more: object) =>
    (await door.publicGraph.execute({ tenant, clientId, ...more }, question)).errors?.[0]?.extensions['code'];
  expect([await run({}), await run({ scope: ['exports:run', 'orders:read'] }), await run({ scope: [] })]).toEqual([
    undefined,
    undefined,
    'FORBIDDEN',
  ]);
  expect([await run({ branch: here }), await run({ branch: there })]).toEqual([undefined, 'UNAUTHENTICATED']);
});
