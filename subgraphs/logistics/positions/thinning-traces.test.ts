import type pg from 'pg';
import { toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Depot, openLogistics } from '../testing/depot.js';
import { courierRecordings, describeRecorded } from '../testing/gps-traces.js';
import { lengthOf } from '../traces/distance.js';
import { metresFromWay } from '../traces/great-circle.js';
import type { Position, Trace } from '../traces/position.js';
import { stopsIn } from '../traces/stops.js';
import { addRider, asOwner, keptOf, type Rider } from './testing/fleet.js';
import { thinTraces } from './thinning-traces.js';

let subgraph: TestSubgraph;
let depot: Depot;
beforeAll(async () => {
  const opened = await openLogistics();
  subgraph = opened.subgraph;
  depot = new Depot(subgraph, opened.neighbours);
});
afterAll(() => subgraph.close());

const dayMs = 86_400_000;
const now = new Date();

/** What a courier told so many days ago, as it lies in the table today. */
async function bring(rider: Rider, trace: Trace, rejected: string | null = null): Promise<void> {
  await asOwner(subgraph, (client) => insert(client, rider, trace, rejected));
}

async function insert(client: pg.Client, rider: Rider, trace: Trace, rejected: string | null): Promise<void> {
  await client.query(
    `insert into logistics.courier_positions (tenant_id, courier_id, branch_id, at, latitude, longitude, rejected)
      select $1, $2, $3, at, latitude, longitude, $5
      from jsonb_to_recordset($4::jsonb) as told (at timestamptz, latitude double precision, longitude double precision)`,
    [toUuid('tenant', depot.tenant.id), toUuid('courier', rider.id), toUuid('branch', depot.branchId), JSON.stringify(trace), rejected],
  );
}

/** The same, in the middle of the day so many days ago. */
function daysAgo(trace: Trace, days: number): Position[] {
  const first = trace[0]?.at.getTime() ?? 0;
  const noon = Math.floor((now.getTime() - days * dayMs) / dayMs) * dayMs + dayMs / 4;
  return trace.map((position) => ({ ...position, at: new Date(position.at.getTime() - first + noon) }));
}

const kept = async (rider: Rider): Promise<Position[]> => (await keptOf(subgraph, rider.id)).filter(({ rejected }) => rejected === null);

function farthest(original: Trace, thinned: Trace): number {
  const ways = thinned.slice(1).map((to, index) => [thinned[index] ?? to, to] as const);
  return Math.max(...original.map((each) => Math.min(...ways.map(([from, to]) => metresFromWay(each, from, to)))));
}

/** The connection is gone in the midst of the fifth day that is thinned, when its positions are deleted and nothing is committed. */
async function killingAtTheFifthDay(run: () => Promise<void>): Promise<void> {
  await asOwner(subgraph, (client) =>
    client.query(`
      create sequence logistics.days;
      create function logistics.die() returns trigger language plpgsql security definer as $$ begin
        if nextval('logistics.days') = 5 then perform pg_terminate_backend(pg_backend_pid()); end if;
        return null;
      end $$;
      create trigger die after insert or update on logistics.thinned_traces for each row execute function logistics.die()`),
  );
  await run();
  await asOwner(subgraph, (client) => client.query('drop trigger die on logistics.thinned_traces'));
}

describeRecorded('old traces', () => {
  const recordings = courierRecordings()
    .slice(0, 4)
    .map(({ positions }) => positions);

  it('are thinned by their age within the tolerance, and keep their stops', async () => {
    const riders = await Promise.all(recordings.map(() => addRider(depot)));
    for (const [index, rider] of riders.entries())
      for (const days of [2, 20, 120]) await bring(rider, daysAgo(recordings[index] ?? [], days));
    await thinTraces(subgraph.database, now);
    for (const [index, rider] of riders.entries()) {
      const recorded = recordings[index] ?? [];
      const trace = await kept(rider);
      const parts = [2, 20, 120].map((days) => {
        const original = daysAgo(recorded, days);
        const [from, until] = [original[0]?.at ?? now, original.at(-1)?.at ?? now];
        return { original, thinned: trace.filter(({ at }) => at >= from && at <= until) };
      });
      const [young, old, oldest] = parts;
      expect(young?.thinned.map(({ at }) => at)).toEqual(young?.original.map(({ at }) => at));
      expect(oldest?.thinned.length).toBeLessThanOrEqual(old?.thinned.length ?? 0);
      for (const [part, tolerance] of [
        [old, 10],
        // It was thinned within 10 metres before, had the job run every day; here both steps come at once.
        [oldest, 60],
      ] as const) {
        if (!part) throw new Error('There is no such part');
        expect(part.thinned.length).toBeLessThan(part.original.length);
        expect(farthest(part.original, part.thinned)).toBeLessThanOrEqual(tolerance);
        expect(lengthOf(part.thinned)).toBeLessThanOrEqual(lengthOf(part.original));
        const times = new Set(part.thinned.map(({ at }) => at.getTime()));
        const stops = stopsIn(part.original).flatMap(({ first, last }) => [part.original[first], part.original[last]]);
        if (tolerance === 10) expect(stops.every((end) => end && times.has(end.at.getTime()))).toBe(true);
      }
    }
  });

  it('stay as they are when they are thinned again, and what nobody believes stays marked', async () => {
    const rider = await addRider(depot);
    const trace = daysAgo(recordings[0] ?? [], 20);
    await bring(rider, trace);
    const wild = trace.slice(0, 3).map((position) => ({ ...position, latitude: position.latitude + 3 }));
    await bring(rider, wild, 'IMPOSSIBLE_JUMP');
    await thinTraces(subgraph.database, now);
    const once = await keptOf(subgraph, rider.id);
    expect(once.filter(({ rejected }) => rejected !== null)).toHaveLength(3);
    await thinTraces(subgraph.database, now);
    expect(await keptOf(subgraph, rider.id)).toEqual(once);
  });

  it('are thinned to the end by who comes after one that was stopped in between', async () => {
    const riders = await Promise.all(recordings.slice(0, 3).map(() => addRider(depot)));
    for (const rider of riders) for (const days of [20, 21, 22]) await bring(rider, daysAgo(recordings[0] ?? [], days));
    await killingAtTheFifthDay(() => expect(thinTraces(subgraph.database, now)).rejects.toThrow());
    const halfway = await Promise.all(riders.map(async (rider) => (await kept(rider)).length));
    expect(Math.max(...halfway)).toBe((recordings[0]?.length ?? 0) * 3);
    await thinTraces(subgraph.database, now);
    const [first, ...others] = await Promise.all(riders.map(async (rider) => (await kept(rider)).map(({ at }) => at.getTime())));
    expect(first?.length).toBeLessThan((recordings[0]?.length ?? 0) * 3);
    for (const other of others) expect(other).toEqual(first);
  });
});
