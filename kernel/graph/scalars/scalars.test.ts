import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { Kind, type GraphQLScalarType } from 'graphql';
import { GraphError } from '../graph-error.js';
import { BigIntScalar, CurrencyScalar, DateScalar, DateTimeScalar, LocalTimeScalar, minorDigits, PhoneNumberScalar, TimeZoneScalar } from './index.js';

const shared = resolve('../shared/data');
const realInput = existsSync(shared) ? describe : describe.skip;

function literal(scalar: GraphQLScalarType<unknown, unknown>, value: string): unknown {
  return scalar.parseLiteral({ kind: Kind.STRING, value }, {});
}

describe.each<[GraphQLScalarType<unknown, unknown>, string[], unknown[]]>([
  [DateScalar, ['1984-02-29', '2000-12-31', '0001-01-01'], ['1983-02-29', '2000-13-01', '2000-1-1', '2000-01-01T00:00:00Z', '', 20000101, null]],
  [DateTimeScalar, ['2026-03-01T08:30:00Z', '2026-03-01T16:30:00.123+08:00'], ['2026-03-01T08:30:00', '2026-02-30T08:30:00Z', '2026-03-01', 'now', 0]],
  [LocalTimeScalar, ['09:00', '23:59:59'], ['24:00', '9:00', '09:60', '09:00:00.5', '']],
  [PhoneNumberScalar, ['+976 9911 2233', '+66 2 123 4567', '+260 97 1234567'], ['99112233', '+1', '+97699', 'call me', `+${'1'.repeat(50)}`]],
  [CurrencyScalar, ['MNT', 'ZMW', 'KWD', 'JPY'], ['mnt', 'XYZ', 'EURO', '']],
  [TimeZoneScalar, ['Asia/Ulaanbaatar', 'Asia/Kathmandu', 'Africa/Lusaka', 'UTC'], ['Mars/Olympus', '+08:00', '', '../etc']],
  [BigIntScalar, ['0', '-125000', '99999999999999999999'], ['1.5', 'ten', '1e3', '', 1.5, 2 ** 53]],
])('%s', (scalar, good, bad) => {
  it.each(good)('takes %p, as a variable and as a literal alike', (value) => {
    expect(scalar.parseValue(value)).toEqual(literal(scalar, value));
  });

  it.each(bad)('refuses %p with what to send instead', (value) => {
    expect(() => scalar.parseValue(value)).toThrow(GraphError);
    expect(() => scalar.parseValue(value)).toThrow(/is not a valid \w+: send /);
  });

  it('says what it is', () => {
    expect(scalar.description?.length).toBeGreaterThan(20);
  });
});

it('serves instants in UTC with milliseconds, and comes back from them', () => {
  expect(DateTimeScalar.serialize(new Date(Date.UTC(2026, 2, 1, 8, 30)))).toBe('2026-03-01T08:30:00.000Z');
  fc.assert(fc.property(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => expect(DateTimeScalar.parseValue(DateTimeScalar.serialize(date))).toEqual(date)));
});

it('serves telephone numbers in E.164', () => {
  expect(PhoneNumberScalar.parseValue('+976 (99) 11-22-33')).toBe('+97699112233');
});

realInput('the published lists', () => {
  it('have the minor digits that we use', () => {
    const rows = readFileSync(resolve(shared, 'iso4217/codes-all.csv'), 'utf8').trim().split('\n').slice(1);
    const current = rows.map((row) => /,([A-Z]{3}),\d*,(\d),$/.exec(row.trim())).filter((match) => match !== null);
    expect(current.length).toBeGreaterThan(200);
    const differing = [...new Set(current.map(([, code]) => code ?? ''))].filter((code) => minorDigits(code) !== null).filter((code) => current.some(([, other, digits]) => other === code && Number(digits) !== minorDigits(code)));
    expect(differing).toEqual([]);
    expect(['JPY', 'USD', 'KWD', 'CLF'].map(minorDigits)).toEqual([0, 2, 3, 4]);
  });

  it('of mobile numbers are numbers to us', async () => {
    const { getCountryCallingCode } = await import('libphonenumber-js/core');
    const { default: metadata } = await import('libphonenumber-js/metadata.max');
    const examples = JSON.parse(readFileSync(resolve(shared, 'phone-numbers/examples.mobile.json'), 'utf8')) as Record<string, string>;
    const refused = Object.entries(examples).filter(([country, number]) => {
      try {
        PhoneNumberScalar.parseValue(`+${getCountryCallingCode(country as never, metadata)}${number}`);
        return false;
      } catch {
        return true;
      }
    });
    expect(refused).toEqual([]);
  });
});
