import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { checkDigitOf, fromGtin14, hasCheckDigit, isGln, isGtin, isSscc, toGtin14 } from './check-digit.js';
import { checkPairOf } from './check-pair.js';
import { Gs1Error } from './gs1-error.js';

const digits = (length: number): fc.Arbitrary<string> => fc.stringMatching(new RegExp(`^\\d{${length}}$`));
const anyGtin = fc
  .constantFrom(7, 11, 12, 13)
  .chain(digits)
  .map((body) => body + checkDigitOf(body));

it('knows the keys that GS1 gives as examples', () => {
  expect(['40170725', '614141000036', '4006381333931', '09501101530003'].map(isGtin)).toEqual([true, true, true, true]);
  expect(isSscc('106141412345678908')).toBe(true);
  expect(isGln('9501101020016')).toBe(true);
});

it('refuses keys of other lengths, with letters or with another check digit', () => {
  expect(['4017072', '401707255', '40170726', '4017072X', '', ' 40170725', '106141412345678908'].map(isGtin)).toEqual(Array(7).fill(false));
  expect([isSscc('4006381333931'), isGln('40170725')]).toEqual([false, false]);
  expect(() => checkDigitOf('12a')).toThrow(RangeError);
});

it('finds every single wrong digit', () => {
  fc.assert(
    fc.property(anyGtin, fc.nat(), fc.integer({ min: 1, max: 9 }), (gtin, place, change) => {
      const at = place % gtin.length;
      const wrong = `${gtin.slice(0, at)}${(Number(gtin[at]) + change) % 10}${gtin.slice(at + 1)}`;
      expect(hasCheckDigit(wrong)).toBe(false);
      expect(() => toGtin14(wrong)).toThrow(Gs1Error);
    }),
  );
});

it('finds neighbours that changed places, unless they differ by 5', () => {
  fc.assert(
    fc.property(anyGtin, fc.nat(), (gtin, place) => {
      const at = place % (gtin.length - 1);
      const [one, other] = [Number(gtin[at]), Number(gtin[at + 1])];
      const swapped = `${gtin.slice(0, at)}${other}${one}${gtin.slice(at + 2)}`;
      expect(hasCheckDigit(swapped)).toBe(Math.abs(one - other) % 5 === 0);
    }),
  );
});

it('brings a GTIN to 14 digits and back', () => {
  expect(toGtin14('3400930000014')).toBe('03400930000014');
  expect(fromGtin14('03400930000014')).toBe('3400930000014');
  expect(fromGtin14('00614141000036')).toBe('614141000036');
  expect(fromGtin14('00614141000036', 13)).toBe('0614141000036');
  expect(fromGtin14('00000040170725')).toBe('40170725');
  expect(() => fromGtin14('03400930000014', 12)).toThrow(/does not fit in 12 digits/);
  fc.assert(
    fc.property(anyGtin, (gtin) => {
      expect(fromGtin14(toGtin14(gtin), gtin.length as 8)).toBe(gtin);
      expect(toGtin14(fromGtin14(toGtin14(gtin)))).toBe(toGtin14(gtin));
    }),
  );
});

it.each([
  ['4017072X', 'WRONG_CHARACTER', /digits only/],
  ['4017072', 'WRONG_LENGTH', /8, 12, 13 or 14 digits, not 7/],
  ['40170726', 'WRONG_CHECK_DIGIT', /ends in 6 where its digits ask for 5/],
])('says what is wrong with %s', (text, code, message) => {
  expect(() => toGtin14(text)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error);
});

it('finds every single wrong character of a key with a check pair', () => {
  expect(checkPairOf('1987654Ad4X4bL5ttr2310c')).toBe('2K');
  expect([checkPairOf('a b'), checkPairOf('1'.repeat(98))]).toEqual([null, null]);
  fc.assert(
    fc.property(fc.stringMatching(/^\d{6}[!-"%-?A-Z_a-z]{1,17}$/), fc.nat(), fc.constantFrom(...'!09AZaz_'), (text, place, other) => {
      const at = place % text.length;
      fc.pre(text[at] !== other);
      expect(checkPairOf(text.slice(0, at) + other + text.slice(at + 1))).not.toBe(checkPairOf(text));
    }),
  );
});

const packs = resolve('../shared/data/medicines-fr/CIS_CIP_bdpm.tsv');
const realInput = existsSync(packs) ? it : it.skip;

realInput('takes the CIP13 of a national register for the GTIN-13 that they are', () => {
  const codes = readFileSync(packs, 'latin1').match(/\b34009\d{8}\b/g) ?? [];
  expect(codes.length).toBeGreaterThan(1_000);
  expect(codes.filter((code) => !isGtin(code))).toEqual([]);
});
