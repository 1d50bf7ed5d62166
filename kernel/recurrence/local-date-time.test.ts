import fc from 'fast-check';
import { dateOf, formatLocalDate, formatLocalDateTime, parseLocal, toDay, weekdayOf } from './local-date-time.js';

describe('a local date and time', () => {
  it.each([
    ['19700101', 0, true],
    ['19700101T000001', 1, false],
    ['19700101T000001Z', 1, false],
    ['20000229', 11_016 * 86_400, true],
    ['20161231T235960', 17_167 * 86_400 - 1, false],
  ])('reads %s as %d', (text, at, isDate) => {
    expect(parseLocal(text)).toEqual({ at, isDate });
  });

  it.each([
    '',
    '2026',
    '20260229',
    '20260431',
    '20261301',
    '20260001',
    '00000101',
    '20260101T240000',
    '20260101T006000',
    '20260101T000061',
    '2026-01-01',
    '20260101T0900',
  ])('refuses %p', (text) => {
    expect(parseLocal(text)).toBeNull();
  });

  it('comes back from its text, and agrees with the calendar of Date', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
        const at = Math.floor(date.getTime() / 1_000);
        const text = date.toISOString().slice(0, 19).replaceAll(/[-:]/g, '');
        expect(formatLocalDateTime(at)).toBe(text);
        expect(parseLocal(text)).toEqual({ at, isDate: false });
        expect(formatLocalDate(at)).toBe(text.slice(0, 8));
        const day = Math.floor(at / 86_400);
        expect(dateOf(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect((weekdayOf(day) + 1) % 7).toBe(date.getUTCDay());
      }),
    );
  });

  it('counts months on into other years', () => {
    expect(toDay(2026, 13, 1)).toBe(toDay(2027, 1, 1));
    expect(toDay(2026, 0, 31)).toBe(toDay(2025, 12, 31));
  });
});
