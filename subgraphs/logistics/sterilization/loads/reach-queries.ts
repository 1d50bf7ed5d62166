import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId } from '#kernel/graph/type-id.js';

/** How often somebody or something was reached, first and last. */
export interface Reached {
  readonly id: string;
  readonly uses: number;
  /** Whether one of the uses drew on the sterility of that very load. */
  readonly isDirect: boolean;
  readonly firstUsedAt: Date;
  readonly lastUsedAt: Date;
}

export interface LoadReach {
  readonly uses: number;
  readonly patients: ReadonlyMap<string, Reached>;
  readonly orders: ReadonlyMap<string, Reached>;
}

type Read = <R extends object>(statement: Sql) => Promise<R[]>;

/**
 * The uses of what was in these loads: of the packages themselves, and later ones of any set to which one of their instruments went, as
 * the set was when it was used. A relation of `load_id` and `use_id`, each pair once.
 */
export function usesOfLoads(uuids: readonly string[]): Sql {
  return sql`select within.load_id, used.use_id, min(uses.used_at) as used_at, bool_or(uses.load_id = within.load_id) as is_direct
    from load_instruments within
    join sterilization_loads loads on loads.id = within.load_id and loads.finished_at is not null and loads.status in ('RELEASED', 'RECALLED')
    join used_instruments used on used.instrument_id = within.instrument_id
    join instrument_uses uses on uses.id = used.use_id and (uses.load_id = within.load_id or uses.used_at >= loads.decided_at)
    where within.load_id = any (${uuids}::uuid[]) group by within.load_id, used.use_id`;
}

interface ReachRow {
  readonly load_id: string;
  readonly patient_id: string | null;
  readonly order_id: string | null;
  readonly uses: number;
  readonly is_direct: boolean;
  readonly first_used_at: Date;
  readonly last_used_at: Date;
}

/** Whom these loads reached, by their uuids; one statement, however many loads and uses. Those that reached nobody are left out. */
export async function reachOfLoads(read: Read, uuids: readonly string[]): Promise<Map<string, LoadReach>> {
  const rows =
    await read<ReachRow>(sql`select reached.load_id, patient_id, order_id, count(*)::int as uses, bool_or(is_direct) as is_direct,
      min(reached.used_at) as first_used_at, max(reached.used_at) as last_used_at
    from (${usesOfLoads(uuids)}) as reached join instrument_uses on instrument_uses.id = reached.use_id
    group by reached.load_id, patient_id, order_id order by first_used_at, patient_id, order_id`);
  const byLoad = Map.groupBy(rows, ({ load_id }) => load_id);
  return new Map([...byLoad].map(([id, of]) => [id, reachIn(of)]));
}

function reachIn(rows: readonly ReachRow[]): LoadReach {
  return {
    uses: rows.reduce((sum, { uses }) => sum + uses, 0),
    patients: reachedBy(rows, ({ patient_id }) => patient_id && toTypeId('patient', patient_id)),
    orders: reachedBy(rows, ({ order_id }) => order_id && toTypeId('order', order_id)),
  };
}

/** The first one reached first. */
function reachedBy(rows: readonly ReachRow[], idOf: (row: ReachRow) => string | null): Map<string, Reached> {
  const found = new Map<string, Reached>();
  for (const row of rows) {
    const id = idOf(row);
    if (id === null) continue;
    const before = found.get(id);
    const last = before && before.lastUsedAt > row.last_used_at ? before.lastUsedAt : row.last_used_at;
    found.set(id, {
      id,
      uses: (before?.uses ?? 0) + row.uses,
      isDirect: row.is_direct || (before?.isDirect ?? false),
      firstUsedAt: before?.firstUsedAt ?? row.first_used_at,
      lastUsedAt: last,
    });
  }
  return found;
}
