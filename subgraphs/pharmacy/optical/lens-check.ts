import { mostLetters } from '#kernel/graph/text-length.js';
import { userError, type UserError, type UserErrorCode } from '#kernel/graph/user-error.js';
import { fromHundredths, toHundredths } from './hundredths.js';
import type { LensFacts } from './optical-lens.js';
import type { LensInput } from './optical.inputs.js';
import { LensKind, PrismBase } from './optical-terms.js';

interface Measure {
  readonly least: number;
  readonly most: number;
  readonly step: number;
}

/**
 * In hundredths: what lenses are made in, with room at both ends. Powers come in quarter dioptres; base curves in twentieths and
 * diameters in tenths of a millimetre, as the boxes of contact lenses say them.
 */
export const measures = {
  sphere: { least: -3000, most: 3000, step: 25 },
  power: { least: -3000, most: 3000, step: 25 },
  cylinder: { least: -1200, most: 1200, step: 25 },
  add: { least: 25, most: 400, step: 25 },
  prism: { least: 25, most: 2000, step: 25 },
  pupillaryDistance: { least: 2000, most: 4250, step: 50 },
  bothPupils: { least: 4000, most: 8500, step: 50 },
  backDistance: { least: 500, most: 2500, step: 50 },
  baseCurve: { least: 500, most: 1100, step: 5 },
  diameter: { least: 700, most: 2500, step: 10 },
} as const satisfies Record<string, Measure>;

export type MeasureName = keyof typeof measures;

/** As a sentence says it: "-30 to 30 in steps of 0.25". */
export function rangeOf(name: MeasureName): string {
  const { least, most, step } = measures[name];
  return `${fromHundredths(least)} to ${fromHundredths(most)} in steps of ${fromHundredths(step)}`;
}

export type Complain = (field: string, message: string, code?: `${UserErrorCode}`) => void;

/** The hundredths of what was measured; null when nothing was, or when it cannot be: then it is complained of. */
export function readMeasure(name: MeasureName, value: number | null | undefined, complain: Complain, field: string = name): number | null {
  if (value == null) return null;
  const { least, most, step } = measures[name];
  const hundredths = toHundredths(value);
  if (hundredths !== null && hundredths >= least && hundredths <= most && hundredths % step === 0) return hundredths;
  complain(field, `${field} is ${rangeOf(name)}, not ${value}.`);
  return null;
}

/** The lenses as they are kept; what is wrong with them goes to the errors. */
export function readLenses(lenses: readonly LensInput[], pupillaryDistance: number | null | undefined, errors: UserError[]): LensFacts[] {
  const field = ['input', 'lenses'];
  if (lenses.length === 0) errors.push(userError('REQUIRED', 'Say what at least one eye needs.', field));
  const once = new Set(lenses.map(({ product, eye }) => `${product} ${eye}`));
  if (once.size < lenses.length) errors.push(userError('INVALID', 'Each eye has at most one lens of each product.', field));
  if (pupillaryDistance != null && lenses.some((lens) => lens.pupillaryDistance != null)) {
    const message = 'Say the pupillary distance either of both eyes together, or of each eye.';
    errors.push(userError('INVALID', message, ['input', 'pupillaryDistance']));
  }
  return lenses.map((lens, index) =>
    readLens(lens, (name, message, code = 'INVALID') => errors.push(userError(code, message, [...field, String(index), name]))),
  );
}

function readLens(lens: LensInput, complain: Complain): LensFacts {
  const isContact = lens.product === LensKind.CONTACT_LENS;
  const needed = isContact ? (['power', 'baseCurve', 'diameter'] as const) : (['sphere'] as const);
  const useless = isContact ? (['sphere', 'pupillaryDistance', 'backDistance'] as const) : (['power', 'baseCurve', 'diameter'] as const);
  const what = isContact ? 'contact lens' : 'lens of glasses';
  for (const name of needed) if (lens[name] == null) complain(name, `A ${what} needs its ${name}.`, 'REQUIRED');
  for (const name of useless) if (lens[name] != null) complain(name, `A ${what} has no ${name}: leave it out.`);
  // Forms send a cylinder of zero where there is none.
  const cylinder = readMeasure('cylinder', lens.cylinder, complain) || null;
  const withCylinder = Boolean(lens.cylinder);
  if (withCylinder && lens.axis == null) complain('axis', 'A cylinder needs its axis.', 'REQUIRED');
  if (!withCylinder && lens.axis != null) complain('axis', 'An axis without a cylinder says nothing: leave it out, or say the cylinder.');
  if (lens.axis != null && (lens.axis < 1 || lens.axis > 180)) complain('axis', `axis is 1 to 180 whole degrees, not ${lens.axis}.`);
  if ((lens.note?.length ?? 0) > mostLetters.text) complain('note', `note holds at most ${mostLetters.text} characters.`);
  const read = (name: Exclude<MeasureName, 'prism' | 'bothPupils'>): number | null => readMeasure(name, lens[name], complain);
  return {
    kind: lens.product,
    eye: lens.eye,
    sphere: read('sphere'),
    power: read('power'),
    cylinder,
    axis: lens.axis ?? null,
    addition: read('add'),
    ...readPrisms(lens, complain),
    pupillary_distance: read('pupillaryDistance'),
    back_distance: read('backDistance'),
    base_curve: read('baseCurve'),
    diameter: read('diameter'),
    note: lens.note?.trim() || null,
  };
}

type PrismFacts = Pick<LensFacts, 'prism_vertical' | 'prism_vertical_base' | 'prism_horizontal' | 'prism_horizontal_base'>;

function readPrisms({ prisms }: LensInput, complain: Complain): PrismFacts {
  const upOrDown = prisms.filter(({ base }) => base === PrismBase.UP || base === PrismBase.DOWN);
  const inOrOut = prisms.filter(({ base }) => base === PrismBase.IN || base === PrismBase.OUT);
  if (upOrDown.length > 1 || inOrOut.length > 1)
    complain('prisms', 'A lens has at most one prism up or down, and one in or out: add them up.');
  const [vertical, horizontal] = [upOrDown[0], inOrOut[0]];
  return {
    prism_vertical: readMeasure('prism', vertical?.amount, complain, 'prisms'),
    prism_vertical_base: vertical?.base ?? null,
    prism_horizontal: readMeasure('prism', horizontal?.amount, complain, 'prisms'),
    prism_horizontal_base: horizontal?.base ?? null,
  };
}
