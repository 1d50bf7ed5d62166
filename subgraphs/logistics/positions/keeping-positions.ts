import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Courier } from '../couriers/courier.js';
import { inItself } from '../traces/plausibility.js';
import type { Position, Trace } from '../traces/position.js';
import { goesOn, judge, quarterMs, quarterOf, type KeptReason } from './judging.js';
import { vehicleSpeeds } from './vehicle-speeds.js';

interface KeptRow {
  readonly at: Date;
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number | null;
  readonly rejected: KeptReason | null;
}

/** What is known of a batch once it is kept. */
export interface KeptBatch {
  /** Of each instant and place of the batch, why it is not believed, or null; see `keyOf`. */
  readonly verdicts: ReadonlyMap<string, KeptReason | null>;
  /** Those that nobody had sent before. */
  readonly fresh: ReadonlySet<string>;
  /** Whether it is newer than all that was there, and changed nothing of that. */
  readonly onward: boolean;
}

export function keyOf({ at, latitude, longitude }: Position): string {
  return `${at.getTime()} ${latitude} ${longitude}`;
}

/**
 * Keeps a batch that is in the order of time and has no instant and place twice (`mergeTrace`), and judges again what it touches.
 * The courier must be locked: of two batches at the same time the second has to see what the first one kept.
 */
export async function keepPositions(transaction: Transaction, courier: Courier, batch: Trace): Promise<KeptBatch> {
  const { fastestKmh } = vehicleSpeeds[courier.vehicle];
  const onward = await continues(transaction, courier, batch, fastestKmh);
  const verdicts = new Map(batch.map((position) => [keyOf(position), reasonInItself(position)]));
  const fresh = await write(transaction, courier, batch, verdicts);
  if (onward) return { verdicts, fresh, onward };
  const judged = await judgeAgain(transaction, courier, batch, fastestKmh);
  return { verdicts: new Map(batch.map((position) => [keyOf(position), judged.get(keyOf(position)) ?? null])), fresh, onward };
}

async function continues(transaction: Transaction, { id }: Courier, batch: Trace, fastestKmh: number): Promise<boolean> {
  const [first] = batch;
  if (!first) return true;
  const courier = toUuid('courier', id);
  const since = new Date(quarterOf(first));
  const until = new Date(since.getTime() + quarterMs);
  const [found] = await transaction.rows<{ newest: Date | null; jumped: boolean; last: (Omit<KeptRow, 'at'> & { at: string }) | null }>(sql`
    select
      (select max(at) from courier_positions where courier_id = ${courier} and at >= ${since}) as newest,
      exists (
        select from courier_positions
        where courier_id = ${courier} and at >= ${since} and at < ${until} and rejected = 'IMPOSSIBLE_JUMP'
      ) as jumped,
      (
        select json_build_object('at', at, 'latitude', latitude, 'longitude', longitude, 'accuracyMetres', accuracy_metres)
        from courier_positions where courier_id = ${courier} and at >= ${since} and at < ${until} and rejected is null
        order by at desc, latitude desc, longitude desc limit 1
      ) as last`);
  if (!found || found.jumped || (found.newest && found.newest >= first.at)) return false;
  return goesOn(found.last && { ...found.last, at: new Date(found.last.at) }, batch, fastestKmh);
}

/** In one statement. Of two that tell the same instant and place the more accurate stays, then the one that tells more: as `mergeTrace`. */
async function write(
  transaction: Transaction,
  { id, branchId }: Courier,
  batch: Trace,
  verdicts: ReadonlyMap<string, KeptReason | null>,
): Promise<Set<string>> {
  const rows = batch.map((position) => ({ ...position, rejected: verdicts.get(keyOf(position)) ?? null }));
  const written = await transaction.rows<Position & { fresh: boolean }>(sql`
    insert into courier_positions as kept (courier_id, branch_id, at, latitude, longitude, accuracy_metres, speed, heading, rejected)
    select ${toUuid('courier', id)}, ${toUuid('branch', branchId)}, at, latitude, longitude, "accuracyMetres", speed, heading, rejected
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as told (at timestamptz, latitude double precision,
      longitude double precision, "accuracyMetres" double precision, speed double precision, heading double precision, rejected text)
    on conflict on constraint courier_positions_once do update
    set accuracy_metres = excluded.accuracy_metres, speed = excluded.speed, heading = excluded.heading, rejected = excluded.rejected
    where (
      case when excluded.accuracy_metres >= 0 then excluded.accuracy_metres else 'infinity' end,
      coalesce(excluded.speed, 'infinity'), coalesce(excluded.heading, 'infinity'), excluded.accuracy_metres is null
    ) < (
      case when kept.accuracy_metres >= 0 then kept.accuracy_metres else 'infinity' end,
      coalesce(kept.speed, 'infinity'), coalesce(kept.heading, 'infinity'), kept.accuracy_metres is null
    )
    returning new.at, new.latitude, new.longitude, old.at is null as fresh`);
  return new Set(written.filter(({ fresh }) => fresh).map(keyOf));
}

/** All of the quarters that the batch is in. Answers the verdicts, of which those that changed are written. */
async function judgeAgain(
  transaction: Transaction,
  { id }: Courier,
  batch: Trace,
  fastestKmh: number,
): Promise<Map<string, KeptReason | null>> {
  const quarters = [...new Set(batch.map(quarterOf))].map((quarter) => new Date(quarter));
  const kept = await transaction.rows<KeptRow>(sql`
    select at, latitude, longitude, accuracy_metres as "accuracyMetres", rejected
    from unnest(${quarters}::timestamptz[]) as quarters (since)
    join courier_positions on at >= since and at < since + make_interval(secs => ${quarterMs / 1_000})
    where courier_id = ${toUuid('courier', id)}`);
  const before = new Map(kept.map((row) => [keyOf(row), row.rejected]));
  // Age and time were asked before anything was kept: these reasons are all that is left.
  const judged = judge(kept, fastestKmh).map(({ position, rejected }) => ({ ...position, rejected: rejected as KeptReason | null }));
  const changed = judged.filter((position) => before.get(keyOf(position)) !== position.rejected);
  if (changed.length > 0)
    await transaction.rows(sql`
      update courier_positions set rejected = judged.rejected
      from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb)
        as judged (at timestamptz, latitude double precision, longitude double precision, rejected text)
      where courier_id = ${toUuid('courier', id)} and courier_positions.at = judged.at
        and courier_positions.latitude = judged.latitude and courier_positions.longitude = judged.longitude`);
  return new Map(judged.map((position) => [keyOf(position), position.rejected]));
}

function reasonInItself(position: Position): KeptReason | null {
  return inItself(position, { fastestKmh: Infinity, now: position.at }) as KeptReason | null;
}
