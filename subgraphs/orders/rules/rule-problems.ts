import { ruleLimits } from './rule-limits.js';

/** Where in a rule: keys, and positions in lists. */
export type Place = readonly (string | number)[];

/** Why a rule cannot be taken. */
export interface RuleProblem {
  /** From the rule's own keys, as `field` of a user error takes it: ["when", "all", "2", "attribute"]. */
  readonly path: readonly string[];
  /** Begins with the path; says what is wrong and what to do. */
  readonly message: string;
}

/** Gathers what is wrong with a rule, so that its author can mend all of it at once; but not without end. */
export class RuleProblems {
  readonly found: RuleProblem[] = [];

  /** Reading on would tell nobody anything. */
  get areMany(): boolean {
    return this.found.length >= ruleLimits.problems;
  }

  /** Always null: what is wrong has no value. */
  add(place: Place, message: string): null {
    const path = place.map((step) => (typeof step === 'string' ? step.slice(0, ruleLimits.nameLetters) : String(step)));
    if (!this.areMany) this.found.push({ path, message: `${written(place)}: ${message}` });
    return null;
  }
}

/** when.all[2].attribute */
function written(place: Place): string {
  const text = place.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, 60)}`)).join('');
  return text === '' ? 'The rule' : text.replace(/^\./, '');
}
