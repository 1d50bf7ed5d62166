import { lengthOf } from './distance.js';
import type { Routing } from './routing.js';

export interface HaversineRoutingOptions {
  /** What the vehicle makes on average, with lights and corners. */
  readonly speedKmh: number;
  /** How much longer roads are than the crow's way: 1.2 to 1.5 in most towns. */
  readonly detourFactor: number;
}

/** Guesses by the distance as the crow flies: needs nobody, and always has an answer. */
export function haversineRouting({ speedKmh, detourFactor }: HaversineRoutingOptions): Routing {
  if (!(speedKmh > 0 && detourFactor >= 1)) throw new RangeError('A guess needs a speed above 0 and a detour factor of at least 1.');
  return {
    route(from, to, via = []) {
      const metres = lengthOf([from, ...via, to]) * detourFactor;
      return Promise.resolve({ metres, seconds: metres / (speedKmh / 3.6), approximate: true });
    },
  };
}
