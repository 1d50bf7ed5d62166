import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beyond, excursions, type Excursion, type TemperatureLimits } from './excursions.js';
import { readTemperatureLog } from './reading-temperature-log.js';
import type { ReportedAlarm, TemperatureLog } from './temperature-log.js';
import { temperatureStatistics } from './temperature-statistics.js';

const folder = resolve('../shared/data/temperature-loggers');
const dayMinutes = 1_440;
const minuteMs = 60_000;

const read = (name: string): TemperatureLog => readTemperatureLog(readFileSync(join(folder, name)), { timeZone: 'UTC' });
const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(txt|csv)$/.test(name)) : [];
const stems = names.filter((name) => name.endsWith('.txt')).map((name) => name.replace('.txt', ''));
const withFile = (ending: string) => stems.filter((stem) => names.includes(`${stem}${ending}`));

const limitsOf = ({ kind, limitCelsius, allowedMinutes, counting }: ReportedAlarm): TemperatureLimits => ({
  ...(kind === 'TOO_WARM' ? { maxCelsius: limitCelsius } : { minCelsius: limitCelsius }),
  ...(counting === 'CUMULATIVE' ? { cumulativeMinutes: allowedMinutes } : { consecutiveMinutes: allowedMinutes }),
});

/** Loggers cut off what is beyond a tenth. */
const cutOff = (celsius: number | undefined): number => Math.trunc((celsius ?? NaN) * 10) / 10;

