import { parseLocal } from './local-date-time.js';
import { parseRecurrenceRule, RecurrenceRuleError } from './recurrence-rule.js';

describe('a recurrence rule', () => {
  it('is read in any order and case, with what calendars in the wild put around it', () => {
    const rule = parseRecurrenceRule('FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;WKST=SU');
    expect(rule).toMatchObject({ frequency: 'WEEKLY', interval: 2, count: null, until: null, weekStart: 6 });
    expect(rule.byDay).toEqual([
      { weekday: 0, nth: 0 },
      { weekday: 3, nth: 0 },
    ]);
    expect(parseRecurrenceRule(' rrule: wkst=su ; byday = mo, th,MO; interval=2;freq=weekly; ')).toEqual(rule);
  });

  it('holds lists in order, each value once, and signs as they are', () => {
    const rule = parseRecurrenceRule('FREQ=YEARLY;BYMONTH=5,4,5;BYMONTHDAY=-1,+3,3;BYDAY=-1FR,+2MO,MO;BYSECOND=60,59,0');
    expect(rule.byMonth).toEqual([4, 5]);
    expect(rule.byMonthDay).toEqual([-1, 3]);
    expect(rule.byDay).toEqual([
      { weekday: 4, nth: -1 },
      { weekday: 0, nth: 2 },
      { weekday: 0, nth: 0 },
    ]);
    expect(rule.bySecond).toEqual([0, 59]);
  });

  it('ends with the whole day when UNTIL is a date', () => {
    expect(parseRecurrenceRule('FREQ=DAILY;UNTIL=20260131').until).toBe(parseLocal('20260131T235959')?.at);
    expect(parseRecurrenceRule('FREQ=DAILY;UNTIL=20260131T120000Z').until).toBe(parseLocal('20260131T120000')?.at);
  });

  it('takes the calendar that it follows anyway', () => {
    expect(parseRecurrenceRule('RSCALE=GREGORIAN;FREQ=DAILY;SKIP=OMIT')).toEqual(parseRecurrenceRule('FREQ=DAILY'));
  });

  it.each([
    ['', 'FREQ is missing: say FREQ=WEEKLY, for example.'],
    ['INTERVAL=2', 'FREQ is missing: say FREQ=WEEKLY, for example.'],
    ['FREQ=FORTNIGHTLY', 'FREQ takes SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, MONTHLY, YEARLY, not FORTNIGHTLY.'],
    ['FREQ=DAILY;OFTEN', '"OFTEN" is no part of a rule: write NAME=VALUE, such as INTERVAL=2.'],
    ['FREQ=DAILY;COUNT=1=2', '"COUNT=1=2" is no part of a rule: write NAME=VALUE, such as INTERVAL=2.'],
    ['FREQ=DAILY;BYEASTER=1', '"BYEASTER" is no part of a rule that is known here: leave it out.'],
    ['FREQ=DAILY;CONSTRUCTOR=1', '"CONSTRUCTOR" is no part of a rule that is known here: leave it out.'],
    ['FREQ=DAILY;COUNT=1;COUNT=2', 'COUNT is there twice: leave one out.'],
    ['FREQ=DAILY;COUNT=', 'COUNT is empty: give it a value or leave it out.'],
    ['FREQ=DAILY;COUNT=0', 'COUNT takes 1 to 2147483647, not 0.'],
    ['FREQ=DAILY;INTERVAL=-1', 'INTERVAL takes 1 to 2147483647, not -1.'],
    ['FREQ=DAILY;INTERVAL=1E3', 'INTERVAL takes 1 to 2147483647, not 1E3.'],
    [`FREQ=DAILY;INTERVAL=${'9'.repeat(400)}`, `INTERVAL takes 1 to 2147483647, not ${'9'.repeat(40)}….`],
    ['FREQ=DAILY;COUNT=2;UNTIL=20260101', 'COUNT and UNTIL cannot be together.'],
    ['FREQ=DAILY;UNTIL=20260230', 'UNTIL takes a date (20260131) or a date and time (20260131T235959), not 20260230.'],
    ['FREQ=DAILY;UNTIL=2026-01-01', 'UNTIL takes a date (20260131) or a date and time (20260131T235959), not 2026-01-01.'],
    ['FREQ=DAILY;WKST=1MO', 'WKST takes one of MO, TU, WE, TH, FR, SA, SU, not 1MO.'],
    ['FREQ=SECONDLY;BYMONTH=13', 'BYMONTH takes 1 to 12, not 13.'],
    ['FREQ=DAILY;BYMONTH=1,,2', 'BYMONTH takes 1 to 12, not nothing.'],
    ['FREQ=DAILY;BYMONTH=-1', 'BYMONTH takes 1 to 12, not -1.'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY takes 1 to 31 or -31 to -1, not 0.'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY takes 1 to 366 or -366 to -1, not 367.'],
    ['FREQ=YEARLY;BYWEEKNO=-54', 'BYWEEKNO takes 1 to 53 or -53 to -1, not -54.'],
    ['FREQ=DAILY;BYHOUR=24', 'BYHOUR takes 0 to 23, not 24.'],
    ['FREQ=DAILY;BYMINUTE=60', 'BYMINUTE takes 0 to 59, not 60.'],
    ['FREQ=DAILY;BYSECOND=61', 'BYSECOND takes 0 to 60, not 61.'],
    [
      'FREQ=WEEKLY;BYDAY=MONDAY',
      'BYDAY takes MO, TU, WE, TH, FR, SA, SU, alone or with 1 to 53 or -53 to -1 before it (-1FR), not MONDAY.',
    ],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY takes MO, TU, WE, TH, FR, SA, SU, alone or with 1 to 53 or -53 to -1 before it (-1FR), not 0MO.'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'BYDAY with numbers goes with FREQ=MONTHLY or YEARLY, not with FREQ=WEEKLY.'],
    ['FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO', 'BYDAY with numbers cannot be with BYWEEKNO.'],
    ['FREQ=MONTHLY;BYWEEKNO=3', 'BYWEEKNO goes with FREQ=YEARLY, not with FREQ=MONTHLY.'],
    ['FREQ=MONTHLY;BYYEARDAY=3', 'BYYEARDAY cannot be with FREQ=MONTHLY.'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY cannot be with FREQ=WEEKLY.'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS chooses among what another BY part gives: add one, such as BYDAY=MO,TU.'],
    ['RSCALE=HEBREW;FREQ=YEARLY', 'RSCALE takes GREGORIAN, not HEBREW.'],
    ['RSCALE=GREGORIAN;SKIP=BACKWARD;FREQ=YEARLY', 'SKIP takes OMIT, not BACKWARD: for the last day of a month say BYMONTHDAY=-1.'],
  ])('%p is refused', (text, message) => {
    expect(() => parseRecurrenceRule(text)).toThrow(new RecurrenceRuleError(message));
  });
});
