import { drawStrips, heightOf, take, type Strip } from './strip.js';

/** A column of whole blocks. */
export interface Part {
  readonly left: number;
  readonly strips: readonly Strip[];
}

/** Columns beside each other, as one strip that a page break goes through only when it is higher than a page. */
export function sideBySide(parts: readonly Part[]): Strip {
  return {
    height: Math.max(0, ...parts.map(({ strips }) => heightOf(strips))),
    draw: (pen, left, top) => parts.forEach((part) => drawStrips(part.strips, pen, left + part.left, top)),
    divide(height, pageHeight) {
      const halves = parts.map(({ left, strips }) => ({ left, ...take(strips, height, pageHeight) }));
      if (halves.every(({ taken }) => taken.length === 0)) return null;
      return [
        sideBySide(halves.map(({ left, taken }) => ({ left, strips: taken }))),
        sideBySide(halves.map(({ left, rest }) => ({ left, strips: rest }))),
      ];
    },
  };
}
