import fc from 'fast-check';
import type { BranchOpening } from '#kernel/calendar/opening-hours.js';
import { WorkingCalendar } from './working-calendar.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const weekdays: BranchOpening[] = (['MON', 'TUE', 'WED', 'THU', 'FRI'] as const).map((day) => ({ day, opens: '09:00', closes: '17:00' }));
const at = (instant: string): number => Date.parse(instant);
const after = (calendar: WorkingCalendar, from: string, hours: number): string =>
  new Date(calendar.after(at(from), hours * hourMs)).toISOString();

const ulaanbaatar = new WorkingCalendar({ timeZone: 'Asia/Ulaanbaatar', openingHours: weekdays }, []);

it.each([
  ['within a day', '2026-03-11T02:00:00Z', 3, '2026-03-11T05:00:00.000Z'],
  ['over a night', '2026-03-11T07:00:00Z', 4, '2026-03-12T03:00:00.000Z'],
  ['over a weekend', '2026-03-13T08:00:00Z', 2, '2026-03-16T02:00:00.000Z'],
  ['from before the doors open', '2026-03-10T20:00:00Z', 1, '2026-03-11T02:00:00.000Z'],
  ['to the very end of a day', '2026-03-11T01:00:00Z', 8, '2026-03-11T09:00:00.000Z'],
  ['over weeks', '2026-03-11T01:00:00Z', 160, '2026-04-07T09:00:00.000Z'],
])('counts opening hours %s', (_, from, hours, until) => {
  expect(after(ulaanbaatar, from, hours)).toBe(until);
});

it('leaves out holidays, whole days and hours of days', () => {
  const closures = [
    { startsOn: '2026-03-12', endsOn: '2026-03-13', fromTime: null, untilTime: null },
    { startsOn: '2026-03-16', endsOn: '2026-03-16', fromTime: '09:00', untilTime: '12:00' },
  ];
  const calendar = new WorkingCalendar({ timeZone: 'Asia/Ulaanbaatar', openingHours: weekdays }, closures);
  expect(after(calendar, '2026-03-11T07:00:00Z', 3)).toBe('2026-03-16T05:00:00.000Z');
});

it('counts by the wall clock where clocks change', () => {
  const sundays = new WorkingCalendar({ timeZone: 'Europe/Paris', openingHours: [{ day: 'SUN', opens: '00:00', closes: '12:00' }] }, []);
  expect(after(sundays, '2026-03-28T20:00:00Z', 11)).toBe('2026-03-29T10:00:00.000Z');
  expect(after(sundays, '2026-03-28T20:00:00Z', 11.5)).toBe('2026-04-04T22:30:00.000Z');
});

it('counts all time where no hours are known, and does not wait for a branch that never opens', () => {
  const open = new WorkingCalendar({ timeZone: 'Africa/Lusaka', openingHours: [] }, []);
  expect(after(open, '2026-03-14T10:00:00Z', 50)).toBe('2026-03-16T12:00:00.000Z');
  const shut = new WorkingCalendar({ timeZone: 'Africa/Lusaka', openingHours: weekdays }, [
    { startsOn: '2026-01-01', endsOn: '2030-01-01', fromTime: null, untilTime: null },
  ]);
  expect(shut.after(at('2026-03-14T10:00:00Z'), hourMs)).toBeGreaterThan(at('2027-03-14T10:00:00Z'));
});

it('says how much there was between two instants, as the way there was counted', () => {
  const openings = fc.uniqueArray(
    fc.record({
      day: fc.constantFrom<BranchOpening['day'][]>('MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'),
      opens: fc.constantFrom('00:00', '08:30', '22:00'),
      closes: fc.constantFrom('06:00', '12:00', '17:45'),
    }),
    { selector: ({ day }) => day, minLength: 1, maxLength: 7 },
  );
  const zones = fc.constantFrom('Asia/Ulaanbaatar', 'Europe/Paris', 'Africa/Lusaka', 'America/St_Johns');
  const begins = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2026-12-31T00:00:00Z') });
  const works = fc.integer({ min: 1, max: 200 * 60 });
  fc.assert(
    fc.property(openings, zones, begins, works, (openingHours, timeZone, from, minutes) => {
      const calendar = new WorkingCalendar({ timeZone, openingHours }, []);
      const until = calendar.after(from, minutes * minuteMs);
      expect(calendar.between(from, until)).toBe(minutes * minuteMs);
      const middle = Math.floor((from + until) / 2);
      expect(calendar.between(from, middle) + calendar.between(middle, until)).toBe(minutes * minuteMs);
    }),
    { numRuns: 200 },
  );
});
