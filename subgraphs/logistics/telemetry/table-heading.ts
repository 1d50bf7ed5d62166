import { parse } from 'csv-parse/sync';
import { parseOffset } from './device-clock.js';
import type { TemperatureUnit } from './measured-value.js';
import { linesOf, type TextLine } from './text-lines.js';

/** What a column holds, by its heading. */
export type ColumnRole =
  'DATE_TIME' | 'DATE' | 'TIME' | 'TEMPERATURE' | 'UNIT' | 'FLAG' | 'MINIMUM' | 'MAXIMUM' | 'MEAN' | 'ALARM_MINUTES' | 'OTHER';

export interface Column {
  readonly heading: string;
  readonly index: number;
  readonly role: ColumnRole;
  readonly unit: TemperatureUnit | null;
  /** What a heading such as `Date Time, GMT+07:00` says that the clock is ahead of UTC, in milliseconds. */
  readonly offset: number | null;
}

/** A table in a text: where it begins, what separates its cells, and what stands before it. */
export interface Table {
  readonly kind: 'READINGS' | 'DAYS';
  readonly delimiter: string;
  readonly columns: readonly Column[];
  readonly headingLine: TextLine;
  readonly before: readonly TextLine[];
}

const delimiters = ['\t', ';', ',', '|'];
/** Header blocks of loggers are shorter. */
const mostLinesBefore = 300;

/** The first line that reads as the headings of readings or of days; null where there is none. */
export function findTable(text: string): Table | null {
  const before: TextLine[] = [];
  for (const line of linesOf(text)) {
    if (line.line > mostLinesBefore) return null;
    const tables = delimiters.flatMap((delimiter) => {
      const columns = cellsOf(line.content, delimiter).map(columnOf);
      const kind = kindOf(columns);
      return kind ? [{ kind, delimiter, columns, headingLine: line, before }] : [];
    });
    const [widest] = tables.sort((a, b) => b.columns.length - a.columns.length);
    if (widest) return widest;
    before.push(line);
  }
  return null;
}

/** The cells of one line. */
export function cellsOf(line: string, delimiter: string): string[] {
  try {
    return (parse(line, { delimiter, relax_quotes: true })[0] ?? []).map((cell) => cell.trim());
  } catch {
    // A quote without an end, as in free text before a table.
    return [line.trim()];
  }
}

function kindOf(columns: readonly Column[]): Table['kind'] | null {
  const has = (...roles: ColumnRole[]) => columns.some(({ role }) => roles.includes(role));
  if (columns.length < 2 || !has('DATE_TIME', 'DATE')) return null;
  if (has('TEMPERATURE')) return 'READINGS';
  return has('MINIMUM') && has('MAXIMUM') ? 'DAYS' : null;
}

/** In this order: a mean temperature is a mean, and an alarm's time is no time. */
const roles: readonly (readonly [RegExp, ColumnRole])[] = [
  [/\balarm ?\d+\b.*\bminutes?\b/, 'ALARM_MINUTES'],
  [/\b(flag|alarm|out of limits|status)\b/, 'FLAG'],
  [/\b(limit|set ?point|dew|humidity|%)/, 'OTHER'],
  [/\b(min|minimum|lowest)\b/, 'MINIMUM'],
  [/\b(max|maximum|highest)\b/, 'MAXIMUM'],
  [/\b(avg|average|mean)\b/, 'MEAN'],
  [/\b(time ?stamp|date ?-?(and )?time|datum uhrzeit|(logged|recorded|measured|reading) (at|time))\b/, 'DATE_TIME'],
  [/\b(date|datum|fecha)\b/, 'DATE'],
  [/\b(time|uhrzeit|zeit|heure|hora)\b/, 'TIME'],
  [/\b(temp\w*|celsius|fahrenheit)\b|°\s*[cf]\b/, 'TEMPERATURE'],
  [/^units?$/, 'UNIT'],
];

function columnOf(heading: string, index: number): Column {
  const words = plain(heading);
  const [, zone] = /\b(?:utc|gmt) ?([+-]\d{1,2}(?::?\d\d)?)?/.exec(words) ?? [null];
  const unit = /\bf\b|fahrenheit/.test(words) ? 'FAHRENHEIT' : /\bc\b|celsius/.test(words) ? 'CELSIUS' : null;
  const says = /\b(utc|gmt)\b/.test(words);
  return {
    heading,
    index,
    role: roles.find(([pattern]) => pattern.test(words))?.[1] ?? 'OTHER',
    unit,
    offset: says ? parseOffset(zone ?? '') : null,
  };
}

/** A heading in lower case, without accents, and with blanks for what joins its words. */
export function plain(heading: string): string {
  return heading
    .replaceAll('º', '°')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_()/,;[\]\s]+/g, ' ')
    .trim();
}
