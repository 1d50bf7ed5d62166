import type pg from 'pg';
import type { ObjectLiteral } from 'typeorm';
import type { EntityClass, RowMapper, RowMappers } from './row-mapper.js';
import type { RowReader } from './row-reader.js';
import { sql, type Sql } from './sql.js';

/** DANGER: every tenant's rows of the tables that grant the operator role. See `Database.acrossTenants`. */
export class CrossTenantDatabase implements RowReader {
  constructor(
    readonly pool: pg.Pool,
    private readonly mappers: RowMappers,
  ) {}

  mapper<T extends ObjectLiteral>(entity: EntityClass<T>): RowMapper<T> {
    return this.mappers.of(entity);
  }

  async all<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T[]> {
    const mapper = this.mapper(entity);
    const rows = await this.rows<Record<string, unknown>>(sql`select ${mapper.columns} from ${mapper.table} ${clauses}`);
    return rows.map((row) => mapper.hydrate(row));
  }

  narrowing(): Promise<Sql> {
    return Promise.resolve(sql`true`);
  }

  async rows<R extends object>({ text, values }: Sql): Promise<R[]> {
    return (await this.pool.query<R>({ text, values })).rows;
  }
}
