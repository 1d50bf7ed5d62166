import { stringify } from 'csv-stringify/sync';

/** The media type of what `csv` writes. */
export const csvType = 'text/csv; charset=utf-8';

export interface CsvColumn<Row> {
  readonly heading: string;
  /** What a row has there. A `Date` is written in UTC (ISO 8601); null is an empty cell. */
  readonly value: (row: Row) => string | number | bigint | boolean | Date | null | undefined;
}

export interface CsvOptions {
  /** Begin with a byte order mark, without which Excel does not read UTF-8. Programs read it as a part of the first heading. */
  readonly byteOrderMark?: boolean;
}

const rowsAtOnce = 200;

/** What a spreadsheet takes for the beginning of a formula, in ASCII and in the full width of East Asian keyboards. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;
const negativeNumber = /^-\d+(\.\d+)?$/;

/**
 * Rows as a table in CSV (RFC 4180), in pieces of text as the rows come. Text that a spreadsheet would run as a formula gets an
 * apostrophe before it; negative numbers, also as text, stay what they are.
 */
export async function* csv<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  columns: readonly CsvColumn<Row>[],
  { byteOrderMark = false }: CsvOptions = {},
): AsyncGenerator<string, void, undefined> {
  let records: unknown[][] = [columns.map(({ heading }) => heading)];
  if (byteOrderMark) yield '\ufeff';
  for await (const row of rows) {
    records.push(columns.map(({ value }) => value(row)));
    if (records.length < rowsAtOnce) continue;
    yield textOf(records);
    records = [];
  }
  if (records.length > 0) yield textOf(records);
}

function textOf(records: unknown[][]): string {
  return stringify(records, {
    record_delimiter: '\r\n',
    // A single CR or LF within a cell as well.
    quote_record_delimiter: true,
    cast: { string: harmless, boolean: String, date: (value) => value.toISOString() },
  });
}

function harmless(text: string): string {
  return formula.test(text) && !negativeNumber.test(text) ? `'${text}` : text;
}
