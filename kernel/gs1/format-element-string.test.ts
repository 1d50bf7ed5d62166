import fc from 'fast-check';
import { applicationIdentifiers, type Component } from './application-identifier.js';
import { set39, set64, set82 } from './character-set.js';
import { checkDigitOf } from './check-digit.js';
import { readElementString } from './element-string.js';
import { formatBracketed, formatElementString, type ElementPart } from './format-element-string.js';
import { Gs1Error } from './gs1-error.js';

const label = [
  { ai: '01', value: '09501101530003' },
  { ai: '17', value: '250400' },
  { ai: '10', value: 'ABC123' },
  { ai: '21', value: '4(2)' },
];

it('parts fields only where it is needed', () => {
  expect(formatElementString(label)).toBe('01095011015300031725040010ABC123\x1d214(2)');
  expect(formatElementString(label.slice(0, 3))).toBe('01095011015300031725040010ABC123');
});

it('prints fields so that they can be read again', () => {
  expect(formatBracketed(label)).toBe('(01)09501101530003(17)250400(10)ABC123(21)4\\(2)');
});

it('says a field once', () => {
  expect(formatBracketed([...label.slice(0, 1), ...label.slice(0, 1)])).toBe('(01)09501101530003');
});

it.each([
  [[{ ai: '01', value: '09501101530004' }], 'WRONG_CHECK_DIGIT'],
  [[{ ai: '10', value: 'A' }], 'MISSING_COMPANION'],
  [[{ ai: '05', value: 'A' }], 'UNKNOWN_AI'],
  [[...label, { ai: '10', value: 'B' }], 'CONTRADICTION'],
  [[...label, { ai: '240', value: 'A\x1d21B' }], 'WRONG_CHARACTER'],
])('refuses %j: %s', (parts, code) => {
  expect(() => formatElementString(parts)).toThrow(expect.objectContaining({ code }) as Error);
  expect(() => formatBracketed(parts)).toThrow(Gs1Error);
});

const sets = { N: '0123456789', X: set82, Y: set39, Z: set64 };
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((each) => each.toISOString().slice(2, 10).replaceAll('-', ''));

/** A component that its linters pass, or null for those that the round trip leaves to tests of their own. */
function anyText({ set, least, most, linters }: Component): fc.Arbitrary<string> | null {
  const text = fc.array(fc.constantFrom(...sets[set]), { minLength: least, maxLength: most }).map((each) => each.join(''));
  if (linters.length === 0) return text;
  if (linters.includes('yymmd0') || linters.includes('yymmdd')) return date;
  if (linters[0] === 'csum') return text.map((each) => each.slice(0, -1) + checkDigitOf(each.slice(0, -1)));
  if (linters[0] === 'pcenc') return text.map((each) => each.replaceAll('%', '.'));
  if (linters[0] === 'gcppos1') return text.map((each) => `9501${each}`.slice(0, most));
  return null;
}

/** Every field that stands on a trade item, with what others it needs. */
const fields = [...applicationIdentifiers()]
  .filter(({ ai, requires }) => ai !== '01' && requires.every((groups) => groups.some((group) => group.length === 1 && group[0] === '01')))
  .filter(({ ai, excludes }) => !excludes.includes('01') && !['37', '255'].includes(ai))
  .flatMap(({ ai, components }) => {
    const texts = components.map(anyText);
    return texts.includes(null)
      ? []
      : [fc.tuple(...(texts as fc.Arbitrary<string>[])).map((each): ElementPart => ({ ai, value: each.join('') }))];
  });

it('has fields of many kinds to go round', () => {
  expect(fields.length).toBeGreaterThan(150);
});

it('is read as it was written, in both forms', () => {
  const [gtin] = label;
  fc.assert(
    fc.property(fc.uniqueArray(fc.oneof(...fields), { selector: ({ ai }) => ai, maxLength: 6 }), (others) => {
      const parts = gtin ? [gtin, ...others] : others;
      const read = (scan: string): ElementPart[] => readElementString(scan).elements.map(({ ai, value }) => ({ ai, value }));
      let written;
      try {
        written = formatElementString(parts);
      } catch (error) {
        // Made at random, fields meet that exclude each other.
        expect(error).toMatchObject({ code: 'FORBIDDEN_COMPANION' });
        return;
      }
      expect(read(written)).toEqual(parts);
      expect(read(`]d2${written}`)).toEqual(parts);
      expect(read(formatBracketed(parts))).toEqual(parts);
    }),
    { numRuns: 500 },
  );
});

it('never fails in another way than it says, whatever is scanned', () => {
  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom('01', '09501101530003', '10', '17', '21', '(', ')', '\x1d', ']d2', 'https://', '/', '?', '%', '=', ' '),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(
      pieces.map((each) => each.join('')),
      (scan) => {
        try {
          expect(readElementString(scan).elements.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Gs1Error);
          expect((error as Gs1Error).message).toMatch(/^[A-Z].*\.$/s);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});
