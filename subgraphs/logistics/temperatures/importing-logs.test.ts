import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { Refused } from '#kernel/testing/house.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { logistics } from '../index.js';
import { readTemperatureLog } from '../telemetry/reading-temperature-log.js';
import { openLogistics } from '../testing/depot.js';
import { ColdRoom, realFile, realFiles } from './testing/cold-room.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof ColdRoom>[1];
let background: Background;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openLogistics());
  background = await startBackground(logistics, subgraph.resources, new InProcessTransport());
});
afterAll(async () => {
  await background.stop();
  await subgraph.close();
});

interface Figures {
  readonly minCelsius: number | null;
  readonly maxCelsius: number | null;
  readonly meanCelsius: number | null;
  readonly meanKineticCelsius: number | null;
}

interface Imported {
  readonly isRepeated: boolean;
  readonly file: {
    readonly id: string;
    readonly status: string;
    readonly reason: string | null;
    readonly sha256: string;
    readonly report: {
      readonly format: string;
      readonly taken: number;
      readonly known: number;
      readonly leftOutCount: number;
      readonly leftOut: readonly { readonly line: number | null; readonly reason: string }[];
      readonly device: Figures;
      readonly ours: Figures;
      readonly alarms: readonly { readonly alarmedAt: string | null; readonly kind: string; readonly minutesBeyond: number | null }[];
      readonly days: readonly object[];
    } | null;
  } | null;
  readonly userErrors: readonly Refused[];
}

const figures = 'minCelsius maxCelsius meanCelsius meanKineticCelsius';
const fileFields = `id status reason sha256 report {
  format deviceId taken known leftOutCount leftOut { line reason } device { ${figures} } ours { ${figures} }
  activationEnergy intervalMinutes startedAt stoppedAt alarms { kind alarmedAt minutesBeyond } days { date minCelsius } }`;

class Archive extends ColdRoom {
  import(input: object, context = this.context): Promise<Imported> {
    return this.run<Imported>('importTemperatureLog', `isRepeated file { ${fileFields} }`, { fileName: 'log.csv', ...input }, context);
  }

  async file(id: string): Promise<Imported['file']> {
    const text = `query ($id: ID!) { temperatureLogFile(id: $id) { ${fileFields} } }`;
    return (await this.ask<{ temperatureLogFile: Imported['file'] }>(text, { id })).temperatureLogFile;
  }
}

const table = (...rows: string[]): string => `timestamp,temp_c\n${rows.join('\n')}\n`;
const serialOf = (name: string): string => readTemperatureLog(realFile(name), { timeZone: 'UTC' }).deviceId ?? newId('serial');
/** Loggers cut off what is beyond a tenth. */
const cutOff = (celsius: number | null | undefined): number => Math.trunc((celsius ?? NaN) * 10) / 10;

it('a table is read in the zone of the logger, and what is no reading is left out with its line and reason', async () => {
  const room = new Archive(subgraph, neighbours);
  const loggerId = await room.logger();
  const watch = await room.watch(loggerId, { beganAt: '2026-03-02T08:00:00Z' });
  const content = table('2026-03-02 16:00,5', '2026-03-02 16:05,9.5', '2026-03-02 16:10,error', '2026-03-02 16:10,5', '2099-01-01 10:00,5');
  const { file, userErrors, isRepeated } = await room.import({ watchId: watch.id, content });
  expect(userErrors).toEqual([]);
  expect(isRepeated).toBe(false);
  expect(file).toMatchObject({ status: 'READ', report: { format: 'READINGS_TABLE', taken: 3, known: 0, leftOutCount: 2 } });
  expect(file?.report?.leftOut[0]).toEqual({ line: 4, reason: '"error" is no temperature.' });
  expect(file?.report?.leftOut[1]?.reason).toContain('is still to come');
  expect(await room.findings(watch.id)).toMatchObject([{ kind: 'TOO_WARM', beganAt: '2026-03-02T08:05:00.000Z', minutes: 5 }]);
});

