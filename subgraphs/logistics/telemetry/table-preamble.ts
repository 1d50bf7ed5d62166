import { parseCelsius, type TemperatureUnit } from './measured-value.js';
import { cellsOf, plain, type Table } from './table-heading.js';
import { nothingReported, type ReportedFigures } from './temperature-log.js';

export interface Preamble {
  readonly deviceId: string | null;
  readonly unit: TemperatureUnit | null;
  readonly header: Readonly<Record<string, string>>;
}

/** Reads what stands before a table: names and values, in cells or with a colon between. A line that is neither keeps its number as name. */
export function readPreamble({ before, delimiter }: Table): Preamble {
  const pairs = before
    .filter(({ content }) => content.trim() !== '')
    .map(({ line, content }) => {
      const [name = '', ...values] = cellsOf(content, delimiter).filter(Boolean);
      if (values.length > 0) return [name.endsWith(':') ? name.slice(0, -1).trim() : name, values.join(' ')] as const;
      const colon = name.indexOf(':');
      const [key, value] = [name.slice(0, Math.max(colon, 0)).trim(), name.slice(colon + 1).trim()];
      return key && value ? ([key, value] as const) : ([`line ${line}`, name] as const);
    });
  const unit = valueOf(pairs, /^(temp\w* )?units?$/);
  return {
    deviceId: valueOf(pairs, /\bserial\b|^(device|logger) id$/),
    unit: unit === null ? null : /f/i.test(unit) ? 'FAHRENHEIT' : 'CELSIUS',
    header: Object.fromEntries(pairs),
  };
}

/** The figures of the device among the names and values before a table. */
export function figuresOf({ header }: Preamble, unit: TemperatureUnit): ReportedFigures {
  const pairs = Object.entries(header);
  const celsius = (name: RegExp): number | null => parseCelsius(valueOf(pairs, name) ?? '', unit);
  return {
    ...nothingReported,
    minCelsius: celsius(/^(min|minimum|lowest)( temp\w*)?$/),
    maxCelsius: celsius(/^(max|maximum|highest)( temp\w*)?$/),
    meanCelsius: celsius(/^(avg|average|mean)( temp\w*)?$/),
    meanKineticCelsius: celsius(/^(mkt|mean kinetic temp\w*)\b/),
    loggingIntervalMinutes: minutesOf(valueOf(pairs, /^((log|logging|sample|sampling|recording|record) )?(interval|rate)$/) ?? ''),
    header,
  };
}

function valueOf(pairs: readonly (readonly [string, string])[], name: RegExp): string | null {
  return pairs.find(([key]) => name.test(plain(key)))?.[1] ?? null;
}

const minutesIn: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60 };

/** `5 min`, `300 s` or `00:05:00` in minutes. */
function minutesOf(text: string): number | null {
  const [, hours, minutes, seconds = '0'] = /^(\d\d?):(\d\d)(?::(\d\d))?$/.exec(text.trim()) ?? [];
  if (hours !== undefined) return Number(hours) * 60 + Number(minutes) + Number(seconds) / 60;
  const [, amount, unit] = /^(\d+)\s*([smh])/i.exec(text.trim()) ?? [];
  return amount === undefined ? null : Number(amount) * (minutesIn[unit?.toLowerCase() ?? ''] ?? 1);
}
