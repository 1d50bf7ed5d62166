import pg from 'pg';
import { counterSubgraph } from '../testing/counter-subgraph.js';
import { openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import { toUuid } from '../graph/type-id.js';

const steppe = toUuid('tenant', testTenant('steppe').id);
const copperbelt = toUuid('tenant', testTenant('copperbelt').id);
let subgraph: TestSubgraph;
let owner: pg.Client;
let app: pg.Client;
let operator: pg.Client;
let other: pg.Client;
const clients: pg.Client[] = [];

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  clients.push(client);
  return client;
}

beforeEach(async () => {
  subgraph = await openTestSubgraph(counterSubgraph('counting'));
  [owner, app, operator, other] = await Promise.all([
    connect(subgraph.ownerUrl),
    connect(subgraph.url),
    connect(subgraph.operatorUrl),
    connect(subgraph.operatorUrl),
  ]);
  await owner.query(`set search_path = counting, public;
    create table sales (
      tenant_id uuid not null default tenant_id(), id uuid not null default uuidv7(), branch_id uuid, sold_at timestamptz(3) not null, total bigint not null,
      primary key (tenant_id, id, sold_at)) partition by range (sold_at);
    create index sales_by_time on sales (tenant_id, sold_at);
    select tenant_table('sales', unlogged => '{branch_id}');
    select partition_by_month('sales', moment => '2030-01-31 23:59:59Z')`);
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.end();
  await subgraph.close();
});

async function column<Value>(client: pg.Client, text: string, values: unknown[] = []): Promise<Value[]> {
  const { rows } = await client.query<[Value]>({ text, values, rowMode: 'array' });
  return rows.map(([value]) => value);
}

const partitionsOf = (table: string): Promise<string[]> =>
  column(owner, `select inhrelid::regclass::text from pg_inherits where inhparent = $1::regclass order by 1`, [table]);

