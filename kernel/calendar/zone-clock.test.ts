import fc from 'fast-check';
import { dayToWall, timeOfDay, wallToDay, ZoneClock } from './zone-clock.js';

const zones = [
  'UTC',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Santiago',
  'Africa/Cairo',
  'Africa/Lusaka',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Ulaanbaatar',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];
const zone = fc.constantFrom(...zones);
/** From 2015 to 2035, in whole seconds. */
const instant = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2035, 0, 1) / 1000 }).map((second) => second * 1000);

const wallOf = (local: string): number => Date.parse(`${local}Z`);

function instantOf(timeZone: string, local: string): string {
  return new Date(ZoneClock.of(timeZone).toInstant(wallOf(local))).toISOString();
}

/** What is shown on the wall according to Intl. */
function shownBy(timeZone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(at);
  const part = (name: string) => parts.find(({ type }) => type === name)?.value;
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`;
}

interface TemporalLike {
  readonly PlainDateTime: {
    from(text: string): {
      toZonedDateTime(zone: string, options: { disambiguation: 'compatible' }): { readonly epochMilliseconds: number };
    };
  };
}
const temporal = (globalThis as { Temporal?: TemporalLike }).Temporal;

describe('the wall clock of a zone', () => {
  it.each([
    ['Asia/Ulaanbaatar', '2026-07-01T09:00:00', '2026-07-01T01:00:00.000Z'],
    ['Asia/Kathmandu', '2026-07-01T09:00:00', '2026-07-01T03:15:00.000Z'],
    ['Asia/Kolkata', '2026-07-01T09:00:00', '2026-07-01T03:30:00.000Z'],
    ['America/St_Johns', '2026-01-05T09:00:00', '2026-01-05T12:30:00.000Z'],
    ['America/St_Johns', '2026-07-06T09:00:00', '2026-07-06T11:30:00.000Z'],
    ['Pacific/Chatham', '2026-06-01T09:00:00', '2026-05-31T20:15:00.000Z'],
    ['Pacific/Chatham', '2026-01-05T09:00:00', '2026-01-04T19:15:00.000Z'],
    ['Europe/London', '2026-03-28T09:00:00', '2026-03-28T09:00:00.000Z'],
    ['Europe/London', '2026-03-30T09:00:00', '2026-03-30T08:00:00.000Z'],
  ])('in %s shows %s at %s', (timeZone, local, expected) => {
    expect(instantOf(timeZone, local)).toBe(expected);
    expect(ZoneClock.of(timeZone).toWall(Date.parse(expected))).toBe(wallOf(local));
  });

  it.each([
    ['Europe/London', '2026-03-29T01:30:00', '2026-03-29T02:30:00'],
    ['America/New_York', '2026-03-08T02:00:00', '2026-03-08T03:00:00'],
    ['America/St_Johns', '2026-03-08T02:15:00', '2026-03-08T03:15:00'],
    ['Australia/Lord_Howe', '2026-10-04T02:10:00', '2026-10-04T02:40:00'],
    ['Pacific/Chatham', '2026-09-27T03:00:00', '2026-09-27T04:00:00'],
    ['America/Santiago', '2026-09-06T00:00:00', '2026-09-06T01:00:00'],
    ['Pacific/Apia', '2011-12-30T09:00:00', '2011-12-31T09:00:00'],
  ])('in %s moves %s, which does not exist, to %s', (timeZone, local, moved) => {
    const clock = ZoneClock.of(timeZone);
    expect(clock.toWall(clock.toInstant(wallOf(local)))).toBe(wallOf(moved));
  });

  it.each([
    ['Europe/London', '2026-10-25T01:30:00', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:00:00', '2026-11-01T05:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45:00', '2026-04-04T14:45:00.000Z'],
    ['Pacific/Chatham', '2026-04-05T03:00:00', '2026-04-04T13:15:00.000Z'],
  ])('in %s shows %s twice, and the first is meant', (timeZone, local, first) => {
    expect(instantOf(timeZone, local)).toBe(first);
  });

  it('shows what the runtime shows', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        expect(new Date(ZoneClock.of(timeZone).toWall(at)).toISOString()).toBe(`${shownBy(timeZone, at)}.000Z`);
      }),
    );
  });

  it('comes back to the instant, or to the earlier one that shows the same', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, at) => {
        const clock = ZoneClock.of(timeZone);
        const wall = clock.toWall(at);
        const back = clock.toInstant(wall);
        expect(clock.toWall(back)).toBe(wall);
        expect(back).toBeLessThanOrEqual(at);
        if (back < at) expect(clock.nextChange(back, at + 1)).not.toBeNull();
      }),
    );
  });

  (temporal ? it : it.skip)('reads every time of day as Temporal does, the skipped and the repeated ones too', () => {
    const days = [
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-04-24',
      '2026-09-06',
      '2026-09-27',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
    ];
    fc.assert(
      fc.property(zone, fc.constantFrom(...days), fc.nat(24 * 60 - 1), (timeZone, day, minute) => {
        const local = new Date(wallOf(`${day}T00:00:00`) + minute * 60_000).toISOString().slice(0, 19);
        const expected = temporal?.PlainDateTime.from(local).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
        expect(ZoneClock.of(timeZone).toInstant(wallOf(local))).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('tells when it changes next, and that one that stays as it is does not', () => {
    const [january, december] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 11, 1)];
    const london = ZoneClock.of('Europe/London');
    const spring = Date.UTC(2026, 2, 29, 1);
    expect(london.nextChange(january, december)).toBe(spring);
    expect(london.nextChange(january, spring)).toBeNull();
    expect(london.nextChange(spring, december)).toBe(Date.UTC(2026, 9, 25, 1));
    expect(ZoneClock.of('Asia/Kathmandu').nextChange(january, december)).toBeNull();
  });

  it('reads days and times of day', () => {
    expect(wallToDay(dayToWall('2026-02-28') + timeOfDay('23:59:59') + 1000)).toBe('2026-03-01');
    expect(timeOfDay('09:30')).toBe(timeOfDay('09:30:00'));
    expect(wallToDay(dayToWall('9999-12-31') + 5 * 86_400_000)).toBe('9999-12-31');
  });
});
