import pg from 'pg';
import type { RequestContext } from '../context/request-context.js';
import { sql } from '../database/sql.js';
import { InProcessTransport } from '../events/transport.js';
import type { EventTransport } from '../events/transport.js';
import { createLogger } from '../log/logger.js';
import { addTo, counted, counterSubgraph, CountPayload, remind } from '../testing/counter-subgraph.js';
import { eventually } from '../testing/eventually.js';
import { contextOf, openTestSubgraph, testTenant, type OthersEntities, type TestSubgraph } from '../testing/test-subgraph.js';
import type { SubgraphDefinition } from '../subgraph/definition.js';
import { startBackground, type Background } from './background.js';
import { deadJobs, replayJobs } from './dead-jobs.js';
import { defineJob } from './job.js';

const log = createLogger({ level: 'fatal', name: 'test' });
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const step of open.splice(0).reverse()) await step.close();
});

async function start(definition: SubgraphDefinition, transport: EventTransport, entities: OthersEntities = {}): Promise<{ subgraph: TestSubgraph; background: Background }> {
  const subgraph = await openTestSubgraph(definition, { log, entities });
  const background = await startBackground(definition, subgraph.resources, transport);
  open.push(subgraph, { close: () => background.stop() });
  return { subgraph, background };
}

function count(subgraph: TestSubgraph, context: RequestContext, name: string, step: number): Promise<CountPayload> {
  return subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtext(${name}))`);
    await transaction.publish(counted, { subject: name, data: { name, step } });
    return { name };
  });
}

async function seen(subgraph: TestSubgraph, context: RequestContext, name: string): Promise<{ total: number; log: string[] }> {
  const rows = await subgraph.database.forContext(context).rows<{ total: number; log: string[] }>(sql`select total, log from counters where name = ${name}`, null);
  return rows[0] ?? { total: 0, log: [] };
}

describe('an event', () => {
  it('is reacted to once, in its tenant, and in order for its subject', async () => {
    const { subgraph } = await start(counterSubgraph('counting'), new InProcessTransport());
    const steppe = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const copperbelt = contextOf({ tenant: testTenant('copperbelt'), permissions: [] });
    for (let step = 0; step < 20; step += 1) await Promise.all([count(subgraph, steppe, 'yaks', step), count(subgraph, copperbelt, 'yaks', step)]);
    const inOrder = Array.from({ length: 20 }, (_, step) => String(step));
    for (const context of [steppe, copperbelt]) {
      expect(await eventually(() => seen(subgraph, context, 'yaks'), ({ total }) => total >= 20)).toEqual({ total: 20, log: inOrder });
    }
  });

  it('has its effect once, however often it is delivered', async () => {
    const transport = new InProcessTransport();
    const { subgraph } = await start(counterSubgraph('counting'), {
      publish: async (events) => {
        await Promise.all([transport.publish(events), transport.publish(events)]);
        await transport.publish(events);
      },
      subscribe: (...parameters) => transport.subscribe(...parameters),
    });
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    for (let step = 0; step < 5; step += 1) await count(subgraph, context, 'goats', step);
    await eventually(() => seen(subgraph, context, 'goats'), ({ total }) => total >= 5);
    expect((await seen(subgraph, context, 'goats')).total).toBe(5);
  });

  it('waits in the outbox while nothing can carry it', async () => {
    let broken = true;
    const transport = new InProcessTransport();
    const { subgraph } = await start(counterSubgraph('counting'), {
      publish: (events) => (broken ? Promise.reject(new Error('no way through')) : transport.publish(events)),
      subscribe: (...parameters) => transport.subscribe(...parameters),
    });
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    await count(subgraph, context, 'camels', 1);
    broken = false;
    expect(await eventually(() => seen(subgraph, context, 'camels'), ({ total }) => total > 0)).toEqual({ total: 1, log: ['1'] });
  });

  it('that was refused by its command was never published', async () => {
    const { subgraph } = await start(counterSubgraph('counting'), new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const failing = subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      await transaction.publish(counted, { subject: 'horses', data: { name: 'horses', step: 1 } });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const rows = await subgraph.database.acrossTenants().rows(sql`select 1 from outbox`);
    expect(rows).toEqual([]);
  });
});

describe('a reaction that fails', () => {
  it('is tried again, and its failed tries leave nothing behind', async () => {
    let failures = 2;
    const definition = counterSubgraph('counting', async (event, transaction) => {
      await addTo(transaction, event.data.name, 'tried');
      if (failures-- > 0) throw new Error('not yet');
    });
    const { subgraph } = await start(definition, new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    await count(subgraph, context, 'sheep', 1);
    // graphile-worker waits about e^attempt seconds; the test does not wait for it but lets the job run now.
    const hurry = () => subgraph.database.acrossTenants().pool.query(`update counting_jobs._private_jobs set run_at = now() where locked_at is null`);
    await eventually(async () => (await hurry(), seen(subgraph, context, 'sheep')), ({ total }) => total > 0);
    expect(await seen(subgraph, context, 'sheep')).toEqual({ total: 1, log: ['tried'] });
  });

  it('for the sake of another transaction is tried at once, before what is behind it', async () => {
    let deadlocks = 1;
    const definition = counterSubgraph('counting', async (event, transaction) => {
      if (deadlocks-- > 0) await transaction.rows(sql`do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`);
      await addTo(transaction, event.data.name, String(event.data.step));
    });
    const { subgraph } = await start(definition, new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    for (const step of [1, 2]) await count(subgraph, context, 'lambs', step);
    await eventually(() => seen(subgraph, context, 'lambs'), ({ total }) => total === 2);
    expect(await seen(subgraph, context, 'lambs')).toEqual({ total: 2, log: ['1', '2'] });
  });

  it('is dead in the end, listed with its reason once its last try is over, and can be replayed', async () => {
    let broken = true;
    let tries = 0;
    const lastTry = Promise.withResolvers<undefined>();
    const definition = counterSubgraph('counting', async (event, transaction) => {
      tries += 1;
      if (tries === 9) await lastTry.promise;
      if (broken) throw new Error('the world is not ready');
      await addTo(transaction, event.data.name, 'at last');
    });
    const { subgraph } = await start(definition, new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    await count(subgraph, context, 'larks', 1);
    const { pool } = subgraph.database.acrossTenants();
    const hurry = () => pool.query(`update counting_jobs._private_jobs set run_at = now() where locked_at is null and attempts < max_attempts`);
    await eventually(async () => (await hurry(), tries), (seen) => seen === 9);
    expect(await deadJobs(pool, 'counting')).toEqual([]);
    lastTry.resolve(undefined);
    const [dead] = await eventually(() => deadJobs(pool, 'counting'), (jobs) => jobs.length > 0);
    expect(dead).toMatchObject({ task: 'react:count', attempts: 9, lastError: expect.stringContaining('the world is not ready') as string });
    broken = false;
    await replayJobs(pool, 'counting', [dead?.id ?? '']);
    await eventually(() => seen(subgraph, context, 'larks'), ({ total }) => total === 1);
  });
});

describe('a scheduled job', () => {
  it('runs after its command is committed, and never when it is not', async () => {
    const { subgraph } = await start(counterSubgraph('counting'), new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const schedule = (name: string, fail: boolean) =>
      subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
        await transaction.schedule(remind, { name }, { key: name });
        if (fail) throw new Error('no');
        return { name };
      });
    await expect(schedule('never', true)).rejects.toThrow('no');
    await schedule('cranes', false);
    await eventually(() => seen(subgraph, context, 'cranes'), ({ total }) => total === 1);
    expect(await seen(subgraph, context, 'never')).toEqual({ total: 0, log: [] });
  });

  it('reads what others own, as the system of its tenant', async () => {
    const askedBy: RequestContext[] = [];
    const count = defineJob<{ branchId: string }>('countAtBranch', async (context, { branchId }, transaction) => {
      const branches = await context.read<{ timeZone: string }>('Branch', [branchId], 'timeZone');
      await addTo(transaction, 'swans', branches.get(branchId)?.timeZone ?? 'nowhere');
    });
    const read: OthersEntities['read'] = (_type, _ids, _selection, request) => {
      askedBy.push(request);
      return Promise.resolve(new Map([['branch_1', { timeZone: 'Asia/Ulaanbaatar' }], ['branch_2', { timeZone: 'Africa/Lusaka' }]]));
    };
    const { subgraph } = await start({ ...counterSubgraph('counting'), jobs: [count] }, new InProcessTransport(), { read });
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    await subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      await transaction.schedule(count, { branchId: 'branch_1' }, { key: 'swans' });
      return { name: null };
    });
    expect(await eventually(() => seen(subgraph, context, 'swans'), ({ total }) => total === 1)).toEqual({ total: 1, log: ['Asia/Ulaanbaatar'] });
    expect(askedBy).toMatchObject([{ actor: { kind: 'system', id: 'countAtBranch' }, tenant: { id: context.tenant?.id } }]);
  });

  it('that made room for another transaction loads anew what that one may have changed', async () => {
    const contexts: unknown[] = [];
    const makeRoom = defineJob<{ name: string }>('makeRoom', async (context, { name }, transaction) => {
      contexts.push(context);
      if (contexts.length === 1) await transaction.rows(sql`do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`);
      await addTo(transaction, name, 'done');
    });
    const { subgraph } = await start({ ...counterSubgraph('counting'), jobs: [makeRoom] }, new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    await subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      await transaction.schedule(makeRoom, { name: 'terns' }, { key: 'terns' });
      return { name: null };
    });
    await eventually(() => seen(subgraph, context, 'terns'), ({ total }) => total === 1);
    expect(contexts).toHaveLength(2);
    expect(contexts[0]).not.toBe(contexts[1]);
  });

  it('is replaced and taken back by its key', async () => {
    const { subgraph } = await start(counterSubgraph('counting'), new InProcessTransport());
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const later = new Date(Date.now() + 3_600_000);
    await subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      await transaction.schedule(remind, { name: 'owls' }, { key: 'owls', runAt: later });
      await transaction.schedule(remind, { name: 'owls' }, { key: 'owls', runAt: later });
      await transaction.schedule(remind, { name: 'hawks' }, { key: 'hawks', runAt: later });
      await transaction.unschedule('hawks');
      return { name: null };
    });
    const { rows } = await subgraph.database.acrossTenants().pool.query<{ key: string }>('select key from counting_jobs.jobs where key is not null');
    expect(rows.map(({ key }) => key.split(':')[1])).toEqual(['owls']);
  });
});

describe('a job that is scheduled while a worker takes the one of its key', () => {
  it('is done after that one, for what it is to do was not there before', async () => {
    const subgraph = await openTestSubgraph(counterSubgraph('counting'), { log });
    const worker = new pg.Client({ connectionString: subgraph.ownerUrl });
    await worker.connect();
    open.push(subgraph, { close: () => worker.end() });
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const schedule = () =>
      subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
        await transaction.schedule(remind, { name: 'plovers' }, { key: 'plovers' });
        return { name: null };
      });
    await schedule();
    await worker.query(`begin; update counting_jobs._private_jobs set locked_at = now(), locked_by = 'pool-there'`);
    const again = schedule();
    const isWaiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%schedule%'`;
    const look = async () => {
      // A transaction sees of others what it saw of them first.
      await worker.query('select pg_stat_clear_snapshot()');
      return (await worker.query(isWaiting)).rowCount;
    };
    await eventually(look, (count) => count === 1);
    await worker.query('commit');
    await again;
    const { rows } = await worker.query('select key is not null as keyed, locked_by from counting_jobs._private_jobs order by id');
    expect(rows).toEqual([{ keyed: false, locked_by: 'pool-there' }, { keyed: true, locked_by: null }]);
  });
});

