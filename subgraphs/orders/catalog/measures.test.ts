import fc from 'fast-check';
import { convertMeasure, isUcumCode } from './measures.js';

it.each(['mL', 'uL', 'mg/dL', 'mmol/L', '10*3/uL', 'Cel', '[degF]', '%', '{tablet}', '[iU]', 'mm[Hg]', '/min', 'kg/m2'])(
  '%s is a code of UCUM',
  (code) => {
    expect(isUcumCode(code)).toBe(true);
  },
);

it.each(['', ' ', 'cc', 'box', 'tablet', '°C', 'µL', '2 mL', 'mL mL', '(', 'mg/', 'mL\u0000', `${'m.'.repeat(40)}m`])(
  '%j is none',
  (code) => {
    expect(isUcumCode(code)).toBe(false);
  },
);

it.each([
  [0.1, 'L', 'mL', 100],
  [4, 'mL', 'uL', 4000],
  [1, '[in_i]', 'cm', 2.54],
  [37, 'Cel', '[degF]', 98.6],
  [1, 'kg', 'ug', 1e9],
  [3, '[iU]', '[iU]', 3],
  [1, 'mmol/L', 'umol/mL', 1],
  [1, 'kU', 'mmol/min', 1],
  [100, 'mm[Hg]', 'kPa', 13.3322],
  [5, '%', '1', 0.05],
])('%d %s is, in %s', (amount, from, to, converted) => {
  expect(convertMeasure(amount, from, to)).toBeCloseTo(converted, 9);
});

it.each([
  ['mL', 'g'],
  ['{tablet}', '{box}'],
  ['{tablet}', '1'],
  ['[iU]', 'mg'],
  ['k[iU]', '[iU]'],
  ['[iU]/mL', '/mL'],
  ["[MPL'U]", '10*'],
  ['[LPF]', '%'],
  ['%', 'mol'],
  ['mmol/L', '/L'],
  ['U', '/min'],
  ['mL', 'cc'],
  ['(', 'mL'],
])('%s is not to be had in %s', (from, to) => {
  expect(convertMeasure(5, from, to)).toBeNull();
});

it('there and back again is where one was, to twelve digits', () => {
  const units = ['L', 'dL', 'mL', 'uL', '[foz_us]', 'm3', 'cm3'];
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.constantFrom(...units), fc.constantFrom(...units), (thousandths, from, to) => {
      const amount = thousandths / 1000;
      const there = convertMeasure(amount, from, to);
      expect(there).not.toBeNull();
      const back = convertMeasure(there ?? 0, to, from) ?? 0;
      expect(Math.abs(back - amount)).toBeLessThanOrEqual(amount * 1e-11);
    }),
  );
});
