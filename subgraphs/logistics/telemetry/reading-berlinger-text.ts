import { DeviceClock, parsePrintedTime, type PrintedTime } from './device-clock.js';
import { parseCelsius, type TemperatureUnit } from './measured-value.js';
import {
  TemperatureLogError,
  type DateOrder,
  type LeftOut,
  type ReportedAlarm,
  type ReportedDay,
  type TemperatureLog,
  type TemperatureLogOptions,
} from './temperature-log.js';
import { linesOf } from './text-lines.js';

const hourMs = 3_600_000;
/** Words of the header by their path: `Conf.Alarm.1.T AL`. */
type Header = Map<string, string>;

interface Row {
  readonly line: number;
  readonly time: string;
  readonly value: string;
}

interface Drafts {
  readonly header: Header;
  readonly rows: Row[];
  readonly leftOut: LeftOut[];
  dateOrder: DateOrder;
  outOfLimits: number | null;
}

/** Whether a text is one that Berlinger's Fridge-tag and Q-tag loggers write. */
export function isBerlingerText(text: string): boolean {
  return /^\s*Device:.*(?:\r?\n|\r)[^]*^Conf:/m.test(text.slice(0, 5_000));
}

/**
 * Reads the text file of Berlinger's Fridge-tag and Q-tag loggers: names and values, indented under their group; `Hist` with the figures of
 * each day or `Res` with those of the whole run; and, where the device keeps single readings, `Data` as columns between tabs. Temperatures
 * are in the unit of `Temp unit`, Celsius where there is none. The signature under the file is kept in the header and not verified.
 */
export function readBerlingerText(text: string, options: TemperatureLogOptions): TemperatureLog {
  const { header, rows, leftOut, dateOrder, outOfLimits } = readLines(text);
  const unit: TemperatureUnit = /^f/i.test(header.get('Conf.Temp unit') ?? '') ? 'FAHRENHEIT' : 'CELSIUS';
  const drafts: { time: PrintedTime; celsius: number }[] = [];
  for (const { line, time: printed, value } of rows) {
    const time = parsePrintedTime(printed, dateOrder);
    const celsius = parseCelsius(value, unit);
    if (!time) leftOut.push({ line, reason: `"${printed}" is no date and time.` });
    else if (/^-+[.,]-+$/.test(value))
      leftOut.push({ line, reason: `The device has no temperature for ${printed}: it was not measuring yet, or no longer.` });
    else if (celsius === null) leftOut.push({ line, reason: `"${value}" is no temperature.` });
    else drafts.push({ time, celsius });
  }
  const zone = Number(header.get('Conf.Zone') ?? NaN);
  const offset = Number.isFinite(zone) ? zone * hourMs : null;
  const read = new HeaderReader(header, unit, options.timeZone, offset, drafts[0]?.time);
  return {
    format: 'BERLINGER_TEXT',
    deviceId: header.get('Conf.Serial') ?? null,
    readings: drafts.map(({ time, celsius }) => ({ at: read.clock.toInstant(time), celsius })),
    reported: {
      minCelsius: read.celsius('Res.Min T'),
      maxCelsius: read.celsius('Res.Max T'),
      meanCelsius: read.celsius('Res.Avrg T'),
      meanKineticCelsius: read.celsius('Res.MKT'),
      activationEnergy: read.number('Conf.MKT Energy'),
      loggingIntervalMinutes: read.number('Conf.Logging Interval'),
      utcOffsetMinutes: offset === null ? null : offset / 60_000,
      startedAt: read.time('Res.TS Start') ?? read.time('Hist.TS Actv'),
      stoppedAt: read.time('Res.TS Stop') ?? read.time('Hist.TS Report Creation'),
      outOfLimits,
      alarms: alarmsOf(read),
      days: daysOf(read),
      header: Object.fromEntries(header),
    },
    leftOut: leftOut.sort((a, b) => a.line - b.line),
  };
}

/** Takes words of the header for what they mean. */
class HeaderReader {
  readonly clock: DeviceClock;
  private readonly numbers = new Map<string, Set<number>>();

  constructor(
    readonly header: Header,
    private readonly unit: TemperatureUnit,
    timeZone: string | undefined,
    offset: number | null,
    first: PrintedTime | undefined,
  ) {
    const began = first ?? this.printed('Hist.TS Actv') ?? this.printed('Res.TS Start') ?? this.printed('Hist.TS Report Creation');
    this.clock = DeviceClock.of(timeZone, offset, began?.wall ?? 0);
    for (const path of header.keys()) {
      const names = path.split('.');
      for (const [depth, name] of names.entries()) if (/^\d+$/.test(name)) this.addNumber(names.slice(0, depth).join('.'), Number(name));
    }
  }

  celsius(path: string): number | null {
    return parseCelsius(this.header.get(path) ?? '', this.unit);
  }

  number(path: string): number | null {
    const text = this.header.get(path);
    return text && Number.isFinite(Number(text)) ? Number(text) : null;
  }

  time(path: string): Date | null {
    const printed = this.printed(path);
    return printed && this.clock.toInstant(printed);
  }

  /** The numbers of the entries of a group, in the order of the file. */
  numbersIn(group: string): number[] {
    return [...(this.numbers.get(group) ?? [])];
  }

  private addNumber(group: string, number: number): void {
    const numbers = this.numbers.get(group);
    if (numbers) numbers.add(number);
    else this.numbers.set(group, new Set([number]));
  }

  private printed(path: string): PrintedTime | null {
    return parsePrintedTime(this.header.get(path) ?? '', 'YEAR_FIRST');
  }
}

