import fc from 'fast-check';
import { readCents, readStrength } from './amounts.js';

describe('a price', () => {
  it.each([
    ['8,50', 850n],
    ['9,5', 950n],
    ['0,00', 0n],
    ['1 068,92', 106_892n],
    ['1,068,92', 106_892n],
    ['1.068,92', 106_892n],
    ['1\u00a0068,92', 106_892n],
    ['12,345,678,90', 1_234_567_890n],
    ['65', 6500n],
    ['1 068', 106_800n],
    ['8.50', 850n],
    [' 8,50 ', 850n],
  ])('is read from %p', (text, cents) => {
    expect(readCents(text)).toBe(cents);
  });

  it.each(['', 'libre', '1,068', '-8,50', '8,5,0', '8,505', '1 68,92', '8,50 €', ',50'])('is not made of %p', (text) => {
    expect(readCents(text)).toBeNull();
  });

  it('comes back to the cent, however its thousands are parted', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.constantFrom('', ' ', ',', '.', '\u202f'), (cents, separator) => {
        const digits = cents.toString().padStart(3, '0');
        const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, separator);
        expect(readCents(`${whole},${digits.slice(-2)}`)).toBe(cents);
      }),
    );
  });
});

describe('a strength', () => {
  it.each([
    ['500 mg', '500', 'mg'],
    ['1 g', '1', 'g'],
    ['5g', '5', 'g'],
    ['0,5 %', '0.5', '%'],
    ['5,85 g', '5.85', 'g'],
    ['40,00 mg', '40', 'mg'],
    ['0,0750 mg', '0.075', 'mg'],
    ['5, 45 mg', '5.45', 'mg'],
    ['5 , 45 mg', '5.45', 'mg'],
    ['20 mg.', '20', 'mg'],
    ['20, mg', '20', 'mg'],
    ['1 000 mg', '1000', 'mg'],
    ['500 microgrammes', '500', 'ug'],
    ['1 microgramme', '1', 'ug'],
    ['100 UI/ml', '100', '[iU]/mL'],
    ['100 UI / ml', '100', '[iU]/mL'],
    ['2 500 UI anti-Xa', '2500', '[iU]'],
    ['2 000 000 Ul', '2000000', '[iU]'],
    ['10 000 U.I.', '10000', '[iU]'],
    ['1,5 M.U.I.', '1500000', '[iU]'],
    ['3 Millions UI', '3000000', '[iU]'],
    ['100 unités', '100', "[arb'U]"],
    ['45 mg (5 DH)', '45', 'mg'],
    ["35 mg équivalent à 32,5 mg d'acide risédronique", '35', 'mg'],
    ['74 MBq/ml à la date et à l’heure de calibration', '74', 'MBq/mL'],
    ['1,5 mmol', '1.5', 'mmol'],
  ])('is read from %p', (text, value, unit) => {
    expect(readStrength(text)).toEqual({ value, unit });
  });

  it.each([
    '',
    'q.s.',
    '20 - 48 UI',
    '10,8 mg à 12,5 mg',
    '2CH à 30CH et 4DH à 60DH',
    'au minimum 1000 DICC50',
    '0,004580 ml de solution à 4 %',
    '200 unités ALLERGAN',
    '(TM)',
    '0 mg',
    '12 34 mg',
    '50 mg/jour',
    '5 mg/ml/h',
  ])('is not made of %p', (text) => {
    expect(readStrength(text)).toBeNull();
  });

  it('is the number that was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const padded = digits.toString().padStart(places + 1, '0');
        const text = places === 0 ? padded : `${padded.slice(0, -places)},${padded.slice(-places)}`;
        const { value } = readStrength(`${text} mg`) ?? { value: '' };
        expect(Number(value)).toBe(Number(text.replace(',', '.')));
        expect(value).toMatch(/^(0|[1-9]\d*)(\.\d*[1-9])?$/);
      }),
    );
  });
});
