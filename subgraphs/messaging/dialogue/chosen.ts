import { searchKey } from '#kernel/graph/search-key.js';
import type { Choice } from './dialogue.js';
import { digitsOf } from './digits.js';

/**
 * The choice that somebody means: by a tap, whose id says to which of our questions it belongs, or in words, by its title or its
 * number in the list. `outdated` is a tap on an earlier question. Null when it is none.
 */
export function chosenBy(
  said: { readonly kind: 'text' | 'tap'; readonly text: string },
  shown: readonly Choice[],
  turn: number,
): Choice | 'outdated' | null {
  if (said.kind === 'tap') {
    const [, asked, id] = /^(\d+):(.+)$/s.exec(said.text) ?? [];
    if (asked !== undefined && Number(asked) !== turn) return 'outdated';
    return shown.find((choice) => choice.id === id) ?? null;
  }
  const words = searchKey(said.text);
  const named = shown.filter(({ title }) => searchKey(title) === words);
  const [only, ...others] = named;
  if (only && others.length === 0) return only;
  const isNumber = /^\s*[\p{Nd}]{1,2}\s*[.)]?\s*$/u.test(said.text);
  return isNumber ? (shown[Number(digitsOf(said.text)) - 1] ?? null) : null;
}
