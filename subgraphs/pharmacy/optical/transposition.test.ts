import fc from 'fast-check';
import { fromHundredths, plain, signed, toHundredths } from './hundredths.js';
import { transpose, type SpheroCylinder } from './transposition.js';

const quarters = (least: number, most: number) => fc.integer({ min: least * 4, max: most * 4 }).map((step) => step * 25);
const lens = fc.record<SpheroCylinder>({ sphere: quarters(-30, 30), cylinder: quarters(-12, 12), axis: fc.integer({ min: 1, max: 180 }) });

/** How strong the lens is along a meridian, in hundredths of a dioptre. */
function powerAt({ sphere, cylinder, axis }: SpheroCylinder, meridian: number): number {
  return sphere + cylinder * Math.sin(((meridian - axis) * Math.PI) / 180) ** 2;
}

describe('transposition', () => {
  it('leaves the lens as strong as it was along every meridian', () => {
    fc.assert(
      fc.property(lens, fc.integer({ min: 0, max: 180 }), (one, meridian) => {
        expect(powerAt(transpose(one), meridian)).toBeCloseTo(powerAt(one, meridian), 6);
      }),
    );
  });

  it('turns the sign of the cylinder, keeps the axis a whole degree of 1 to 180, and undoes itself', () => {
    fc.assert(
      fc.property(lens, (one) => {
        const other = transpose(one);
        expect(other.cylinder + one.cylinder).toBe(0);
        expect(2 * other.sphere + other.cylinder).toBe(2 * one.sphere + one.cylinder);
        expect(Number.isInteger(other.axis) && other.axis >= 1 && other.axis <= 180).toBe(true);
        expect(Math.abs(other.axis - one.axis)).toBe(90);
        // Apart from zero, which has two signs.
        expect({ ...transpose(other), cylinder: transpose(other).cylinder + 0 }).toEqual({ ...one, cylinder: one.cylinder + 0 });
      }),
    );
  });

  it.each([
    [
      { sphere: -100, cylinder: -50, axis: 180 },
      { sphere: -150, cylinder: 50, axis: 90 },
    ],
    [
      { sphere: 200, cylinder: -125, axis: 90 },
      { sphere: 75, cylinder: 125, axis: 180 },
    ],
    [
      { sphere: 0, cylinder: 50, axis: 5 },
      { sphere: 50, cylinder: -50, axis: 95 },
    ],
  ])('makes of %j %j', (one, other) => {
    expect(transpose(one)).toEqual(other);
  });
});

describe('hundredths', () => {
  it('are exactly what was written, for every number of two decimals', () => {
    fc.assert(
      fc.property(fc.integer({ min: -300_000, max: 300_000 }), (hundredths) => {
        const written = Number(`${hundredths < 0 ? '-' : ''}${plain(Math.abs(hundredths))}`);
        expect(toHundredths(written)).toBe(hundredths === 0 ? 0 : hundredths);
        expect(fromHundredths(hundredths)).toBe(written);
      }),
    );
  });

  it('are not rounded from anything finer', () => {
    expect([0.125, 0.1 + 0.2, 1e-9, 1.005].map(toHundredths)).toEqual([null, null, null, null]);
  });

  it('are shown with their sign and two decimals', () => {
    expect([125, -50, 0, 1000, -5].map(signed)).toEqual(['+1.25', '−0.50', '+0.00', '+10.00', '−0.05']);
  });
});