it('the same file again changes nothing, and another one with the same readings takes none', async () => {
  const room = new Archive(subgraph, neighbours);
  const loggerId = await room.logger();
  const watch = await room.watch(loggerId, { beganAt: '2026-03-02T08:00:00Z' });
  const content = table('2026-03-02 16:00,5', '2026-03-02 16:05,9.5', '2026-03-02 16:10,5');
  const first = await room.import({ loggerId, content });
  const found = await room.findings(watch.id);
  const bytes = Buffer.from(content).toString('base64');
  const again = await room.import({ loggerId, content: bytes, encoding: 'BASE64', fileName: 'copy.csv', timeZone: 'UTC' });
  expect(again).toMatchObject({ isRepeated: true, file: { id: first.file?.id, report: first.file?.report } });
  const longer = await room.import({
    loggerId,
    content: table('2026-03-02 16:00,5', '2026-03-02 16:05,9.5', '2026-03-02 16:10,5', '2026-03-02 16:15,5'),
  });
  expect(longer.file?.report).toMatchObject({ taken: 1, known: 3 });
  expect(await room.findings(watch.id)).toEqual(found);
  const { temperatureLogger } = await room.ask<{ temperatureLogger: { files: { totalCount: number } } }>(
    'query ($id: ID!) { temperatureLogger(id: $id) { files(first: 10) { totalCount nodes { fileName } } } }',
    { id: loggerId },
  );
  expect(temperatureLogger.files.totalCount).toBe(2);
});

describe('the clock of a logger that knows no daylight saving', () => {
  /** From one time on its clock to another, with both; too warm at one of them. */
  const log = (from: string, to: string, everyMinutes: number, warmAt: string, usual = (_index: number) => 5): string => {
    const [first, last, warm] = [from, to, warmAt].map((text) => Date.parse(`${text}Z`)) as [number, number, number];
    const length = (last - first) / (everyMinutes * 60_000) + 1;
    const walls = Array.from({ length }, (_, index) => first + index * everyMinutes * 60_000);
    const celsius = (wall: number) => (wall === warm ? 9 : usual(wall / 3_600_000));
    return table(...walls.map((wall) => `${new Date(wall).toISOString().slice(0, 16).replace('T', ' ')},${celsius(wall)}`));
  };

  it('is that of the readings that a file has in common with one before it, and what was too warm counts once', async () => {
    const room = new Archive(subgraph, neighbours);
    const loggerId = await room.logger({ timeZone: 'Europe/Berlin' });
    const during = { beganAt: '2024-03-20T00:00:00Z', endedAt: '2024-05-01T00:00:00Z', intervalMinutes: 60 };
    const watch = await room.watch(loggerId, during);
    const usual = (hour: number) => 3 + ((hour * 7) % 5);
    const winter = await room.import({ loggerId, content: log('2024-03-20T00:00', '2024-04-10T00:00', 60, '2024-04-05T12:00', usual) });
    expect(winter.file?.report).toMatchObject({ taken: 505, known: 0 });
    const spring = await room.import({ loggerId, content: log('2024-04-01T00:00', '2024-04-30T00:00', 60, '2024-04-05T12:00', usual) });
    expect(spring.file?.report).toMatchObject({ taken: 480, known: 217 });
    const found = await room.findings(watch.id);
    expect(found.filter(({ kind }) => kind === 'TOO_WARM').map(({ beganAt, minutes }) => [beganAt, minutes])).toEqual([
      ['2024-04-05T11:00:00.000Z', 60],
    ]);
  });

  it('is set anew where a log has nothing in common with one before it, also when it is set back by an hour', async () => {
    const room = new Archive(subgraph, neighbours);
    const loggerId = await room.logger({ timeZone: 'Europe/Berlin' });
    const watch = await room.watch(loggerId, { beganAt: '2024-10-30T00:00:00Z', endedAt: '2024-10-31T00:00:00Z', maxCelsius: 8 });
    const summer = await room.import({ loggerId, content: log('2024-10-20T00:00', '2024-10-30T11:00', 5, '2024-10-30T08:00') });
    expect(summer.file?.report).toMatchObject({ taken: 3013, known: 0 });
    const winter = await room.import({ loggerId, content: log('2024-10-30T10:05', '2024-10-30T23:00', 5, '2024-10-30T12:00') });
    expect(winter.file?.report).toMatchObject({ taken: 156, known: 0 });
    const warm = (await room.findings(watch.id)).filter(({ kind }) => kind === 'TOO_WARM');
    expect(warm.map(({ beganAt }) => beganAt)).toEqual(['2024-10-30T06:00:00.000Z', '2024-10-30T11:00:00.000Z']);
  });
});

