import fc from 'fast-check';
import { Gs1Date, readGs1Date } from './gs1-date.js';

const today = new Date('2026-11-21T00:00:00Z');

it.each([
  ['260131', '2026-01-31', '2026-01-31'],
  ['250400', '2025-04', '2025-04-30'],
  ['280200', '2028-02', '2028-02-29'],
  ['270200', '2027-02', '2027-02-28'],
  ['761231', '2076-12-31', '2076-12-31'],
  ['770101', '1977-01-01', '1977-01-01'],
])('%s is %s and lasts until %s', (text, date, last) => {
  expect(readGs1Date(text, today)?.toString()).toBe(date);
  expect(readGs1Date(text, today)?.lastDay()).toBe(last);
  expect(readGs1Date(text, today)?.toYymmdd()).toBe(text);
});

it('leaves the day open where the label does', () => {
  expect(readGs1Date('250400', today)).toEqual(new Gs1Date(2025, 4, null));
  expect(JSON.stringify({ expiry: readGs1Date('250400', today) })).toBe('{"expiry":"2025-04"}');
});

it.each(['260132', '260229', '261301', '260001', '26013', '2601311', '26 131', ''])('%p is no date', (text) => {
  expect(readGs1Date(text, today)).toBeNull();
});

it('knows that 2100 has no leap day', () => {
  expect(readGs1Date('000229', today)).toEqual(new Gs1Date(2000, 2, 29));
  expect(readGs1Date('000229', new Date('2060-01-01'))).toBeNull();
});

it('puts every year from 49 before to 50 after today', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2300 }), fc.integer({ min: -49, max: 50 }), (year, away) => {
      const yy = String((year + away) % 100).padStart(2, '0');
      expect(readGs1Date(`${yy}0615`, new Date(Date.UTC(year, 5, 15)))?.year).toBe(year + away);
    }),
  );
});
