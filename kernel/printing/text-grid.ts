import { wholeColumnWidths } from './column-widths.js';
import { displayWidth } from './display-width.js';
import { breakLines } from './line-breaking.js';
import { printableLines } from './printable-text.js';
import type { Alignment, PrintedTable, TableColumn } from './printed-document.js';
import { tableRows } from './table-rows.js';

/** Narrower columns are not read but spelled. */
const narrowest = 4;

/** A table with its titles above a rule; one with too many columns for the width has a line a cell instead. */
export function tableLines(table: PrintedTable, width: number): string[] {
  const rows = tableRows(table);
  const titles = table.columns.map(({ title }) => title);
  if (titles.every((title) => title === '')) return gridLines(table.columns, rows, width).flat();
  if (isTooNarrow(table.columns, [titles, ...rows], width)) return recordLines(titles, rows, width);
  const [header = [], ...body] = gridLines(table.columns, [titles, ...rows], width);
  return [...header, '-'.repeat(width), ...body.flat()];
}

/** The lines of each row, its cells beside each other. */
export function gridLines(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number): string[][] {
  const widths = widthsOf(columns, rows, width);
  return rows.map((row) => {
    const cells = columns.map(({ align }, index) => aligned(row[index] ?? '', widths[index] ?? 0, align));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => cells.map((cell, index) => cell[line] ?? ' '.repeat(widths[index] ?? 0)).join(' '));
  });
}

/** The lines of a text, all as wide as that. */
export function aligned(text: string, width: number, align: Alignment = 'START'): string[] {
  const lines = printableLines(text).flatMap((line) => breakLines(line, width, displayWidth).map(({ from, to }) => line.slice(from, to)));
  return lines.map((line) => {
    const left = Math.max(width - displayWidth(line), 0);
    const before = align === 'START' ? 0 : align === 'END' ? left : Math.floor(left / 2);
    return `${' '.repeat(before)}${line}${' '.repeat(left - before)}`;
  });
}

function widthsOf(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number): number[] {
  const needs = columns.map(({ share }, index) => ({ share, content: contentOf(index, rows) }));
  return wholeColumnWidths(needs, Math.max(width - (columns.length - 1), columns.length));
}

function isTooNarrow(columns: readonly TableColumn[], rows: readonly (readonly string[])[], width: number): boolean {
  return widthsOf(columns, rows, width).some((each, index) => each < Math.min(narrowest, contentOf(index, rows)));
}

/** Each row as a list of titles and cells, with rules between rows. */
function recordLines(titles: readonly string[], rows: readonly (readonly string[])[], width: number): string[] {
  const columns = [{ title: '' }, { title: '', share: 1 }];
  return rows.flatMap((row, nth) => {
    const cells = titles.map((title, index) => [title, row[index] ?? '']);
    return [...(nth > 0 ? ['-'.repeat(width)] : []), ...gridLines(columns, cells, width).flat()];
  });
}

/** How wide a column is when nothing in it breaks. */
function contentOf(index: number, rows: readonly (readonly string[])[]): number {
  return rows.reduce((widest, row) => Math.max(widest, ...printableLines(row[index] ?? '').map(displayWidth)), 0);
}