it('a file that is not clear is refused with what to say, and taken once that is said', async () => {
  const room = new Archive(subgraph, neighbours);
  const loggerId = await room.logger();
  const content = 'timestamp,temperature\n03/04/2026 16:00,41\n';
  const message = async (more: object): Promise<string | undefined> =>
    (await room.import({ loggerId, content, ...more })).userErrors[0]?.message;
  expect(await message({})).toContain('it does not say whether 41 is in °C or in °F');
  expect(await message({ unit: 'FAHRENHEIT' })).toContain('has the day or the month first');
  expect(await message({ unit: 'FAHRENHEIT', dateOrder: 'DAY_FIRST', timeZone: 'Mars/Olympus' })).toContain('is no time zone');
  const { file } = await room.import({ loggerId, content, unit: 'FAHRENHEIT', dateOrder: 'DAY_FIRST', timeZone: '+07:00' });
  expect(file).toMatchObject({ status: 'READ', report: { taken: 1, ours: { minCelsius: 5 } } });
  const watch = await room.watch(loggerId, { beganAt: '2026-04-03T09:00:00Z', endedAt: '2026-04-03T09:10:00Z', maxCelsius: 4 });
  expect(await room.findings(watch.id)).toMatchObject([{ beganAt: '2026-04-03T09:00:00.000Z', extremeCelsius: 5 }]);
});

it('a large file is read in a moment, and one that cannot be read says why and may come again', async () => {
  const room = new Archive(subgraph, neighbours);
  const loggerId = await room.logger();
  const begin = Date.parse('2026-01-01T00:00:00Z');
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `${new Date(begin + index * 60_000).toISOString()},${index === 10_000 ? 9 : 5}`,
  );
  const watch = await room.watch(loggerId, { beganAt: '2026-01-01T00:00:00Z', intervalMinutes: 1 });
  const { file } = await room.import({ loggerId, content: table(...lines) });
  expect(file).toMatchObject({ status: 'WAITING', report: null });
  const read = await eventually(
    () => room.file(file?.id ?? ''),
    (seen) => seen?.status !== 'WAITING',
  );
  expect(read).toMatchObject({ status: 'READ', report: { taken: 20_000, known: 0, leftOutCount: 0 } });
  expect(await room.findings(watch.id)).toMatchObject([
    { kind: 'TOO_WARM', minutes: 1, beganAt: new Date(begin + 10_000 * 60_000).toISOString() },
  ]);

  const unclear = `timestamp,temperature\n${lines.join('\n')}\n`;
  const refused = await room.import({ loggerId, content: unclear });
  const unread = await eventually(
    () => room.file(refused.file?.id ?? ''),
    (seen) => seen?.status !== 'WAITING',
  );
  expect(unread).toMatchObject({ status: 'UNREADABLE', report: null });
  expect(unread?.reason).toContain('it does not say whether');
  const again = await room.import({ loggerId, content: unclear, unit: 'CELSIUS' });
  expect(again).toMatchObject({ isRepeated: false, file: { id: refused.file?.id, status: 'WAITING', reason: null } });
  const known = await eventually(
    () => room.file(refused.file?.id ?? ''),
    (seen) => seen?.status !== 'WAITING',
  );
  expect(known).toMatchObject({ status: 'READ', report: { taken: 0, known: 20_000 } });
});