(names.length > 0 ? describe : describe.skip)('files of real loggers', () => {
  it.each(names)('%s is read, every line of it', (name) => {
    const { readings, reported, leftOut } = read(name);
    expect(readings.length + reported.days.length).toBeGreaterThan(0);
    expect(leftOut.filter(({ reason }) => !reason.startsWith('The device has no temperature'))).toEqual([]);
    if (name.endsWith('.csv')) {
      const rows = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/).length - 1;
      expect(readings.length + reported.days.length).toBe(rows);
    }
  });

  it.each(stems)('%s says whose it is and how it is set up', (stem) => {
    const { deviceId, reported } = read(`${stem}.txt`);
    expect(stem.startsWith(`${deviceId}_`)).toBe(true);
    expect(reported.alarms.length).toBeGreaterThanOrEqual(2);
    const stopped = stem.split('_').at(-1) ?? '';
    expect(reported.stoppedAt?.toISOString().replace(/\D/g, '').slice(0, 12)).toBe(stopped);
  });

  it.each(withFile('.readings.csv'))('%s has the same readings as text and as a table', (stem) => {
    const [text, table] = [read(`${stem}.txt`), read(`${stem}.readings.csv`)];
    expect(text.readings).toEqual(table.readings);
    expect(text.readings.length).toBeGreaterThan(400);
  });

  it.each(withFile('.daily.csv'))('%s has the same days as text and as a table', (stem) => {
    expect(read(`${stem}.txt`).reported.days).toEqual(read(`${stem}.daily.csv`).reported.days);
  });

  it.each(withFile('.readings.csv'))('%s marks as out of limits what the limits of its alarms refuse', (stem) => {
    const { readings, reported, leftOut } = read(`${stem}.txt`);
    const refused = readings.filter(({ celsius }) => reported.alarms.some((alarm) => beyond(celsius, limitsOf(alarm))));
    expect(reported.outOfLimits).toBe(refused.length + leftOut.length);
    expect(read(`${stem}.readings.csv`).reported.outOfLimits).toBe(refused.length);
  });

  it.each(withFile('.daily.csv'))('%s counts minutes only on days whose extreme is beyond the limit and not at it', (stem) => {
    const { alarms, days } = read(`${stem}.txt`).reported;
    for (const alarm of alarms) {
      for (const { minCelsius, maxCelsius, alarmMinutes } of days) {
        const extreme = alarm.kind === 'TOO_WARM' ? maxCelsius : minCelsius;
        expect((alarmMinutes[alarm.number] ?? 0) > 0).toBe(beyond(extreme ?? NaN, limitsOf(alarm)) !== null);
      }
    }
  });

  const daily = withFile('.daily.csv').filter((stem) => names.includes(`${stem}.readings.csv`));
  it.each(daily)('%s: the minutes beyond the limit of each day are those of the device', (stem) => {
    const { readings, reported } = read(`${stem}.txt`);
    const interval = reported.loggingIntervalMinutes ?? NaN;
    // The device counts from its start, and does not show what it measured first.
    const hidden = ((readings[0]?.at.getTime() ?? NaN) - (reported.startedAt?.getTime() ?? NaN)) / minuteMs;
    expect(hidden).toBeGreaterThanOrEqual(0);
    for (const alarm of reported.alarms) {
      const found = excursions(readings, limitsOf(alarm), { intervalMinutes: interval }).filter(({ kind }) => kind !== 'SIGNAL_LOST');
      for (const [index, { date, alarmMinutes }] of reported.days.entries()) {
        const [begin, end] = [Date.parse(date), Date.parse(date) + dayMinutes * minuteMs];
        const minutes =
          found.reduce((sum, one) => sum + Math.max(0, Math.min(one.end.getTime(), end) - Math.max(one.begin.getTime(), begin)), 0) /
          minuteMs;
        const isFirst = index === reported.days.length - 1;
        const expected = (alarmMinutes[alarm.number] ?? NaN) - (isFirst && found.length > 0 ? hidden : 0);
        // Only the last day may differ: nobody has said for how long the last reading held.
        const tolerance = index === 0 ? interval : 0;
        expect(Math.abs(minutes - expected)).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it.each(daily)('%s: lowest, highest and mean temperatures of each whole day are near those that the device took every minute', (stem) => {
    const { readings, reported } = read(`${stem}.txt`);
    const wholeDays = reported.days.slice(1, -1);
    expect(wholeDays.length).toBeGreaterThan(0);
    for (const { date, minCelsius, maxCelsius, meanCelsius } of wholeDays) {
      const figures = temperatureStatistics(readings.filter(({ at }) => at.toISOString().startsWith(date)));
      expect(figures?.minCelsius).toBeGreaterThanOrEqual(minCelsius ?? NaN);
      expect(figures?.maxCelsius).toBeLessThanOrEqual(maxCelsius ?? NaN);
      // The tenth that is cut off, and as much for a door that stood open between two readings.
      expect(Math.abs((figures?.meanCelsius ?? NaN) - (meanCelsius ?? NaN))).toBeLessThan(0.2);
    }
  });

  const withKinetic = withFile('.readings.csv').filter((stem) => read(`${stem}.txt`).reported.meanKineticCelsius !== null);
  it('has a logger that works out the mean kinetic temperature', () => {
    expect(withKinetic).not.toEqual([]);
  });

  it.each(withKinetic)('%s: the mean kinetic temperature and all other figures are those of the device', (stem) => {
    const { readings, reported } = read(`${stem}.txt`);
    for (const activationEnergy of [reported.activationEnergy, null]) {
      const figures = temperatureStatistics(readings, { activationEnergy, until: reported.stoppedAt });
      expect(cutOff(figures?.meanKineticCelsius)).toBe(reported.meanKineticCelsius);
      expect(cutOff(figures?.meanCelsius)).toBe(reported.meanCelsius);
      expect(figures).toMatchObject({ minCelsius: reported.minCelsius, maxCelsius: reported.maxCelsius, readings: readings.length });
    }
  });

  it.each(withKinetic)(
    '%s: its alarms begin, go off and last as the device says, but for the first interval, which it does not count',
    (stem) => {
      const { readings, reported } = read(`${stem}.txt`);
      const intervalMinutes = reported.loggingIntervalMinutes ?? NaN;
      expect(reported.alarms.map(({ kind, counting }) => `${kind} ${counting}`)).toEqual([
        'TOO_WARM CONSECUTIVE',
        'TOO_WARM CUMULATIVE',
        'TOO_COLD CUMULATIVE',
        'TOO_COLD CONSECUTIVE',
      ]);
      for (const alarm of reported.alarms) {
        const found = excursions(readings, limitsOf(alarm), { intervalMinutes, until: reported.stoppedAt });
        const later = (date: Date | null | undefined) => date && new Date(date.getTime() + intervalMinutes * minuteMs);
        if (alarm.beganAt === null) {
          expect(found).toEqual([]);
          continue;
        }
        const [excursion] = found as Excursion[];
        expect(found).toHaveLength(1);
        expect(later(excursion?.begin)).toEqual(alarm.beganAt);
        expect(excursion?.minutes).toBe((alarm.minutesBeyond ?? NaN) + intervalMinutes);
        expect(later(excursion?.consecutiveExceededAt ?? excursion?.cumulativeExceededAt)).toEqual(alarm.alarmedAt);
      }
    },
  );
});
