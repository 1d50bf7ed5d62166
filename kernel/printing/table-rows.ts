import type { PrintedTable } from './printed-document.js';
import { PrintingError } from './printing-error.js';

/** The rows of a table that fit its columns. */
export function tableRows({ columns, rows }: PrintedTable): PrintedTable['rows'] {
  if (columns.length === 0) throw new PrintingError('A table has no columns: give it one, or leave it out.');
  const longest = Math.max(0, ...rows.map((row) => row.length));
  if (longest > columns.length) {
    throw new PrintingError(`A row of the table has ${longest} cells for ${columns.length} columns: give it a column for each cell.`);
  }
  return rows;
}
