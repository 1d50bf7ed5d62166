import { knownIdentifier, type RawElement } from './element.js';
import { Gs1Error, shown } from './gs1-error.js';

const opening = /(?<!\\)\((\d{2,4})\)/g;

/**
 * Reads fields as they are printed for people: `(01)09501101530003(17)250400(10)ABC123`, with white space between fields. A value
 * may hold brackets of its own; those that look like a field's have a backslash before them.
 * @throws Gs1Error NOT_GS1 or UNKNOWN_AI.
 */
export function readBracketedElements(scan: string, from: number, end: number): RawElement[] {
  const text = scan.slice(from, end);
  const openings = [...text.matchAll(opening)];
  if (openings[0]?.index !== 0) {
    throw new Gs1Error(
      'NOT_GS1',
      `The text ${shown(text)} does not begin with a field's number in brackets, such as (01): type it as it is printed.`,
      { position: from },
    );
  }
  return openings.map(({ 0: bracket, 1: ai = '', index }, nth) => {
    const start = index + bracket.length;
    const written = text.slice(start, openings[nth + 1]?.index ?? text.length);
    const value = written.trim();
    const plain = value.replaceAll('\\(', '(');
    return {
      identifier: knownIdentifier(ai, from + index + 1),
      value: plain,
      position: from + start + (written.length - written.trimStart().length),
      isVerbatim: plain === value,
    };
  });
}