describe('what workers began and did not end', () => {
  const lock = (pool: pg.Pool, workers: string) => pool.query(`update counting_jobs._private_jobs set locked_at = now(), locked_by = $1`, [workers]);
  const schedule = (subgraph: TestSubgraph, context: RequestContext, name: string) =>
    subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      await transaction.schedule(remind, { name }, { key: name });
      return { name };
    });

  it('is done by others when their process is gone, and so is what waits behind it', async () => {
    const subgraph = await openTestSubgraph(counterSubgraph('counting'), { log });
    open.push(subgraph);
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const { pool } = subgraph.database.acrossTenants();
    await schedule(subgraph, context, 'storks');
    await lock(pool, 'pool-gone');
    await pool.query(`insert into counting_jobs._private_job_queues (queue_name, locked_at, locked_by) values ('herons', now(), 'pool-gone')`);
    await count(subgraph, context, 'herons', 1);
    const background = await startBackground(counterSubgraph('counting'), subgraph.resources, new InProcessTransport());
    open.push({ close: () => background.stop() });
    await eventually(() => seen(subgraph, context, 'storks'), ({ total }) => total === 1);
    await eventually(() => seen(subgraph, context, 'herons'), ({ total }) => total === 1);
  });

  it('stays theirs as long as they live', async () => {
    const subgraph = await openTestSubgraph(counterSubgraph('counting'), { log });
    const other = new pg.Client({ connectionString: subgraph.ownerUrl });
    await other.connect();
    open.push(subgraph);
    await other.query(`select pg_advisory_lock(hashtextextended('workers live pool-there', 0))`);
    const context = contextOf({ tenant: testTenant('steppe'), permissions: [] });
    const { pool } = subgraph.database.acrossTenants();
    await schedule(subgraph, context, 'storks');
    await lock(pool, 'pool-there');
    await pool.query(`insert into counting_jobs._private_job_queues (queue_name, locked_at, locked_by) values ('herons', now(), 'pool-gone')`);
    await count(subgraph, context, 'herons', 1);
    const background = await startBackground(counterSubgraph('counting'), subgraph.resources, new InProcessTransport());
    open.push({ close: () => background.stop() });
    await eventually(() => seen(subgraph, context, 'herons'), ({ total }) => total === 1);
    expect(await seen(subgraph, context, 'storks')).toEqual({ total: 0, log: [] });
    await other.end();
    await eventually(() => seen(subgraph, context, 'storks'), ({ total }) => total === 1);
  });
});

