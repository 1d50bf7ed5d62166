import bidiModule, { type Bidi, type EmbeddingLevels } from 'bidi-js';
import type { Line } from './line-breaking.js';
import { graphemesOf } from './printable-text.js';

// Its types tell of an ES module, but what Node loads is the factory itself.
const bidi = (bidiModule as unknown as () => Bidi)();

const rightToLeft = /[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Scripts that the shaper sets from right to left by itself, digits included. */
const shapedFromRight =
  /[\p{Script_Extensions=Arabic}\p{Script_Extensions=Hebrew}\p{Script_Extensions=Syriac}\p{Script_Extensions=Thaana}]/u;

/** A paragraph whose directions are known: whatever its lines will be, they depend on all of it. */
export interface DirectedParagraph {
  readonly text: string;
  /** Null when all of it goes from left to right. */
  readonly levels: EmbeddingLevels | null;
}

/** A piece of a line. One from right to left is in the order in which it is read, for the shaper to turn around. */
export interface VisualRun {
  readonly text: string;
  readonly isRightToLeft: boolean;
}

/** The paragraph's own direction is that of its first letter. */
export function direct(text: string): DirectedParagraph {
  return { text, levels: rightToLeft.test(text) ? bidi.getEmbeddingLevels(text, 'auto') : null };
}

/** The line's text in pieces from left to right as they are seen (UAX #9). */
export function visualRuns({ text, levels }: DirectedParagraph, { from, to }: Line): VisualRun[] {
  if (to <= from) return [];
  if (levels === null) return [{ text: text.slice(from, to), isRightToLeft: false }];
  const directions = graphemePlaces(text, from, to).map((place) => ({ ...place, isRight: ((levels.levels[place.at] ?? 0) & 1) === 1 }));
  const order = bidi.getReorderedIndices(text, levels, from, to - 1);
  const rank = new Map(order.map((at, index) => [at, index]));
  // Within a grapheme the order is the text's; among graphemes it is that of their first characters.
  const seen = directions.toSorted((a, b) => (rank.get(a.at) ?? 0) - (rank.get(b.at) ?? 0));
  return joined(seen);
}

interface Place {
  readonly at: number;
  readonly grapheme: string;
  readonly isRight: boolean;
}

function joined(seen: readonly Place[]): VisualRun[] {
  const runs: { text: string; isRightToLeft: boolean }[] = [];
  let canGrow = false;
  for (const { grapheme, isRight } of seen) {
    const last = runs.at(-1);
    const isShaped = shapedFromRight.test(grapheme);
    if (isRight && isShaped) {
      if (last?.isRightToLeft) last.text = grapheme + last.text;
      else runs.push({ text: grapheme, isRightToLeft: true });
      canGrow = false;
    } else {
      const shown = isRight ? (bidi.getMirroredCharacter(grapheme) ?? grapheme) : grapheme;
      // A digit that the shaper would turn around stands alone.
      if (last && canGrow && !isShaped) last.text += shown;
      else runs.push({ text: shown, isRightToLeft: false });
      canGrow = !isShaped;
    }
  }
  return runs;
}

function graphemePlaces(text: string, from: number, to: number): { at: number; grapheme: string }[] {
  let at = from;
  return graphemesOf(text.slice(from, to)).map((grapheme) => {
    const place = { at, grapheme };
    at += grapheme.length;
    return place;
  });
}
