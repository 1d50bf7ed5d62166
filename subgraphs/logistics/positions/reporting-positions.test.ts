import fc from 'fast-check';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Depot, openLogistics } from '../testing/depot.js';
import { courierRecordings, describeRecorded, positionsIn } from '../testing/gps-traces.js';
import { mergeTrace } from '../traces/merging.js';
import type { Position } from '../traces/position.js';
import { Vehicle } from '../tasks/task-terms.js';
import { judge } from './judging.js';
import { addRider, addShift, asOwner, asSent, keptOf, lately, report } from './testing/fleet.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Depot>[1];
let depot: Depot;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  depot = new Depot(subgraph, neighbours);
});
afterAll(() => subgraph.close());

/** In the middle of a quarter of an hour that is over: the seconds after it belong to the same. */
const start = Math.floor(Date.now() / 900_000) * 900_000 - 900_000;
const at = (seconds: number, north = 0, more: Partial<Position> = {}): Position => ({
  at: new Date(start + seconds * 1_000),
  latitude: 47.9 + north / 111_195,
  longitude: 106.9,
  ...more,
});

describe('reported positions', () => {
  it('are told as taken, known or rejected, each of them', async () => {
    const rider = await addRider(depot);
    const first = [at(0), at(10, 100), at(10, 100)];
    expect(await report(depot, rider, first)).toEqual({ taken: 2, known: 1, rejected: [] });
    const second = [
      at(10, 100),
      at(20, 200),
      at(21, 90_000),
      at(22, 210, { accuracyMetres: 5_000 }),
      at(23, 0, { latitude: 0, longitude: 0 }),
      at(24, 0, { latitude: 91 }),
      { ...at(0), at: new Date(Date.now() + 600_000) },
      { ...at(0), at: new Date(Date.now() - 8 * 86_400_000) },
    ];
    expect(await report(depot, rider, second)).toEqual({
      taken: 1,
      known: 1,
      rejected: [
        { index: 2, reason: 'IMPOSSIBLE_JUMP' },
        { index: 3, reason: 'INACCURATE' },
        { index: 4, reason: 'NULL_ISLAND' },
        { index: 5, reason: 'NOT_A_PLACE' },
        { index: 6, reason: 'IN_THE_FUTURE' },
        { index: 7, reason: 'TOO_OLD' },
      ],
    });
    expect((await keptOf(subgraph, rider.id)).map(({ rejected }) => rejected)).toEqual([
      null,
      null,
      null,
      'IMPOSSIBLE_JUMP',
      'INACCURATE',
      'NULL_ISLAND',
    ]);
  });

  it('stay once at each instant and place, the more accurate of two', async () => {
    const rider = await addRider(depot);
    await report(depot, rider, [at(0, 0, { accuracyMetres: 50, speed: 3 }), at(1, 5, { accuracyMetres: 4 })]);
    const again = [at(0, 0, { accuracyMetres: 8 }), at(1, 5, { accuracyMetres: 40, speed: 9 })];
    expect(await report(depot, rider, again)).toEqual({ taken: 0, known: 2, rejected: [] });
    expect((await keptOf(subgraph, rider.id)).map(({ accuracyMetres, speed }) => [accuracyMetres, speed])).toEqual([
      [8, null],
      [4, null],
    ]);
  });

  it('that nobody believed are believed as soon as others agree with them', async () => {
    const rider = await addRider(depot, { vehicle: Vehicle.BICYCLE });
    const there = [at(30, 9_000), at(40, 9_050), at(50, 9_100)];
    expect(await report(depot, rider, [at(0), at(10, 20), ...there.slice(0, 1)])).toMatchObject({
      rejected: [{ index: 2, reason: 'IMPOSSIBLE_JUMP' }],
    });
    expect(await report(depot, rider, there)).toEqual({ taken: 2, known: 1, rejected: [] });
    expect((await keptOf(subgraph, rider.id)).map(({ rejected }) => rejected)).toEqual([
      'IMPOSSIBLE_JUMP',
      'IMPOSSIBLE_JUMP',
      null,
      null,
      null,
    ]);
  });

  it('move the courier forward, never back by what comes late, and make neither a version nor an entry in the audit', async () => {
    const rider = await addRider(depot);
    const versionOf = () =>
      asOwner(subgraph, async (client) => {
        const { rows } = await client.query<{ version: number; latitude: number; at: Date; entries: string }>(
          `select version, latitude, position_at as at,
            (select count(*) from logistics.audit_log where entity = 'couriers' and entity_id = couriers.id) as entries
            from logistics.couriers where staff_id = $1`,
          [toUuid('staff', rider.context.actor.id ?? '')],
        );
        return rows[0];
      });
    await report(depot, rider, [at(100, 1_000)]);
    await report(depot, rider, [at(50, 500)]);
    await report(depot, rider, [at(200, 90_000), at(110, 1_100), at(120, 1_200)]);
    expect(await versionOf()).toEqual({ version: 1, latitude: at(0, 1_200).latitude, at: at(120).at, entries: '1' });
  });

  it('are those of the courier who sends them, and of nobody who is none', async () => {
    const input = asSent([at(0)]);
    const stranger = await depot.run('reportPositions', 'taken', input, depot.somebody());
    expect(stranger.userErrors).toEqual([{ code: 'NOT_FOUND', message: 'You are no courier here: ask a dispatcher to add you.' }]);
    const rider = await addRider(depot);
    const elsewhere = new Depot(subgraph, neighbours);
    const namesake = elsewhere.somebody({ actorId: rider.context.actor.id ?? '' });
    expect((await elsewhere.run('reportPositions', 'taken', input, namesake)).userErrors[0]?.code).toBe('NOT_FOUND');
    const without = { ...rider.context, grants: [{ role: 'none', permissions: ['tasks:read'], branches: 'all' as const }] };
    await expect(depot.run('reportPositions', 'taken', input, without)).rejects.toThrow('tasks:perform');
    const away = depot.somebody({ actorId: rider.context.actor.id ?? '', branches: [newId('branch')] });
    expect((await depot.run('reportPositions', 'taken', input, away)).userErrors[0]?.code).toBe('NOT_FOUND');
    expect(await keptOf(subgraph, rider.id)).toEqual([]);
  });

  it('are of a shift: late ones of one that is over as well, and none of the time off shift', async () => {
    const rider = await addRider(depot, { onShiftSince: null });
    await addShift(depot, rider, at(0).at, at(100).at);
    await addShift(depot, rider, at(300).at, at(400).at);
    const wayHome = [at(101, 500), at(200, 1_000), at(299, 900), at(401, 800)];
    expect(await report(depot, rider, [at(50, 50), ...wayHome])).toEqual({
      taken: 1,
      known: 0,
      rejected: [1, 2, 3, 4].map((index) => ({ index, reason: 'OFF_SHIFT' })),
    });
    expect(await report(depot, rider, [at(100, 100), at(300, 300), at(24, 0, { latitude: 91 })])).toEqual({
      taken: 2,
      known: 0,
      rejected: [{ index: 2, reason: 'NOT_A_PLACE' }],
    });
    expect((await keptOf(subgraph, rider.id)).map((position) => position.at)).toEqual([at(50).at, at(100).at, at(300).at]);
    const query = 'query ($id: ID!) { courier(id: $id) { position { at } } }';
    expect(await depot.ask(query, { id: rider.id })).toEqual({ courier: { position: { at: at(300).at.toISOString() } } });
  });

  it('are at most a thousand at a time', async () => {
    const rider = await addRider(depot);
    const positions = Array.from({ length: 1_001 }, (_, index) => at(index / 10));
    const { userErrors } = await depot.run('reportPositions', 'taken', asSent(positions), rider.context);
    expect(userErrors).toEqual([{ code: 'LIMIT_REACHED', message: 'These are 1001 positions: send at most 1000 at a time.' }]);
    expect(await report(depot, rider, positions.slice(1))).toEqual({ taken: 1_000, known: 0, rejected: [] });
    expect(await report(depot, rider, [])).toEqual({ taken: 0, known: 0, rejected: [] });
  });
});

