/** A number with two decimals at most as a whole number of hundredths; null for one that has more. */
export function toHundredths(value: number): number | null {
  const text = value.toFixed(2);
  return Number(text) === value ? Number(text.replace('.', '')) : null;
}

/** The number whose hundredths these are, as near as a Float comes: what is read of it is what was written. */
export function fromHundredths(hundredths: number): number {
  return hundredths / 100;
}

/** As opticians write powers: always with its sign, and with two decimals. */
export function signed(hundredths: number): string {
  return `${hundredths < 0 ? '−' : '+'}${plain(Math.abs(hundredths))}`;
}

export function plain(hundredths: number): string {
  return `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;
}
