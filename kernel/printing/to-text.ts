import { assertPrintable } from './assert-printable.js';
import { textOfCode } from './code-text.js';
import type { Block, PrintedCode, PrintedDocument, TableColumn } from './printed-document.js';
import { PrintingError } from './printing-error.js';
import { aligned, gridLines, tableLines } from './text-grid.js';

/** The fewest columns in which labels and amounts can still stand beside each other. */
const fewestColumns = 16;

/**
 * The document as plain text for a receipt printer of that many columns. It holds no control characters but line feeds, whatever is
 * in the document. Text from right to left is in the order in which it is read: turning it around is the printer's to do.
 * @throws PrintingError, and Gs1Error for a GS1 code that breaks GS1's rules.
 */
export function toText(document: PrintedDocument, columns = 42): string {
  assertPrintable(document);
  if (!Number.isInteger(columns) || columns < fewestColumns) {
    throw new PrintingError(`A receipt of ${columns} columns cannot be read: print it with ${fewestColumns} or more, 42 on 80 mm.`);
  }
  return document.blocks
    .flatMap((block) => linesOf(block, columns))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function linesOf(block: Block, width: number): string[] {
  if ('heading' in block) return aligned(block.heading, width, block.align);
  if ('text' in block) return aligned(block.text, width, block.align);
  if ('rows' in block) return rowLines(block, width);
  if ('table' in block) return tableLines(block.table, width);
  if ('rule' in block) return ['-'.repeat(width)];
  if ('space' in block) return Array<string>(Math.round(block.space)).fill('');
  if ('code' in block) return codeLines(block.code, width);
  return block.columns.flatMap((blocks) => blocks.flatMap((each) => linesOf(each, width)));
}

function codeLines(code: PrintedCode, width: number): string[] {
  const text = textOfCode(code);
  const lines = aligned(text, width, code.align);
  return code.caption === undefined || code.caption === text ? lines : [...lines, ...aligned(code.caption, width, code.align)];
}

function rowLines({ rows, align }: Extract<Block, { rows: unknown }>, width: number): string[] {
  const columns: TableColumn[] = align === 'END' ? [labels(1), { title: '', align: 'END' }] : [labels(), { title: '', share: 1 }];
  return gridLines(columns, rows, width).flat();
}

function labels(share?: number): TableColumn {
  return share === undefined ? { title: '' } : { title: '', share };
}
