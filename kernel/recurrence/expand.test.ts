import fc from 'fast-check';
import { mostCounted, occurrences, type OccurrenceRange } from './expand.js';
import { formatLocalDateTime, parseLocal, type LocalSeconds } from './local-date-time.js';
import { looksInVain, Patience } from './patience.js';
import { parseRecurrenceRule, RecurrenceRuleError } from './recurrence-rule.js';

function at(text: string): LocalSeconds {
  const local = parseLocal(text);
  if (!local) throw new Error(`${text} is no local date or time.`);
  return local.at;
}

function expand(rule: string, start: string, range: OccurrenceRange = {}, most = 1_000): string[] {
  return [...occurrences(parseRecurrenceRule(rule), at(start), range).take(most)].map(formatLocalDateTime);
}

function upTo(end: number): string {
  return Array.from({ length: end }, (_, index) => index).join();
}

describe('the examples of RFC 5545', () => {
  const atNine = (dates: string): string[] => dates.split(' ').map((date) => `${date}T090000`);

  it.each([
    [
      'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
      '19970310',
      '19970310 19990110 19990210 19990310 20010110 20010210 20010310 20030110 20030210 20030310',
    ],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
      '19970101',
      '19970101 19970410 19970719 20000101 20000409 20000718 20030101 20030410 20030719 20060101',
    ],
    ['FREQ=YEARLY;BYDAY=20MO', '19970519', '19970519 19980518 19990517'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '19970512', '19970512 19980511 19990517'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '19970313', '19970313 19970320 19970327 19980305 19980312 19980319 19980326'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', '19961105', '19961105 20001107 20041102'],
    [
      'FREQ=MONTHLY;COUNT=10;BYDAY=1FR',
      '19970905',
      '19970905 19971003 19971107 19971205 19980102 19980206 19980306 19980403 19980501 19980605',
    ],
    [
      'FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU',
      '19970907',
      '19970907 19970928 19971102 19971130 19980104 19980125 19980301 19980329 19980503 19980531',
    ],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', '19970928', '19970928 19971029 19971128 19971229 19980129 19980226'],
    [
      'FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15',
      '19970910',
      '19970910 19970911 19970912 19970913 19970914 19970915 19990310 19990311 19990312 19990313',
    ],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '19970902', '19980213 19980313 19981113 19990813 20001013'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '19970904', '19970904 19971007 19971106'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '19970929', '19970929 19971030 19971127 19971230 19980129 19980226 19980330'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '20070115', '20070115 20070130 20070215 20070315 20070330'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '19970805', '19970805 19970810 19970819 19970824'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '19970805', '19970805 19970817 19970819 19970831'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '19970902', '19970902 19970912 19970922 19971002 19971012'],
  ])('%s', (rule, start, dates) => {
    const expected = atNine(dates);
    expect(expand(rule, `${start}T090000`, {}, expected.length)).toEqual(expected);
  });

  it.each([
    ['FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T170000Z', ['090000', '120000', '150000']],
    ['FREQ=MINUTELY;INTERVAL=15;COUNT=6', ['090000', '091500', '093000', '094500', '100000', '101500']],
    ['FREQ=MINUTELY;INTERVAL=90;COUNT=4', ['090000', '103000', '120000', '133000']],
  ])('%s', (rule, times) => {
    expect(expand(rule, '19970902T090000')).toEqual(times.map((time) => `19970902T${time}`));
  });

  it('are the same by days and by minutes', () => {
    const byDays = expand('FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40', '19970902T090000');
    expect(expand('FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16', '19970902T090000')).toEqual(byDays);
    expect(byDays.slice(22, 26)).toEqual(['19970902T162000', '19970902T164000', '19970903T090000', '19970903T092000']);
  });
});

