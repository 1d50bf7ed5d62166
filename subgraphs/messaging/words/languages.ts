import { en } from './en.js';
import { mn } from './mn.js';
import { th } from './th.js';
import { ur } from './ur.js';
import type { Words } from './words.js';

/** BCP 47 languages that a person can be written to in. */
export type Language = 'en' | 'mn' | 'th' | 'ur';

interface Tongue {
  readonly words: Words;
  /** By which dates and times are written. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
}

/** In the order in which they are offered. A new language is a file of words, a file of commands' words, and a line here. */
export const tongues: Readonly<Record<Language, Tongue>> = {
  en: { words: en, locale: 'en-GB', direction: 'ltr' },
  mn: { words: mn, locale: 'mn-MN', direction: 'ltr' },
  th: { words: th, locale: 'th-TH', direction: 'ltr' },
  ur: { words: ur, locale: 'ur-PK', direction: 'rtl' },
};

export const languages = Object.keys(tongues) as readonly Language[];

export function isLanguage(text: string): text is Language {
  return (languages as readonly string[]).includes(text);
}
