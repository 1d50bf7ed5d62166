/** Letters that no Unicode decomposition takes apart. */
const plain: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', þ: 'th' };

/**
 * Text as it is searched and sorted: without accents, case and punctuation, words parted by one space. Scripts without
 * such things (Cyrillic, Thai, Arabic) keep their letters.
 */
export function searchKey(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðħıłþ]/g, (letter) => plain[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{Mc}]+/gu, ' ')
    .trim();
}

/** Every word of the names, folded, each once. */
export function searchWords(...texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => (text ? searchKey(text).split(' ') : [])).filter(Boolean))];
}

/** The bounds of all keys that begin with the prefix, for `key >= from and key < to` under the "C" collation. */
export function prefixRange(prefix: string): { from: string; to: string } {
  return { from: prefix, to: `${prefix}\u{10ffff}` };
}
