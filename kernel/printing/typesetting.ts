import { faceRuns, firstFace, type Face, type Weight } from './fonts.js';
import { breakLines } from './line-breaking.js';
import type { Pen } from './pen.js';
import { printableLines } from './printable-text.js';
import type { Alignment } from './printed-document.js';
import type { Strip } from './strip.js';
import { direct, visualRuns } from './visual-runs.js';

export interface TextStyle {
  readonly weight: Weight;
  readonly size: number;
  readonly align: Alignment;
  /** Where START is: the document's direction, not the text's. */
  readonly isRightToLeft: boolean;
}

/** A line of text, set from left to right. */
interface SetLine {
  readonly pieces: readonly { readonly text: string; readonly face: Face; readonly width: number }[];
  readonly width: number;
  readonly above: number;
  readonly below: number;
}

/** The text in lines no wider than that, each a strip. */
export function setText(pen: Pen, text: string, width: number, style: TextStyle): Strip[] {
  return setLines(pen, text, width, style).map((line) => strip(line, width, style));
}

/** How wide the text is when nothing makes it break. */
export function contentWidth(pen: Pen, text: string, style: TextStyle): number {
  return setLines(pen, text, Infinity, style).reduce((widest, line) => Math.max(widest, line.width), 0);
}

/** Where a line of that width begins in the room it has. */
export function indent({ align, isRightToLeft }: TextStyle, room: number, width: number): number {
  if (align === 'CENTER') return (room - width) / 2;
  return (align === 'END') === isRightToLeft ? 0 : room - width;
}

function setLines(pen: Pen, text: string, width: number, { weight, size }: TextStyle): SetLine[] {
  const measure = (piece: string): number => faceRuns(piece, weight).reduce((sum, run) => sum + pen.widthOf(run.text, run.face, size), 0);
  return printableLines(text).flatMap((paragraph) => {
    const directed = direct(paragraph);
    return breakLines(paragraph, width, measure).map((line) => {
      const pieces = visualRuns(directed, line).flatMap((run) => {
        const runs = faceRuns(run.text, weight).map((each) => ({ ...each, width: pen.widthOf(each.text, each.face, size) }));
        return run.isRightToLeft ? runs.reverse() : runs;
      });
      const faces = [firstFace(weight), ...pieces.map(({ face }) => face)];
      return {
        pieces,
        width: pieces.reduce((sum, piece) => sum + piece.width, 0),
        above: Math.max(...faces.map(({ above }) => above)) * size,
        below: Math.max(...faces.map(({ below }) => below)) * size,
      };
    });
  });
}

function strip(line: SetLine, room: number, style: TextStyle): Strip {
  return {
    height: line.above + line.below,
    draw(pen, left, top) {
      let at = pen.within(left + indent(style, room, line.width), line.width);
      for (const piece of line.pieces) {
        pen.write(piece, style.size, at, top + line.above);
        at += piece.width;
      }
    },
  };
}