/** What a trace comes to when it is sent at once, and judged as a whole. */
function whole(trace: readonly Position[]): unknown[] {
  const facts = ({ at, latitude, longitude }: Position, rejected: string | null) => [at.toISOString(), latitude, longitude, rejected];
  return judge(mergeTrace([], trace), 180).map(({ position, rejected }) => facts(position, rejected));
}

const keptFacts = async (courierId: string): Promise<unknown[]> =>
  (await keptOf(subgraph, courierId)).map(({ at, latitude, longitude, rejected }) => [at.toISOString(), latitude, longitude, rejected]);

/** Some again, in any order, cut anywhere. */
const anyDelivery = (trace: readonly Position[]): fc.Arbitrary<Position[][]> =>
  fc.shuffledSubarray([...trace, ...trace.slice(0, 30)], { minLength: trace.length + Math.min(30, trace.length) }).chain((sent) =>
    fc.array(fc.nat(sent.length), { minLength: 1, maxLength: 8 }).map((cuts) => {
      const bounds = [0, ...cuts.sort((left, right) => left - right), sent.length];
      return bounds.slice(1).map((end, index) => sent.slice(bounds[index], end));
    }),
  );

/** Wild positions among a real trace. */
function disturbed(trace: readonly Position[]): Position[] {
  const wild = trace
    .filter((_, index) => index % 9 === 4)
    .map((each, index) => ({ ...each, at: new Date(each.at.getTime() + 300), latitude: each.latitude + 2 + (index % 5) }));
  return [...trace, ...wild];
}