describe('a file is refused', () => {
  const content = table('2026-03-02 16:00,5');
  it.each([
    ['that is empty', { content: '' }, 'REQUIRED', 'The file is empty. Export it from the logger again.'],
    ['that is no base64', { content: 'not base64!', encoding: 'BASE64' }, 'INVALID', 'The content is no base64.'],
    ['of more than 5 MB', { content: 'a'.repeat(5 * 1024 * 1024 + 1) }, 'LIMIT_REACHED', 'A file has at most 5 MB: export a shorter time.'],
    ['that is something else', { content: 'name,price\nBandage,3\n' }, 'INVALID', 'The file is no temperature log that can be read here'],
    ['without a name', { content, fileName: ' ' }, 'REQUIRED', 'Say the name of the file.'],
    ['of no logger', { content, loggerId: null }, 'REQUIRED', 'Say of which logger it is'],
    ['of two things', { content, watchId: newId('temperaturewatch') }, 'REQUIRED', 'Say of which logger it is'],
    ['of an unknown logger', { content, loggerId: newId('temperaturelogger') }, 'NOT_FOUND', 'There is no such logger'],
    ['of an unknown watch', { content, loggerId: null, watchId: newId('temperaturewatch') }, 'NOT_FOUND', 'There is no such watch'],
    [
      'of another logger',
      { content: 'Serial number;77\nDate time;Temperature °C\n2026-03-02 16:00;4,5\n' },
      'INVALID',
      'The file is of the logger 77, and Cold box is',
    ],
  ])('%s', async (_, input, code, message) => {
    const room = new Archive(subgraph, neighbours);
    const { file, userErrors } = await room.import({ loggerId: await room.logger(), ...input });
    expect(file).toBeNull();
    expect(userErrors).toEqual([{ code, message: expect.stringContaining(message) as string }]);
  });

  it('of a logger elsewhere, and without the permission', async () => {
    const [room, stranger] = [new Archive(subgraph, neighbours), new Archive(subgraph, neighbours)];
    const loggerId = await room.logger();
    const elsewhere = room.somebody({ branches: [newId('branch')] });
    for (const context of [elsewhere, stranger.context])
      expect((await room.import({ loggerId, content }, context)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const reader = room.somebody({ permissions: ['temperatures:read'] });
    await expect(room.import({ loggerId, content }, reader)).rejects.toThrow('temperatures:record');
  });
});

(realFiles.length > 0 ? describe : describe.skip)('the files of real loggers', () => {
  it.each(realFiles)('%s is taken once, with the figures of the device beside ours', async (name) => {
    const room = new Archive(subgraph, neighbours);
    const loggerId = await room.logger({ serial: serialOf(name), timeZone: 'UTC' });
    const log = readTemperatureLog(realFile(name), { timeZone: 'UTC' });
    const { file, userErrors } = await room.import({ loggerId, fileName: name, content: realFile(name) });
    expect(userErrors).toEqual([]);
    expect(file?.report).toMatchObject({ format: log.format, taken: log.readings.length, known: 0, leftOutCount: log.leftOut.length });
    expect(file?.report?.days).toHaveLength(log.reported.days.length);
    expect((await room.import({ loggerId, fileName: name, content: realFile(name) })).isRepeated).toBe(true);
  });

  const withKinetic = realFiles.filter(
    (name) => readTemperatureLog(realFile(name), { timeZone: 'UTC' }).reported.meanKineticCelsius !== null,
  );
  it('one of them works out the mean kinetic temperature', () => {
    expect(withKinetic).not.toEqual([]);
  });

  it.each(withKinetic)(
    '%s: mean, extremes and mean kinetic temperature of the report and of the watch are those of the device',
    async (name) => {
      const room = new Archive(subgraph, neighbours);
      const loggerId = await room.logger({ serial: serialOf(name), timeZone: 'UTC' });
      const { readings, reported } = readTemperatureLog(realFile(name), { timeZone: 'UTC' });
      const [alarm] = reported.alarms.filter(
        ({ alarmedAt, counting, kind }) => alarmedAt && counting === 'CONSECUTIVE' && kind === 'TOO_WARM',
      );
      const watch = await room.watch(loggerId, {
        beganAt: readings[0]?.at.toISOString(),
        endedAt: reported.stoppedAt?.toISOString(),
        maxCelsius: alarm?.limitCelsius ?? 8,
        minCelsius: null,
        consecutiveMinutes: alarm?.allowedMinutes ?? null,
        intervalMinutes: reported.loggingIntervalMinutes,
      });
      const { file } = await room.import({ watchId: watch.id, fileName: name, content: realFile(name) });
      const { device, ours } = file?.report ?? {};
      expect(device?.meanKineticCelsius).toBe(reported.meanKineticCelsius);
      expect(cutOff(ours?.meanKineticCelsius)).toBe(device?.meanKineticCelsius);
      expect(cutOff(ours?.meanCelsius)).toBe(device?.meanCelsius);
      expect(ours).toMatchObject({ minCelsius: device?.minCelsius, maxCelsius: device?.maxCelsius });
      const text = `query ($id: ID!, $energy: Float) { temperatureWatch(id: $id) { statistics(activationEnergy: $energy) { readings ${figures} } } }`;
      for (const energy of [reported.activationEnergy, null]) {
        const { temperatureWatch } = await room.ask<{ temperatureWatch: { statistics: Figures & { readings: number } } }>(text, {
          id: watch.id,
          energy,
        });
        const { statistics } = temperatureWatch;
        expect(cutOff(statistics.meanKineticCelsius)).toBe(device?.meanKineticCelsius);
        expect(cutOff(statistics.meanCelsius)).toBe(device?.meanCelsius);
        expect(statistics).toMatchObject({ readings: readings.length, minCelsius: device?.minCelsius, maxCelsius: device?.maxCelsius });
      }
      // The device does not count the first interval.
      const interval = (reported.loggingIntervalMinutes ?? NaN) * 60_000;
      const [found] = await room.findings(watch.id);
      const alarmedAt = alarm?.alarmedAt?.getTime();
      expect(Date.parse(found?.consecutiveExceededAt ?? '') + interval).toBe(alarmedAt);
      expect(found?.minutes).toBe((alarm?.minutesBeyond ?? NaN) + interval / 60_000);
    },
  );
});
