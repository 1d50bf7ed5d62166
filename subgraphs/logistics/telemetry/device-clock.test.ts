import { dateOrderOf, DeviceClock, offsetsAround, parsePrintedTime } from './device-clock.js';
import type { DateOrder } from './temperature-log.js';

it.each<[string, DateOrder, string]>([
  ['2023-04-17 16:21', 'YEAR_FIRST', '2023-04-17T16:21:00.000Z'],
  ['2023-04-17T16:21:05.5', 'YEAR_FIRST', '2023-04-17T16:21:05.500Z'],
  ['2023/4/7 6:21:05', 'YEAR_FIRST', '2023-04-07T06:21:05.000Z'],
  ['17.04.2023 16:21', 'DAY_FIRST', '2023-04-17T16:21:00.000Z'],
  ['03.04.2023 16:21', 'MONTH_FIRST', '2023-04-03T16:21:00.000Z'],
  ['03/04/2023, 16:21', 'DAY_FIRST', '2023-04-03T16:21:00.000Z'],
  ['03/04/2023 4:21 PM', 'MONTH_FIRST', '2023-03-04T16:21:00.000Z'],
  ['3/4/23 12:05 a.m.', 'MONTH_FIRST', '2023-03-04T00:05:00.000Z'],
  ['2024-02-29', 'YEAR_FIRST', '2024-02-29T00:00:00.000Z'],
])('reads %p with %s as %s on the clock', (text, order, wall) => {
  const time = parsePrintedTime(text, order);
  expect(new Date(time?.wall ?? NaN).toISOString()).toBe(wall);
  expect(time?.offset).toBeNull();
});

it.each([
  ['2023-04-17T16:21:00Z', 0],
  ['2023-04-17T16:21:00+07:00', 420],
  ['2023-04-17 16:21 -0330', -210],
  ['17.04.2023 16:21 UTC', 0],
])('reads the offset of %p as %d minutes', (text, minutes) => {
  expect((parsePrintedTime(text, 'DAY_FIRST')?.offset ?? NaN) / 60_000).toBe(minutes);
});

it.each([
  '',
  '--.-',
  '16:21',
  '2023-02-29 10:00',
  '2023-13-01 10:00',
  '2023-04-17 24:00',
  '2023-04-17 10:60',
  '17.04.2023 13:00 PM',
  '2023-04/17 10:00',
])('does not take %p for a time', (text) => {
  expect(parsePrintedTime(text, 'DAY_FIRST')).toBeNull();
});

it('learns from one date of a file which part is the day', () => {
  expect(dateOrderOf(['03/04/2023 10:00', '13/04/2023 10:00'])).toBe('DAY_FIRST');
  expect(dateOrderOf(['03/04/2023 10:00', '04/13/2023 10:00'])).toBe('MONTH_FIRST');
  expect(dateOrderOf(['03/04/2023 10:00', '04/04/2023 10:00'])).toBeNull();
  expect(dateOrderOf(['04/04/2023 10:00', '03.04.2023 10:00', '2023-04-05'])).toBe('YEAR_FIRST');
});

describe('the clock of a device', () => {
  const wall = (text: string) => parsePrintedTime(text, 'YEAR_FIRST') ?? { wall: NaN, offset: null };
  const clock = (timeZone: string | undefined, stated: number | null, first = '2023-04-17 16:21') =>
    DeviceClock.of(timeZone, stated, wall(first).wall);

  it('is in the zone that is said, else in the one of the file', () => {
    expect(clock('Asia/Ulaanbaatar', 0).toInstant(wall('2023-04-17 16:21'))).toEqual(new Date('2023-04-17T08:21Z'));
    expect(clock('+05:30', null).toInstant(wall('2023-04-17 16:21'))).toEqual(new Date('2023-04-17T10:51Z'));
    expect(clock(undefined, 7_200_000).toInstant(wall('2023-04-17 16:21'))).toEqual(new Date('2023-04-17T14:21Z'));
  });

  it('leaves a time its own offset', () => {
    expect(clock('Asia/Bangkok', null).toInstant(wall('2023-04-17T16:21Z'))).toEqual(new Date('2023-04-17T16:21Z'));
  });

  it('does not change to summer time on the way', () => {
    const berlin = clock('Europe/Berlin', null, '2024-03-30 12:00');
    expect(berlin.toInstant(wall('2024-03-31 02:30'))).toEqual(new Date('2024-03-31T01:30Z'));
    expect(berlin.toInstant(wall('2024-03-31 12:00'))).toEqual(new Date('2024-03-31T11:00Z'));
  });

  it('can have been set to each of the offsets of its zone', () => {
    const at = new Date('2024-04-17T16:21Z');
    const offsets = ['Europe/Berlin', 'Europe/London', 'Etc/GMT-1', '+05:30'].map((zone) => offsetsAround(zone, at));
    expect(offsets).toEqual([['+01:00', '+02:00'], ['+00:00', '+01:00'], ['+01:00'], ['+05:30']]);
  });

  it('asks for its zone where nobody has said it', () => {
    expect(() => clock(undefined, null).toInstant(wall('2023-04-17 16:21'))).toThrow('does not say in which time zone');
    expect(() => clock('Asia/Atlantis', null)).toThrow('"Asia/Atlantis" is no time zone');
  });
});