describeRecorded('a recorded trace', () => {
  const recordings = (): Position[][] => [
    positionsIn('around-visnjan-with-car.gpx'),
    positionsIn('gh-test1.gpx'),
    disturbed(positionsIn('around-visnjan-with-car.gpx')),
    ...courierRecordings()
      .slice(0, 3)
      .map(({ positions }) => [...positions]),
  ];

  it('becomes the same, however it is cut, mixed up and sent again', async () => {
    for (const recorded of recordings()) {
      const trace = lately(recorded);
      const expected = whole(trace);
      await fc.assert(
        fc.asyncProperty(anyDelivery(trace), async (batches) => {
          const rider = await addRider(depot);
          for (const batch of batches) await report(depot, rider, batch);
          expect(await keptFacts(rider.id)).toEqual(expected);
        }),
        { numRuns: 6 },
      );
    }
  });

  it('becomes the same when it comes second by second, as couriers send it', async () => {
    const trace = lately(disturbed(positionsIn('around-visnjan-with-car.gpx'))).sort(
      (left, right) => left.at.getTime() - right.at.getTime(),
    );
    const rider = await addRider(depot);
    for (const position of trace) await report(depot, rider, [position]);
    expect(await keptFacts(rider.id)).toEqual(whole(trace));
  });

  it('becomes the same when its batches come at the same time', async () => {
    const trace = lately(disturbed(positionsIn('gh-test1.gpx')));
    const batches = Array.from({ length: 8 }, (_, part) => trace.filter((_, index) => index % 8 === part || index % 5 === 0));
    const rider = await addRider(depot);
    const reported = await Promise.all(batches.map((batch) => report(depot, rider, batch)));
    expect(await keptFacts(rider.id)).toEqual(whole(trace));
    for (const [part, { taken, known, rejected }] of reported.entries())
      expect(taken + known + rejected.length).toBe(batches[part]?.length);
  });
});
