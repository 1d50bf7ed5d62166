import { daysIn } from '../gs1-date.js';
import { firstOf, nonDigit, type Finding, type Linter } from './finding.js';

export const yymmdd: Linter = (text) => date(text, 6, false);

/** A date whose day may be 00: left open. */
export const yymmd0: Linter = (text) => date(text, 6, true);

export const yyyymmdd: Linter = (text) => date(text, 8, false);

export const hh: Linter = (text) => clock(text, ['HOUR']);

export const mi: Linter = (text) => clock(text, ['MINUTE']);

export const ss: Linter = (text) => clock(text, ['SECOND']);

export const hhmi: Linter = (text) => clock(text, ['HOUR', 'MINUTE']);

function date(text: string, length: 6 | 8, isDayOptional: boolean): Finding | null {
  return firstOf(
    () => wrongLength(text, length, 'DATE'),
    () => nonDigit(text),
    () => {
      const month = Number(text.slice(-4, -2));
      return month >= 1 && month <= 12
        ? null
        : { code: 'ILLEGAL_MONTH', at: length - 4, because: `is no date, as there is no month ${text.slice(-4, -2)}` };
    },
    () => {
      // Two digits do not say the century. Of those within reach only 2100 has no 29 February, and who reads the year sees to that.
      const year = length === 6 ? 2_000 + Number(text.slice(0, 2)) : Number(text.slice(0, 4));
      const day = Number(text.slice(-2));
      const isDay = day <= daysIn(year, Number(text.slice(-4, -2))) && (day >= 1 || isDayOptional);
      return isDay
        ? null
        : { code: 'ILLEGAL_DAY', at: length - 2, because: `is no date, as month ${text.slice(-4, -2)} has no day ${text.slice(-2)}` };
    },
  );
}

type Hand = 'HOUR' | 'MINUTE' | 'SECOND';

function clock(text: string, hands: readonly Hand[]): Finding | null {
  return firstOf(
    () => wrongLength(text, hands.length * 2, hands.join('_WITH_')),
    () => nonDigit(text),
    ...hands.map((hand, index) => () => {
      const value = text.slice(index * 2, index * 2 + 2);
      const most = hand === 'HOUR' ? 23 : 59;
      return Number(value) <= most
        ? null
        : { code: `ILLEGAL_${hand}`, at: index * 2, because: `is no time, as there is no ${hand.toLowerCase()} ${value}` };
    }),
  );
}

function wrongLength(text: string, length: number, name: string): Finding | null {
  if (text.length === length) return null;
  const isShort = text.length < length;
  const words = name.toLowerCase().replaceAll('_', ' ');
  return { code: `${name}_TOO_${isShort ? 'SHORT' : 'LONG'}`, at: 0, because: `has ${text.length} digits for its ${words}, not ${length}` };
}
