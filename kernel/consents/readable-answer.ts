import type { ObjectLiteral } from 'typeorm';
import { systemContext, type RequestContext } from '../context/request-context.js';
import type { Database } from '../database/database.js';
import type { EntityClass, RowMappers } from '../database/row-mapper.js';
import { sql } from '../database/sql.js';
import type { TenantDatabase } from '../database/tenant-database.js';
import { readPermissionOf } from '../graph/access-decorator.js';

/**
 * The answer of a command without what the caller may not read. A patient may have consented to a client's booking and not to its
 * reading: then it books, and sees of what it booked as much as by any other way. Of staff an answer that is repeated is asked, since
 * it may tell of a branch where they have no role any more. In place of what is hidden there is null, and in a list nothing, neither
 * of that nor of what only tells of it.
 */
export async function readableAnswer<P extends object>(database: Database, context: RequestContext, answer: P): Promise<P> {
  const { mappers } = database;
  const hidden = await hiddenAmong(database, context, entitiesIn(answer, mappers));
  return hidden.size === 0 ? answer : (without(hidden, answer, mappers) as P);
}

/** The command may have been answered long ago, and consents and roles have changed since: so it is asked now, of the rows themselves. */
async function hiddenAmong(database: Database, context: RequestContext, answered: readonly object[]): Promise<ReadonlySet<unknown>> {
  const hidden = new Set<unknown>();
  for (const [type, entities] of Map.groupBy(answered, ({ constructor }) => constructor as EntityClass<ObjectLiteral>)) {
    const readable = new Set(await foundBy(database.forContext(context), type, entities));
    const missing = entities.filter((entity) => !readable.has(entity));
    for (const entity of await concealed(database, context, type, missing)) hidden.add(entity);
  }
  return hidden;
}

/** What staff do not find and the tenant has. What was deleted, perhaps by this very command, is told as it was told before. */
async function concealed(
  database: Database,
  { actor, tenant, requestId }: RequestContext,
  type: EntityClass<ObjectLiteral>,
  missing: readonly object[],
): Promise<readonly object[]> {
  if (actor.kind === 'client' || tenant === null || missing.length === 0) return missing;
  return foundBy(database.forContext(systemContext(tenant, 'repeated-answer', requestId)), type, missing);
}

async function foundBy(db: TenantDatabase, type: EntityClass<ObjectLiteral>, entities: readonly object[]): Promise<readonly object[]> {
  const mapper = db.mapper(type);
  const idOf = (entity: object): unknown => mapper.columnValue('id', (entity as { id: string }).id);
  const rows = await db.rows<{ id: unknown }>(
    sql`select ${mapper.column('id')} as id from ${mapper.table} where ${mapper.column('id')} = any (${entities.map(idOf)}::uuid[])`,
    readPermissionOf(type),
  );
  const found = new Set(rows.map(({ id }) => id));
  return entities.filter((entity) => found.has(idOf(entity)));
}

function entitiesIn(value: unknown, mappers: RowMappers): object[] {
  if (typeof value !== 'object' || value === null) return [];
  if (mappers.nameOf(value) !== null) return [value];
  return Object.values(value).flatMap((each) => entitiesIn(each, mappers));
}

function without(hidden: ReadonlySet<unknown>, value: unknown, mappers: RowMappers): unknown {
  if (hidden.has(value)) return null;
  if (Array.isArray(value)) return value.filter((each) => !tellsOf(hidden, each)).map((each) => without(hidden, each, mappers));
  if (typeof value !== 'object' || value === null || mappers.nameOf(value) !== null) return value;
  for (const [key, each] of Object.entries(value)) Object.assign(value, { [key]: without(hidden, each, mappers) });
  return value;
}

function tellsOf(hidden: ReadonlySet<unknown>, value: unknown): boolean {
  return hidden.has(value) || (typeof value === 'object' && value !== null && Object.values(value).some((each) => hidden.has(each)));
}
