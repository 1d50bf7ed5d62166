import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import type { Courier } from '../couriers/courier.js';
import type { Position, Trace } from '../traces/position.js';
import { thin } from '../traces/thinning.js';
import { CourierPosition } from './courier-position.js';

/** What a courier's way of so long holds can be drawn, and read at once. */
export const longestTraceMs = 24 * 60 * 60_000;

/** The part of a courier's trace that is wanted; a string, since loaders tell keys apart by identity. */
export interface WantedTrace {
  readonly courierId: string;
  readonly from: Date;
  readonly until: Date;
  readonly toleranceMetres: number;
}

export function traceKey({ courierId, from, until, toleranceMetres }: WantedTrace): string {
  return [courierId, from.toISOString(), until.toISOString(), toleranceMetres].join(' ');
}

/** Traces as they are believed, without what lies within the tolerance of the way beside it; several in one statement. */
export const simplifiedTrace = defineLoader<string, CourierPosition[]>('trace of a courier', async ({ db }, keys) => {
  const wanted = keys.map((key) => key.split(' ') as [string, string, string, string]);
  const rows = await db.rows<{ place: number } & Position>(
    sql`select place::integer, at, latitude, longitude
      from unnest(
        ${wanted.map(([courierId]) => toUuid('courier', courierId))}::uuid[],
        ${wanted.map(([, from]) => from)}::timestamptz[],
        ${wanted.map(([, , until]) => until)}::timestamptz[]
      ) with ordinality as wanted (courier, since, until, place)
      cross join lateral (
        select at, latitude, longitude from courier_positions
        where courier_id = courier and at >= since and at <= until and rejected is null
      ) as way
      order by place, at, latitude, longitude`,
    'tasks:read',
  );
  const traces = Map.groupBy(rows, ({ place }) => place);
  return new Map(
    keys.map((key, index) => {
      const trace = thin(traces.get(index + 1) ?? [], Number(wanted[index]?.[3]));
      return [key, trace.map(({ at, latitude, longitude }) => Object.assign(new CourierPosition(), { at, latitude, longitude }))];
    }),
  );
});

/** A courier's trace as it is believed, from a time on. */
export function believedSince(transaction: Transaction, { id }: Pick<Courier, 'id'>, since: Date | null): Promise<Trace> {
  return transaction.rows<Position>(sinceStatement(id, since));
}

export function sinceStatement(courierId: string, since: Date | null): Sql {
  return sql`
    select at, latitude, longitude, accuracy_metres as "accuracyMetres", speed, heading from courier_positions
    where courier_id = ${toUuid('courier', courierId)} and at >= ${since ?? new Date(0)} and rejected is null
    order by at, latitude, longitude`;
}

/** The newest position that is believed. */
export function newestStatement(courierId: string): Sql {
  return sql`
    select at, latitude, longitude from courier_positions where courier_id = ${toUuid('courier', courierId)} and rejected is null
    order by at desc, latitude desc, longitude desc limit 1`;
}
