import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { counterSubgraph } from '../testing/counter-subgraph.js';
import { migrate, MigrationError } from './migrate.js';

const cluster = process.env['CAREGRAPH_TEST_DATABASE_URL'] ?? '';
const { name, migrations } = counterSubgraph('modest');
const foundation = new URL('./foundation/', import.meta.url);
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
    expect((await migrate(url.href, target)).applied).toEqual(['foundation/001_foundation', 'foundation/002_live', 'foundation/003_partitions', 'foundation/004_branches', 'foundation/005_teams', 'foundation/006_consents', '001_counters']);
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

describe('a database from before its audit log was partitioned', () => {
  const steppe = '00000000-0000-7000-8000-000000000001';
  const old = { ...target, name: 'old' };
  const url = new URL(cluster);
  let owner: pg.Client;
  beforeAll(async () => {
    await asOwner(cluster, async (client) => {
      await client.query(`create role old_owner login createrole password 'old'`);
      await client.query('create database old owner old_owner');
    });
    Object.assign(url, { username: 'old_owner', password: 'old', pathname: '/old' });
    owner = new pg.Client({ connectionString: url.href });
    await owner.connect();
    await owner.query(`create role caregraph_old login; create role caregraph_old_operator login;
      create extension unaccent schema public; create extension btree_gist schema public; create schema old;
      grant usage on schema old to caregraph_old, caregraph_old_operator; set search_path = old, public;
      create table migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())`);
    for (const [name, file] of [
      ['foundation/001_foundation', new URL('001_foundation.sql', foundation)],
      ['foundation/002_live', new URL('002_live.sql', foundation)],
      ['001_counters', new URL('001_counters.sql', migrations)],
    ] as const) {
      const text = await readFile(file, 'utf8');
      await owner.query(text);
      await owner.query('insert into migrations (name, checksum) values ($1, $2)', [name, createHash('sha256').update(text).digest('hex')]);
    }
    await owner.query(`set app.tenant_id = '${steppe}'`);
    for (const name of ['wolves', 'cranes']) await owner.query('insert into counters (name) values ($1)', [name]);
    await owner.query('update counters set total = total + 1');
  });
  afterAll(() => owner.end());

  it('keeps its entries, its chain and its rules, and goes on from there', async () => {
    const log = 'select sequence, action, entity, new_row, hash from audit_log order by sequence';
    const before = (await owner.query(log)).rows;
    const file = await owner.query(`select pg_relation_filenode('audit_log') as file`);
    expect((await owner.query('select * from audit_breaks()')).rows).toEqual([]);
    expect(before).toHaveLength(4);

    expect((await migrate(url.href, old)).applied).toEqual(['foundation/003_partitions', 'foundation/004_branches', 'foundation/005_teams', 'foundation/006_consents']);

    expect((await owner.query(log)).rows).toEqual(before);
    expect((await owner.query(`select pg_relation_filenode('audit_log_earlier') as file`)).rows).toEqual(file.rows);
    // On a connection that knew the functions as they were.
    expect((await owner.query('select * from audit_breaks()')).rows).toEqual([]);
    await owner.query(`insert into counters (name) values ('owls')`);
    expect((await owner.query(log)).rows.map((entry: { sequence: string }) => entry.sequence)).toEqual(['1', '2', '3', '4', '5']);
    expect((await owner.query('select * from audit_breaks()')).rows).toEqual([]);
    const rights = `select role, relation, string_agg(right_, ' ' order by right_) as rights
      from unnest(array['caregraph_old', 'caregraph_old_operator']) role, unnest(array['audit_log', 'audit_log_earlier']) relation,
        unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) right_
      where has_table_privilege(role, relation, right_) group by role, relation order by role`;
    expect((await owner.query(rights)).rows).toEqual([
      { role: 'caregraph_old', relation: 'audit_log', rights: 'select' },
      { role: 'caregraph_old_operator', relation: 'audit_log', rights: 'delete insert select update' },
    ]);
    Object.assign(url, { username: 'caregraph_old', password: 'app' });
    await asOwner(url.href, async (app) => {
      const count = async (tenant: string) => (await app.query(`set search_path = old; set app.tenant_id = '${tenant}'; ${log}`) as unknown as pg.QueryResult[])[2]?.rowCount;
      expect(await count(steppe)).toBe(5);
      expect(await count('00000000-0000-7000-8000-000000000002')).toBe(0);
    });
  });

  it('finds entries by what they tell of, by the index that was there', async () => {
    const indexes = await owner.query(`select indexrelid::regclass::text as name from pg_index where indrelid = 'audit_log_earlier'::regclass order by 1`);
    expect(indexes.rows).toEqual([{ name: 'audit_log_earlier_entity' }, { name: 'audit_log_earlier_pkey' }]);
  });

  it('holds its owner to the rules of a partition', async () => {
    expect((await owner.query('select * from audit_log_earlier')).rows).toEqual([]);
    await expect(owner.query('insert into audit_log_earlier select * from audit_log')).rejects.toThrow(/row-level security/);
  });
});
