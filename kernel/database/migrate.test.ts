import pg from 'pg';
import { counterSubgraph } from '../testing/counter-subgraph.js';
import { migrate, MigrationError } from './migrate.js';

const cluster = process.env['CAREGRAPH_TEST_DATABASE_URL'] ?? '';
const { name, migrations } = counterSubgraph('modest');
const target = { name, migrations, password: 'app', operatorPassword: 'operator' };

async function asOwner<Result>(url: string, body: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}

describe('migrations by an owner who may create roles, and is no superuser', () => {
  const url = new URL(cluster);
  beforeAll(async () => {
    await asOwner(cluster, async (client) => {
      await client.query(`create role modest_owner login createrole password 'modest'`);
      await client.query('create database modest owner modest_owner');
    });
    url.username = 'modest_owner';
    url.password = 'modest';
    url.pathname = '/modest';
  });

  it('apply once, and can be run again', async () => {
    expect((await migrate(url.href, target)).applied).toEqual(['foundation/001_foundation', 'foundation/002_live', '001_counters']);
    expect((await migrate(url.href, target)).applied).toEqual([]);
    const roles = await asOwner(cluster, (client) => client.query(`select rolsuper or rolbypassrls as exempt from pg_roles where rolname like 'caregraph_modest%'`));
    expect(roles.rows).toEqual([{ exempt: false }, { exempt: false }]);
  });

  it('keep tenants apart from the owner of the tables, too', async () => {
    await asOwner(url.href, async (client) => {
      await client.query(`begin; set local search_path = modest, public; set local app.tenant_id = '00000000-0000-7000-8000-000000000001'`);
      await client.query(`insert into counters (name) values ('mine'); commit`);
      expect((await client.query('select 1 from modest.counters')).rows).toEqual([]);
      await client.query(`set app.tenant_id = '00000000-0000-7000-8000-000000000001'`);
      expect((await client.query('select name from modest.counters')).rows).toEqual([{ name: 'mine' }]);
      expect((await client.query('set search_path = modest, public; select * from audit_breaks()') as unknown as pg.QueryResult[])[1]?.rows).toEqual([]);
    });
  });

  it('refuse a migration that was changed after it was applied', async () => {
    await asOwner(url.href, (client) => client.query(`update modest.migrations set checksum = 'another' where name = '001_counters'`));
    await expect(migrate(url.href, target)).rejects.toThrow(MigrationError);
    await expect(migrate(url.href, target)).rejects.toThrow(/modest\/001_counters was changed after it had been applied/);
  });
});
