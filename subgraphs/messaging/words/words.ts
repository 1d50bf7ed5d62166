import type { en } from './en.js';

export type WordKey = keyof typeof en;

/** The same texts in one language. What is missing, or too much, does not compile. */
export type Words = { readonly [Key in WordKey]: string };

/** `{phone}` in the English text asks for `phone`. */
type Asked<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Asked<Rest> : never;

/** A text that was put together by us already, and goes into another as it is. */
export class OwnText {
  constructor(readonly text: string) {}
}

/** What a text asks for, by name. */
export type Fill<Key extends WordKey> = { readonly [Name in Asked<(typeof en)[Key]>]: string | OwnText };