describe('an expansion', () => {
  it('leaves out a start that the rule does not give', () => {
    expect(expand('FREQ=WEEKLY;BYDAY=MO;COUNT=2', '20260101T090000')).toEqual(['20260105T090000', '20260112T090000']);
  });

  it('takes the month of days from the start when a yearly rule names none', () => {
    expect(expand('FREQ=YEARLY;BYMONTHDAY=1,-1;COUNT=4', '20260201T090000')).toEqual([
      '20260201T090000',
      '20260228T090000',
      '20270201T090000',
      '20270228T090000',
    ]);
  });

  it('counts numbered weekdays within the year unless the rule names months', () => {
    expect(expand('FREQ=YEARLY;BYDAY=1MO;COUNT=2', '20260105T090000')).toEqual(['20260105T090000', '20270104T090000']);
    expect(expand('FREQ=YEARLY;BYMONTH=3;BYDAY=1MO;COUNT=2', '20260105T090000')).toEqual(['20260302T090000', '20270301T090000']);
  });

  it('begins at `from` and ends before `before`', () => {
    const range = { from: at('20260103T090000'), before: at('20260105T090000') };
    expect(expand('FREQ=DAILY', '20260101T090000', range)).toEqual(['20260103T090000', '20260104T090000']);
    expect(expand('FREQ=DAILY;COUNT=3', '20260101T090000', range)).toEqual(['20260103T090000']);
    expect(expand('FREQ=DAILY', '20260101T090000', { before: at('20260101T090000') })).toEqual([]);
  });
});

const anyRule = fc
  .record({
    frequency: fc.constantFrom('YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY', 'HOURLY', 'MINUTELY', 'SECONDLY'),
    interval: fc.integer({ min: 1, max: 40 }),
    weekStart: fc.constantFrom('MO', 'WE', 'SU'),
    months: fc.option(fc.subarray([1, 2, 5, 6, 9, 12], { minLength: 1 })),
    weekdays: fc.option(fc.subarray(['MO', 'TU', 'FR', 'SU'], { minLength: 1 })),
    monthDays: fc.option(fc.subarray([1, 13, 29, 31, -1, -7], { minLength: 1 })),
    weeks: fc.option(fc.subarray([1, 20, 52, 53, -1], { minLength: 1 })),
    hours: fc.option(fc.subarray([0, 9, 10, 23], { minLength: 1 })),
    minutes: fc.option(fc.subarray([0, 20, 59], { minLength: 1 })),
    positions: fc.option(fc.subarray([1, 2, -1], { minLength: 1 })),
  })
  .map(({ frequency, interval, weekStart, months, weekdays, monthDays, weeks, hours, minutes, positions }) => {
    const parts = [
      months && `BYMONTH=${months.join()}`,
      weekdays && `BYDAY=${weekdays.join()}`,
      monthDays && frequency !== 'WEEKLY' && `BYMONTHDAY=${monthDays.join()}`,
      weeks && frequency === 'YEARLY' && `BYWEEKNO=${weeks.join()}`,
      hours && `BYHOUR=${hours.join()}`,
      minutes && `BYMINUTE=${minutes.join()}`,
    ].filter(Boolean);
    return [
      `FREQ=${frequency};INTERVAL=${interval};WKST=${weekStart}`,
      ...parts,
      positions && parts.length > 0 && `BYSETPOS=${positions.join()}`,
    ]
      .filter(Boolean)
      .join(';');
  });

describe('every rule', () => {
  const anyStart = fc.integer({ min: at('19960101'), max: at('20400101') });
  const before = at('20600101');

  it('gives its occurrences in order, each once, from its start on', () => {
    fc.assert(
      fc.property(anyRule, anyStart, (text, start) => {
        const found = [...occurrences(parseRecurrenceRule(text), start, { before }).take(200)];
        expect(found.every((each, index) => each >= start && each < before && (index === 0 || each > (found[index - 1] ?? Infinity)))).toBe(
          true,
        );
      }),
    );
  });

  it('gives, from a moment on, the rest of what it gives from its start', () => {
    fc.assert(
      fc.property(anyRule, anyStart, fc.nat(200), fc.integer({ min: -1, max: 1 }), (text, start, place, aside) => {
        const rule = parseRecurrenceRule(text);
        const all = [...occurrences(rule, start, { before }).take(300)];
        const from = (all[Math.min(place, all.length - 1)] ?? start) + aside;
        const rest = all.filter((each) => each >= from);
        expect([...occurrences(rule, start, { from, before }).take(rest.length)]).toEqual(rest);
        const counted = { ...rule, count: Math.max(1, all.length) };
        expect([...occurrences(counted, start, { from, before })]).toEqual(rest);
      }),
    );
  });

  it('gives as many as COUNT says', () => {
    fc.assert(
      fc.property(anyRule, anyStart, fc.integer({ min: 1, max: 100 }), (text, start, count) => {
        const rule = parseRecurrenceRule(text);
        const first = [...occurrences(rule, start, { before }).take(count)];
        expect([...occurrences({ ...rule, count }, start, { before })]).toEqual(first);
      }),
    );
  });
});

