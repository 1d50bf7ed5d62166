import { firstOf, nonDigit, type Finding, type Linter } from './finding.js';

export const zero: Linter = (text) =>
  /^0+$/.test(text) ? null : { code: 'NOT_ZERO', at: Math.max(text.search(/[^0]/), 0), because: 'holds another digit where GS1 keeps a 0' };

export const nonzero: Linter = (text) =>
  nonDigit(text) ?? (/[1-9]/.test(text) ? null : { code: 'ILLEGAL_ZERO_VALUE', at: 0, because: 'is zero, which it must not be' });

export const nozeroprefix: Linter = (text) =>
  nonDigit(text) ?? (text.startsWith('0') ? { code: 'ILLEGAL_ZERO_PREFIX', at: 0, because: 'begins with 0, which it must not' } : null);

export const pieceoftotal: Linter = (text) => {
  const half = text.length / 2;
  const piece = text.slice(0, half);
  const total = text.slice(half);
  return firstOf(
    () =>
      text === '' || text.length % 2 === 1
        ? { code: 'INVALID_LENGTH_FOR_PIECE_OF_TOTAL', at: 0, because: 'does not part into a piece and a total of as many digits' }
        : null,
    () => nonDigit(text),
    () => (/^0+$/.test(piece) ? { code: 'ZERO_PIECE_NUMBER', at: 0, because: 'says piece 0, where pieces count from 1' } : null),
    () => (/^0+$/.test(total) ? { code: 'ZERO_TOTAL_PIECES', at: half, because: 'says that there are 0 pieces' } : null),
    () => (piece > total ? { code: 'PIECE_NUMBER_EXCEEDS_TOTAL', at: 0, because: `says piece ${piece} of only ${total}` } : null),
  );
};

export const posinseqslash: Linter = (text) => {
  const [, position, end] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (position === undefined || end === undefined) {
    return { code: 'POSITION_IN_SEQUENCE_MALFORMED', at: 0, because: 'is not written as a position and an end, such as 1/2' };
  }
  if (position.startsWith('0')) return { code: 'ILLEGAL_ZERO_PREFIX', at: 0, because: 'has a position that begins with 0' };
  if (end.startsWith('0')) return { code: 'ILLEGAL_ZERO_PREFIX', at: position.length + 1, because: 'has an end that begins with 0' };
  // Numbers without zeros in front compare by length, then as text, however long they are.
  const isBeyond = position.length === end.length ? position > end : position.length > end.length;
  return isBeyond ? { code: 'POSITION_EXCEEDS_END', at: 0, because: `says position ${position} of only ${end}` } : null;
};

export const latitude: Linter = (text) => degrees(text, 'LATITUDE', '1800000000');

export const longitude: Linter = (text) => degrees(text, 'LONGITUDE', '3600000000');

function degrees(text: string, name: 'LATITUDE' | 'LONGITUDE', most: string): Finding | null {
  const word = name.toLowerCase();
  return firstOf(
    () =>
      text.length === 10 ? null : { code: `${name}_INVALID_LENGTH`, at: 0, because: `has a ${word} of ${text.length} digits, not 10` },
    () => nonDigit(text),
    () => (text > most ? { code: `INVALID_${name}`, at: 0, because: `has a ${word} of ${text}, where ${most} is the most` } : null),
  );
}
