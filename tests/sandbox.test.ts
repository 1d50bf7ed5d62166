import pg from 'pg';
import { toUuid } from '#kernel/graph/type-id.js';
import { eventually } from '#kernel/testing/eventually.js';
import { sandboxCredentials } from '../app/sandbox/sandbox-credentials.js';
import { runProcess, startTopology, type RunningGraph } from './end-to-end/topology.js';

interface Seen {
  readonly tenant: { readonly id: string; readonly name: string };
  readonly patients: { readonly totalCount: number };
}

const aWhole = 300_000;

let graph: RunningGraph;
let database: pg.Client;
beforeAll(async () => {
  graph = await startTopology('one process', { SANDBOX: 'true' });
  database = new pg.Client({ connectionString: graph.databaseUrl });
  await database.connect();
}, 400_000);
afterAll(async () => {
  await database.end();
  await graph.stop();
}, 60_000);

/** What a visitor of the portal sees by the printed key; null when it opens nothing. */
async function visit(): Promise<Seen | null> {
  const response = await fetch(`${graph.url}/public/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${sandboxCredentials.apiKey}` },
    body: JSON.stringify({ query: '{ tenant { id name } patients(first: 1) { totalCount } }' }),
  });
  const { data } = (await response.json()) as { data?: Seen | null };
  return data ?? null;
}

/** The sandbox once it is another than that; the door remembers for a moment to whom a key belongs. */
async function sandboxAfter(before: string | null): Promise<Seen> {
  const seen = await eventually(visit, (sandbox) => sandbox !== null && sandbox.tenant.id !== before, aWhole);
  if (seen === null) throw new Error('There is no sandbox');
  return seen;
}

async function statusOf(tenantId: string): Promise<string | undefined> {
  const { rows } = await database.query<{ status: string }>('select status from platform.tenants where tenant_id = $1', [
    toUuid('tenant', tenantId),
  ]);
  return rows[0]?.status;
}

const isSuspended = (tenantId: string) =>
  eventually(
    () => statusOf(tenantId),
    (status) => status === 'SUSPENDED',
    60_000,
  );

async function reset(): Promise<void> {
  const command = await runProcess('dist/app/commands/reset-sandbox.js', { DATA_FOLDER: graph.dataFolder });
  if ((await command.ended) !== 0) throw new Error(command.said());
}

/** Most of its patients have consented, and not all. */
const whole = { tenant: { name: 'CareGraph Sandbox' }, patients: { totalCount: 120 } };

it('is new each time that it is reset, by the same key, and the one before is suspended', async () => {
  let present = await sandboxAfter(null);
  expect(present).toMatchObject(whole);
  for (let times = 0; times < 2; times += 1) {
    const before = present.tenant.id;
    expect(await statusOf(before)).toBe('ACTIVE');
    await reset();
    present = await sandboxAfter(before);
    expect(present).toMatchObject(whole);
    await isSuspended(before);
  }
}, 900_000);

it('stays as it is when the next fails on the way, and is replaced by the one after that', async () => {
  const present = await sandboxAfter(null);
  const before = present.tenant.id;
  // A sequence keeps its count when what counted is undone.
  await database.query(`
    create sequence patients.refused;
    grant usage on sequence patients.refused to public;
    create function patients.refuse_consents() returns trigger language plpgsql as $$
      begin perform nextval('patients.refused'); raise exception 'no consent today'; end $$;
    create trigger refuse before insert on patients.consents for each row execute function patients.refuse_consents()`);
  await database.query("update platform.sandboxes set wanted_at = now() where host = 'sandbox'");
  await eventually(
    async () => (await database.query<{ is_called: boolean }>('select is_called from patients.refused')).rows[0]?.is_called,
    (tried) => tried === true,
    aWhole,
  );
  await eventually(
    () => Promise.resolve(graph.said()),
    (said) => said.includes('the one before stays'),
    60_000,
  );
  expect(await visit()).toEqual(present);
  expect(await statusOf(before)).toBe('ACTIVE');

  await database.query('drop trigger refuse on patients.consents');
  // As if the time of the claim were over.
  await database.query("update platform.sandboxes set claimed_until = now() where host = 'sandbox'");
  expect(await sandboxAfter(before)).toMatchObject(whole);
  await isSuspended(before);
}, 900_000);
