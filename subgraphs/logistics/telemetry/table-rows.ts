import { CsvError, parse } from 'csv-parse/sync';
import { TemperatureLogError } from './temperature-log.js';
import type { Table } from './table-heading.js';

/** Gives each row under the headings, one after the other, with the line on which it ends. */
export function eachRow(text: string, { headingLine, delimiter }: Table, take: (line: number, cells: readonly string[]) => void): void {
  try {
    parse(text.slice(headingLine.start), {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      from: 2,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      // Taken at once and not kept: a long log would be in memory a second time, as text.
      on_record: (cells: string[], { lines }) => {
        take(
          headingLine.line + lines - 1,
          cells.map((cell) => cell.trim()),
        );
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = headingLine.line + Number(error['lines'] ?? 1) - 1;
    throw new TemperatureLogError(
      `Line ${line}: the table cannot be read there (${error.message}). Export the file again without changes by hand.`,
    );
  }
}
