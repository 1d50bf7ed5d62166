import { Arg, Directive, Field, InputType, ObjectType } from 'type-graphql';
import { GraphError } from './graph-error.js';
import { BigIntScalar, CurrencyScalar, minorDigits } from './scalars/index.js';

@ObjectType({ description: 'An amount of money in the smallest unit of its currency, never a fraction of it.' })
@Directive('@shareable')
export class Money {
  @Field(() => BigIntScalar, { simple: true, description: 'Minor units by ISO 4217: `"1250"` is 12.50 USD, 1250 JPY or 1.250 KWD.' })
  amountMinor: bigint;

  @Field(() => CurrencyScalar, { simple: true, description: 'The currency.' })
  currency: string;

  @Field(() => String, { description: 'For a person to read, in the language asked for.' })
  formatted(@Arg('locale', () => String, { defaultValue: 'en', description: 'BCP 47 language tag, such as `mn-MN`.' }) locale: string): string {
    return format(this, locale);
  }
}

@InputType({ description: 'An amount of money in minor units.' })
export class MoneyInput {
  @Field(() => BigIntScalar, { description: 'Minor units by ISO 4217: `"1250"` is 12.50 USD, 1250 JPY or 1.250 KWD.' })
  amountMinor: bigint;

  @Field(() => CurrencyScalar, { description: 'The currency.' })
  currency: string;
}

export function money(amountMinor: bigint, currency: string): Money {
  return Object.assign(new Money(), { amountMinor, currency });
}

/**
 * Parts an amount by ratios, such as tax shares or splits. The parts always sum to the amount: what rounding leaves over
 * goes, one minor unit each, to the parts with the largest remainders (Hamilton's method), the first ones on a tie.
 */
export function allocate(amountMinor: bigint, ratios: readonly bigint[]): bigint[] {
  const whole = ratios.reduce((sum, ratio) => sum + ratio, 0n);
  if (whole <= 0n || ratios.some((ratio) => ratio < 0n)) throw new RangeError('Ratios must be zero or more, and one of them more than zero.');
  const sign = amountMinor < 0n ? -1n : 1n;
  const amount = amountMinor * sign;
  const shares = ratios.map((ratio, index) => ({ index, share: (amount * ratio) / whole, rest: (amount * ratio) % whole }));
  let left = amount - shares.reduce((sum, { share }) => sum + share, 0n);
  const parts = shares.map(({ share }) => share);
  for (const { index } of shares.toSorted((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map((part) => part * sign);
}

/** An amount as a plain decimal number: `-12.50` of -1250 USD, `1250` of JPY. */
export function decimalAmount(amountMinor: bigint, currency: string): string {
  const digits = minorDigits(currency) ?? 2;
  const text = (amountMinor < 0n ? -amountMinor : amountMinor).toString().padStart(digits + 1, '0');
  const decimal = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return amountMinor < 0n ? `-${decimal}` : decimal;
}

function format({ amountMinor, currency }: Money, locale: string): string {
  const digits = minorDigits(currency) ?? 2;
  try {
    // Intl formats decimal text exactly, beyond what a float could hold.
    const formatter = new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits });
    return formatter.format(decimalAmount(amountMinor, currency) as Intl.StringNumericLiteral);
  } catch {
    throw new GraphError('BAD_USER_INPUT', `"${locale}" is not a language tag: send one of BCP 47, such as "en" or "mn-MN".`);
  }
}
