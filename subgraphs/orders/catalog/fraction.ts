/** An exact number: both are whole, the denominator is above zero, and they have no common divisor. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator <= 0n) throw new RangeError('A denominator is above zero.');
  const divisor = commonDivisor(numerator < 0n ? -numerator : numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}

/** A number as its shortest decimals say it: 0.3 is three tenths, and not the binary number beside it. */
export function exactly(number: number): Fraction {
  const [, sign, whole, decimals = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(number)) ?? [];
  if (whole === undefined) throw new RangeError(`${number} is not finite.`);
  const digits = BigInt(`${sign}${whole}${decimals}`);
  const shift = Number(exponent) - decimals.length;
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift), 1n) : fraction(digits, 10n ** BigInt(-shift));
}

export function times(one: Fraction, other: Fraction): Fraction {
  return fraction(one.numerator * other.numerator, one.denominator * other.denominator);
}

export function isWhole({ denominator }: Fraction): boolean {
  return denominator === 1n;
}

/** The whole number below, or itself. For what is zero or more. */
export function floorOf({ numerator, denominator }: Fraction): bigint {
  return numerator / denominator;
}

/** In decimals for people, at most four, with "about" before it where there are more. For what is zero or more. */
export function fractionText({ numerator, denominator }: Fraction): string {
  const scaled = (numerator * 10_000n + denominator / 2n) / denominator;
  const exact = scaled * denominator === numerator * 10_000n;
  const decimals = (scaled % 10_000n).toString().padStart(4, '0').replace(/0+$/, '');
  return `${exact ? '' : 'about '}${scaled / 10_000n}${decimals ? `.${decimals}` : ''}`;
}

function commonDivisor(one: bigint, other: bigint): bigint {
  let [greater, less] = [one, other];
  while (less > 0n) [greater, less] = [less, greater % less];
  return greater;
}
