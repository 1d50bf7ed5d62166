import DataLoader from 'dataloader';
import type { ObjectLiteral } from 'typeorm';
import type { EntityClass } from '../database/row-mapper.js';
import { join, raw, sql } from '../database/sql.js';
import { traced } from '../telemetry/tracing.js';
import type { Context } from './context.js';

/** How many keys at once become values, in one statement. Keys without a value are left out of the map. */
export interface Loader<Key, Value> {
  readonly name: string;
  readonly batch: (context: Context, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
}

export function defineLoader<Key, Value>(
  name: string,
  batch: (context: Context, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): Loader<Key, Value> {
  return { name, batch };
}

/** Entities by id. */
export function loaderById<T extends ObjectLiteral & { id: string }>(entity: EntityClass<T>): Loader<string, T> {
  return loaderByKey(entity, 'id');
}

/** Entities by a property that each has a value of its own for, such as a number. */
export function loaderByKey<T extends ObjectLiteral & { id: string }>(entity: EntityClass<T>, key: keyof T & string): Loader<string, T> {
  return defineLoader(`${entity.name} by ${key}`, async ({ db }, keys) => {
    const mapper = db.mapper(entity);
    const values = keys.map((value) => mapper.columnValue(key, value));
    const rows = await db.all(entity, sql`where ${mapper.column(key)} = any (${values}::${raw(mapper.columnType(key))}[])`);
    const found = new Map(rows.map((row) => [row[key] as string, row]));
    db.auditDenials(entity, keys.filter((value) => !found.has(value)), { by: key });
    return found;
  });
}

/** Lists of entities by the property that names their parent, in the given order: for lists that are short by nature. */
export function loaderByParent<T extends ObjectLiteral>(entity: EntityClass<T>, parent: keyof T & string, orderBy: readonly (keyof T & string)[]): Loader<string, T[]> {
  return defineLoader(`${entity.name} by ${parent}`, async ({ db }, parents) => {
    const mapper = db.mapper(entity);
    const uuids = parents.map((id) => mapper.columnValue(parent, id));
    const order = join(orderBy.map((property) => mapper.column(property)));
    const rows = await db.all(entity, sql`where ${mapper.column(parent)} = any (${uuids}::uuid[]) order by ${order}`);
    return Map.groupBy(rows, (row) => row[parent] as string);
  });
}

/** The DataLoaders of one call: made when first asked for, gone with the call, so nothing is shared between requests. */
export class CallLoaders {
  private readonly loaders = new Map<object, DataLoader<unknown, unknown>>();

  constructor(private readonly context: Context) {}

  async load<Key, Value>(loader: Loader<Key, Value>, key: Key): Promise<Value | null> {
    let dataLoader = this.loaders.get(loader);
    if (!dataLoader) {
      dataLoader = new DataLoader<unknown, unknown>(
        async (keys) => {
          const found = await traced(
            `load ${loader.name}`,
            this.context.traceparent,
            () => ({ 'caregraph.keys': keys.length }),
            () => loader.batch(this.context, keys as Key[]),
          );
          return keys.map((wanted) => found.get(wanted as Key) ?? null);
        },
        { name: loader.name, maxBatchSize: 1000 },
      );
      this.loaders.set(loader, dataLoader);
    }
    return (await dataLoader.load(key)) as Value | null;
  }
}
