import { defineLoader } from '#kernel/subgraph/loader.js';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { ReservationStatus } from '../reservations/order-reservation.js';
import { aroundOrders, type Around } from './around-orders.js';

/** How everything that belongs to an order stands: what guards ask, and what triggers tell. */
export interface Standing {
  readonly lines: number;
  /** Packs that were handed over, by the order itself or by its parts. */
  readonly fulfilled: number;
  /** Packs that are still to come, by the order itself or by its parts. */
  readonly open: number;
  /** Of these, what the order itself takes out of stock. */
  readonly toReserve: number;
  readonly reservation: ReservationStatus | null;
  readonly parts: number;
  readonly openParts: number;
  /** Those that were not withdrawn, nor asked for again; `started` are those of the last time that some were asked for, but for those called off. */
  readonly tasks: { readonly total: number; readonly started: number; readonly succeeded: number; readonly failed: number };
  readonly around: Around;
}

interface StandingRow {
  readonly id: string;
  readonly lines: number;
  readonly fulfilled: number;
  readonly open: number;
  readonly to_reserve: number;
  readonly reservation: ReservationStatus | null;
  readonly parts: number;
  readonly open_parts: number;
  readonly tasks: number;
  readonly started: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** Reads rows, in a transaction or outside of one. */
export type Reading = <R extends object>(statement: Sql) => Promise<R[]>;

export async function standingOf(transaction: Transaction, orderId: string): Promise<Standing> {
  const standing = (await standings((statement) => transaction.rows(statement), [orderId])).get(orderId);
  if (!standing) throw new Error(`No order ${orderId}`);
  return standing;
}

export const standingOfOrder = defineLoader<string, Standing>('standing of order', ({ db }, ids) =>
  standings((statement) => db.rows(statement, 'orders:read'), ids),
);

async function standings(read: Reading, ids: readonly string[]): Promise<Map<string, Standing>> {
  const uuids = ids.map((id) => toUuid('order', id));
  const rows = await read<StandingRow>(sql`select orders.id, orders.parts, orders.open_parts, reservation.status as reservation,
      lines.lines, lines.fulfilled, lines.open, lines.to_reserve, tasks.tasks, tasks.started, tasks.succeeded, tasks.failed
    from orders
    left join order_reservations reservation on reservation.order_id = orders.id
    cross join lateral (select count(*)::int as lines, coalesce(sum(fulfilled), 0)::int as fulfilled,
        coalesce(sum(quantity - fulfilled - cancelled), 0)::int as open,
        coalesce(sum(quantity - fulfilled - cancelled - in_parts + parts_fulfilled + parts_cancelled)
          filter (where kind <> 'SERVICE'), 0)::int as to_reserve
      from order_lines line where line.order_id = orders.id) lines
    cross join lateral (select count(*)::int as tasks,
        count(*) filter (where latest.status not in ('WANTED', 'CALLED_OFF') and latest.attempt = latest.newest)::int as started,
        count(*) filter (where latest.status = 'SUCCEEDED')::int as succeeded, count(*) filter (where latest.status = 'FAILED')::int as failed
      from (select last.status, last.attempt, max(last.attempt) over () as newest
        from (select distinct on (purpose) status, attempt from order_tasks task where task.order_id = orders.id
          order by purpose, attempt desc) last
        where last.status <> 'WITHDRAWN') latest) tasks
    where orders.id = any (${uuids}::uuid[])`);
  const around = await aroundOrders(read, ids);
  return new Map(
    rows.map((row): [string, Standing] => {
      const id = toTypeId('order', row.id);
      const tasks = { total: row.tasks, started: row.started, succeeded: row.succeeded, failed: row.failed };
      return [
        id,
        {
          lines: row.lines,
          fulfilled: row.fulfilled,
          open: row.open,
          toReserve: row.to_reserve,
          reservation: row.reservation,
          parts: row.parts,
          openParts: row.open_parts,
          tasks,
          around: around(id),
        },
      ];
    }),
  );
}
