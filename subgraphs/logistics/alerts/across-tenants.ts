import type { Database } from '#kernel/database/database.js';
import type { Sql } from '#kernel/database/sql.js';
import type { ToldRow } from './alert-row.js';

/** One transaction of the clock, which works for all tenants. */
export interface ClockTransaction {
  rows<R extends object>(statement: Sql): Promise<R[]>;
  tell(told: readonly ToldRow[]): Promise<void>;
}

const tellSql = `insert into outbox (tenant_id, id, type, version, subject, branch_id, data)
  select told.tenant_id, told.id, told.type, told.version, told.subject, told.branch_id, told.data
  from rows from (jsonb_to_recordset($1::jsonb)
    as (tenant_id uuid, id uuid, type text, version integer, subject text, branch_id uuid, data jsonb)) with ordinality as told
  order by ordinality`;

export async function acrossTenants<T>(database: Database, body: (transaction: ClockTransaction) => Promise<T>): Promise<T> {
  const client = await database.acrossTenants().pool.connect();
  try {
    await client.query('begin');
    const result = await body({
      rows: async <R extends object>({ text, values }: Sql) => (await client.query<R>(text, values)).rows,
      tell: async (told) => {
        if (told.length > 0) await client.query(tellSql, [JSON.stringify(told)]);
      },
    });
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
