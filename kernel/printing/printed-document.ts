import type { PaperSize } from './paper.js';

/** START is the left, or the right in a document whose language is written from there. */
export type Alignment = 'START' | 'CENTER' | 'END';

export type TextSize = 'SMALL' | 'NORMAL' | 'LARGE';

export type CodeKind = 'QR' | 'DATA_MATRIX' | 'GS1_DATA_MATRIX' | 'CODE_128';

/** What a scanner is to read. */
export interface PrintedCode {
  readonly kind: CodeKind;
  /** What the scanner answers. For GS1_DATA_MATRIX in any notation that `kernel/gs1` reads. */
  readonly text: string;
  /** For people, below the code. */
  readonly caption?: string;
  readonly align?: Alignment;
}

export interface TableColumn {
  readonly title: string;
  readonly align?: Alignment;
  /** Its share of the width that is left; without one, the column is as wide as what stands in it. */
  readonly share?: number;
}

export interface PrintedTable {
  readonly columns: readonly TableColumn[];
  /** Cells in the order of the columns; those left out at the end are empty. */
  readonly rows: readonly (readonly string[])[];
}

/** A part of a document, from top to bottom. A line feed in a text begins a new line. */
export type Block =
  | { readonly heading: string; readonly align?: Alignment }
  /** With `isCut`, a line that is too long for its paper ends by an ellipsis instead of going on in the next: for labels. Whole as text. */
  | { readonly text: string; readonly isBold?: boolean; readonly align?: Alignment; readonly size?: TextSize; readonly isCut?: boolean }
  /** Labels with their values: beside each other, or with `align: 'END'` the values at the far edge, as amounts are. */
  | { readonly rows: readonly (readonly [label: string, value: string])[]; readonly align?: 'START' | 'END'; readonly isBold?: boolean }
  | { readonly table: PrintedTable }
  | { readonly rule: true }
  /** Empty lines. */
  | { readonly space: number }
  | { readonly code: PrintedCode }
  /** Side by side on paper, by shares of its width; one below the other as text. */
  | { readonly columns: readonly (readonly Block[])[]; readonly shares?: readonly number[] };

/** A document for people, as data: `toPdf` and `toText` print it. */
export interface PrintedDocument {
  /** Names the file, and stands at the foot of each sheet. */
  readonly title: string;
  /** BCP 47, such as `mn`: screen readers read by it, and it says from which side the document is written. */
  readonly language: string;
  readonly size: PaperSize;
  /** Equal documents of equal time are equal to the byte. */
  readonly createdAt: Date;
  readonly blocks: readonly Block[];
}

/** Whether the language is written from right to left. */
export function isRightToLeft(language: string): boolean {
  return ['Adlm', 'Arab', 'Aran', 'Hebr', 'Nkoo', 'Rohg', 'Syrc', 'Thaa'].includes(new Intl.Locale(language).maximize().script ?? '');
}
