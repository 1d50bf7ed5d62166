import fc from 'fast-check';
import { timeOfDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { endOfQuiet } from './quiet-hours.js';

const dayMs = 86_400_000;
const night = { quietFrom: '21:00:00', quietUntil: '08:00:00' };

const endIn = (timeZone: string, instant: string, hours = night) => {
  const end = endOfQuiet(Date.parse(instant), timeZone, hours);
  return end === null ? null : new Date(end).toISOString();
};

it.each([
  ['in the evening', '2026-03-10T13:30:00Z', '2026-03-11T00:00:00.000Z'],
  ['after midnight', '2026-03-10T20:15:00Z', '2026-03-11T00:00:00.000Z'],
  ['at their first moment', '2026-03-10T13:00:00Z', '2026-03-11T00:00:00.000Z'],
  ['a moment before them', '2026-03-10T12:59:59.999Z', null],
  ['at their end', '2026-03-11T00:00:00Z', null],
  ['by day', '2026-03-10T04:00:00Z', null],
])('quiet hours %s in Ulaanbaatar', (_, instant, end) => {
  expect(endIn('Asia/Ulaanbaatar', instant)).toBe(end);
});

it('are those of the zone: an evening in Lusaka is a night in Ulaanbaatar', () => {
  const evening = '2026-03-10T17:00:00Z';
  expect(endIn('Africa/Lusaka', evening)).toBeNull();
  expect(endIn('Asia/Ulaanbaatar', evening)).toBe('2026-03-11T00:00:00.000Z');
});

it('can lie within a day, end at midnight, or not be at all', () => {
  const rest = { quietFrom: '12:00:00', quietUntil: '14:30:00' };
  expect(endIn('Africa/Lusaka', '2026-03-10T10:00:00Z', rest)).toBe('2026-03-10T12:30:00.000Z');
  expect(endIn('Africa/Lusaka', '2026-03-10T12:30:00Z', rest)).toBeNull();
  expect(endIn('Africa/Lusaka', '2026-03-10T20:00:00Z', { quietFrom: '20:00:00', quietUntil: '00:00:00' })).toBe(
    '2026-03-10T22:00:00.000Z',
  );
  expect(endIn('Africa/Lusaka', '2026-03-10T20:00:00Z', { quietFrom: '08:00:00', quietUntil: '08:00:00' })).toBeNull();
});

describe('when the clocks change', () => {
  it('end by the wall clock, after a night that is an hour shorter or longer', () => {
    expect(endIn('Europe/London', '2026-03-28T22:00:00Z')).toBe('2026-03-29T07:00:00.000Z');
    expect(endIn('Europe/London', '2026-10-24T22:00:00Z')).toBe('2026-10-25T08:00:00.000Z');
  });

  it('end at the second of two times, for whom the first is over', () => {
    const early = { quietFrom: '21:00:00', quietUntil: '01:30:00' };
    expect(endIn('America/New_York', '2026-11-01T05:15:00Z', early)).toBe('2026-11-01T05:30:00.000Z');
    expect(endIn('America/New_York', '2026-11-01T06:15:00Z', early)).toBe('2026-11-01T06:30:00.000Z');
  });

  it('end once a time that is skipped is over', () => {
    expect(endIn('America/New_York', '2026-03-08T06:30:00Z', { quietFrom: '21:00:00', quietUntil: '02:30:00' })).toBe(
      '2026-03-08T07:30:00.000Z',
    );
  });
});

const zones = [
  'Asia/Ulaanbaatar',
  'Africa/Lusaka',
  'Asia/Bangkok',
  'America/New_York',
  'Europe/London',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/Santiago',
];
const time = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`);

it('hold by the wall clock alone, and end later than now but within a day and its change of clocks', () => {
  const instants = fc.integer({ min: Date.parse('2024-01-01T00:00:00Z'), max: Date.parse('2028-01-01T00:00:00Z') });
  fc.assert(
    fc.property(fc.constantFrom(...zones), instants, time, time, (zone, instant, quietFrom, quietUntil) => {
      const clock = ZoneClock.of(zone);
      const isQuiet = (at: number) => {
        const now = ((clock.toWall(at) % dayMs) + dayMs) % dayMs;
        const [from, until] = [timeOfDay(quietFrom), timeOfDay(quietUntil)];
        return from < until ? now >= from && now < until : from !== until && (now >= from || now < until);
      };
      const end = endOfQuiet(instant, zone, { quietFrom, quietUntil });
      expect(end !== null).toBe(isQuiet(instant));
      if (end === null) return;
      expect(end).toBeGreaterThan(instant);
      expect(end).toBeLessThanOrEqual(instant + 26 * 3_600_000);
      // The end may be skipped on the wall clock; then it comes by as much later, which can be within quiet hours of a few minutes.
      const isSkipped = ((clock.toWall(end) % dayMs) + dayMs) % dayMs !== timeOfDay(quietUntil);
      if (!isSkipped) expect(isQuiet(end)).toBe(false);
    }),
    { numRuns: 3_000 },
  );
});
