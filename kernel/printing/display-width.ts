import { eastAsianWidth } from 'get-east-asian-width';
import { graphemesOf } from './printable-text.js';

/** How many columns of a receipt printer or a terminal the text takes: two for wide characters, none for marks on others. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e\u0400-\u045f\u0490-\u052f]*$/.test(text)) return text.length;
  return graphemesOf(text).reduce((sum, grapheme) => sum + graphemeWidth(grapheme), 0);
}

function graphemeWidth(grapheme: string): number {
  if (/^\p{RGI_Emoji}$/v.test(grapheme)) return 2;
  return [...grapheme].reduce((sum, character) => sum + characterWidth(character), 0);
}

function characterWidth(character: string): number {
  if (/^[\p{Mn}\p{Me}\p{Default_Ignorable_Code_Point}]$/u.test(character)) return 0;
  return eastAsianWidth(character.codePointAt(0) ?? 0);
}
