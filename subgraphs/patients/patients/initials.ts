import type { HumanName } from './demographics.js';

/** What a reader takes for one letter may be several code points: a letter and its accents, a consonant and its vowel signs. */
const letters = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The first letters of the given and the family name, each with a full stop: `C.B.`, or `C.` of one name only. */
export function initialsOf({ given, family }: Pick<HumanName, 'given' | 'family'>): string {
  return [firstLetter(given.join(' ')), firstLetter(family ?? '')].map((letter) => letter && `${letter}.`).join('');
}

/** Upper case comes before the parting: one small letter can have two capitals (`ß`), of which the first is wanted. */
function firstLetter(name: string): string {
  for (const { segment } of letters.segment(name.toUpperCase())) if (/[\p{L}\p{N}]/u.test(segment)) return segment;
  return '';
}
