import type { Language } from './languages.js';
import { tongues } from './languages.js';
import { OwnText, type Fill, type WordKey } from './words.js';

/** A text in a language, with what it asks for. */
export function say<Key extends WordKey>(
  language: Language,
  key: Key,
  ...[fill]: keyof Fill<Key> extends never ? [] : [Fill<Key>]
): string {
  const values: Readonly<Record<string, string | OwnText>> = fill ?? {};
  const { words, direction } = tongues[language];
  return words[key].replace(/\{(\w+)\}/g, (_, name: string) => embedded(values[name] ?? '', direction));
}

const lookalikes: Readonly<Record<string, string>> = { '*': '＊', _: '＿', '~': '～', '`': '｀' };

/**
 * Somebody's words within ours: on one line, without what WhatsApp would take for bold, italics or code, for which it has no
 * escape. What runs the other way is isolated (Unicode TR9), or a name would turn the sentence around it.
 */
function embedded(value: string | OwnText, direction: 'ltr' | 'rtl'): string {
  if (value instanceof OwnText) return value.text;
  const plain = onOneLine(value).replace(/[*_~`]/g, (letter) => lookalikes[letter] ?? letter);
  const turns = direction === 'rtl' || /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(plain);
  return turns && plain !== '' ? `\u2068${plain}\u2069` : plain;
}

/** Without control characters and marks that turn the direction of what follows; joiners stay, for scripts need them. */
export function onOneLine(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
}
