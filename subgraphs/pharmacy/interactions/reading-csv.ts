/** A row by its headers, and the line on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads comma-separated text (RFC 4180) whose first row names the columns: quoted fields may hold commas, quotes and line ends. */
export function readCsv(text: string): CsvRow[] {
  const [header, ...rows] = records(text);
  return rows.map(({ line, values }) => ({
    line,
    fields: Object.fromEntries((header?.values ?? []).map((name, index) => [name.trim(), values[index] ?? ''])),
  }));
}

function records(text: string): { line: number; values: string[] }[] {
  const found: { line: number; values: string[] }[] = [];
  // Either a quoted field or a bare one, and what ends it.
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy;
  const content = text.replace(/^\uFEFF/, '');
  let current = { line: 1, values: [] as string[] };
  let line = 1;
  while (field.lastIndex < content.length) {
    const start = field.lastIndex;
    const match = field.exec(content);
    if (!match) throw new Error(`Line ${line} is no comma-separated text: a quote in it has no end or stands in the middle of a field.`);
    const [whole, quoted, bare, end] = match;
    current.values.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    line += whole.split('\n').length - 1;
    if (end !== ',') {
      if (current.values.some(Boolean)) found.push(current);
      current = { line, values: [] };
    }
    if (field.lastIndex === start) break;
  }
  if (current.values.some(Boolean)) found.push(current);
  return found;
}
