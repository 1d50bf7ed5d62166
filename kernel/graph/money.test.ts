import fc from 'fast-check';
import { allocate, money } from './money.js';

describe('parting an amount', () => {
  it('loses and invents nothing, and is off by less than one minor unit', () => {
    const ratios = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 }).filter((list) => list.some((ratio) => ratio > 0n));
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), ratios, (amount, shares) => {
        const parts = allocate(amount, shares);
        const whole = shares.reduce((sum, ratio) => sum + ratio, 0n);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(amount);
        for (const [index, part] of parts.entries()) {
          const off = part * whole - amount * (shares[index] ?? 0n);
          expect(off < whole && off > -whole).toBe(true);
        }
      }),
    );
  });

  it('gives what is left over to the largest remainders, the first of equals', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n]);
    expect(allocate(10n, [0n, 5n, 1n])).toEqual([0n, 8n, 2n]);
  });

  it('refuses ratios that are nothing or less', () => {
    expect(() => allocate(1n, [0n])).toThrow(RangeError);
    expect(() => allocate(1n, [2n, -1n])).toThrow(RangeError);
  });
});

describe('an amount for people', () => {
  it.each([
    [1250n, 'USD', 'en', '$12.50'],
    [1250n, 'JPY', 'en', '¥1,250'],
    [1250n, 'KWD', 'en', 'KWD 1.250'],
    [-5n, 'USD', 'en', '-$0.05'],
    [12345678901234567890n, 'USD', 'en', '$123,456,789,012,345,678.90'],
  ])('%s %s in %s is %s', (amount, currency, locale, text) => {
    expect(money(amount, currency).formatted(locale).replaceAll('\u00a0', ' ')).toBe(text);
  });

  it('asks for a language that exists', () => {
    expect(() => money(1n, 'USD').formatted('not a language')).toThrow(/is not a language tag/);
  });
});
