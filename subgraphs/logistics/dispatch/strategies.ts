import { nearestFeasible } from './nearest-feasible.js';
import type { DispatchStrategy } from './strategy.js';

/** Ways to decide who is sent, by name. */
export const strategies: ReadonlyMap<string, DispatchStrategy> = new Map([nearestFeasible].map((strategy) => [strategy.name, strategy]));

export const usualStrategy = nearestFeasible;
