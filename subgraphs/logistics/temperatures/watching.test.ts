import pg from 'pg';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import { planOf } from '#kernel/testing/query-plan.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Context } from '#kernel/subgraph/context.js';
import { openLogistics } from '../testing/depot.js';
import { temperatureStatistics } from '../telemetry/temperature-statistics.js';
import { readingsDownload } from './readings-download.js';
import { ColdRoom, everyFive, minute, short, watchFields, type Watch } from './testing/cold-room.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof ColdRoom>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
});
afterAll(() => subgraph.close());

const loggerFields = 'logger { id serial name timeZone unit dateOrder calibratedUntil active version branch { id } }';
interface LoggerAnswer {
  readonly logger: ({ readonly id: string } & Record<string, unknown>) | null;
  readonly userErrors: readonly Refused[];
}

describe('a logger', () => {
  it('is added with the zone of its branch, under a serial number of its own', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const add = (input: object, context = room.context) =>
      room.run<LoggerAnswer>(
        'addTemperatureLogger',
        loggerFields,
        { branchId: room.branchId, serial: '77', name: 'Box 1', ...input },
        context,
      );
    expect(await add({ serial: ' 77 ' })).toMatchObject({
      logger: { serial: '77', name: 'Box 1', timeZone: 'Asia/Ulaanbaatar', unit: null, active: true, branch: { id: room.branchId } },
      userErrors: [],
    });
    expect((await add({ branchId: room.addBranch() })).userErrors).toMatchObject([{ code: 'TAKEN' }]);
    expect((await add({ serial: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await add({ name: 'x'.repeat(201) })).userErrors).toMatchObject([{ code: 'INVALID' }]);
    expect((await add({ serial: '78', branchId: newId('branch') })).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    await expect(add({ serial: '78' }, room.somebody({ permissions: ['temperatures:record'] }))).rejects.toThrow('loggers:manage');
    const other = new ColdRoom(subgraph, neighbours);
    expect(await other.logger({ serial: '77' })).toMatch(/^temperaturelogger_/);
  });

  it('changes field by field, by who has read it as it is; out of use it begins no watch', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const id = await room.logger({ unit: 'FAHRENHEIT' });
    const update = (input: object) => room.run<LoggerAnswer>('updateTemperatureLogger', loggerFields, { id, ...input });
    expect((await update({ expectedVersion: 1, active: false, calibratedUntil: '2027-01-31' })).logger).toMatchObject({
      active: false,
      unit: 'FAHRENHEIT',
      calibratedUntil: '2027-01-31',
    });
    expect((await update({ expectedVersion: 1, name: 'x' })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await update({ expectedVersion: 2, unit: null })).logger).toMatchObject({ unit: null, active: false });
    const begun = await room.run<{ watch: Watch | null }>('startTemperatureWatch', 'watch { id }', { loggerId: id, maxCelsius: 8 });
    expect(begun.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });
});

it.each([
  [{ maxCelsius: null }, 'REQUIRED', 'Say how cold or how warm it may be'],
  [{ minCelsius: 9 }, 'INVALID', 'The lowest temperature is above the highest one.'],
  [{ maxCelsius: 1001 }, 'INVALID', 'maxCelsius is from -273.15'],
  [{ consecutiveMinutes: -1 }, 'INVALID', 'consecutiveMinutes is 0 or more.'],
  [{ intervalMinutes: 0 }, 'INVALID', 'intervalMinutes is more than 0'],
  [{ intervalMinutes: 10, silenceMinutes: 9 }, 'INVALID', 'silenceMinutes is the interval or more'],
  [{ activationEnergy: 0 }, 'INVALID', 'activationEnergy is more than 0'],
  [{ beganAt: minute(0), endedAt: minute(0) }, 'INVALID', 'A watch ends after it begins.'],
  [{ endedAt: '2099-01-01T00:00:00Z' }, 'INVALID', 'A watch cannot end later than now'],
  [{ itemIds: ['box 1'] }, 'INVALID', '"box 1" is none of what can be watched'],
  [{ itemIds: [newId('patient')] }, 'INVALID', 'is none of what can be watched'],
  [{ taskId: newId('task') }, 'NOT_FOUND', 'There is no such task'],
  [{ loggerId: newId('temperaturelogger') }, 'NOT_FOUND', 'There is no such logger'],
])('a watch is refused with %j', async (input, code, message) => {
  const room = new ColdRoom(subgraph, neighbours);
  const begun = await room.run<{ watch: Watch | null }>('startTemperatureWatch', 'watch { id }', {
    loggerId: await room.logger(),
    maxCelsius: 8,
    ...input,
  });
  expect(begun).toMatchObject({ watch: null, userErrors: [{ code, message: expect.stringContaining(message) as string }] });
});

it('a watch is with things that exist, each once', async () => {
  const room = new ColdRoom(subgraph, neighbours);
  const loggerId = await room.logger();
  const [lot, specimen, line] = [newId('lot'), newId('specimen'), newId('orderline')];
  const input = { loggerId, maxCelsius: 8, itemIds: [lot, specimen, line, lot], place: ' Fridge ', intervalMinutes: 2 };
  const fields =
    'watch { itemIds place intervalMinutes silenceMinutes live endedAt logger { id } branch { id } lastReadingAt statistics { readings } }';
  expect((await room.done<{ watch: object }>('startTemperatureWatch', fields, input)).watch).toEqual({
    itemIds: [lot, specimen, line],
    place: 'Fridge',
    intervalMinutes: 2,
    silenceMinutes: 6,
    live: true,
    endedAt: null,
    logger: { id: loggerId },
    branch: { id: room.branchId },
    lastReadingAt: null,
    statistics: null,
  });
  const gone = newId('specimen');
  neighbours.missing.add(gone);
  const refused = await room.run('startTemperatureWatch', 'watch { id }', { loggerId, maxCelsius: 8, itemIds: [lot, gone] });
  expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND', message: `There is no ${gone} that you may see.` }]);
});

it('readings from before the watch was begun count too', async () => {
  const room = new ColdRoom(subgraph, neighbours);
  const loggerId = await room.logger();
  await room.record(loggerId, everyFive(5, 9, 9, 5));
  const watch = await room.watch(loggerId);
  expect((await room.findings(watch.id)).map(short)).toEqual(['TOO_WARM 08:05-08:15 10 9°']);
});

describe('readings', () => {
  it('are taken once; the warmer of two at the same moment counts, and what cannot be is left out', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const loggerId = await room.logger();
    const watch = await room.watch(loggerId);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const sent = [
      { at: minute(0), celsius: 5 },
      { at: minute(0), celsius: 7 },
      { at: tomorrow, celsius: 5 },
      { at: minute(5), celsius: -300 },
    ];
    const { taken, known, leftOut } = await room.record(loggerId, sent);
    expect([taken, known]).toEqual([1, 1]);
    expect(leftOut.map(({ line }) => line)).toEqual([3, 4]);
    expect(await room.record(loggerId, [{ at: minute(0), celsius: 6 }])).toMatchObject({ taken: 0, known: 1 });
    expect(await room.record(loggerId, [{ at: minute(0), celsius: 9 }])).toMatchObject({ taken: 1, known: 0 });
    expect((await room.findings(watch.id)).map(short)).toEqual(['TOO_WARM 08:00-08:00 0 9°']);
  });

  it('are at most 5,000 at once, and 600,000 in a watch', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const loggerId = await room.logger();
    const many = Array.from({ length: 5_001 }, (_, index) => ({ at: minute(index), celsius: 5 }));
    expect(await room.record(loggerId, many)).toMatchObject({ taken: 0, userErrors: [{ code: 'LIMIT_REACHED' }] });
    const watch = await room.watch(loggerId);
    expect(await room.record(loggerId, many.slice(1))).toMatchObject({ taken: 5_000, userErrors: [] });
    await room.system(room.branchId, async (transaction) => {
      await transaction.rows(
        sql`update temperature_signals set readings = 599999 where watch_id = ${toUuid('temperaturewatch', watch.id)}`,
      );
    });
    const more = many.slice(0, 1).concat({ at: minute(6_000), celsius: 5 });
    const refused = await room.record(loggerId, more);
    expect(refused.userErrors).toMatchObject([
      { code: 'LIMIT_REACHED', message: expect.stringContaining('end it, and begin another') as string },
    ]);
    expect(await room.record(loggerId, more.slice(1))).toMatchObject({ taken: 1, userErrors: [] });
  });

  it('are nobody else’s: neither sent nor seen without the permission, at another branch or by another tenant', async () => {
    const [room, stranger] = [new ColdRoom(subgraph, neighbours), new ColdRoom(subgraph, neighbours)];
    const loggerId = await room.logger();
    const watch = await room.watch(loggerId);
    await room.record(loggerId, everyFive(5, 9, 5));
    const text =
      'query ($id: ID!) { temperatureWatch(id: $id) { id } temperatureWatches(first: 10) { totalCount nodes { id } } temperatureLoggers(first: 10) { nodes { id } } }';
    for (const context of [room.somebody({ branches: [newId('branch')] }), stranger.context]) {
      expect(await room.ask(text, { id: watch.id }, context)).toEqual({
        temperatureWatch: null,
        temperatureWatches: { totalCount: 0, nodes: [] },
        temperatureLoggers: { nodes: [] },
      });
      expect((await room.record(loggerId, everyFive(30), context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      const end = await room.run('endTemperatureWatch', 'watch { id }', { id: watch.id, expectedVersion: 1 }, context);
      expect(end.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
      expect(await readingsDownload.open(new Context(context, subgraph.resources), { watchId: watch.id })).toBeNull();
    }
    const reader = room.somebody({ permissions: ['temperatures:read'] });
    await expect(room.record(loggerId, everyFive(30), reader)).rejects.toThrow('temperatures:record');
    await expect(room.ask(text, { id: watch.id }, room.somebody({ permissions: ['temperatures:record'] }))).rejects.toThrow(
      'temperatures:read',
    );
    expect((await room.findings(watch.id)).map(short)).toEqual(['TOO_WARM 08:05-08:10 5 9°']);
  });
});

describe('a watch is shown', () => {
  const seriesText = `query ($id: ID!, $points: Int, $from: DateTime, $until: DateTime) {
    temperatureWatch(id: $id) { readings(points: $points, from: $from, until: $until) { begin end readings minCelsius maxCelsius meanCelsius } } }`;

  it('as the points of a chart', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const loggerId = await room.logger();
    const watch = await room.watch(loggerId);
    await room.record(loggerId, everyFive(4, 6, null, 9, 5));
    const series = async (more: object) =>
      (await room.ask<{ temperatureWatch: { readings: Record<string, unknown>[] } }>(seriesText, { id: watch.id, ...more }))
        .temperatureWatch.readings;
    expect(await series({ points: 2 })).toMatchObject([
      { begin: minute(0), readings: 2, minCelsius: 4, maxCelsius: 6, meanCelsius: 5 },
      { readings: 2, minCelsius: 5, maxCelsius: 9, meanCelsius: 7 },
    ]);
    expect((await series({ points: 1000 })).map(({ readings }) => readings)).toEqual([1, 1, 1, 1]);
    expect(await series({ points: 1, from: minute(5), until: minute(15) })).toMatchObject([
      { begin: minute(5), readings: 2, minCelsius: 6, maxCelsius: 9 },
    ]);
    expect(await series({ from: minute(100) })).toEqual([]);
    await expect(series({ points: 1001 })).rejects.toThrow('points is 1 to 1000, not 1001.');
  });

  it('in figures, which are those of the readings held until the next one', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const loggerId = await room.logger();
    const watch = await room.watch(loggerId, { endedAt: minute(60), activationEnergy: 60 });
    const readings = everyFive(5, 9, -80, 1, null, null, null, null, 25, 5);
    await room.record(loggerId, readings);
    const fields =
      'readings minCelsius maxCelsius meanCelsius meanKineticCelsius activationEnergy observedMinutes minutesTooWarm minutesTooCold minutesWithoutSignal';
    const text = `query ($id: ID!, $energy: Float) { temperatureWatch(id: $id) { statistics(activationEnergy: $energy) { ${fields} } } }`;
    for (const energy of [null, 83.144, 200]) {
      const { temperatureWatch } = await room.ask<{ temperatureWatch: { statistics: Record<string, number> } }>(text, {
        id: watch.id,
        energy,
      });
      const expected = temperatureStatistics(
        readings.map(({ at, celsius }) => ({ at: new Date(at), celsius })),
        { intervalMinutes: 15, signalLostAfter: 1, until: new Date(minute(60)), activationEnergy: energy ?? 60 },
      );
      expect(temperatureWatch.statistics).toMatchObject({
        readings: 6,
        minCelsius: -80,
        maxCelsius: 25,
        activationEnergy: energy ?? 60,
        observedMinutes: expected?.observedMinutes,
        minutesTooWarm: 10,
        minutesTooCold: 5,
        minutesWithoutSignal: 25,
      });
      expect(temperatureWatch.statistics['meanCelsius']).toBeCloseTo(expected?.meanCelsius ?? NaN, 9);
      expect(temperatureWatch.statistics['meanKineticCelsius']).toBeCloseTo(expected?.meanKineticCelsius ?? NaN, 9);
    }
  });

  it('as a file of all its readings', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const loggerId = await room.logger({ serial: 'S-9' });
    const watch = await room.watch(loggerId, { endedAt: minute(10) });
    await room.record(loggerId, everyFive(5, -9.5, 5, 30));
    const file = await readingsDownload.open(new Context(room.context, subgraph.resources), { watchId: watch.id });
    let text = '';
    for await (const piece of file?.body as AsyncIterable<string>) text += piece;
    expect(file?.name).toBe('temperatures-S-9.csv');
    expect(text.split('\r\n')).toEqual([
      'timestamp_utc,temp_c',
      '2026-03-02T08:00:00.000Z,5',
      '2026-03-02T08:05:00.000Z,-9.5',
      '2026-03-02T08:10:00.000Z,5',
      '',
    ]);
  });

  it('among others, at the cost of one', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const loggerId = await room.logger();
    const text = `query ($first: Int) { temperatureWatches(first: $first) { nodes { ${watchFields} lastReadingAt logger { id }
      readings(points: 5) { readings } statistics { meanKineticCelsius } excursions(first: 5) { nodes { kind } } } } }`;
    for (let index = 0; index < 5; index += 1) await room.watch(loggerId);
    await room.record(loggerId, everyFive(5, 9, 5));
    const cost = async (first: number) => {
      const before = subgraph.database.statementCount;
      const { temperatureWatches } = await room.ask<{ temperatureWatches: { nodes: object[] } }>(text, { first });
      expect(temperatureWatches.nodes).toHaveLength(first);
      return subgraph.database.statementCount - before;
    };
    expect(await cost(5)).toBe(await cost(1));
  });

  it('by its own month of readings, found by their key', async () => {
    const room = new ColdRoom(subgraph, neighbours);
    const app = new pg.Client({ connectionString: subgraph.url });
    await app.connect();
    try {
      const logger = toUuid('temperaturelogger', await room.logger());
      const plan = await planOf(
        app,
        room.tenant,
        sql`select at, celsius from temperature_readings where logger_id = ${logger} and at >= ${minute(0)} and at < ${minute(600)} order by at`,
      );
      const scans = plan.filter((node) => node['Relation Name']);
      expect(scans.length).toBe(1);
      expect(plan.map((node) => node['Index Cond'] ?? '').join(' ')).toMatch(/logger_id = .*\(at >= /s);
    } finally {
      await app.end();
    }
  });
});
