import type { PathStep } from './attribute-path.js';
import { order, readValue, valueToJson, type Value } from './attribute-value.js';
import type { Comparison, Operator } from './condition.js';
import type { Explanation, FoundValue } from './explanation.js';
import { own } from './json-object.js';
import type { LookBudget } from './look-budget.js';
import { ruleLimits } from './rule-limits.js';
import { allHold, anyHolds, type Verdict } from './verdict.js';
import { writeExpected } from './writing-rules.js';

/** One comparison with the facts, and what it met on its way. */
export interface Compared {
  readonly explanation: Explanation;
  /** Values, and items of lists, that were looked at. */
  readonly looks: number;
}

export function compare(comparison: Comparison, facts: unknown, budget: LookBudget): Compared {
  const look = new Look(comparison, budget);
  const holds = look.along(comparison.path.steps, facts);
  const { path, operator } = comparison;
  const isOfMany = path.steps.some(({ quantifier }) => quantifier === 'any' || quantifier === 'all');
  const found = isOfMany ? look.found : (look.found[0] ?? null);
  const expected = writeExpected(comparison);
  const explanation = { kind: comparison.kind, holds, attribute: path.text, operator, expected, found, note: look.note, conditions: [] };
  return { explanation, looks: look.looks };
}

class Look {
  readonly found: FoundValue[] = [];
  note: string | null = null;
  looks = 0;

  /** Folded once, and not for each value. */
  private readonly expected: readonly Value[];

  constructor(
    private readonly comparison: Comparison,
    private readonly budget: LookBudget,
  ) {
    const { operator, expected } = comparison;
    this.expected = operator === 'contains' || operator === 'starts_with' ? expected.map(folded) : expected;
  }

  along(steps: readonly PathStep[], facts: unknown): Verdict {
    const [step, ...further] = steps;
    if (!step) return this.at(facts);
    const given = step.keys.reduce(own, facts);
    if (step.quantifier === null || given === undefined || given === null) return this.at(given);
    if (!Array.isArray(given)) return this.unreadable('a list');
    if (step.quantifier === 'count') return this.at(given.length);
    const verdicts = this.ofItems(given, further);
    return step.quantifier === 'any' ? anyHolds(verdicts) : allHold(verdicts);
  }

  /** Of all items, though one may have decided: the explanation shows them. */
  private ofItems(items: readonly unknown[], steps: readonly PathStep[]): Verdict[] {
    const verdicts: Verdict[] = [];
    for (const item of items) {
      if (this.looks >= ruleLimits.valuesLookedAt) {
        verdicts.push(this.unknown(`Only the first ${ruleLimits.valuesLookedAt} values were looked at.`));
        break;
      }
      if (this.budget.isSpent) {
        const most = `All rules together look at ${ruleLimits.valuesOfAllRules} values of lists`;
        verdicts.push(this.unknown(`${most}: not all of these were looked at. Ask less of lists, or put this rule before the others.`));
        break;
      }
      this.looks += 1;
      this.budget.spend();
      verdicts.push(this.along(steps, item));
    }
    return verdicts;
  }

  private at(given: unknown): Verdict {
    const { path, operator } = this.comparison;
    const { expected } = this;
    this.looks += 1;
    const value = given === undefined || given === null ? null : readValue(path.leadsTo, given);
    if (this.found.length < ruleLimits.valuesShown) this.found.push(value === null ? null : valueToJson(path.leadsTo.type, value));
    if (operator === 'exists') return (given !== undefined && given !== null) === expected[0];
    if (given === undefined || given === null) return this.unknown(`There is no ${path.text}.`);
    if (value === null) return this.unreadable(`a value of the type ${path.leadsTo.type}`);
    const holds = holdsFor(operator, value, expected);
    return holds ?? this.unknown('Amounts in different currencies are neither more nor less than each other.');
  }

  private unreadable(wanted: string): null {
    return this.unknown(`What stands for ${this.comparison.path.text} is not ${wanted}.`);
  }

  private unknown(why: string): null {
    this.note ??= why;
    return null;
  }
}

function holdsFor(operator: Exclude<Operator, 'exists'>, value: Value, expected: readonly Value[]): Verdict {
  const [first, second] = expected as readonly [Value, Value];
  switch (operator) {
    case 'is':
    case 'in':
      return expected.some((each) => order(value, each) === 0);
    case 'is_not':
    case 'not_in':
      return expected.every((each) => order(value, each) !== 0);
    case 'greater_than':
      return ordered(value, first, (sign) => sign > 0);
    case 'at_least':
      return ordered(value, first, (sign) => sign >= 0);
    case 'less_than':
      return ordered(value, first, (sign) => sign < 0);
    case 'at_most':
      return ordered(value, first, (sign) => sign <= 0);
    case 'between':
      return allHold([ordered(value, first, (sign) => sign >= 0), ordered(value, second, (sign) => sign <= 0)]);
    case 'contains':
      return folded(value).includes(first as string);
    case 'starts_with':
      return folded(value).startsWith(first as string);
  }
}

function ordered(one: Value, other: Value, test: (sign: number) => boolean): Verdict {
  const sign = order(one, other);
  return sign === null ? null : test(sign);
}

/** Without the difference of capital and small letters, and of the ways in which Unicode writes an accent. */
function folded(text: Value): string {
  return typeof text === 'string' ? text.normalize('NFC').toLowerCase() : '';
}
