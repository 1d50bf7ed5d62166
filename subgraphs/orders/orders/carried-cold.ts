import type { OrderLine, FrozenAttribute } from './order-line.js';
import type { OrderedProduct } from './orderable-products.js';

export type CarriedCold = Pick<OrderLine, 'minCelsius' | 'maxCelsius'>;

/** A room is warmer than this, in degrees Celsius: what must not be needs a cold box, and nothing else does. */
const roomCelsius = 20;

/** How cold a product is carried: as the pharmacy keeps it where it is a medicine, else by the first range of temperatures among its attributes. */
export function carriedCold({ medication }: OrderedProduct, attributes: readonly FrozenAttribute[]): CarriedCold {
  const range = attributes.map(({ value }) => value).find((value) => typeof value === 'object');
  const { minCelsius, maxCelsius } = medication?.storage ?? { minCelsius: range?.min ?? null, maxCelsius: range?.max ?? null };
  return maxCelsius !== null && maxCelsius < roomCelsius ? { minCelsius, maxCelsius } : { minCelsius: null, maxCelsius: null };
}
