const lineEnd = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** What stands where a character cannot be shown. */
export const replacement = '\ufffd';

/**
 * The lines of a text as they may reach a printer. Control characters are shown as the replacement character: a receipt printer
 * would take them for commands, and left out they would hide that a text is not what it seems.
 */
export function printableLines(text: string): string[] {
  return text.split(lineEnd).map((line) =>
    line
      .replaceAll('\t', ' ')
      .toWellFormed()
      .replace(/\p{Cc}/gu, replacement)
      .normalize('NFC'),
  );
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What people take for characters: letters with their marks, emoji with their parts. */
export function graphemesOf(text: string): string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment);
}

/** Whether the character is to be seen only in what it does to others: joiners, marks of direction, variation selectors. */
export function isInvisible(character: string): boolean {
  return /^\p{Default_Ignorable_Code_Point}$/u.test(character);
}
