import type { ObjectLiteral } from 'typeorm';
import type { EntityClass, RowMapper } from '../database/row-mapper.js';
import type { RowReader } from '../database/row-reader.js';
import { empty, join, raw, sql, type Sql } from '../database/sql.js';
import { readPermissionOf } from '../graph/access-decorator.js';
import { OrderDirection, sliceOf, type Page, type PageArgs, type Slice } from '../graph/connection.js';
import { GraphError } from '../graph/graph-error.js';
import type { Context } from './context.js';
import { defineLoader, type Loader } from './loader.js';

/**
 * A list that can be paged by keyset: which entity, and the orders it can be read in, each the properties to sort by.
 * The id is always the last key, so every order is total. Sort keys are never null and never larger than a name.
 */
export interface List<T extends ObjectLiteral, Order extends string = string> {
  /** Part of every cursor, so that one of another list is refused. */
  readonly name: string;
  readonly entity: EntityClass<T>;
  readonly orders: Readonly<Record<Order, readonly (keyof T & string)[]>>;
}

export interface ListOrder<Order extends string = string> {
  readonly field: Order;
  readonly direction: OrderDirection;
}

export function defineList<T extends ObjectLiteral & { id: string }, Order extends string>(list: List<T, Order>): List<T, Order> {
  return list;
}

/** One page of a list. `where` is the filter, without the word. */
export async function page<T extends ObjectLiteral & { id: string }, Order extends string>(
  { db }: { readonly db: RowReader },
  list: List<T, Order>,
  args: PageArgs,
  order: ListOrder<Order>,
  where: Sql = sql`true`,
): Promise<Page<T>> {
  const keyset = new Keyset(list, order, sliceOf(args), db.mapper(list.entity));
  const narrowing = await db.narrowing(list.entity);
  const rows = await db.all(list.entity, sql`where ${where} and ${narrowing} ${keyset.bounds} order by ${keyset.orderBy} limit ${keyset.slice.size + 1}`);
  const count = async (): Promise<number> => {
    const [row] = await db.rows<{ count: number }>(
      sql`select count(*)::int as count from ${db.mapper(list.entity).table} where ${where} and ${narrowing}`,
      readPermissionOf(list.entity),
    );
    return row?.count ?? 0;
  };
  return keyset.page(rows, count);
}

/** Pages of the same list for many parents, in one statement: the encounters of each of twenty patients. */
export interface NestedList<T extends ObjectLiteral, Order extends string = string> {
  page(context: Context, parent: string, args: PageArgs, order: ListOrder<Order>, filter?: NestedFilter): Promise<Page<T>>;
}

/** A filter of a nested list; `key` tells equal ones apart from others, as the arguments' JSON does. */
export interface NestedFilter {
  readonly key: string;
  readonly where: Sql;
}

const noFilter: NestedFilter = { key: '', where: sql`true` };

export function nestedList<T extends ObjectLiteral & { id: string }, Order extends string>(
  list: List<T, Order>,
  parent: keyof T & string,
): NestedList<T, Order> {
  const loadersOf = new WeakMap<Context, Map<string, { pages: Loader<string, Page<T>> }>>();
  return {
    async page(context, parentId, args, order, filter = noFilter): Promise<Page<T>> {
      let loaders = loadersOf.get(context);
      if (!loaders) loadersOf.set(context, (loaders = new Map<string, { pages: Loader<string, Page<T>> }>()));
      const key = JSON.stringify([args.first, args.after, args.last, args.before, order.field, order.direction, filter.key]);
      let loader = loaders.get(key);
      if (!loader) {
        const keyset = new Keyset(list, order, sliceOf(args), context.db.mapper(list.entity));
        loaders.set(key, (loader = { pages: pagesLoader(list, parent, keyset, filter.where) }));
      }
      const found = await context.load(loader.pages, parentId);
      if (!found) throw new Error(`${list.name}: no page for ${parentId}`);
      return found;
    },
  };
}

