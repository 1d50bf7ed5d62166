import { csv, csvType, type CsvColumn } from '#kernel/csv.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { isDate } from '#kernel/graph/scalars/index.js';
import { requiredParameter, type DownloadFile } from '#kernel/subgraph/download.js';
import type { ReportBranch } from './report-range.js';

export type Parameters = Readonly<Record<string, string>>;

/** A report as a table for spreadsheets, streamed from the database. */
export function tableOf<Row>(
  branch: ReportBranch,
  name: string,
  rows: AsyncIterable<Row>,
  columns: readonly CsvColumn<Row>[],
): DownloadFile {
  return { name: `${name}-${branch.code}.csv`, type: csvType, body: csv(rows, columns, { byteOrderMark: true }) };
}

export function dayParameter(parameters: Parameters, name: string): string {
  const day = requiredParameter(parameters, name);
  if (!isDate(day)) throw new GraphError('BAD_USER_INPUT', `"${day.slice(0, 40)}" is no day: ${name} is written YYYY-MM-DD.`);
  return day;
}

export function oneOf<Value extends string>(parameters: Parameters, name: string, values: readonly Value[], otherwise: Value): Value {
  const given = parameters[name];
  if (given === undefined) return otherwise;
  const found = values.find((value) => value === given);
  if (!found) throw new GraphError('BAD_USER_INPUT', `${name} is one of ${values.join(', ')}, not "${given.slice(0, 40)}".`);
  return found;
}
