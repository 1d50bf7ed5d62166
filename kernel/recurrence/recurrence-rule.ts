import { parseLocal, secondsOfDay, type LocalSeconds } from './local-date-time.js';

const frequencies = ['SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const largest = 2_147_483_647;

export type Frequency = (typeof frequencies)[number];

/** A weekday, 0 for Monday to 6 for Sunday; the nth of its month or year, from the end when below zero; 0 is each of them. */
export interface WeekdayRule {
  readonly weekday: number;
  readonly nth: number;
}

/** A rule of RFC 5545, 3.3.10. Lists are sorted and hold each value once; an empty list limits nothing. */
export interface RecurrenceRule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** The last moment that can be an occurrence; of a date, its last second. */
  readonly until: LocalSeconds | null;
  readonly weekStart: number;
  readonly byMonth: readonly number[];
  readonly byWeekNumber: readonly number[];
  readonly byYearDay: readonly number[];
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly WeekdayRule[];
  readonly byHour: readonly number[];
  readonly byMinute: readonly number[];
  readonly bySecond: readonly number[];
  readonly bySetPosition: readonly number[];
}

/** A rule that cannot be followed; the message says what to change. */
export class RecurrenceRuleError extends Error {
  override readonly name = 'RecurrenceRuleError';
}

/** Reads `FREQ=WEEKLY;BYDAY=MO,TH`, in any case and order, with or without `RRULE:` before it. */
export function parseRecurrenceRule(text: string): RecurrenceRule {
  const parts = partsOf(text);
  const one = <Value>(name: string, read: (name: string, value: string) => Value, otherwise: Value): Value => {
    const value = parts.get(name);
    return value === undefined ? otherwise : read(name, value);
  };
  const numbers = (name: string, from: number, to: number): number[] => one(name, (_, value) => readNumbers(name, value, from, to), []);
  const signed = (name: string, to: number): number[] => one(name, (_, value) => readSignedNumbers(name, value, to), []);

  const rule: RecurrenceRule = {
    frequency: readFrequency(parts.get('FREQ')),
    interval: one('INTERVAL', (name, value) => readNumber(name, value, 1, largest), 1),
    count: one<number | null>('COUNT', (name, value) => readNumber(name, value, 1, largest), null),
    until: one<LocalSeconds | null>('UNTIL', readUntil, null),
    weekStart: one('WKST', readWeekday, 0),
    byMonth: numbers('BYMONTH', 1, 12),
    byWeekNumber: signed('BYWEEKNO', 53),
    byYearDay: signed('BYYEARDAY', 366),
    byMonthDay: signed('BYMONTHDAY', 31),
    byDay: one<WeekdayRule[]>('BYDAY', readWeekdayRules, []),
    byHour: numbers('BYHOUR', 0, 23),
    byMinute: numbers('BYMINUTE', 0, 59),
    // A wall without leap seconds reads 60 as 59.
    bySecond: ordered(numbers('BYSECOND', 0, 60).map((second) => Math.min(second, 59))),
    bySetPosition: signed('BYSETPOS', 366),
  };
  refuseOtherCalendars(parts);
  refuseContradictions(rule);
  return rule;
}

/** The rule as a start reads it that is a date and no time: its hours, minutes and seconds say nothing (RFC 5545, 3.3.10). */
export function withoutTimes(rule: RecurrenceRule): RecurrenceRule {
  return { ...rule, byHour: [], byMinute: [], bySecond: [] };
}

const names = new Set(
  'FREQ INTERVAL COUNT UNTIL WKST BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSECOND BYSETPOS RSCALE SKIP'.split(' '),
);

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  const body = text.toUpperCase().replace(/^\s*RRULE\s*:/, '');
  for (const part of body.split(';')) {
    if (part.trim() === '') continue;
    const [name = '', value, ...more] = part.split('=').map((side) => side.trim());
    if (value === undefined || more.length > 0) {
      throw new RecurrenceRuleError(`"${shown(part)}" is no part of a rule: write NAME=VALUE, such as INTERVAL=2.`);
    }
    if (!names.has(name)) throw new RecurrenceRuleError(`"${shown(name)}" is no part of a rule that is known here: leave it out.`);
    if (parts.has(name)) throw new RecurrenceRuleError(`${name} is there twice: leave one out.`);
    if (value === '') throw new RecurrenceRuleError(`${name} is empty: give it a value or leave it out.`);
    parts.set(name, value);
  }
  return parts;
}

function readFrequency(value: string | undefined): Frequency {
  if (value === undefined) throw new RecurrenceRuleError('FREQ is missing: say FREQ=WEEKLY, for example.');
  const frequency = frequencies.find((each) => each === value);
  if (!frequency) throw new RecurrenceRuleError(`FREQ takes ${frequencies.join(', ')}, not ${shown(value)}.`);
  return frequency;
}

