import { scannableCode } from '#kernel/printing/scannable-code.js';
import { labelLines, type LabelFacts } from './label.js';

/** 50 × 25 mm at 203 dots an inch, as the common printers have them. */
const dots = { width: 400, height: 200, margin: 16, line: 22, letter: 20 } as const;
const barWidth = 2;
const quietZone = 20;

/** A font of the printer's that has more letters than its own, such as `E:TT0003M_.FNT`. */
export const printerFont = /^[A-Z]:[A-Z0-9_]{1,16}\.(FNT|TTF)$/;

/** The labels in ZPL II, as text in UTF-8. Without a font, that of the printer, which on older ones knows Latin letters only. */
export function zebraLabels(labels: readonly LabelFacts[], font: string | null): string {
  return labels.map((label) => zebraLabel(label, font)).join('');
}

function zebraLabel(label: LabelFacts, font: string | null): string {
  const { accessionNumber } = label;
  const isBars = hasRoomForBars(accessionNumber);
  const codeHeight = isBars ? 72 : 80;
  const typeface = font === null ? `^A0N,${dots.letter},${dots.letter}` : `^A@N,${dots.letter},${dots.letter},${font}`;
  const texts = [accessionNumber, ...labelLines(label)];
  return [
    '^XA',
    '^CI28',
    `^PW${dots.width}`,
    `^LL${dots.height}`,
    '^LH0,0',
    // White beside the bars, without which they are not found.
    isBars
      ? `^FO${quietZone},4^BY${barWidth}^BCN,${codeHeight},N,N,N,A^FH_^FD${fieldData(accessionNumber)}^FS`
      : `^FO${dots.margin},4^BXN,3,200^FH_^FD${fieldData(accessionNumber)}^FS`,
    ...texts.map((text, index) => `^FO${dots.margin},${codeHeight + 8 + index * dots.line}${typeface}^FH_^FD${fieldData(text)}^FS`),
    '^XZ',
    '',
  ].join('\n');
}

/** Analysers of the older kind read bars only; a number that is too long for them on this label is printed as a matrix. */
export function hasRoomForBars(accessionNumber: string): boolean {
  const { width, quietZone } = scannableCode({ kind: 'CODE_128', text: accessionNumber });
  return (width + 2 * quietZone.x) * barWidth <= dots.width;
}

/**
 * Data of a field after `^FH_`. The signs with which commands begin, and the escape itself, become hex, and line breaks and other
 * controls a blank: no name, however it is spelled, is a command.
 */
export function fieldData(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ').replace(/[\^~_\\>]/g, (sign) => `_${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
