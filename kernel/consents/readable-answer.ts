import type { ObjectLiteral } from 'typeorm';
import type { RequestContext } from '../context/request-context.js';
import type { Database } from '../database/database.js';
import type { EntityClass, RowMappers } from '../database/row-mapper.js';
import { sql } from '../database/sql.js';
import { readPermissionOf } from '../graph/access-decorator.js';

/**
 * The answer of a command without what the client may not read. A patient may have consented to the client's booking and not to its
 * reading: then it books, and sees of what it booked as much as by any other way. In place of what is hidden there is null, and in a
 * list nothing, neither of that nor of what only tells of it.
 */
export async function readableAnswer<P extends object>(database: Database, context: RequestContext, answer: P): Promise<P> {
  if (context.actor.kind !== 'client') return answer;
  const { mappers } = database;
  const hidden = await hiddenAmong(database, context, entitiesIn(answer, mappers));
  return hidden.size === 0 ? answer : (without(hidden, answer, mappers) as P);
}

/** The command may have been answered long ago, and consents have changed since: so it is asked now, of the rows themselves. */
async function hiddenAmong(database: Database, context: RequestContext, answered: readonly object[]): Promise<ReadonlySet<unknown>> {
  const db = database.forContext(context);
  const hidden = new Set<unknown>();
  for (const [type, entities] of Map.groupBy(answered, ({ constructor }) => constructor as EntityClass<ObjectLiteral>)) {
    const mapper = db.mapper(type);
    const idOf = (entity: object): unknown => mapper.columnValue('id', (entity as { id: string }).id);
    const rows = await db.rows<{ id: unknown }>(
      sql`select ${mapper.column('id')} as id from ${mapper.table} where ${mapper.column('id')} = any (${entities.map(idOf)}::uuid[])`,
      readPermissionOf(type),
    );
    const readable = new Set(rows.map(({ id }) => id));
    for (const entity of entities) if (!readable.has(idOf(entity))) hidden.add(entity);
  }
  return hidden;
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
