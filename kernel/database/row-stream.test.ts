import { newId } from '../graph/type-id.js';
import { silent } from '../log/logger.js';
import { counterSubgraph, CountPayload } from '../testing/counter-subgraph.js';
import { eventually } from '../testing/eventually.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import { Database } from './database.js';
import type { TenantDatabase } from './tenant-database.js';
import { sql } from './sql.js';

const steppe = testTenant('steppe');
const copperbelt = testTenant('copperbelt');
const branches = [newId('branch')];
let subgraph: TestSubgraph;
let database: Database;
let db: TenantDatabase;
beforeAll(async () => {
  subgraph = await openTestSubgraph(counterSubgraph('counters'));
});
afterAll(() => subgraph.close());
beforeEach(async () => {
  database = new Database({
    name: 'counters',
    url: subgraph.url,
    operatorUrl: subgraph.operatorUrl,
    entities: [],
    streams: 4,
    streamWaitMs: 200,
    log: silent,
  });
  await database.open();
  db = database.forContext(contextOf({ tenant: steppe, permissions: ['counters:read'], branches }));
});
afterEach(() => database.close());

/** Connections that are out, and those that wait to be taken. */
const connections = (): { out: number; idle: number } => {
  const { totalCount, idleCount } = database.streamPool.pool;
  return { out: totalCount - idleCount, idle: idleCount };
};
const all = async <T>(rows: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const row of rows) found.push(row);
  return found;
};
const numbers = (count: number) => sql`select n from generate_series(1, ${count}::int) n`;

describe('rows that are streamed', () => {
  it('come all, in order, and give their connection back', async () => {
    expect(await all(db.stream(numbers(1_200), null))).toEqual(Array.from({ length: 1_200 }, (_, index) => ({ n: index + 1 })));
    expect(connections()).toEqual({ out: 0, idle: 1 });
  });

  it('are those of the tenant, within its branches, and can only be read', async () => {
    for (const [tenant, name] of [
      [steppe, 'yaks'],
      [copperbelt, 'mules'],
    ] as const) {
      const owner = subgraph.database.forContext(contextOf({ tenant, permissions: [] }));
      await owner.command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
        await transaction.rows(sql`insert into counters (name) values (${name})`);
        return { name };
      });
    }
    const settings = sql`select name, current_setting('transaction_read_only') as only_read, current_setting('app.branch_ids') as branches from counters`;
    const read = async (permission: string | null) => all(db.stream(settings, permission));
    const [inBranches] = await db.rows<{ branches: string }>(sql`select current_setting('app.branch_ids') as branches`, 'counters:read');
    expect(await read('counters:read')).toEqual([{ name: 'yaks', only_read: 'on', branches: inBranches?.branches }]);
    expect(await read(null)).toEqual([{ name: 'yaks', only_read: 'on', branches: '' }]);
    // Nothing of the call stays on the connection.
    const { rows } = await database.streamPool.pool.query(
      `select count(*)::int as seen, current_setting('app.tenant_id', true) as tenant from counters`,
    );
    expect(rows).toEqual([{ seen: 0, tenant: '' }]);
  });

  it('are let go when nobody reads on', async () => {
    for await (const { n } of db.stream<{ n: number }>(numbers(1_000_000), null)) if (n === 700) break;
    expect(connections()).toEqual({ out: 0, idle: 1 });
  });

  it.each([
    ['at once', sql`select no_such_column from counters`],
    ['midway', sql`select 1 / (n - 700) as n from generate_series(1, 2000) n`],
  ])('that fail %s tell why, and give their connection back', async (_, statement) => {
    await expect(all(db.stream(statement, null))).rejects.toThrow(/no_such_column|division by zero/);
    expect(connections()).toEqual({ out: 0, idle: 1 });
    expect(await all(db.stream(numbers(2), null))).toEqual([{ n: 1 }, { n: 2 }]);
  });

  it('that lose their connection fail, and the connection is not used again', async () => {
    const rows = db.stream<{ pid: number }>(sql`select pg_backend_pid() as pid from generate_series(1, 2000)`, null);
    const { pid } = (await rows.next()).value as { pid: number };
    await subgraph.database.pool.query('select pg_terminate_backend($1)', [pid]);
    await expect(all(rows)).rejects.toThrow();
    await eventually(
      () => Promise.resolve(connections()),
      ({ out, idle }) => out === 0 && idle === 0,
    );
    expect(await all(db.stream(numbers(1), null))).toEqual([{ n: 1 }]);
  });

  it('leave half of the connections to other tenants, and say when there are none', async () => {
    const begun = async (tenant: typeof steppe) => {
      const rows = database.forContext(contextOf({ tenant, permissions: [] })).stream(numbers(2_000), null);
      await rows.next();
      return rows;
    };
    const tooMany = { extensions: { code: 'RATE_LIMITED' } };
    const open = [await begun(steppe), await begun(steppe)];
    await expect(begun(steppe)).rejects.toMatchObject(tooMany);
    open.push(await begun(copperbelt), await begun(copperbelt));
    await expect(begun(testTenant('delta'))).rejects.toMatchObject(tooMany);
    await Promise.all(open.map((rows) => rows.return()));
    expect(connections()).toEqual({ out: 0, idle: 4 });
    await (await begun(steppe)).return();
  });

  it('take no connection from other calls', async () => {
    const rows = db.stream(numbers(2_000), null);
    await rows.next();
    expect(database.pool.totalCount - database.pool.idleCount).toBe(0);
    await rows.return();
  });
});
