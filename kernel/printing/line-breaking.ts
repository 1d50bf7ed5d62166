import LineBreaker from 'linebreak';
import { graphemesOf } from './printable-text.js';

/** A line of a paragraph, as the place of its text there; the space at its end is not of it. */
export interface Line {
  readonly from: number;
  readonly to: number;
}

/** Scripts that put no space between words, so that only a dictionary knows where those end. */
const unspaced = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]+/gu;

const words = new Intl.Segmenter('th', { granularity: 'word' });

/**
 * Breaks a paragraph into lines no wider than that, in whatever unit `measure` answers. A word that is wider than a line is broken
 * between characters, and a character that is wider has a line of its own: nothing is left out.
 */
export function breakLines(paragraph: string, width: number, measure: (text: string) => number): Line[] {
  const lines: Line[] = [];
  let from = 0;
  let filled = 0;
  let at = 0;
  const end = (to: number): void => {
    lines.push({ from, to: from + paragraph.slice(from, to).trimEnd().length });
    from = to;
    filled = 0;
  };
  for (const piece of pieces(paragraph)) {
    const visible = measure(piece.trimEnd());
    if (filled > 0 && filled + visible > width) end(at);
    if (visible > width) {
      for (const grapheme of graphemesOf(piece)) {
        const advance = measure(grapheme);
        if (filled > 0 && filled + advance > width && grapheme.trim() !== '') end(at);
        filled += advance;
        at += grapheme.length;
      }
    } else {
      filled += measure(piece);
      at += piece.length;
    }
  }
  end(at);
  return lines;
}

/** The text in pieces between which a line may end. */
function* pieces(text: string): Generator<string> {
  const places = new Set<number>();
  const breaker = new LineBreaker(text);
  for (let next = breaker.nextBreak(); next; next = breaker.nextBreak()) places.add(next.position);
  for (const { 0: run, index } of text.matchAll(unspaced)) {
    for (const { index: offset } of words.segment(run)) if (offset > 0) places.add(index + offset);
  }
  let from = 0;
  for (const to of [...places].sort((a, b) => a - b)) {
    yield text.slice(from, to);
    from = to;
  }
}
