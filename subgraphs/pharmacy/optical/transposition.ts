/** A sphere and a cylinder, in hundredths of a dioptre, and the axis of the cylinder in degrees from 1 to 180. */
export interface SpheroCylinder {
  readonly sphere: number;
  readonly cylinder: number;
  readonly axis: number;
}

/** The same lens with the cylinder's sign turned round: what one writes by minus cylinders another writes by plus. */
export function transpose({ sphere, cylinder, axis }: SpheroCylinder): SpheroCylinder {
  return { sphere: sphere + cylinder, cylinder: -cylinder, axis: axis > 90 ? axis - 90 : axis + 90 };
}
