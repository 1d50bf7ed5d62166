import { dateOrderOf, parsePrintedTime } from './device-clock.js';
import { parseCelsius, type TemperatureUnit } from './measured-value.js';
import type { ColumnRole, Table } from './table-heading.js';
import { figuresOf, readPreamble } from './table-preamble.js';
import { eachRow } from './table-rows.js';
import { TemperatureLogError, type LeftOut, type ReportedDay, type TemperatureLog, type TemperatureLogOptions } from './temperature-log.js';

/** Reads a table of days with the lowest, the highest and the mean temperature and the minutes in alarm of each. It has no readings. */
export function readDailyTable(text: string, table: Table, options: TemperatureLogOptions): TemperatureLog {
  const preamble = readPreamble(table);
  const column = (role: ColumnRole) => table.columns.find((candidate) => candidate.role === role);
  const [date, min, max, mean] = [column('DATE') ?? column('DATE_TIME'), column('MINIMUM'), column('MAXIMUM'), column('MEAN')];
  const alarms = table.columns
    .filter(({ role }) => role === 'ALARM_MINUTES')
    .map(({ heading, index }) => ({ index, number: Number(/\d+/.exec(heading)?.[0]) }));
  const read = new Set([date?.index, min?.index, max?.index, mean?.index, ...alarms.map(({ index }) => index)]);
  const leftOut: LeftOut[] = table.columns
    .filter(({ index, heading }) => heading && !read.has(index))
    .map(({ heading }) => ({ line: table.headingLine.line, reason: `The column "${heading}" is not read.` }));
  const unit = unitOf(table, min?.unit ?? max?.unit ?? preamble.unit ?? options.unit);
  const rows: { line: number; cells: readonly string[] }[] = [];
  eachRow(text, table, (line, cells) => rows.push({ line, cells }));
  const printed = (cells: readonly string[]) => cells[date?.index ?? -1] ?? '';
  const order = dateOrderOf(rows.map(({ cells }) => printed(cells))) ?? options.dateOrder;
  if (!order)
    throw new TemperatureLogError(
      `Line ${rows[0]?.line}: it is not clear whether the dates have the day or the month first. Say the order of the dates.`,
    );
  const days: ReportedDay[] = [];
  for (const { line, cells } of rows) {
    const day = parsePrintedTime(printed(cells), order);
    const celsius = (index: number | undefined) => parseCelsius(cells[index ?? -1] ?? '', unit);
    if (!day) {
      leftOut.push({ line, reason: `"${printed(cells)}" is no date.` });
      continue;
    }
    if (celsius(min?.index) === null || celsius(max?.index) === null) {
      leftOut.push({ line, reason: `It has no lowest or no highest temperature for ${printed(cells)}.` });
      continue;
    }
    days.push({
      date: new Date(day.wall).toISOString().slice(0, 10),
      minCelsius: celsius(min?.index),
      maxCelsius: celsius(max?.index),
      meanCelsius: celsius(mean?.index),
      alarmMinutes: Object.fromEntries(
        alarms.flatMap(({ index, number }) => (/^\d+$/.test(cells[index] ?? '') ? [[number, Number(cells[index])]] : [])),
      ),
    });
  }
  return { format: 'DAILY_TABLE', deviceId: preamble.deviceId, readings: [], reported: { ...figuresOf(preamble, unit), days }, leftOut };
}

function unitOf({ headingLine }: Table, unit: TemperatureUnit | undefined): TemperatureUnit {
  if (unit) return unit;
  throw new TemperatureLogError(
    `Line ${headingLine.line}: it does not say whether the temperatures are in °C or in °F. Say the unit of the file.`,
  );
}
