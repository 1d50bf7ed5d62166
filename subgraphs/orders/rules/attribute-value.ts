import { isDate, minorDigits } from '#kernel/graph/scalars/index.js';
import type { SingleAttribute, ValueType } from './attribute.js';
import { ruleLimits } from './rule-limits.js';

export interface MoneyValue {
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** A value ready to be compared: dates as text, instants as milliseconds since the epoch. */
export type Value = string | number | boolean | MoneyValue;

/** A value as JSON has it. */
export type JsonValue = string | number | boolean | { readonly amountMinor: string; readonly currency: string };

/** What a value can be. */
export type Kind = Omit<SingleAttribute, 'name'>;

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const integerPattern = /^-?\d{1,18}$/;

/** The value in JSON, or in facts, as one of the attribute's type; null when it is none. */
export function readValue({ type, values, isOpen }: Kind, given: unknown): Value | null {
  switch (type) {
    case 'text':
      return typeof given === 'string' && given.length <= ruleLimits.factLetters ? given : null;
    case 'enum':
      if (isOpen) return readValue({ type: 'text' }, given);
      return typeof given === 'string' && values?.includes(given) ? given : null;
    case 'number':
      // JSON cannot tell -0 from 0.
      return typeof given === 'number' && Number.isFinite(given) ? given + 0 : null;
    case 'boolean':
      return typeof given === 'boolean' ? given : null;
    case 'date':
      return typeof given === 'string' && isDate(given) ? given : null;
    case 'datetime':
      return readInstant(given);
    case 'money':
      return readMoney(given);
  }
}

export function valueToJson(type: ValueType, value: Value): JsonValue {
  if (typeof value === 'object') return { amountMinor: value.amountMinor.toString(), currency: value.currency };
  return type === 'datetime' ? new Date(value as number).toISOString() : value;
}

/** Completes "write …": how a value of the type looks in a rule. */
export function howToWrite({ type, values }: Kind): string {
  switch (type) {
    case 'text':
      return `a text of at most ${ruleLimits.textLetters} letters`;
    case 'enum':
      return `one of ${(values ?? []).slice(0, ruleLimits.valuesShown).join(', ')}`;
    case 'number':
      return 'a number, such as 8.5';
    case 'boolean':
      return 'true or false';
    case 'date':
      return 'a day of the calendar, such as "2026-03-01"';
    case 'datetime':
      return 'an instant with its offset, such as "2026-03-01T16:30:00+08:00"';
    case 'money':
      return 'an amount in minor units with its currency, such as {"amountMinor": "1250", "currency": "MNT"}';
  }
}

/** Below 0, 0 or above 0, as the one is less than, the same as or more than the other; null when they have no order: two currencies. */
export function order(one: Value, other: Value): number | null {
  if (typeof one === 'object' || typeof other === 'object') {
    if (typeof one !== 'object' || typeof other !== 'object' || one.currency !== other.currency) return null;
    return sign(one.amountMinor, other.amountMinor);
  }
  return sign(one, other);
}

function sign<Ordered extends string | number | boolean | bigint>(one: Ordered, other: Ordered): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function readInstant(given: unknown): number | null {
  if (given instanceof Date) return finite(given.getTime());
  if (typeof given !== 'string' || given.length > 40 || !instantPattern.test(given) || !isDate(given.slice(0, 10))) return null;
  return finite(Date.parse(given));
}

function finite(instant: number): number | null {
  return Number.isNaN(instant) ? null : instant;
}

function readMoney(given: unknown): MoneyValue | null {
  if (typeof given !== 'object' || given === null) return null;
  const { amountMinor, currency } = given as { amountMinor?: unknown; currency?: unknown };
  const amount = readAmount(amountMinor);
  return amount !== null && typeof currency === 'string' && isCurrency(currency) ? { amountMinor: amount, currency } : null;
}

function readAmount(given: unknown): bigint | null {
  if (typeof given === 'bigint') return given;
  if (typeof given === 'string') return integerPattern.test(given) ? BigInt(given) : null;
  return Number.isSafeInteger(given) ? BigInt(given as number) : null;
}

function isCurrency(code: string): boolean {
  return /^[A-Z]{3}$/.test(code) && minorDigits(code) !== null;
}
