import { columnWidths, type ColumnNeed } from './column-widths.js';
import type { Pen } from './pen.js';
import type { Strip } from './strip.js';
import { contentWidth, setText, type TextStyle } from './typesetting.js';

/** A column of cells: how wide it wants to be, and how its text stands. */
export interface GridColumn {
  readonly share?: number | undefined;
  readonly style: TextStyle;
}

/** Columns as they stand on paper. */
export interface Grid {
  readonly columns: readonly { readonly style: TextStyle; readonly left: number; readonly width: number }[];
}

/** Columns without a share are as wide as the widest of their cells. */
export function grid(
  pen: Pen,
  columns: readonly GridColumn[],
  rows: readonly (readonly string[])[],
  { width, gutter, isRightToLeft }: { width: number; gutter: number; isRightToLeft: boolean },
): Grid {
  const needs = columns.map(({ share, style }, index): ColumnNeed => ({
    share,
    content: rows.reduce((widest, row) => Math.max(widest, contentWidth(pen, row[index] ?? '', style)), 0),
  }));
  const widths = columnWidths(needs, Math.max(width - gutter * (columns.length - 1), 0));
  let at = 0;
  const placed = columns.map(({ style }, index) => {
    const own = widths[index] ?? 0;
    const left = isRightToLeft ? width - at - own : at;
    at += own + gutter;
    // What was measured to fit must not break because of the last digit of a fraction.
    return { style, left, width: own + 0.01 };
  });
  return { columns: placed };
}

/** A row of cells, line by line, so that a row higher than a page can go on on the next one. */
export function gridRow(pen: Pen, { columns }: Grid, cells: readonly string[], change: Partial<TextStyle> = {}): Strip[] {
  const set = columns.map(({ style, left, width }, index) => ({
    left,
    lines: setText(pen, cells[index] ?? '', width, { ...style, ...change }),
  }));
  const count = Math.max(...set.map(({ lines }) => lines.length));
  return Array.from({ length: count }, (_, index): Strip => {
    const line = set.flatMap(({ left, lines }) => lines.slice(index, index + 1).map((strip) => ({ left, strip })));
    return {
      height: Math.max(...line.map(({ strip }) => strip.height)),
      isKeptWithNext: index < count - 1,
      draw: (into, from, top) => line.forEach(({ left, strip }) => strip.draw(into, from + left, top)),
    };
  });
}
