import { type BranchCalendar, closedWithin, openWithin, spanOf, widened } from '#kernel/calendar/opening-hours.js';
import type { Intervals } from '#kernel/calendar/intervals.js';
import type { ScheduleHours } from './schedule.js';
import type { BranchClosure } from './unavailability.js';
import { hoursWithin } from './working-time.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';

function local(intervals: Intervals, timeZone: string): string[] {
  const clock = ZoneClock.of(timeZone);
  const shown = (at: number) => new Date(clock.toWall(at)).toISOString().slice(0, 16);
  return intervals.map(([from, until]) => `${shown(from)}/${shown(until)}`);
}

function hours(entry: Partial<ScheduleHours>, from: string, until: string, timeZone = 'Asia/Ulaanbaatar'): string[] {
  const whole = { startsOn: '2026-03-02', from: '09:00', until: '17:00', rule: null, exceptOn: [], alsoOn: [], ...entry };
  return local(hoursWithin([whole], { from, until }, ZoneClock.of(timeZone)), timeZone);
}

const days = (intervals: readonly string[]): string[] => intervals.map((interval) => interval.slice(0, 10));

function lengths(intervals: Intervals): number[] {
  return intervals.map(([from, until]) => (until - from) / 60_000);
}

describe('hours', () => {
  it('without a rule hold once', () => {
    expect(hours({}, '2026-01-01', '2026-12-31')).toEqual(['2026-03-02T09:00/2026-03-02T17:00']);
  });

  it('recur by their rule, less the exceptions, and on extra days', () => {
    const monday = { rule: 'FREQ=WEEKLY;BYDAY=MO', exceptOn: ['2026-03-16'], alsoOn: ['2026-03-18', '2026-02-27'] };
    expect(days(hours(monday, '2026-02-01', '2026-03-25'))).toEqual(['2026-02-27', '2026-03-02', '2026-03-09', '2026-03-18', '2026-03-23']);
  });

  it('on an extra day that is an exception too do not hold', () => {
    expect(hours({ exceptOn: ['2026-03-05'], alsoOn: ['2026-03-05'] }, '2026-03-03', '2026-03-31')).toEqual([]);
  });

  it('are counted from the first day, also when days long after it are asked for', () => {
    expect(days(hours({ rule: 'FREQ=DAILY;COUNT=10' }, '2026-03-10', '2026-03-31'))).toEqual(['2026-03-10', '2026-03-11']);
  });

  it('counted by COUNT include those that exceptions take away', () => {
    expect(days(hours({ rule: 'FREQ=DAILY;COUNT=3', exceptOn: ['2026-03-03'] }, '2026-03-01', '2026-03-31'))).toEqual([
      '2026-03-02',
      '2026-03-04',
    ]);
  });

  it.each([
    ['a day, which is within', 'UNTIL=20260305', 'Asia/Ulaanbaatar', '2026-03-05'],
    ['a local time after the hours begin', 'UNTIL=20260305T090000', 'Asia/Ulaanbaatar', '2026-03-05'],
    ['a local time before the hours begin', 'UNTIL=20260305T085959', 'Asia/Ulaanbaatar', '2026-03-04'],
    ['the end of a day in UTC, behind the clock', 'UNTIL=20260305T155959Z', 'Asia/Ulaanbaatar', '2026-03-05'],
    ['an instant before the hours begin, behind the clock', 'UNTIL=20260305T005959Z', 'Asia/Ulaanbaatar', '2026-03-04'],
    ['the end of a day in UTC, ahead of the clock', 'UNTIL=20260306T045959Z', 'America/New_York', '2026-03-05'],
  ])('end with %s', (_, until, timeZone, last) => {
    expect(days(hours({ rule: `FREQ=DAILY;${until}` }, '2026-03-01', '2026-03-31', timeZone)).at(-1)).toBe(last);
  });

  it('from 22:00 to 06:00 end on the next day, and those to 00:00 at the end of theirs', () => {
    expect(hours({ from: '22:00', until: '06:00' }, '2026-03-02', '2026-03-02')).toEqual(['2026-03-02T22:00/2026-03-03T06:00']);
    expect(hours({ from: '18:00', until: '00:00' }, '2026-03-02', '2026-03-02')).toEqual(['2026-03-02T18:00/2026-03-03T00:00']);
    expect(hours({ from: '00:00', until: '00:00' }, '2026-03-02', '2026-03-02')).toEqual(['2026-03-02T00:00/2026-03-03T00:00']);
  });

  it('that meet at midnight are one stretch', () => {
    const entry = { startsOn: '2026-03-02', rule: 'FREQ=DAILY;COUNT=1', exceptOn: [], alsoOn: [] };
    const evening = { ...entry, from: '20:00', until: '00:00' };
    const morning = { ...entry, startsOn: '2026-03-03', from: '00:00', until: '04:00' };
    const found = hoursWithin([morning, evening], { from: '2026-03-01', until: '2026-03-05' }, ZoneClock.of('Africa/Lusaka'));
    expect(local(found, 'Africa/Lusaka')).toEqual(['2026-03-02T20:00/2026-03-03T04:00']);
  });

  it.each(['Europe/London', 'America/New_York'])('in %s stay at 09:00 all through the year', (timeZone) => {
    const year = hours({ startsOn: '2026-01-01', rule: 'FREQ=DAILY' }, '2026-01-01', '2026-12-31', timeZone);
    expect(year).toHaveLength(365);
    expect(year.every((interval) => interval.slice(10, 16) === 'T09:00' && interval.endsWith('T17:00'))).toBe(true);
  });

  it('overnight are an hour shorter when clocks go forward and longer when they go back', () => {
    const night = { startsOn: '2026-01-01', from: '22:00', until: '06:00', rule: 'FREQ=DAILY', exceptOn: [], alsoOn: [] };
    const on = (day: string) => lengths(hoursWithin([night], { from: day, until: day }, ZoneClock.of('Europe/London')))[0];
    expect([on('2026-03-27'), on('2026-03-28'), on('2026-10-24')]).toEqual([480, 420, 540]);
  });

  it('within the hour that is skipped do not hold, and those that begin in it begin after it', () => {
    const spring = { startsOn: '2026-03-29' };
    expect(hours({ ...spring, from: '01:30', until: '02:30' }, '2026-03-29', '2026-03-29', 'Europe/London')).toEqual([]);
    expect(hours({ ...spring, from: '01:30', until: '05:00' }, '2026-03-29', '2026-03-29', 'Europe/London')).toEqual([
      '2026-03-29T02:30/2026-03-29T05:00',
    ]);
  });
});

