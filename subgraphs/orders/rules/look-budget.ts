import { ruleLimits } from './rule-limits.js';

/** How many values of lists may still be looked at: one for all rules of a decision, so that many rules are not slower than a few. */
export class LookBudget {
  private left: number = ruleLimits.valuesOfAllRules;

  get isSpent(): boolean {
    return this.left <= 0;
  }

  spend(): void {
    this.left -= 1;
  }
}
