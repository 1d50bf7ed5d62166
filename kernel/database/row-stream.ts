import { scopeSettings, type Scope } from './scope.js';
import type { Sql } from './sql.js';
import type { StreamPool } from './stream-pool.js';

const rowsAtOnce = 500;

/**
 * All rows will be read, so the plan is to be the one that is fastest for all; by default a cursor's is the fastest for the first
 * tenth. A statement that brings no row in two minutes, and a reader who wants none in ten, are given up.
 */
const beginStatements = `begin read only; set local cursor_tuple_fraction = 1;
  set local statement_timeout = '2min'; set local idle_in_transaction_session_timeout = '10min'`;

/**
 * The rows of one read as they are asked for, from a cursor in a read-only transaction under the scope. At most one batch is held
 * here. The connection goes back when the rows have ended, have failed, or are wanted no longer.
 */
export async function* streamScoped(pool: StreamPool, scope: Scope, { text, values }: Sql): AsyncGenerator<object, void, undefined> {
  const client = await pool.take(scope.tenantId);
  try {
    await client.query(beginStatements);
    const settings = scopeSettings(scope, 'read');
    await client.query(settings.text, settings.values);
    await client.query(`declare caregraph_rows no scroll cursor for ${text}`, values);
    for (;;) {
      const { rows } = await client.query<Record<string, unknown>>(`fetch ${rowsAtOnce} from caregraph_rows`);
      yield* rows;
      if (rows.length < rowsAtOnce) return;
    }
  } finally {
    // Nothing was written: to end the transaction is all. A connection that cannot even do that is not handed on.
    await client.query('rollback').then(
      () => pool.giveBack(scope.tenantId, client, true),
      () => pool.giveBack(scope.tenantId, client, false),
    );
  }
}