function pagesLoader<T extends ObjectLiteral & { id: string }>(
  list: List<T>,
  parent: keyof T & string,
  keyset: Keyset<T>,
  where: Sql,
): Loader<string, Page<T>> {
  const counts = defineLoader<string, number>(`${list.name} counts`, async ({ db }, parents) => {
    const mapper = db.mapper(list.entity);
    const uuids = parents.map((id) => mapper.columnValue(parent, id));
    const rows = await db.rows<{ parent: string; count: number }>(
      sql`select ${mapper.column(parent)} as parent, count(*)::int as count from ${mapper.table}
        where ${mapper.column(parent)} = any (${uuids}::uuid[]) and ${where} group by 1`,
      readPermissionOf(list.entity),
    );
    return new Map(rows.map((row) => [mapper.propertyValue(parent, row.parent) as string, row.count]));
  });
  return defineLoader(`${list.name} pages`, async (context, parents) => {
    const { db } = context;
    const mapper = db.mapper(list.entity);
    const uuids = parents.map((id) => mapper.columnValue(parent, id));
    const rows = await db.rows<Record<string, unknown> & { parent_ordinal: number }>(
      sql`select item.*, parent.ordinal::int as parent_ordinal
        from unnest(${uuids}::uuid[]) with ordinality as parent (id, ordinal)
        cross join lateral (
          select ${mapper.columns}, row_number() over (order by ${keyset.orderBy}) as item_ordinal from ${mapper.table}
          where ${mapper.column(parent)} = parent.id and ${where} ${keyset.bounds}
          order by ${keyset.orderBy} limit ${keyset.slice.size + 1}
        ) as item
        order by parent.ordinal, item.item_ordinal`,
      readPermissionOf(list.entity),
    );
    const byParent = Map.groupBy(rows, (row) => row.parent_ordinal);
    return new Map(
      parents.map((id, index) => {
        const items = (byParent.get(index + 1) ?? []).map((row) => mapper.hydrate(row));
        return [id, keyset.page(items, async () => (await context.load(counts, id)) ?? 0)];
      }),
    );
  });
}

/** The arithmetic of one order and slice: bounds and order for SQL, cursors, and the page from what came back. */
class Keyset<T extends ObjectLiteral & { id: string }> {
  readonly bounds: Sql;
  readonly orderBy: Sql;
  private readonly keys: readonly (keyof T & string)[];

  constructor(
    private readonly list: List<T>,
    private readonly order: ListOrder,
    readonly slice: Slice,
    private readonly mapper: RowMapper<T>,
  ) {
    const properties = list.orders[order.field];
    if (!properties) throw new Error(`${list.name} has no order ${order.field}`);
    this.keys = [...properties, 'id'];
    const ascending = (order.direction === OrderDirection.ASC) !== slice.backward;
    const direction = ascending ? sql`asc` : sql`desc`;
    this.orderBy = join(this.keys.map((key) => sql`${mapper.column(key)} ${direction}`));
    const forward = order.direction === OrderDirection.ASC ? '>' : '<';
    const backward = order.direction === OrderDirection.ASC ? '<' : '>';
    this.bounds = sql`${this.bound(slice.after, forward)} ${this.bound(slice.before, backward)}`;
  }

  page(rows: T[], count: () => Promise<number>): Page<T> {
    const { size, backward, after, before } = this.slice;
    const more = rows.length > size;
    const nodes = more ? rows.slice(0, size) : rows;
    if (backward) nodes.reverse();
    const edges = nodes.map((node) => ({ cursor: this.cursor(node), node }));
    return {
      nodes,
      edges,
      pageInfo: {
        hasNextPage: backward ? before !== null : more,
        hasPreviousPage: backward ? more : after !== null,
        startCursor: edges[0]?.cursor ?? null,
        endCursor: edges.at(-1)?.cursor ?? null,
      },
      count,
    };
  }

  private cursor(node: T): string {
    const values = this.keys.map((key) => this.mapper.columnValue(key, node[key]));
    return Buffer.from(JSON.stringify([this.fingerprint, ...values])).toString('base64url');
  }

  private bound(cursor: string | null, comparison: '<' | '>'): Sql {
    if (cursor === null) return empty;
    const values = this.read(cursor);
    const columns = join(this.keys.map((key) => this.mapper.column(key)));
    const bounds = join(this.keys.map((key, index) => sql`${values[index]}::${raw(this.mapper.columnType(key))}`));
    return sql`and (${columns}) ${raw(comparison)} (${bounds})`;
  }

  private read(cursor: string): string[] {
    let parts: unknown;
    try {
      parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    } catch {
      parts = null;
    }
    const [fingerprint, ...values] = Array.isArray(parts) ? (parts as unknown[]) : [];
    const readable = this.keys.every((key, index) => isReadable(this.mapper.columnType(key), values[index]));
    if (fingerprint !== this.fingerprint || values.length !== this.keys.length || !readable) {
      throw new GraphError('BAD_USER_INPUT', 'This cursor is not of this list and order. Use a cursor from the same query, with the same `orderBy`.');
    }
    return values as string[];
  }

  private get fingerprint(): string {
    return `${this.list.name}:${this.order.field}:${this.order.direction}`;
  }
}

/** Whether the database can read a cursor's value as the column's type: a forged cursor is the caller's mistake, not ours. */
function isReadable(type: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.includes('\0')) return false;
  if (type === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
  if (type.startsWith('timestamptz')) return /^\d{4}-\d\d-\d\dT/.test(value) && !Number.isNaN(Date.parse(value));
  if (type === 'date') return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  if (type === 'integer') return /^-?\d{1,9}$/.test(value);
  return type === 'text';
}
