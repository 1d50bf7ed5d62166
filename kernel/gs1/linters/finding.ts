import { digitSet, firstOutside } from '../character-set.js';
import { namedCharacter } from '../gs1-error.js';

/** What a linter has against a component. */
export interface Finding {
  /** The name that GS1's own Barcode Syntax Tests have for it, such as INCORRECT_CHECK_DIGIT. */
  readonly code: string;
  /** Where in the component the fault begins, from 0. */
  readonly at: number;
  /** The fault, as it goes on behind "The batch (10)": a verb first, no full stop. */
  readonly because: string;
}

/** A test of one component of a field, by the name that GS1's Syntax Dictionary has for it. Null is a pass. */
export type Linter = (text: string) => Finding | null;

/** The first character that is no digit, if there is one. */
export function nonDigit(text: string): Finding | null {
  return outside(text, digitSet, 'NON_DIGIT_CHARACTER', ' where only digits may be');
}

/** The first character that is not in the set, if there is one. */
export function outside(text: string, set: string, code: string, where: string): Finding | null {
  const at = firstOutside(set, text);
  return at < 0 ? null : { code, at, because: `holds ${namedCharacter(text[at] ?? '')}${where}` };
}

/** The first of the tests that finds something; those behind may take those before as passed. */
export function firstOf(...tests: readonly (() => Finding | null)[]): Finding | null {
  for (const test of tests) {
    const finding = test();
    if (finding) return finding;
  }
  return null;
}
