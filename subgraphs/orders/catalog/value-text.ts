import type { StoredValue } from './stored-value.js';

/** A value for people: `4 mL`, `2 °C – 8 °C`, `yes`. */
export function valueText({ unit }: { readonly unit: string | null }, value: StoredValue): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return unit === null ? `${value}` : `${value} ${unitText(unit)}`;
  if (value.min === null) return `up to ${value.max} °C`;
  if (value.max === null) return `from ${value.min} °C`;
  return `${value.min} °C – ${value.max} °C`;
}

/** UCUM writes annotations in braces and some units in its own way. */
function unitText(unit: string): string {
  if (unit === 'Cel') return '°C';
  return unit.replace(/^\{(.+)\}$/, '$1').replace(/^u(?=[LglmM])/, 'µ');
}
