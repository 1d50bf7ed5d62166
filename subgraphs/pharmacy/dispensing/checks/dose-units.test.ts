import { IngredientRole } from '../../products/product-terms.js';
import { contained, converted } from './dose-units.js';

const of = (strengthValue: number | null, strengthUnit: string | null, referenceAmount: string | null) => ({
  id: 'substance',
  name: 'Substance',
  itself: 'substance',
  codeSystem: null,
  code: null,
  role: IngredientRole.ACTIVE,
  strengthValue,
  strengthUnit,
  referenceAmount,
});

it.each([
  [1, 'g', 'mg', 1000],
  [500, 'ug', 'mg', 0.5],
  [500, 'µg', 'mcg', 500],
  [5, 'mL', 'L', 0.005],
  [100, '[iU]', '[iU]', 100],
  [1, 'mg', 'mL', null],
  [1, '[iU]', 'mg', null],
])('%d %s in %s is %d', (amount, from, to, expected) => {
  const found = converted(amount, from, to);
  if (expected === null) expect(found).toBeNull();
  else expect(found).toBeCloseTo(expected, 9);
});

it.each([
  [2, 'tablets', of(500, 'mg', 'one tablet'), 1000],
  [2, 'tablet', of(500, 'mg', 'un comprimé'), 1000],
  [1, 'capsule', of(20, 'mg', '1 gélule'), 20],
  [1, 'tablet', of(500, 'mg', null), 500],
  [10, 'mL', of(250, 'mg', '5 mL'), 500],
  [1, 'cL', of(250, 'mg', '5 mL'), 500],
  [2.5, 'mL', of(100, 'mg', '1,25 mL'), 200],
  [1, 'tablet', of(250, 'mg', '5 mL'), null],
  [10, 'mL', of(500, 'mg', 'one tablet'), null],
  [1, 'capsule', of(500, 'mg', 'one tablet'), null],
  [1, 'tablet', of(null, null, 'one tablet'), null],
])('%d %s of %j hold %d', (amount, unit, substance, expected) => {
  expect(contained(amount, unit, substance)).toBe(expected);
});
