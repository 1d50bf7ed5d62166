import type { Action } from './action.js';
import type { Condition } from './condition.js';

/** When something holds, something is done. */
export interface Rule {
  readonly name: string;
  readonly when: Condition;
  readonly then: readonly Action[];
  /** When it holds, the rules behind it are not looked at. */
  readonly stop: boolean;
}