/** What the types of alarms of a Q-tag say; 0 is one that is switched off. */
const alarmTypes: Readonly<Record<number, Pick<ReportedAlarm, 'kind' | 'counting'>>> = {
  1: { kind: 'TOO_COLD', counting: 'CONSECUTIVE' },
  2: { kind: 'TOO_WARM', counting: 'CONSECUTIVE' },
  3: { kind: 'TOO_COLD', counting: 'CUMULATIVE' },
  4: { kind: 'TOO_WARM', counting: 'CUMULATIVE' },
};
/** A Fridge-tag has no types: its alarm 0 is the lower one and its alarm 1 the upper one. */
const fridgeAlarms: Readonly<Record<number, Pick<ReportedAlarm, 'kind' | 'counting'>>> = {
  0: { kind: 'TOO_COLD', counting: null },
  1: { kind: 'TOO_WARM', counting: null },
};

function alarmsOf(read: HeaderReader): ReportedAlarm[] {
  return read.numbersIn('Conf.Alarm').flatMap((number) => {
    const [setting, result] = [`Conf.Alarm.${number}`, `Res.Alarm.${number}`];
    const type = read.number(`${setting}.Type`);
    const meaning = type === null ? fridgeAlarms[number] : alarmTypes[type];
    const limitCelsius = read.celsius(`${setting}.T AL`);
    const allowedMinutes = read.number(`${setting}.t AL`);
    if (!meaning || limitCelsius === null || allowedMinutes === null) return [];
    return [
      {
        number,
        ...meaning,
        limitCelsius,
        allowedMinutes,
        beganAt: read.time(`${result}.TS S`),
        alarmedAt: read.time(`${result}.TS A`),
        minutesBeyond: read.number(`${result}.t A`),
      },
    ];
  });
}

function daysOf(read: HeaderReader): ReportedDay[] {
  return read.numbersIn('Hist').map((number) => {
    const day = `Hist.${number}`;
    const alarms = read.numbersIn(`${day}.Alarm`).map((alarm) => [alarm, read.number(`${day}.Alarm.${alarm}.t Acc`)] as const);
    return {
      date: read.header.get(`${day}.Date`) ?? '',
      minCelsius: read.celsius(`${day}.Min T`),
      maxCelsius: read.celsius(`${day}.Max T`),
      meanCelsius: read.celsius(`${day}.Avrg T`),
      alarmMinutes: Object.fromEntries(alarms.flatMap(([alarm, minutes]) => (minutes === null ? [] : [[alarm, minutes]]))),
    };
  });
}

function readLines(text: string): Drafts {
  const drafts: Drafts = { header: new Map(), rows: [], leftOut: [], dateOrder: 'YEAR_FIRST', outOfLimits: null };
  /** The groups that a line stands in, by how far each is indented. */
  let groups: { indent: number; name: string }[] = [];
  let columns: Columns | null = null;
  for (const { line, content } of linesOf(text)) {
    if (content.trim() === '') continue;
    if (content.startsWith('\t')) {
      const cells = content.slice(1).split('\t');
      const group = groups[0]?.name ?? '';
      if (group !== 'Data') drafts.header.set(`${group}.${line}`, cells.join(' ').trim());
      else if (!columns) columns = readColumns(cells, line, drafts);
      else readRow(cells, line, columns, drafts);
      continue;
    }
    const indent = content.length - content.trimStart().length;
    groups = groups.filter((group) => group.indent < indent);
    const path = groups.map(({ name }) => name);
    // Free text may hold commas and colons of its own.
    const pairs = /^\s*User String/.test(content) ? [content] : content.split(/,\s+(?=[A-Za-z][A-Za-z ]*:)/);
    for (const pair of pairs) {
      const colon = pair.indexOf(':');
      const [name, value] = [pair.slice(0, colon).trim(), pair.slice(colon + 1).trim()];
      const whole = [...path, name].join('.');
      if (colon < 0 || !name) drafts.leftOut.push({ line, reason: `"${pair.trim()}" is no name with a value.` });
      else if (drafts.header.has(whole))
        drafts.leftOut.push({ line, reason: `"${name}" stands there a second time; the first one counts.` });
      else if (value) drafts.header.set(whole, value);
      else if (pairs.length === 1) groups.push({ indent, name });
    }
  }
  return drafts;
}

interface Columns {
  readonly time: number;
  readonly value: number;
  readonly flag: number;
}

function readColumns(cells: readonly string[], line: number, drafts: Drafts): Columns {
  const names = cells.map((cell) => cell.trim());
  const columns = { time: names.findIndex((name) => /yyyy/i.test(name)), value: names.indexOf('T'), flag: names.indexOf('Out of limits') };
  if (columns.time < 0 || columns.value < 0) {
    throw new TemperatureLogError(
      `Line ${line}: the readings have no column of times (yyyy-MM-dd hh:mm) or of temperatures (T). Export the file again.`,
    );
  }
  const pattern = names[columns.time] ?? '';
  if (/^d/i.test(pattern)) drafts.dateOrder = 'DAY_FIRST';
  else if (/^m/i.test(pattern)) drafts.dateOrder = 'MONTH_FIRST';
  if (columns.flag >= 0) drafts.outOfLimits = 0;
  for (const [index, name] of names.entries()) {
    if (name && !Object.values(columns).includes(index)) drafts.leftOut.push({ line, reason: `The column "${name}" is not read.` });
  }
  return columns;
}

function readRow(cells: readonly string[], line: number, columns: Columns, drafts: Drafts): void {
  const [time, value] = [cells[columns.time]?.trim(), cells[columns.value]?.trim()];
  if (drafts.outOfLimits !== null && cells[columns.flag]?.trim()) drafts.outOfLimits += 1;
  if (!time || !value) drafts.leftOut.push({ line, reason: 'It has no time or no temperature: the file may have been cut off here.' });
  else drafts.rows.push({ line, time, value });
}
