import type { Pen } from './pen.js';
import { graphemesOf, printableLines } from './printable-text.js';
import { contentWidth, type TextStyle } from './typesetting.js';

/** The text with each of its lines no longer than the width: what is cut off, between letters as people count them, becomes an ellipsis. */
export function cutText(pen: Pen, text: string, width: number, style: TextStyle): string {
  return printableLines(text)
    .map((line) => cutLine(line, (part) => contentWidth(pen, part, style) <= width))
    .join('\n');
}

function cutLine(line: string, fits: (part: string) => boolean): string {
  if (fits(line)) return line;
  const letters = graphemesOf(line);
  const cut = (count: number): string => `${letters.slice(0, count).join('').trimEnd()}…`;
  let [least, most] = [0, letters.length - 1];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(cut(middle))) least = middle;
    else most = middle - 1;
  }
  return cut(least);
}
