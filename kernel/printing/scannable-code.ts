import bwipjs from 'bwip-js/node';
import { separator } from '../gs1/raw-elements.js';
import { elementStringOf } from './code-text.js';
import type { PrintedCode } from './printed-document.js';
import { PrintingError } from './printing-error.js';

/** A dark rectangle, in modules from the upper left corner of the symbol. */
export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A code as it is drawn, measured in modules, its smallest parts. */
export interface ScannableCode {
  readonly width: number;
  readonly height: number;
  /** What has to stay white at its sides, and above and below, without which scanners do not find it. */
  readonly quietZone: { readonly x: number; readonly y: number };
  readonly bars: readonly Bar[];
}

const names = { QR: 'QR code', DATA_MATRIX: 'DataMatrix', GS1_DATA_MATRIX: 'GS1 DataMatrix', CODE_128: 'Code 128' } as const;

/** High enough to be hit by a hand scanner: 15 mm at a module of 0.375 mm. */
const barHeight = 40;

/**
 * @throws PrintingError for a text that such a code cannot hold.
 * @throws Gs1Error for one that GS1's rules refuse.
 */
export function scannableCode(code: PrintedCode): ScannableCode {
  if (code.text === '') throw new PrintingError(`A ${names[code.kind]} of an empty text says nothing: give it a text or leave it out.`);
  switch (code.kind) {
    case 'QR':
      return matrix(encoded(code, 'qrcode', code.text, 'eclevel=M'), 4);
    case 'DATA_MATRIX':
      return matrix(encoded(code, 'datamatrix', inUnicode(code.text), 'parsefnc'), 2);
    case 'GS1_DATA_MATRIX':
      // FNC1 in front is what makes it GS1's, and the separator between fields is the same character.
      return matrix(encoded(code, 'datamatrix', `^FNC1${elementStringOf(code).replaceAll(separator, '^FNC1')}`, 'parsefnc'), 2);
    case 'CODE_128':
      if (!/^[\x20-\x7e]*$/.test(code.text)) {
        throw new PrintingError(`Code 128 holds no other letters than those of ASCII: print ${shortened(code.text)} as a QR code.`);
      }
      return bars(encoded(code, 'code128', code.text, ''), 10);
  }
}

/** Scanners take the bytes of a DataMatrix for Latin-1 unless it says otherwise (ECI 26 is UTF-8). `^` begins a command. */
function inUnicode(text: string): string {
  const escaped = text.replaceAll('^', '^^');
  return /^[\x00-\x7f]*$/.test(text) ? escaped : `^ECI000026${escaped}`; // eslint-disable-line no-control-regex -- ASCII as a whole
}

/** What the library answers: the widths of bars and spaces in turn, or the modules row by row. */
type Symbol = { readonly sbs: readonly number[] } | { readonly pixs: readonly number[]; readonly pixx: number; readonly pixy: number };

function encoded(code: PrintedCode, kind: string, text: string, options: string): Symbol | undefined {
  try {
    return bwipjs.raw(kind, text, options)[0];
  } catch (error) {
    throw new PrintingError(
      `The text ${shortened(code.text)} of ${code.text.length} characters does not fit into a ${names[code.kind]}: shorten it, for example to a link.`,
      { cause: error },
    );
  }
}

function matrix(symbol: Symbol | undefined, quiet: number): ScannableCode {
  if (!symbol || !('pixs' in symbol)) throw new Error('The code has no matrix.');
  const { pixs, pixx: width, pixy: height } = symbol;
  const found: Bar[] = [];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = x;
      while (x < width && pixs[y * width + x] === 1) x += 1;
      if (x > from) found.push({ x: from, y, width: x - from, height: 1 });
    }
  }
  return { width, height, quietZone: { x: quiet, y: quiet }, bars: found };
}

function bars(symbol: Symbol | undefined, quiet: number): ScannableCode {
  if (!symbol || !('sbs' in symbol)) throw new Error('The code has no bars.');
  const found: Bar[] = [];
  let x = 0;
  symbol.sbs.forEach((width, index) => {
    if (index % 2 === 0) found.push({ x, y: 0, width, height: barHeight });
    x += width;
  });
  return { width: x, height: barHeight, quietZone: { x: quiet, y: 0 }, bars: found };
}

function shortened(text: string): string {
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