describe('a hostile rule', () => {
  function looksOf(rule: string, range: OccurrenceRange = {}, most = Infinity): { looks: number; found: number } {
    const patience = new Patience();
    const found = [...occurrences(parseRecurrenceRule(rule), at('20260101T000001'), range, patience).take(most)].length;
    return { looks: patience.looks, found };
  }

  it.each([
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7',
    'FREQ=YEARLY;BYYEARDAY=1;BYSETPOS=2',
    'FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31',
    'FREQ=MONTHLY;BYDAY=53MO',
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=7;BYDAY=MO',
    'FREQ=HOURLY;INTERVAL=24;BYHOUR=1',
    'FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MINUTELY;INTERVAL=2;BYMINUTE=1',
    'FREQ=SECONDLY;BYYEARDAY=366;BYMONTH=1',
    'FREQ=SECONDLY;INTERVAL=2;BYSECOND=0',
    `FREQ=SECONDLY;BYMONTHDAY=1;BYSETPOS=${upTo(367).slice('0,1,'.length)}`,
  ])('%s ends after a bounded search', (rule) => {
    const { looks, found } = looksOf(rule);
    expect(found).toBe(0);
    expect(looks).toBeLessThan(looksInVain + 366);
  });

  it('ends with the year 9999', () => {
    expect(expand('FREQ=YEARLY;INTERVAL=2147483647', '20260101T090000')).toEqual(['20260101T090000']);
    expect(expand('FREQ=YEARLY', '99970101T090000')).toEqual(['99970101T090000', '99980101T090000', '99990101T090000']);
    expect(expand('FREQ=SECONDLY;INTERVAL=2147483647', '20260101T090000').at(-1)).toMatch(/^99[3-9]\d/);
  });

  it('finds what is rare: 29 February on a Monday, through the year 2100 that has none', () => {
    const rule = 'FREQ=SECONDLY;BYYEARDAY=60;BYMONTH=2;BYDAY=MO;BYHOUR=9;BYMINUTE=30;BYSECOND=0';
    expect(expand(rule, '20800301T000000', {}, 2)).toEqual(['21120229T093000', '21400229T093000']);
  });

  it('is looked at from the time asked for, however far', () => {
    const range = { from: at('90000101'), before: at('90000102') };
    expect(looksOf('FREQ=SECONDLY', range).looks).toBe(86_400);
    expect(looksOf('FREQ=HOURLY;INTERVAL=5', range).looks).toBeLessThan(7);
    expect(looksOf('FREQ=DAILY', range).looks).toBeLessThan(3);
    expect(looksOf('FREQ=YEARLY;BYHOUR=9', range).looks).toBe(365);
  });

  it.each([
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;INTERVAL=59;BYSECOND=0',
    `FREQ=DAILY;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)}`,
  ])('%s is not counted on and on', (rule) => {
    const patience = new Patience();
    const counted = occurrences(parseRecurrenceRule(`${rule};COUNT=2147483647`), at('20260101'), { from: at('90000101') }, patience);
    expect(() => counted.next()).toThrow(
      new RecurrenceRuleError('The start is too far from the time asked for to count from: say UNTIL, not COUNT.'),
    );
    expect(patience.looks).toBeLessThan(mostCounted + 100);
  });

  it('makes no year of seconds to choose one', () => {
    const rule = `FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=${upTo(24)};BYMINUTE=${upTo(60)};BYSECOND=${upTo(60)};BYSETPOS=1,-1`;
    expect(expand(rule, '20260101T000000', {}, 3)).toEqual(['20260101T000000', '20261231T235959', '20270101T000000']);
  });
});