function readUntil(name: string, value: string): LocalSeconds {
  const until = parseLocal(value);
  if (!until) throw new RecurrenceRuleError(`${name} takes a date (20260131) or a date and time (20260131T235959), not ${shown(value)}.`);
  return until.isDate ? until.at + secondsOfDay - 1 : until.at;
}

function readWeekday(name: string, value: string): number {
  const weekday = weekdays.findIndex((each) => each === value);
  if (weekday < 0) throw new RecurrenceRuleError(`${name} takes one of ${weekdays.join(', ')}, not ${shown(value)}.`);
  return weekday;
}

function readWeekdayRules(name: string, value: string): WeekdayRule[] {
  const found = new Map<string, WeekdayRule>();
  for (const item of itemsOf(value)) {
    const [, number, weekday] = /^([+-]?\d{1,2})?\s*(MO|TU|WE|TH|FR|SA|SU)$/.exec(item) ?? [];
    if (weekday === undefined || (number !== undefined && !isWithin(Math.abs(Number(number)), 1, 53))) {
      throw new RecurrenceRuleError(
        `${name} takes ${weekdays.join(', ')}, alone or with 1 to 53 or -53 to -1 before it (-1FR), not ${shown(item)}.`,
      );
    }
    const nth = Number(number ?? 0);
    found.set(`${nth}${weekday}`, { weekday: readWeekday(name, weekday), nth });
  }
  return [...found.values()];
}

function readNumber(name: string, value: string, from: number, to: number): number {
  const number = /^\+?\d{1,10}$/.test(value) ? Number(value) : NaN;
  if (!isWithin(number, from, to)) throw new RecurrenceRuleError(`${name} takes ${from} to ${to}, not ${shown(value)}.`);
  return number;
}

function readNumbers(name: string, value: string, from: number, to: number): number[] {
  return ordered(itemsOf(value).map((item) => readNumber(name, item, from, to)));
}

function readSignedNumbers(name: string, value: string, to: number): number[] {
  return ordered(
    itemsOf(value).map((item) => {
      const number = /^[+-]?\d{1,10}$/.test(item) ? Number(item) : NaN;
      if (!isWithin(Math.abs(number), 1, to))
        throw new RecurrenceRuleError(`${name} takes 1 to ${to} or -${to} to -1, not ${shown(item)}.`);
      return number;
    }),
  );
}

function refuseOtherCalendars(parts: ReadonlyMap<string, string>): void {
  const calendar = parts.get('RSCALE') ?? 'GREGORIAN';
  if (calendar !== 'GREGORIAN') throw new RecurrenceRuleError(`RSCALE takes GREGORIAN, not ${shown(calendar)}.`);
  const skip = parts.get('SKIP') ?? 'OMIT';
  if (skip !== 'OMIT') throw new RecurrenceRuleError(`SKIP takes OMIT, not ${shown(skip)}: for the last day of a month say BYMONTHDAY=-1.`);
}

function refuseContradictions(rule: RecurrenceRule): void {
  const { frequency } = rule;
  const refuse = (when: boolean, message: string): void => {
    if (when) throw new RecurrenceRuleError(message);
  };
  const has = (list: readonly unknown[]): boolean => list.length > 0;
  const { byMonth, byWeekNumber, byYearDay, byMonthDay, byDay, byHour, byMinute, bySecond } = rule;
  const numbered = byDay.some(({ nth }) => nth !== 0);
  refuse(rule.count !== null && rule.until !== null, 'COUNT and UNTIL cannot be together.');
  refuse(has(byWeekNumber) && frequency !== 'YEARLY', `BYWEEKNO goes with FREQ=YEARLY, not with FREQ=${frequency}.`);
  refuse(has(byYearDay) && ['DAILY', 'WEEKLY', 'MONTHLY'].includes(frequency), `BYYEARDAY cannot be with FREQ=${frequency}.`);
  refuse(has(byMonthDay) && frequency === 'WEEKLY', 'BYMONTHDAY cannot be with FREQ=WEEKLY.');
  refuse(
    numbered && !['MONTHLY', 'YEARLY'].includes(frequency),
    `BYDAY with numbers goes with FREQ=MONTHLY or YEARLY, not with FREQ=${frequency}.`,
  );
  refuse(numbered && has(byWeekNumber), 'BYDAY with numbers cannot be with BYWEEKNO.');
  const others = [byMonth, byWeekNumber, byYearDay, byMonthDay, byDay, byHour, byMinute, bySecond];
  refuse(has(rule.bySetPosition) && !others.some(has), 'BYSETPOS chooses among what another BY part gives: add one, such as BYDAY=MO,TU.');
}

function itemsOf(value: string): string[] {
  return value.split(',').map((item) => item.trim());
}

function ordered(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((a, b) => a - b);
}

function isWithin(number: number, from: number, to: number): boolean {
  return number >= from && number <= to;
}

function shown(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value || 'nothing';
}
