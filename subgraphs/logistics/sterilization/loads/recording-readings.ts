import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { runPermission } from '../sterilization-permission.js';
import { atLoad, noLoad } from './at-load.js';
import { RecordCycleReadingsPayload, type CycleReadingInput, type RecordCycleReadingsInput } from './load.inputs.js';
import { LoadStatus } from './load-terms.js';
import { measure, mostReadingsOfLoad } from './measuring.js';
import type { SterilizationLoad } from './sterilization-load.js';

const mostReadings = 5000;
/** A recorder's log begins before the cycle and ends after it. */
const toleranceMs = 15 * 60_000;
const field = ['input', 'readings'];

/**
 * Adds what the chamber measured. The same readings in any order, in any parts and any number of times come to the same: of two values
 * of one instant the lower stays.
 */
export function recordCycleReadings(context: Context, input: RecordCycleReadingsInput): Promise<RecordCycleReadingsPayload> {
  const from = [LoadStatus.RUNNING, LoadStatus.FINISHED];
  const step = { name: 'recordCycleReadings', permission: runPermission, id: input.loadId, idField: 'loadId', expectedVersion: null, from };
  return atLoad(context, RecordCycleReadingsPayload, noLoad, step, async (transaction, load) => {
    const wrong = readingsRefusal(load, input.readings);
    if (wrong) return wrong;
    const uuid = toUuid('sterilizationload', load.id);
    const rows = input.readings.map(({ at, celsius, kilopascal }) => ({ at, celsius, kilopascal: kilopascal ?? null }));
    await transaction.rows(sql`insert into sterilization_readings as kept (load_id, branch_id, read_at, celsius, kilopascal)
      select distinct on (at) ${uuid}, ${toUuid('branch', load.branchId)}, at, celsius, kilopascal
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as reading (at timestamptz(3), celsius double precision, kilopascal double precision)
      order by at, celsius, kilopascal nulls last
      on conflict (tenant_id, load_id, read_at) do update set celsius = excluded.celsius, kilopascal = excluded.kilopascal
      where (excluded.celsius, coalesce(excluded.kilopascal, 'infinity')) < (kept.celsius, coalesce(kept.kilopascal, 'infinity'))`);
    await measure(transaction, load);
    if (load.readings > mostReadingsOfLoad)
      return refuse('LIMIT_REACHED', `A cycle has at most ${mostReadingsOfLoad} readings: send one a second.`, field, noLoad);
    return { load: await transaction.save(load) };
  });
}

function readingsRefusal({ startedAt, finishedAt }: SterilizationLoad, readings: readonly CycleReadingInput[]): Refusal | null {
  if (readings.length === 0 || readings.length > mostReadings)
    return refuse('INVALID', `Send 1 to ${mostReadings} readings at once.`, field, noLoad);
  const earliest = (startedAt?.getTime() ?? 0) - toleranceMs;
  const latest = (finishedAt?.getTime() ?? Date.now()) + toleranceMs;
  for (const [index, { at, celsius, kilopascal }] of readings.entries()) {
    const path = [...field, String(index)];
    if (at.getTime() < earliest || at.getTime() > latest)
      return refuse(
        'INVALID',
        `The reading of ${at.toISOString()} is not of this cycle: set the recorder's clock, or look at which load it is.`,
        path,
        noLoad,
      );
    if (celsius < -50 || celsius > 300) return refuse('INVALID', `No chamber has ${celsius} °C.`, [...path, 'celsius'], noLoad);
    if (kilopascal != null && (kilopascal < 0 || kilopascal > 1000))
      return refuse('INVALID', `No chamber has ${kilopascal} kPa.`, [...path, 'kilopascal'], noLoad);
  }
  return null;
}
