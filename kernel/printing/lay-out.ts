import { codeStrips } from './code-strips.js';
import { columnWidths } from './column-widths.js';
import { cutText } from './cut-text.js';
import { grid, gridRow } from './grid.js';
import type { Paper } from './paper.js';
import type { Pen } from './pen.js';
import type { Alignment, Block, PrintedTable, TextSize } from './printed-document.js';
import { sideBySide } from './side-by-side.js';
import { gap, type Strip } from './strip.js';
import { tableRows } from './table-rows.js';
import { setText, type TextStyle } from './typesetting.js';

/** What blocks are laid out for. */
export interface Setting {
  readonly pen: Pen;
  readonly paper: Paper;
  /** The height of a page's content: Infinity on a roll. */
  readonly pageHeight: number;
  readonly isRightToLeft: boolean;
}

type RowsBlock = Extract<Block, { rows: unknown }>;
type ColumnsBlock = Extract<Block, { columns: unknown }>;

const scale: Readonly<Record<TextSize | 'HEADING', number>> = { SMALL: 0.85, NORMAL: 1, LARGE: 1.3, HEADING: 1.4 };

/** The blocks from top to bottom, with the white between them. */
export function layOut(setting: Setting, blocks: readonly Block[], width: number): Strip[] {
  const between = setting.paper.textSize * 0.55;
  return blocks.flatMap((block, index) => {
    const strips = layOutBlock(setting, block, width);
    const isHeading = 'heading' in block;
    const kept = isHeading ? [...strips.map((strip) => ({ ...strip, isKeptWithNext: true })), gap(between * 0.5, true)] : strips;
    return index === 0 || 'space' in block ? kept : [gap(isHeading ? between * 1.8 : between), ...kept];
  });
}

function layOutBlock(setting: Setting, block: Block, width: number): Strip[] {
  const { pen, paper } = setting;
  if ('heading' in block)
    return setText(pen, block.heading, width, style(setting, { weight: 'BOLD', size: 'HEADING', align: block.align }));
  if ('text' in block) {
    const { text, isBold, size, align, isCut } = block;
    const set = style(setting, { weight: isBold ? 'BOLD' : 'REGULAR', size, align });
    return setText(pen, isCut ? cutText(pen, text, width, set) : text, width, set);
  }
  if ('rows' in block) return layOutRows(setting, block, width);
  if ('table' in block) return layOutTable(setting, block.table, width);
  if ('rule' in block) return [ruler(width, 0.75)];
  if ('space' in block) return [gap(block.space * paper.textSize * 1.36)];
  if ('code' in block) {
    return codeStrips(
      pen,
      block.code,
      { width, height: setting.pageHeight },
      paper,
      style(setting, { size: 'SMALL', align: block.code.align }),
    );
  }
  return layOutColumns(setting, block, width);
}

function layOutRows(setting: Setting, block: RowsBlock, width: number): Strip[] {
  const weight = block.isBold ? 'BOLD' : 'REGULAR';
  const label = style(setting, { weight });
  const columns =
    block.align === 'END'
      ? [{ share: 1, style: label }, { style: style(setting, { weight, align: 'END' }) }]
      : [{ style: label }, { share: 1, style: label }];
  const placed = grid(setting.pen, columns, block.rows, measures(setting, width));
  return block.rows.flatMap((row) => gridRow(setting.pen, placed, row));
}

function layOutTable(setting: Setting, table: PrintedTable, width: number): Strip[] {
  const { pen, paper } = setting;
  const { columns } = table;
  const rows = tableRows(table);
  const titles = columns.map(({ title }) => title);
  const padding = paper.textSize * 0.2;
  // Titles are bold, and measured so: they are wider than cells of the same text.
  const bold = grid(
    pen,
    columns.map(({ share, align }) => ({ share, style: style(setting, { weight: 'BOLD', align }) })),
    [titles, ...rows],
    measures(setting, width),
  );
  const hasTitles = titles.some((title) => title !== '');
  const header = hasTitles
    ? [...gridRow(pen, bold, titles), gap(padding), ruler(width, 0.75), gap(padding)].map((strip) => ({ ...strip, isKeptWithNext: true }))
    : [];
  const body = rows.flatMap((row, index) => {
    const end = index === rows.length - 1 ? [gap(padding)] : [gap(padding), ...(paper.isSheet ? [ruler(width, 0.25)] : []), gap(padding)];
    const strips = [...gridRow(pen, bold, row, { weight: 'REGULAR' }), ...end];
    return strips.map((strip, at) => ({ ...strip, header, isKeptWithNext: at < strips.length - 1 }));
  });
  return [...header.map((strip, index) => ({ ...strip, isKeptWithNext: body.length > 0 || index < header.length - 1 })), ...body];
}

function layOutColumns(setting: Setting, { columns, shares }: ColumnsBlock, width: number): Strip[] {
  const { gutter, isRightToLeft } = measures(setting, width);
  const needs = columns.map((_, index) => ({ share: shares?.[index] ?? 1, content: width }));
  let at = 0;
  const widths = columnWidths(needs, Math.max(width - gutter * (columns.length - 1), 0));
  const parts = columns.map((blocks, index) => {
    const own = widths[index] ?? 0;
    const left = isRightToLeft ? width - at - own : at;
    at += own + gutter;
    return { left, strips: layOut(setting, blocks, own) };
  });
  return [sideBySide(parts)];
}

function measures({ paper, isRightToLeft }: Setting, width: number): { width: number; gutter: number; isRightToLeft: boolean } {
  return { width, gutter: paper.textSize, isRightToLeft };
}

function ruler(width: number, thickness: number): Strip {
  return {
    height: thickness,
    draw: (pen, left, top) => pen.fill([{ x: left, y: top, width, height: thickness }]),
  };
}

interface StyleChoice {
  readonly weight?: TextStyle['weight'];
  readonly size?: TextSize | 'HEADING' | undefined;
  readonly align?: Alignment | undefined;
}

function style({ paper, isRightToLeft }: Setting, { weight = 'REGULAR', size = 'NORMAL', align = 'START' }: StyleChoice): TextStyle {
  return { weight, size: paper.textSize * scale[size], align, isRightToLeft };
}