describe('opening hours', () => {
  const steppe = (openingHours: BranchCalendar['openingHours']): BranchCalendar => ({ timeZone: 'Asia/Ulaanbaatar', openingHours });

  it('that nobody has set are always', () => {
    expect(local(openWithin(steppe([]), { from: '2026-03-02', until: '2026-03-03' }), 'Asia/Ulaanbaatar')).toEqual([
      '2026-03-02T00:00/2026-03-04T00:00',
    ]);
  });

  it('hold on their day of the week, with a pause, and past midnight', () => {
    const calendar = steppe([
      { day: 'MON', opens: '08:00', closes: '12:00' },
      { day: 'MON', opens: '13:00', closes: '17:00' },
      { day: 'SUN', opens: '20:00', closes: '02:00' },
    ]);
    expect(local(openWithin(calendar, { from: '2026-03-01', until: '2026-03-03' }), 'Asia/Ulaanbaatar')).toEqual([
      '2026-03-01T20:00/2026-03-02T02:00',
      '2026-03-02T08:00/2026-03-02T12:00',
      '2026-03-02T13:00/2026-03-02T17:00',
    ]);
  });

  it('around the clock have no seam at midnight', () => {
    const every = (['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const).map((day) => ({ day, opens: '00:00', closes: '00:00' }));
    expect(openWithin(steppe(every), { from: '2026-03-01', until: '2026-03-10' })).toHaveLength(1);
  });
});

describe('closures', () => {
  const closure = (startsOn: string, endsOn: string, fromTime: string | null = null, untilTime: string | null = null) =>
    ({ startsOn, endsOn, fromTime, untilTime }) as BranchClosure;

  it('of whole days take a day of 23 or 25 hours whole', () => {
    const london = ZoneClock.of('Europe/London');
    const on = (day: string) => lengths(closedWithin([closure(day, day)], { from: '2026-01-01', until: '2026-12-31' }, london));
    expect([on('2026-03-29'), on('2026-10-25'), on('2026-12-25')]).toEqual([[1380], [1500], [1440]]);
  });

  it('by hours hold on each of their days, until its end when that is 00:00, and only within the days asked for', () => {
    const afternoons = closure('2026-12-22', '2026-12-24', '14:00', '00:00');
    expect(
      local(closedWithin([afternoons], { from: '2026-12-23', until: '2026-12-31' }, ZoneClock.of('Europe/London')), 'Europe/London'),
    ).toEqual(['2026-12-23T14:00/2026-12-24T00:00', '2026-12-24T14:00/2026-12-25T00:00']);
  });
});

describe('days', () => {
  it('span from midnight to midnight on the wall clock, and from 01:00 where midnight is skipped', () => {
    expect(lengths([spanOf({ from: '2026-09-06', until: '2026-09-06' }, ZoneClock.of('America/Santiago'))])).toEqual([23 * 60]);
  });

  it('widen up to the ends of the calendar', () => {
    expect(widened({ from: '2026-03-01', until: '2026-12-31' })).toEqual({ from: '2026-02-28', until: '2027-01-01' });
    expect(widened({ from: '0001-01-01', until: '9999-12-31' }, 500)).toEqual({ from: '0000-01-01', until: '9999-12-31' });
  });
});
