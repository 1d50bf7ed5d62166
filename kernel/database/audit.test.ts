import pg from 'pg';
import type { RequestContext } from '../context/request-context.js';
import { addTo, counterSubgraph, CountPayload } from '../testing/counter-subgraph.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import { toUuid } from '../graph/type-id.js';
import { refuse } from '../graph/user-error.js';
import { sql } from './sql.js';

let subgraph: TestSubgraph;
let owner: pg.Client;
beforeAll(async () => {
  subgraph = await openTestSubgraph(counterSubgraph('counting'));
  owner = new pg.Client({ connectionString: subgraph.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await subgraph.close();
});

function add(context: RequestContext, name: string): Promise<CountPayload> {
  return subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
    await addTo(transaction, name, 'x');
    return { name };
  });
}

const breaks = (context: RequestContext) => subgraph.database.forContext(context).rows<{ sequence: string; problem: string }>(sql`select * from audit_breaks()`, null);
const someone = () => contextOf({ tenant: testTenant('steppe'), permissions: [] });

describe('the audit trail', () => {
  it('says who changed what, in one unbroken chain also under concurrency', async () => {
    const context = someone();
    await Promise.all(Array.from({ length: 40 }, (_, index) => add(context, `counter ${index % 5}`)));
    const entries = await subgraph.database.forContext(context).rows<{ sequence: string; actor_id: string; action: string; request_id: string }>(
      sql`select sequence, actor_id, action, request_id from audit_log order by sequence`,
      null,
    );
    expect(entries.map(({ sequence }) => Number(sequence))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(new Set(entries.map(({ actor_id, request_id }) => `${actor_id} ${request_id}`))).toEqual(new Set([`${context.actor.id} ${context.requestId}`]));
    expect(entries.filter(({ action }) => action === 'INSERT')).toHaveLength(5);
    expect(await breaks(context)).toEqual([]);
  });

  it('leaves no trace of what was refused', async () => {
    const context = someone();
    const refused = await subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
      await addTo(transaction, 'never', 'x');
      return refuse('INVALID', 'no', undefined, { name: null });
    });
    expect(refused.userErrors).toHaveLength(1);
    expect(await subgraph.database.forContext(context).rows(sql`select 1 from audit_log union all select 1 from counters`, null)).toEqual([]);
  });

  it.each([
    ['changed', `update counting.audit_log set new_row = '{"total": 7}' where tenant_id = $1 and sequence = 2`, { sequence: '2', problem: 'the entry was changed' }],
    ['taken out', `delete from counting.audit_log where tenant_id = $1 and sequence = 2`, { sequence: '2', problem: 'an entry is missing' }],
    ['cut off at the end', `delete from counting.audit_log where tenant_id = $1 and sequence = 3`, { sequence: '3', problem: 'the newest entries are missing' }],
  ])('shows where it was %s', async (_, tampering, found) => {
    const context = someone();
    for (let step = 0; step < 3; step += 1) await add(context, 'counter');
    await owner.query(tampering, [toUuid('tenant', context.tenant?.id ?? '')]);
    expect(await breaks(context)).toEqual([found]);
  });

  it('cannot be touched by the role that the graph runs as', async () => {
    const app = new pg.Client({ connectionString: subgraph.url });
    await app.connect();
    for (const statement of [`insert into audit_log select * from audit_log`, `update audit_log set action = 'INSERT'`, 'delete from audit_log', 'delete from audit_heads', 'alter table counters disable trigger audit']) {
      await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await app.end();
  });

  it('is not led astray by tables that the role makes for itself', async () => {
    const context = someone();
    const app = new pg.Client({ connectionString: subgraph.url });
    await app.connect();
    await app.query(`create temporary table audit_log as table counting.audit_log; create temporary table audit_heads as table counting.audit_heads;
      alter table audit_heads add primary key (tenant_id); grant all on audit_log, audit_heads to public`);
    await app.query('begin');
    await app.query(`select set_config('app.tenant_id', $1, true)`, [toUuid('tenant', context.tenant?.id ?? '')]);
    await app.query(`insert into counters (name) values ('unseen')`);
    await app.query('set constraints all immediate');
    expect((await app.query('select * from pg_temp.audit_log')).rows).toEqual([]);
    expect((await app.query('select sequence from counting.audit_log')).rows).toEqual([{ sequence: '1' }]);
    await app.query('commit');
    await app.end();
  });
});

describe('row-level security', () => {
  it('refuses to write for another tenant, and to move a row', async () => {
    const context = someone();
    const other = toUuid('tenant', testTenant('copperbelt').id);
    const write = (statement: ReturnType<typeof sql>) =>
      subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
        await transaction.rows(statement);
        return { name: null };
      });
    await add(context, 'mine');
    await expect(write(sql`insert into counters (tenant_id, name) values (${other}, 'theirs')`)).rejects.toThrow(/row-level security/);
    await expect(write(sql`update counters set tenant_id = ${other}`)).rejects.toThrow(/cannot change its tenant|row-level security/);
  });

  it('shows nothing without a context, and a read cannot write', async () => {
    const context = someone();
    await add(context, 'mine');
    expect((await subgraph.database.pool.query('select * from counters')).rows).toEqual([]);
    await expect(subgraph.database.forContext(context).rows(sql`delete from counters returning 1`, null)).rejects.toThrow(/read-only transaction/);
    await expect(async () => subgraph.database.forContext({ ...context, tenant: null }).rows(sql`select 1`, null)).rejects.toThrow(/no tenant/);
  });

  it('leaves no tenant behind on a connection, after success, error and refusal alike', async () => {
    const contexts = Array.from({ length: 8 }, () => someone());
    await Promise.all(contexts.map((context, index) => add(context, `of ${index}`)));
    await Promise.all(
      Array.from({ length: 400 }, async (_, index) => {
        const own = index % contexts.length;
        const db = subgraph.database.forContext(contexts[own] ?? someone());
        if (index % 7 === 0) await expect(db.rows(sql`select 1 / 0`, null)).rejects.toThrow(/division by zero/);
        expect(await db.rows(sql`select name from counters`, null)).toEqual([{ name: `of ${own}` }]);
        expect((await subgraph.database.pool.query(`select nullif(current_setting('app.tenant_id', true), '') as tenant`)).rows).toEqual([{ tenant: null }]);
      }),
    );
  });
});
