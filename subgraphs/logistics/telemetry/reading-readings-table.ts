import { dateOrderOf, DeviceClock, parsePrintedTime, type PrintedTime } from './device-clock.js';
import { parseCelsius, unitOfValue, type TemperatureUnit } from './measured-value.js';
import type { Column, ColumnRole, Table } from './table-heading.js';
import { figuresOf, readPreamble } from './table-preamble.js';
import { eachRow } from './table-rows.js';
import { TemperatureLogError, type DateOrder, type LeftOut, type TemperatureLog, type TemperatureLogOptions } from './temperature-log.js';

interface Row {
  readonly line: number;
  readonly time: string;
  readonly celsius: number;
}

/** What stands in a column of marks where there is none. */
const unmarked = /^(|-|0|no|n|false|ok|none)$/i;

/**
 * Reads a table with one reading a line: commas, semicolons or tabs between the cells, decimal commas or points, the unit in the heading, in
 * a column of its own or after the value, and the device's own figures as names and values before the headings.
 */
export function readReadingsTable(text: string, table: Table, options: TemperatureLogOptions): TemperatureLog {
  const preamble = readPreamble(table);
  const columns = chooseColumns(table, options);
  const leftOut = columnsLeftOut(table, columns);
  const fileUnit = columns.temperature.unit ?? preamble.unit ?? options.unit ?? null;
  const rows: Row[] = [];
  let outOfLimits = columns.flag ? 0 : null;
  eachRow(text, table, (line, cells) => {
    const cell = (column: Column | undefined): string => (column && cells[column.index]) ?? '';
    const [time, value] = [columns.times.map(cell).join(' ').trim(), cell(columns.temperature)];
    if (outOfLimits !== null && !unmarked.test(cell(columns.flag))) outOfLimits += 1;
    const celsius = parseCelsius(value, unitOf(line, value, cell(columns.unit), fileUnit));
    if (!time) leftOut.push({ line, reason: 'It has no time.' });
    else if (celsius === null)
      leftOut.push({ line, reason: value ? `"${value}" is no temperature.` : `It has no temperature for ${time}.` });
    else rows.push({ line, time, celsius });
  });
  const order = orderOf(rows, options);
  const drafts: { time: PrintedTime; celsius: number }[] = [];
  let firstWall = Infinity;
  for (const { line, time: printed, celsius } of rows) {
    const time = parsePrintedTime(printed, order);
    if (!time) {
      leftOut.push({ line, reason: `"${printed}" is no date and time.` });
      continue;
    }
    firstWall = Math.min(firstWall, time.wall);
    drafts.push({ time, celsius });
  }
  const offset = columns.times.find((column) => column.offset !== null)?.offset ?? null;
  // A heading that names its zone speaks of these times themselves.
  const clock = DeviceClock.of(offset === null ? options.timeZone : undefined, offset, Number.isFinite(firstWall) ? firstWall : 0);
  return {
    format: 'READINGS_TABLE',
    deviceId: preamble.deviceId,
    readings: drafts.map(({ time, celsius }) => ({ at: clock.toInstant(time), celsius })),
    reported: { ...figuresOf(preamble, fileUnit ?? 'CELSIUS'), utcOffsetMinutes: offset === null ? null : offset / 60_000, outOfLimits },
    leftOut: leftOut.sort((a, b) => a.line - b.line),
  };
}

interface Columns {
  /** One of date and time, or one of each. */
  readonly times: readonly Column[];
  readonly temperature: Column;
  readonly unit: Column | undefined;
  readonly flag: Column | undefined;
}

function chooseColumns({ columns, headingLine }: Table, options: TemperatureLogOptions): Columns {
  const first = (role: ColumnRole): Column | undefined => columns.find((column) => column.role === role);
  const temperatures = columns.filter(({ role }) => role === 'TEMPERATURE');
  const named = temperatures.filter(({ heading }) => options.column === undefined || heading === options.column);
  const [temperature] = named;
  if (!temperature || named.length > 1) {
    const names = temperatures.map(({ heading }) => `"${heading}"`).join(', ');
    throw new TemperatureLogError(`Line ${headingLine.line}: the temperatures stand in ${names}. Say which one of these columns to read.`);
  }
  const dateTime = first('DATE_TIME');
  const times = dateTime ? [dateTime] : [first('DATE'), first('TIME')].filter((column) => column !== undefined);
  return { times, temperature, unit: first('UNIT'), flag: first('FLAG') };
}

function columnsLeftOut({ columns, headingLine }: Table, { times, temperature, unit, flag }: Columns): LeftOut[] {
  const read = new Set([...times, temperature, unit, flag]);
  const others = columns.filter((column) => !read.has(column) && column.heading);
  return others.map(({ heading }) => ({ line: headingLine.line, reason: `The column "${heading}" is not read.` }));
}

function unitOf(line: number, value: string, inRow: string, inFile: TemperatureUnit | null): TemperatureUnit {
  const unit = unitOfValue(value) ?? unitOfValue(`0 ${inRow}`) ?? inFile;
  if (unit) return unit;
  throw new TemperatureLogError(
    `Line ${line}: it does not say whether ${value || 'the temperature'} is in °C or in °F. Say the unit of the file.`,
  );
}

function orderOf(rows: readonly Row[], options: TemperatureLogOptions): DateOrder {
  const order = dateOrderOf(rows.values().map(({ time }) => time)) ?? options.dateOrder;
  if (order) return order;
  throw new TemperatureLogError(
    `Line ${rows[0]?.line}: it is not clear whether ${rows[0]?.time} has the day or the month first, nor from any other date of the file. Say the order of its dates.`,
  );
}
