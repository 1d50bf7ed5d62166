import type { Pen } from './pen.js';

/** A band of a document as wide as its column, which no page break goes through unless it can be divided. */
export interface Strip {
  readonly height: number;
  draw(pen: Pen, left: number, top: number): void;
  /** It does not end a page: a heading, or all but the last line of a table's row. */
  readonly isKeptWithNext?: boolean;
  /** White space, which a page does not begin with. */
  readonly isGap?: boolean;
  /** What is said again when a page begins with this strip: the titles of its table. */
  readonly header?: readonly Strip[];
  /** For strips that a page break may go through: what fits into the height, and the rest. Null when nothing fits. */
  divide?(height: number, pageHeight: number): readonly [Strip, Strip] | null;
}

export function heightOf(strips: readonly Strip[]): number {
  return strips.reduce((sum, { height }) => sum + height, 0);
}

export function drawStrips(strips: readonly Strip[], pen: Pen, left: number, top: number): void {
  let at = top;
  for (const strip of strips) {
    strip.draw(pen, left, at);
    at += strip.height;
  }
}

export function gap(height: number, isKeptWithNext = false): Strip {
  return { height, isKeptWithNext, isGap: true, draw: () => undefined };
}

/** Heights are sums of many fractions. */
const tolerance = 0.01;

/**
 * Takes from the front what fits into the height, and gives back the rest. Only what is higher than a page is parted where it should
 * be kept together. Where all of a page is free, at least one strip is taken, however high.
 */
export function take(strips: readonly Strip[], height: number, pageHeight: number): { taken: Strip[]; rest: Strip[] } {
  const taken: Strip[] = [];
  let left = height + tolerance;
  let at = 0;
  while (at < strips.length) {
    const group = groupAt(strips, at);
    if (heightOf(group) > left) {
      const parted = heightOf(group) > pageHeight ? part(group, left, pageHeight) : null;
      const forced = parted ?? (taken.length === 0 && height >= pageHeight ? partAnywhere(group, left) : null);
      if (!forced) break;
      return { taken: [...taken, ...forced[0]], rest: withHeader([...forced[1], ...strips.slice(at + group.length)], pageHeight) };
    }
    taken.push(...group);
    left -= heightOf(group);
    at += group.length;
  }
  return { taken, rest: withHeader(strips.slice(at), pageHeight) };
}

/** Strips that are kept together. */
function groupAt(strips: readonly Strip[], from: number): readonly Strip[] {
  let to = from;
  while (to < strips.length - 1 && strips[to]?.isKeptWithNext) to += 1;
  return strips.slice(from, to + 1);
}

type Parts = readonly [readonly Strip[], readonly Strip[]];

/** Parts a group where its last strip can be divided. */
function part(group: readonly Strip[], height: number, pageHeight: number): Parts | null {
  const before = group.slice(0, -1);
  const divided = group.at(-1)?.divide?.(height - heightOf(before), pageHeight);
  return divided ? [[...before, divided[0]], [divided[1]]] : null;
}

/** Parts a group between strips. Titles said again are never all that a page gets, or there would be no end of pages. */
function partAnywhere(group: readonly Strip[], height: number): Parts {
  const header = group.at(-1)?.header ?? [];
  const least = header[0] !== undefined && group[0] === header[0] ? header.length + 1 : 1;
  let left = height;
  const over = group.findIndex((strip) => (left -= strip.height) < 0);
  const at = Math.max(least, over);
  return [group.slice(0, at), group.slice(at)];
}

/** A header that would take half of the page is not said again. */
function withHeader(strips: readonly Strip[], pageHeight: number): Strip[] {
  const first = strips.findIndex(({ isGap }) => !isGap);
  const rest = first === -1 ? [] : strips.slice(first);
  const header = rest[0]?.header ?? [];
  return heightOf(header) < pageHeight / 2 ? [...header, ...rest] : rest;
}
