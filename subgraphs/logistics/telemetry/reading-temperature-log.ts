import { isBerlingerText, readBerlingerText } from './reading-berlinger-text.js';
import { readDailyTable } from './reading-daily-table.js';
import { readReadingsTable } from './reading-readings-table.js';
import { findTable } from './table-heading.js';
import { TemperatureLogError, type TemperatureLog, type TemperatureLogOptions } from './temperature-log.js';

/** A year at one reading a minute has some 526,000. */
const mostReadings = 600_000;

/**
 * Reads the file of a temperature logger, whichever it is: the text of Berlinger's loggers, a table of readings, or a table of days. What it
 * is shows in what it says, not in its name. The whole log is kept in memory, because it is put in order before it is judged.
 * @param file the text, or its bytes: UTF-8, UTF-16 with a byte order mark, or else Windows-1252.
 * @throws {TemperatureLogError} where the file as a whole cannot be read; single lines are left out, each with its reason.
 */
export function readTemperatureLog(file: string | Uint8Array, options: TemperatureLogOptions = {}): TemperatureLog {
  const text = (typeof file === 'string' ? file : decode(file)).replace(/^\uFEFF/, '');
  const log = readText(text, options);
  if (log.readings.length > mostReadings) {
    throw new TemperatureLogError(
      `The file has ${log.readings.length} readings, more than the ${mostReadings} that are read at once. Export a shorter time.`,
    );
  }
  return log;
}

function readText(text: string, options: TemperatureLogOptions): TemperatureLog {
  if (text.trim() === '') throw new TemperatureLogError('The file is empty. Export it from the logger again.');
  if (isBerlingerText(text)) return readBerlingerText(text, options);
  const table = findTable(text);
  if (table?.kind === 'DAYS') return readDailyTable(text, table, options);
  if (table?.kind === 'READINGS') return readReadingsTable(text, table, options);
  throw new TemperatureLogError(
    'The file is no temperature log that can be read here: it is neither the text of a Fridge-tag or Q-tag, nor a table whose headings name a time and a temperature. Export it as text or CSV.',
  );
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
