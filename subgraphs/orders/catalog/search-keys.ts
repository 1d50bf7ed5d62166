import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import { AttributeType, type AttributeDefinition } from './attribute-definition.js';
import type { StoredValue, StoredValues } from './stored-value.js';

/** Keys of long texts are cut: an index entry has an end. */
const longestKey = 200;

/** One entry of the index: the attribute, and its value as text whose order is the order of values. */
export interface SearchKey {
  readonly code: string;
  readonly key: string;
}

export function searchKeysOf(definitions: readonly AttributeDefinition[], values: StoredValues): SearchKey[] {
  return definitions.flatMap(({ code, type }) => {
    const value = values[code];
    return value === undefined ? [] : keysOf(code, type, value);
  });
}

function keysOf(code: string, type: AttributeType, value: StoredValue): SearchKey[] {
  if (typeof value === 'string') return [{ code, key: type === AttributeType.TEXT ? textKey(value) : value }];
  if (typeof value === 'number') return [{ code, key: numberKey(value) }];
  if (typeof value === 'boolean') return [{ code, key: booleanKey(value) }];
  // An open end is further away than anything that is asked for.
  return [
    { code: lowestOf(code), key: numberKey(value.min ?? -Infinity) },
    { code: highestOf(code), key: numberKey(value.max ?? Infinity) },
  ];
}

export function lowestOf(code: string): string {
  return `${code}.min`;
}

export function highestOf(code: string): string {
  return `${code}.max`;
}

/** Of a TEXT, without regard to accents and case; values of an ENUM and days are their own keys. */
export function textKey(text: string): string {
  return searchKey(text).slice(0, longestKey);
}

export function textPrefix(text: string): { from: string; to: string } {
  return prefixRange(textKey(text));
}

export function booleanKey(value: boolean): string {
  return value ? '1' : '0';
}

/**
 * A number as 16 hexadecimal digits that sort as the numbers do: under row-level security an index on numbers would not be used, since
 * their comparison is not leakproof as that of text is. By IEEE 754 positive numbers sort as their bits do, negative ones the other way.
 */
export function numberKey(value: number): string {
  const bits = new BigUint64Array(Float64Array.of(value + 0).buffer)[0] ?? 0n;
  const sign = 1n << 63n;
  const sortable = bits & sign ? ~bits & ((1n << 64n) - 1n) : bits | sign;
  return sortable.toString(16).padStart(16, '0');
}
