import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantReference } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { defineJob } from '#kernel/jobs/job.js';
import { silent } from '#kernel/log/logger.js';
import { addTo, counterSubgraph, CountPayload } from '#kernel/testing/counter-subgraph.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { readConfiguration } from '../app/configuration.js';
import { freePort } from '../app/engines/free-port.js';
import { startLocalRedis } from '../app/engines/redis-server.js';
import { subgraphs } from '../app/graph.js';
import { ensureServiceKeys } from '../app/topologies/service-keys.js';
import { startSubgraphService } from '../app/topologies/subgraph-service.js';
import { openPlatform, type TestPlatform } from '../subgraphs/platform/testing/open-platform.js';
import { runProcess } from './end-to-end/topology.js';

const countAtBranch = defineJob<{ branchId: string }>('countAtBranch', async (context, { branchId }, transaction) => {
  const branches = await context.read<{ timeZone: string }>('Branch', [branchId], 'timeZone');
  await addTo(transaction, 'visits', branches.get(branchId)?.timeZone ?? 'no such branch');
});
/** Stands where the patients would, and has a job that asks the platform. */
const definition = { ...counterSubgraph('patients'), jobs: [countAtBranch] };

const open: (() => Promise<unknown>)[] = [];
let platform: TestPlatform;
let patients: TestSubgraph;
beforeAll(async () => {
  const redis = await startLocalRedis();
  open.push(() => redis.stop());
  platform = await openPlatform();
  open.push(() => platform.subgraph.close());
  patients = await openTestSubgraph(definition);
  open.push(() => patients.close());

  const keys = await mkdtemp(join(tmpdir(), 'caregraph-keys-'));
  await ensureServiceKeys(
    keys,
    subgraphs.map(({ name }) => name),
    ['platform'],
  );
  const port = { gateway: await freePort(), platform: await freePort(), patients: await freePort() };
  const url = (name: keyof typeof port) => `http://127.0.0.1:${port[name]}`;
  const environment = (name: keyof typeof port) => ({ NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port[name]) });
  const asSubgraph = (name: 'platform' | 'patients', database: TestSubgraph) => ({
    ...environment(name),
    LOG_LEVEL: 'fatal',
    REDIS_URL: redis.url,
    GATEWAY_URL: url('gateway'),
    CONTEXT_PUBLIC_KEY_FILE: join(keys, 'shared', 'context-public.pem'),
    SUBGRAPH_PRIVATE_KEY_FILE: join(keys, name, 'subgraph-private.pem'),
    [`${name.toUpperCase()}_DATABASE_URL`]: database.url,
    [`${name.toUpperCase()}_OPERATOR_DATABASE_URL`]: database.operatorUrl,
  });
  const asGateway = {
    ...environment('gateway'),
    // The others of the house are never asked here.
    SUBGRAPH_URLS: subgraphs.map(({ name }) => `${name}=${url(name === 'patients' ? 'patients' : 'platform')}`).join(','),
    CONTEXT_PRIVATE_KEY_FILE: join(keys, 'gateway', 'context-private.pem'),
    SUBGRAPH_PUBLIC_KEYS_FILE: join(keys, 'shared', 'subgraphs-public.json'),
  };
  const processes = await Promise.all([
    runProcess(
      'dist/app/service.js',
      { ...asSubgraph('platform', platform.subgraph), CAREGRAPH_SECRET_FILE: join(keys, 'platform', 'secret') },
      'platform',
    ),
    runProcess('dist/app/service.js', asGateway, 'gateway'),
  ]);
  for (const process of processes) open.push(() => process.stop());
  await Promise.all(processes.map((process) => process.untilSaid('is ready at')));
  const service = await startSubgraphService(definition, readConfiguration(asSubgraph('patients', patients)), silent);
  open.push(() => service.close());
}, 400_000);
afterAll(async () => {
  for (const close of open.reverse()) await close();
}, 400_000);

/** What the job of a tenant, run for a branch, came to know of it. */
async function learnt(tenant: TenantReference, branchId: string): Promise<string | undefined> {
  const database = patients.database.forContext(contextOf({ tenant, permissions: [] }));
  await database.command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
    await transaction.schedule(countAtBranch, { branchId }, { key: branchId });
    return { name: null };
  });
  const [counter] = await eventually(
    () => database.rows<{ log: string[] }>(sql`select log from counters where name = 'visits'`, null),
    (rows) => rows.length > 0,
  );
  return counter?.log.at(-1);
}

it('a job reads what a subgraph in another process owns, of its own tenant only', async () => {
  const steppe = await platform.newTenant('steppe');
  const copperbelt = await platform.newTenant('copperbelt');
  const createBranch =
    'mutation { createBranch(input: { code: "UB1", name: "Ulaanbaatar", type: CLINIC, timeZone: "Asia/Ulaanbaatar", currency: "MNT" }) { branch { id } } }';
  const { data } = await platform.subgraph.execute<{ createBranch: { branch: { id: string } } }>(createBranch, steppe.owner);
  const branchId = data?.createBranch.branch.id ?? '';
  expect(await learnt(steppe.tenant, branchId)).toBe('Asia/Ulaanbaatar');
  expect(await learnt(copperbelt.tenant, branchId)).toBe('no such branch');
}, 400_000);
