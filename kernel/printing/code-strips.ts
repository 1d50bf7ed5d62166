import { dots, type Paper } from './paper.js';
import type { Pen } from './pen.js';
import type { PrintedCode } from './printed-document.js';
import { PrintingError } from './printing-error.js';
import { scannableCode } from './scannable-code.js';
import type { Strip } from './strip.js';
import { indent, setText, type TextStyle } from './typesetting.js';

/** A dot of a thermal printer, of which a module is a whole number, and the fewest of them that common scanners read. */
const dot = dots(1);
const fewestDots = 2;

/** A code with its white surroundings, drawn as large as the paper says or as there is room for, and its caption. */
export function codeStrips(pen: Pen, code: PrintedCode, room: { width: number; height: number }, paper: Paper, style: TextStyle): Strip[] {
  const symbol = scannableCode(code);
  const columns = symbol.width + 2 * symbol.quietZone.x;
  const rows = symbol.height + 2 * symbol.quietZone.y;
  const caption = code.caption === undefined ? [] : setText(pen, code.caption, room.width, style);
  const captionHeight = caption.reduce((sum, { height }) => sum + height, 0);
  const fitting = Math.floor(Math.min(room.width / columns, (room.height - captionHeight) / rows) / dot + 1e-6);
  if (fitting < fewestDots) {
    throw new PrintingError(
      `The code of "${code.text.slice(0, 40)}" takes ${inMillimetres(columns * fewestDots * dot)} × ${inMillimetres(rows * fewestDots * dot + captionHeight)} mm at least, ` +
        `and there is room for ${inMillimetres(room.width)} × ${inMillimetres(room.height)} mm: shorten its text, or print it on larger paper.`,
    );
  }
  const module = Math.min(paper.moduleWidth, fitting * dot);
  const picture: Strip = {
    height: rows * module,
    isKeptWithNext: caption.length > 0,
    draw(into, left, top) {
      const x = left + indent(style, room.width, columns * module) + symbol.quietZone.x * module;
      const y = top + symbol.quietZone.y * module;
      into.fill(
        symbol.bars.map((bar) => ({
          x: x + bar.x * module,
          y: y + bar.y * module,
          width: bar.width * module,
          height: bar.height * module,
        })),
      );
    },
  };
  return [picture, ...caption.map((strip, index) => ({ ...strip, isKeptWithNext: index < caption.length - 1 }))];
}

function inMillimetres(points: number): string {
  return ((points * 25.4) / 72).toFixed(1);
}
