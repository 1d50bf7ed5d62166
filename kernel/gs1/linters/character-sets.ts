import { set39, set64, set82 } from '../character-set.js';
import { nonDigit, outside, type Linter } from './finding.js';

export const csetnumeric: Linter = nonDigit;

export const cset82: Linter = (text) => outside(text, set82, 'INVALID_CSET82_CHARACTER', ', which GS1 codes cannot carry');

export const cset39: Linter = (text) =>
  outside(text, set39, 'INVALID_CSET39_CHARACTER', ' where only capitals, digits and the signs # - / may be');

export const cset64: Linter = (text) => {
  const data = text.replace(/=+$/, '');
  const pads = text.length - data.length;
  // RFC 4648 fills up to fours, GS1's own test counts in threes: a signature of either must not be turned away for its padding.
  if (pads > 2 || (pads > 0 && text.length % 4 !== 0 && text.length % 3 !== 0)) {
    return { code: 'INVALID_CSET64_PADDING', at: data.length, because: `ends in ${pads} "=" where base64 has another number of them` };
  }
  return outside(data, set64, 'INVALID_CSET64_CHARACTER', ' where only letters, digits and the signs - _ may be');
};