describe('a system that was off for months', () => {
  const sales = `create table counting.sales (tenant_id uuid not null, sold_at timestamptz not null, primary key (tenant_id, sold_at)) partition by range (sold_at);
    set search_path = counting, public; select tenant_table('sales'); select partition_by_month('sales', moment => now() - interval '7 months')`;
  const sell = `insert into counting.sales (tenant_id, sold_at) values (uuidv7(), $1)`;
  const inMonths = (months: number): Date => new Date(new Date().setUTCMonth(new Date().getUTCMonth() + months, 1));

  it('starts with the partitions of today and of three months to come', async () => {
    const subgraph = await openTestSubgraph(counterSubgraph('counting'), { log });
    const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
    await owner.connect();
    open.push(subgraph, { close: () => owner.end() });
    await owner.query(sales);
    await expect(owner.query(sell, [new Date()])).rejects.toThrow('no partition of relation "sales" found for row');
    const background = await startBackground(counterSubgraph('counting'), subgraph.resources, new InProcessTransport());
    open.push({ close: () => background.stop() });
    for (const month of [-3, 0, 3]) await owner.query(sell, [inMonths(month)]);
    await expect(owner.query(sell, [inMonths(4)])).rejects.toThrow('no partition of relation "sales" found for row');
  });

  it('starts also when somebody is in the way, and leaves them to the clock', async () => {
    const subgraph = await openTestSubgraph(counterSubgraph('counting'), { log });
    const owner = new pg.Client({ connectionString: subgraph.ownerUrl });
    await owner.connect();
    open.push(subgraph, { close: () => owner.end() });
    await owner.query(sales);
    await owner.query('begin; lock table counting.sales in share update exclusive mode');
    const background = await startBackground(counterSubgraph('counting'), subgraph.resources, new InProcessTransport());
    open.push({ close: () => background.stop() });
    await owner.query('rollback');
    await subgraph.database.acrossTenants().pool.query(`select counting_jobs.add_job('cron:partitions')`);
    const madeUntil = async () => (await owner.query<{ until: Date }>(`select partitioned_until('sales')::timestamptz as until`)).rows[0]?.until ?? new Date(0);
    await eventually(madeUntil, (until) => until > inMonths(3));
  });
});

describe('the app role', () => {
  it('sees neither jobs nor the outboxes of other tenants', async () => {
    const { subgraph, background } = await start(counterSubgraph('counting'), new InProcessTransport());
    await background.stop();
    await count(subgraph, contextOf({ tenant: testTenant('steppe'), permissions: [] }), 'wolves', 1);
    const client = new pg.Client({ connectionString: subgraph.url });
    await client.connect();
    try {
      expect((await client.query('select * from outbox')).rows).toEqual([]);
      await expect(client.query('select * from counting_jobs._private_jobs')).rejects.toThrow(/permission denied/);
      await expect(client.query('truncate outbox')).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });
});
