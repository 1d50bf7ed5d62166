import { plainText } from './plain-text.js';
import { SourceError } from './source-files.js';

export interface TableRow<Column extends string> {
  readonly line: number;
  readonly fields: Readonly<Record<Column, string>>;
}

/** Something in a file that could not be taken over, or not as it stands. */
export interface Remark {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** Reads tab-separated text whose first line names the columns; a line that ends too early has blanks, one that is too long is told. */
export function readTable<Column extends string>(
  file: string,
  text: string,
  columns: readonly Column[],
  remarks: Remark[],
): TableRow<Column>[] {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = header.split('\t').map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0)
    throw new SourceError(`${file} has no column ${missing.join(', ')} in its first line: it must name the columns, parted by tabs.`);
  return lines.flatMap((content, index) => {
    if (content.trim() === '') return [];
    const line = index + 2;
    const values = content.split('\t');
    if (values.slice(names.length).some((value) => value.trim() !== '')) {
      remarks.push({ file, line, reason: `it has ${values.length} fields where the first line names ${names.length}` });
      return [];
    }
    const fields = Object.fromEntries(columns.map((column) => [column, plainText(values[names.indexOf(column)] ?? '')]));
    return [{ line, fields: fields as Record<Column, string> }];
  });
}
