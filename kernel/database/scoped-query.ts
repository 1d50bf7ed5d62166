import pg from 'pg';
import type { Sql } from 'sql-template-tag';
import type { Scope } from './scope.js';

const scopeStatement = 'caregraph_scope';
const scopeText = `select set_config('app.tenant_id', $1, true), set_config('app.branch_ids', $2, true),
  set_config('app.actor_kind', $3, true), set_config('app.actor_id', $4, true), set_config('app.request_id', $5, true),
  set_config('app.client_id', $6, true), set_config('app.purpose', $7, true), set_config('app.scope', $8, true),
  set_config('transaction_read_only', 'on', true)`;

/** The parts of node-postgres' protocol connection that a submittable query speaks to; its own types leave them out. */
interface Connection {
  parse(message: { name: string; text: string }): void;
  bind(message: { portal: string; statement: string; values: readonly string[] }): void;
  execute(message: { portal: string }): void;
}

const prepared = new WeakSet<Connection>();

interface QueryInternals {
  prepare(connection: Connection): void;
  handleDataRow(message: unknown): void;
  handleCommandComplete(message: unknown, connection: Connection): void;
}

// node-postgres exports its Query as a class whose protocol methods its types do not declare.
const Query = pg.Query as unknown as new (
  config: { text: string; values: unknown[]; name: string },
  values: undefined,
  callback: (error: Error | null, result: pg.QueryResult) => void,
) => QueryInternals & pg.Submittable;

/**
 * A read and its scope in one round trip: `set_config(…, true)` and the statement are bound and executed before a single
 * Sync, so both run in one implicit, read-only transaction, and the settings are gone when it ends, also by an error.
 */
class ScopedQuery extends Query {
  private answering: 'scope' | 'statement' = 'scope';

  constructor(
    private readonly scope: Scope,
    config: { text: string; values: unknown[]; name: string },
    callback: (error: Error | null, result: pg.QueryResult) => void,
  ) {
    super(config, undefined, callback);
  }

  requiresPreparation(): boolean {
    return true;
  }

  override prepare(connection: Connection): void {
    if (!prepared.has(connection)) {
      connection.parse({ name: scopeStatement, text: scopeText });
      prepared.add(connection);
    }
    const { tenantId, branchIds, actorKind, actorId, requestId, clientId, purpose, permission } = this.scope;
    const values = [tenantId, branchIds, actorKind, actorId, requestId, clientId, purpose, permission];
    connection.bind({ portal: '', statement: scopeStatement, values });
    connection.execute({ portal: '' });
    super.prepare(connection);
  }

  override handleDataRow(message: unknown): void {
    if (this.answering === 'statement') super.handleDataRow(message);
  }

  override handleCommandComplete(message: unknown, connection: Connection): void {
    if (this.answering === 'statement') super.handleCommandComplete(message, connection);
    else this.answering = 'statement';
  }
}

const names = new Map<string, string>();

/** Named statements are planned once per connection; the map is bounded by the number of statements in the code. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = names.size < 5000 ? `caregraph_${names.size}` : '';
    if (name) names.set(text, name);
  }
  return name;
}

/** Runs one read under its scope. Rows are plain objects by column name. */
export async function queryScoped<Row extends pg.QueryResultRow>(pool: pg.Pool, scope: Scope, statement: Sql): Promise<Row[]> {
  const client = await pool.connect();
  try {
    return await new Promise<Row[]>((resolve, reject) => {
      const { text, values } = statement;
      client.query(
        new ScopedQuery(scope, { text, values, name: nameOf(text) }, (error, result) => {
          if (error) reject(error);
          else resolve(result.rows as Row[]);
        }),
      );
    });
  } finally {
    client.release();
  }
}
