/** All decimal digits of a text, of whichever script, as ASCII: Thai, Arabic, Urdu and Mongolian keyboards have their own. */
export function digitsOf(text: string): string {
  return [...text].map(valueOf).join('');
}

/** Every script's digits stand together in Unicode, in their order: how far one is from its zero is its value. */
function valueOf(letter: string): string {
  if (!/^\p{Nd}$/u.test(letter)) return '';
  const code = letter.codePointAt(0) ?? 0;
  for (let value = 0; value < 9; value += 1) if (!/^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) return String(value);
  return '9';
}
