import type { ObjectLiteral } from 'typeorm';
import type { EntityClass, RowMapper } from './row-mapper.js';
import type { Sql } from './sql.js';

/** Whatever rows can be read from: one tenant's view, or, for the platform itself, all tenants'. */
export interface RowReader {
  mapper<T extends ObjectLiteral>(entity: EntityClass<T>): RowMapper<T>;
  all<T extends ObjectLiteral>(entity: EntityClass<T>, clauses: Sql): Promise<T[]>;
  /** What a list adds to its conditions for callers who see little of it, so that the rest is not looked through. */
  narrowing<T extends ObjectLiteral>(entity: EntityClass<T>): Promise<Sql>;
  rows<R extends object>(statement: Sql, permission: string | null): Promise<R[]>;
}
