import type { TenantDatabase } from '#kernel/database/tenant-database.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Reader } from '../slots/availability.js';

/** Reads as it is told to, and remembers what it has asked. */
export class RecordedReads implements Reader {
  readonly statements: Sql[] = [];

  constructor(private readonly db: TenantDatabase) {}

  readonly all: Reader['all'] = (entity, clauses) => {
    const mapper = this.db.mapper(entity);
    this.statements.push(sql`select ${mapper.columns} from ${mapper.table} ${clauses}`);
    return this.db.all(entity, clauses);
  };

  readonly rows: Reader['rows'] = (statement, permission) => {
    this.statements.push(statement);
    return this.db.rows(statement, permission);
  };
}
