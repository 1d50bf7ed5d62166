export type TemperatureUnit = 'CELSIUS' | 'FAHRENHEIT';

const absoluteZero = -273.15;
const valuePattern = /^([+\-−]?)(\d+(?:[.,]\d+)?|[.,]\d+)\s*(?:°|º|deg)?\s*(c|f|celsius|fahrenheit)?$/i;

/** A temperature as a file prints it: `-9.6`, `+21,5`, `46.4 °F`. Its own unit goes before the one that is given; null is no temperature. */
export function parseCelsius(text: string, unit: TemperatureUnit): number | null {
  const [, sign, digits, own] = valuePattern.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const magnitude = Number(digits.replace(',', '.'));
  const value = sign === '' || sign === '+' ? magnitude : -magnitude;
  const celsius = unitNamed(own) === 'FAHRENHEIT' || (!own && unit === 'FAHRENHEIT') ? toCelsius(value) : value;
  return celsius < absoluteZero ? null : celsius;
}

/** The unit that a value carries itself, or null. */
export function unitOfValue(text: string): TemperatureUnit | null {
  return unitNamed(valuePattern.exec(text.trim())?.[3]);
}

function unitNamed(name: string | undefined): TemperatureUnit | null {
  if (!name) return null;
  return name.toLowerCase().startsWith('f') ? 'FAHRENHEIT' : 'CELSIUS';
}

/** Rounded to a millionth, so that 46.4 °F are the 8 °C of a limit and not a little less. */
function toCelsius(fahrenheit: number): number {
  return Math.round(((fahrenheit - 32) / 1.8) * 1e6) / 1e6;
}
