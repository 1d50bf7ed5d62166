import { set82 } from './character-set.js';

/** Left out are the characters that are mistaken for each other: 0 and O, 1 and I. */
const pairCharacters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const longest = 97;
const weights = primes(longest);

/**
 * The pair of check characters that belongs behind the text: of a global model number (8013) or a UDI of a made-to-order device
 * (8014) without them (GS1 General Specifications, 7.9.5). Null for a text that is too long or holds other characters than GS1's 82.
 */
export function checkPairOf(text: string): string | null {
  if (text.length > longest) return null;
  let sum = 0;
  for (let fromRight = 0; fromRight < text.length; fromRight += 1) {
    const value = set82.indexOf(text[text.length - 1 - fromRight] ?? ' ');
    if (value < 0) return null;
    sum += value * (weights[fromRight] ?? 0);
  }
  const rest = sum % 1_021;
  return `${pairCharacters[rest >> 5] ?? ''}${pairCharacters[rest & 31] ?? ''}`;
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