/** In one transaction of a tenant, as the graph's commands are. */
async function as<Result>(tenant: string, client: pg.Client, body: () => Promise<Result>): Promise<Result> {
  await client.query('begin');
  try {
    await client.query(`select set_config('app.tenant_id', $1, true)`, [tenant]);
    const result = await body();
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const sell = (tenant: string, soldAt: string, total = 1): Promise<string[]> =>
  as(tenant, app, () =>
    column<string>(app, `insert into sales (sold_at, total) values ($1, $2) returning tableoid::regclass::text`, [soldAt, total]),
  );

describe('the months of a table', () => {
  it('are there for the past, the present and three to come', async () => {
    expect(await partitionsOf('sales')).toEqual(['sales_2030_01', 'sales_2030_02', 'sales_2030_03', 'sales_2030_04', 'sales_earlier']);
  });

  it('are made ahead as time goes by, for every table, and once only', async () => {
    const ahead = (moment: string) => column<string>(operator, 'select make_partitions_ahead(3, $1)', [moment]);
    const made = await ahead('2030-02-01T00:00:00Z');
    expect(made.filter((name) => name.includes('sales'))).toEqual(['counting.sales_2030_05']);
    expect(made).toContain('counting.audit_log_2030_05');
    expect(await ahead('2030-02-28T23:59:59Z')).toEqual([]);
    // Off for half a year: no month is left out.
    expect((await ahead('2030-08-15T12:00:00Z')).filter((name) => name.includes('sales'))).toEqual(
      ['06', '07', '08', '09', '10', '11'].map((month) => `counting.sales_2030_${month}`),
    );
    expect(await sell(steppe, '2030-07-04T12:00:00Z')).toEqual(['sales_2030_07']);
  });

  it('part at midnight in UTC, wherever the database and its client are', async () => {
    await app.query(`set timezone = 'Asia/Ulaanbaatar'`);
    await operator.query(`set timezone = 'America/New_York'; set datestyle = 'SQL, DMY'`);
    await operator.query(`select make_partitions_ahead(3, '2030-02-28 23:00:00-05')`);
    expect(await partitionsOf('sales')).toContain('sales_2030_06');
    const moments = [
      '1999-12-31T00:00:00Z',
      '2029-12-31T23:59:59.999Z',
      '2030-01-01T00:00:00Z',
      '2030-01-31T23:59:59.999Z',
      '2030-02-01T00:00:00Z',
      '2030-06-30T23:59:59.999Z',
    ];
    const placed = [];
    for (const moment of moments) placed.push(...(await sell(steppe, moment)));
    expect(placed).toEqual(['sales_earlier', 'sales_earlier', 'sales_2030_01', 'sales_2030_01', 'sales_2030_02', 'sales_2030_06']);
  });

  it('can be those of a date', async () => {
    await owner.query(`create table days (tenant_id uuid not null default tenant_id(), day date not null, primary key (tenant_id, day)) partition by range (day);
      select partition_by_month('days', 1, '2030-12-31 12:00Z'); select tenant_table('days')`);
    expect(await partitionsOf('days')).toEqual(['days_2030_12', 'days_2031_01', 'days_earlier']);
    expect(
      await as(steppe, app, () =>
        column(app, `insert into days (day) values ('2030-12-31'), ('2031-01-01') returning tableoid::regclass::text`),
      ),
    ).toEqual(['days_2030_12', 'days_2031_01']);
  });

  it('refuse a row of a month that is not there yet, by the name of its table', async () => {
    await expect(sell(steppe, '2030-05-01T00:00:00Z')).rejects.toThrow('no partition of relation "sales" found for row');
  });

  it('are only for tables that can have them', async () => {
    await expect(owner.query(`select partition_by_month('counters')`)).rejects.toThrow(
      /counters must be declared "partition by range" on one column/,
    );
  });

  it('keep their rows', async () => {
    await sell(steppe, '2030-01-10T00:00:00Z');
    const change = (text: string) => as(steppe, app, () => app.query(text));
    await expect(change(`update sales set sold_at = '2030-02-10'`)).rejects.toThrow(
      /sold_at of sales_2030_01 decides in which partition a row is, and cannot change/,
    );
    await change(`update sales set total = 2, sold_at = sold_at`);
    expect(await as(steppe, app, () => column(app, 'select version from sales'))).toEqual([2]);
  });
});

describe('an old month', () => {
  it('can be taken out while the others are used, and opens to nobody', async () => {
    await sell(steppe, '2030-01-10T00:00:00Z', 10);
    await sell(steppe, '2030-02-10T00:00:00Z', 20);
    await owner.query('alter table sales detach partition sales_2030_01 concurrently');
    expect(await column(operator, `select make_partitions_ahead(3, '2030-01-31')`)).not.toContain('counting.sales_2030_01');
    expect(await as(steppe, app, () => column(app, 'select total::int from sales'))).toEqual([20]);
    await expect(as(steppe, app, () => app.query('select * from sales_2030_01'))).rejects.toThrow(/permission denied/);
    expect(await column(owner, 'select total::int from sales_2030_01')).toEqual([10]);
    expect(await as(steppe, app, () => column(app, 'select problem from audit_breaks()'))).toEqual([]);
    await owner.query('drop table sales_2030_01');
  });
});

describe('making months ahead', () => {
  it('by two at once makes each once', async () => {
    await operator.query('begin');
    const first = await column<string>(operator, `select make_partitions_ahead(3, '2030-04-01')`);
    const second = column<string>(other, `select make_partitions_ahead(3, '2030-04-01')`);
    await operator.query('commit');
    expect(first).toContain('counting.sales_2030_07');
    expect(await second).toEqual([]);
    const [one, two] = await Promise.all([
      column<string>(operator, `select make_partitions_ahead(3, '2030-09-01')`),
      column<string>(other, `select make_partitions_ahead(3, '2030-09-01')`),
    ]);
    expect([...(one ?? []), ...(two ?? [])].filter((name) => name.includes('sales')).sort()).toEqual(
      ['08', '09', '10', '11', '12'].map((month) => `counting.sales_2030_${month}`),
    );
  });

  it('waits for nobody who reads and writes, and nobody for it', async () => {
    await as(steppe, app, async () => {
      await app.query(`insert into sales (sold_at, total) values ('2030-01-10', 1)`);
      await operator.query('begin');
      await operator.query(`select make_partitions_ahead(3, '2030-02-01')`);
      await app.query(`insert into sales (sold_at, total) select '2030-02-10', count(*) from sales`);
    });
    await operator.query('commit');
    expect(await as(steppe, app, () => column(app, `select total::int from sales order by sold_at`))).toEqual([1, 1]);
  });

  it('gives up rather than stand in the way, and leaves no setting behind', async () => {
    await owner.query('begin; lock table sales in share update exclusive mode');
    await expect(operator.query(`select make_partitions_ahead(3, '2030-02-01')`)).rejects.toThrow(/lock timeout/);
    await owner.query('rollback');
    await operator.query(`begin; select make_partitions_ahead(3, '2030-02-01')`);
    expect(await column(operator, 'show lock_timeout')).toEqual(['0']);
    await operator.query('rollback');
  });

  it('is for the operator role only', async () => {
    await expect(app.query('select make_partitions_ahead()')).rejects.toThrow(/permission denied for function/);
    await expect(app.query(`select make_partition('sales', '_mine', '2031-01-01', '2031-02-01')`)).rejects.toThrow(
      /permission denied for schema/,
    );
  });
});

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Subplans Removed'?: number;
  readonly Plans?: Plan[];
}

/** What a statement reads, as the app role under row-level security, and how many partitions were left out when it was run. */
async function readsOf(explained: string): Promise<{ relations: string[]; removed: number }> {
  const [plan] = await as(steppe, app, () => column<{ Plan: Plan }[]>(app, `explain (format json) ${explained}`));
  const flatten = (node: Plan): Plan[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
  const nodes = (plan ?? []).flatMap(({ Plan }) => flatten(Plan));
  return {
    relations: nodes.flatMap((node) => node['Relation Name'] ?? []),
    removed: nodes.reduce((sum, node) => sum + (node['Subplans Removed'] ?? 0), 0),
  };
}

describe('a query that says when', () => {
  it('reads the partitions of its months only', async () => {
    expect((await readsOf(`select * from sales`)).relations).toHaveLength(5);
    expect(await readsOf(`select * from sales where sold_at >= '2030-02-01Z' and sold_at < '2030-03-01Z'`)).toEqual({
      relations: ['sales_2030_02'],
      removed: 0,
    });
    expect((await readsOf(`select sum(total) from sales where sold_at >= '2030-03-15Z'`)).relations).toEqual([
      'sales_2030_03',
      'sales_2030_04',
    ]);
    expect(
      (await readsOf(`update sales set total = 0 where id = uuidv7() and sold_at = '2030-03-15Z'`)).relations.filter(
        (name) => name !== 'sales',
      ),
    ).toEqual(['sales_2030_03']);
  });

  it('does so too when it was planned before the months were known', async () => {
    await app.query(`set plan_cache_mode = force_generic_plan;
      prepare between_times (timestamptz, timestamptz) as select * from sales where sold_at >= $1 and sold_at < $2;
      prepare one_sale (uuid, timestamptz) as select * from sales where id = $1 and sold_at = $2`);
    expect(await readsOf(`execute between_times ('2030-02-01Z', '2030-03-01Z')`)).toEqual({ relations: ['sales_2030_02'], removed: 4 });
    expect(await readsOf(`execute one_sale (uuidv7(), '2030-04-30 23:59Z')`)).toEqual({ relations: ['sales_2030_04'], removed: 4 });
    const months = (await partitionsOf('audit_log')).length;
    const { relations, removed } = await readsOf(`select * from audit_log where occurred_at >= now()`);
    expect({ first: relations[0], all: relations.length + removed }).toEqual({
      first: new Date()
        .toISOString()
        .slice(0, 7)
        .replace(/(....)-(..)/, 'audit_log_$1_$2'),
      all: months,
    });
  });
});

describe('row-level security', () => {
  it('holds through the table, for whichever month', async () => {
    await sell(steppe, '2030-01-10T00:00:00Z', 10);
    await sell(copperbelt, '2030-02-10T00:00:00Z', 20);
    expect(await as(steppe, app, () => column(app, 'select total::int from sales'))).toEqual([10]);
    expect(await as(copperbelt, app, () => column(app, 'select total::int from sales'))).toEqual([20]);
    expect(await column(app, 'select total from sales')).toEqual([]);
    const forAnother = as(steppe, app, () =>
      app.query(`insert into sales (tenant_id, sold_at, total) values ($1, '2030-02-10', 1)`, [copperbelt]),
    );
    await expect(forAnother).rejects.toThrow(/row-level security/);
  });

  it('lets nobody reach a row through a partition', async () => {
    await sell(steppe, '2030-01-10T00:00:00Z', 10);
    const all = await column<string>(
      owner,
      `select inhrelid::regclass::text from pg_inherits join pg_class on pg_class.oid = inhparent and relkind = 'p' where relnamespace = 'counting'::regnamespace`,
    );
    expect(all.length).toBeGreaterThan(9);
    for (const partition of all) {
      for (const client of [app, operator]) {
        for (const statement of [
          `select * from ${partition}`,
          `delete from ${partition}`,
          `insert into ${partition} select * from ${partition}`,
          `truncate ${partition}`,
        ]) {
          await expect(as(steppe, client, () => client.query(statement))).rejects.toThrow(/permission denied/);
        }
      }
      expect(
        await column(owner, 'select relrowsecurity and relforcerowsecurity from pg_class where oid = $1::regclass', [partition]),
      ).toEqual([true]);
    }
    // Nor would a grant by mistake open it.
    await owner.query('grant select, insert on sales_2030_01 to caregraph_counting');
    expect(await as(steppe, app, () => column(app, 'select total from sales_2030_01'))).toEqual([]);
    await expect(as(steppe, app, () => app.query(`insert into sales_2030_01 (sold_at, total) values ('2030-01-10', 1)`))).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('the audit of a partitioned table', () => {
  interface Entry {
    readonly sequence: string;
    readonly action: string;
    readonly entity: string;
    readonly month: string;
    readonly total: number;
  }
  const entries = async (): Promise<Entry[]> =>
    as(
      steppe,
      app,
      async () =>
        (
          await app.query<Entry>(
            `select sequence, action, entity, tableoid::regclass::text as month, (coalesce(new_row, old_row) -> 'total')::int as total from audit_log order by audit_log.sequence`,
          )
        ).rows,
    );
  const breaks = () => as(steppe, app, () => column(app, 'select problem from audit_breaks()'));

  it('names the table and leaves out what must not be logged, in every month', async () => {
    await sell(steppe, '2030-01-10T00:00:00Z', 10);
    await sell(steppe, '2030-02-10T00:00:00Z', 20);
    await as(steppe, app, () => app.query('update sales set total = total + 1 where total = 10'));
    await as(steppe, app, () => app.query('delete from sales where total = 20'));
    expect((await entries()).map(({ sequence, action, entity, total }) => [sequence, action, entity, total])).toEqual([
      ['1', 'INSERT', 'sales', 10],
      ['2', 'INSERT', 'sales', 20],
      ['3', 'UPDATE', 'sales', 11],
      ['4', 'DELETE', 'sales', 20],
    ]);
    expect(await as(steppe, app, () => column(app, `select 1 from audit_log where new_row ? 'branch_id'`))).toEqual([]);
    expect(await breaks()).toEqual([]);
  });

  it('waits for the commit, and leaves no trace of what was undone', async () => {
    await as(steppe, app, async () => {
      await app.query(`insert into sales (sold_at, total) values ('2030-01-10', 1)`);
      expect(await column(app, 'select 1 from audit_log')).toEqual([]);
    });
    await expect(as(steppe, app, () => app.query(`insert into sales (sold_at, total) values ('2030-01-10', 1 / 0)`))).rejects.toThrow(
      /division by zero/,
    );
    expect(await entries()).toHaveLength(1);
  });

  it('is one chain across a border of months, also for a commit that began before it and ended after', async () => {
    await setClock();
    await operator.query(`select make_partitions_ahead(3, '2030-01-31')`);
    for (const [total, moment] of [
      '2030-01-31 23:59:58Z',
      '2030-02-01 00:00:01Z',
      '2030-01-31 23:59:59Z',
      '2030-02-01 00:00:02Z',
    ].entries()) {
      await app.query(`set test.now = '${moment}'`);
      await sell(steppe, moment, total);
    }
    expect((await entries()).map(({ total, month }) => [total, month])).toEqual([
      [0, 'audit_log_2030_01'],
      [1, 'audit_log_2030_02'],
      [2, 'audit_log_2030_01'],
      [3, 'audit_log_2030_02'],
    ]);
    expect(await breaks()).toEqual([]);
    // The primary key lets a number be used again in another month; the chain does not.
    await owner.query(`insert into audit_log (tenant_id, sequence, occurred_at, action, entity, hash)
      select tenant_id, sequence, occurred_at + interval '1 month', action, entity, hash from audit_log where sequence = 3`);
    expect(await breaks()).toHaveLength(1);
    await owner.query('delete from audit_log_2030_02 where sequence = 3');
    expect(await breaks()).toEqual([]);
    await owner.query('delete from audit_log_2030_01 where sequence = 3');
    expect(await breaks()).toEqual(['an entry is missing']);
  });

  /** The database's clock cannot be set; that of the audit trigger is put into the hands of the test. */
  async function setClock(): Promise<void> {
    await owner.query(
      `do $$ begin execute replace(pg_get_functiondef('audit_change'::regproc), 'now()', 'current_setting(''test.now'')::timestamptz'); end $$`,
    );
  }
});
