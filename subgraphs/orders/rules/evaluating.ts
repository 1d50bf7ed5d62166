import { compare } from './comparing.js';
import type { Condition, TimeWindow } from './condition.js';
import type { Explanation } from './explanation.js';
import { localMoment, type BranchClock } from './local-moment.js';
import { LookBudget } from './look-budget.js';
import type { Rule } from './rule.js';
import { allHold, anyHolds, opposite, type Verdict } from './verdict.js';

export interface Evaluation {
  /** What is unknown does not hold. */
  readonly holds: boolean;
  readonly explanation: Explanation;
  /** Conditions, values and items of lists that were looked at. */
  readonly steps: number;
}

/**
 * Whether a rule holds for these facts, and of each of its conditions why. Never throws, whatever the facts are: a condition about
 * something that they lack is unknown, and so is its opposite, so that a rule about what is *not* controlled does nothing where
 * nobody has said. `exists` asks whether there is something, and always knows.
 */
export function evaluate({ when }: Pick<Rule, 'when'>, facts: unknown, clock: BranchClock, budget = new LookBudget()): Evaluation {
  let steps = 0;

  function explain(condition: Condition): Explanation {
    steps += 1;
    switch (condition.kind) {
      case 'all':
      case 'any': {
        const conditions = condition.conditions.map(explain);
        const verdicts = conditions.map(({ holds }) => holds);
        return group(condition.kind, condition.kind === 'all' ? allHold(verdicts) : anyHolds(verdicts), conditions);
      }
      case 'not': {
        const inner = explain(condition.condition);
        return group('not', opposite(inner.holds), [inner]);
      }
      case 'comparison': {
        const { explanation, looks } = compare(condition, facts, budget);
        steps += looks;
        return explanation;
      }
      case 'time':
        return explainTime(condition, clock);
    }
  }

  const explanation = explain(when);
  return { holds: explanation.holds === true, explanation, steps };
}

function group(kind: Condition['kind'], holds: Verdict, conditions: readonly Explanation[]): Explanation {
  return { kind, holds, attribute: null, operator: null, expected: null, found: null, note: null, conditions };
}

/** A window over midnight is of the day on which it began: Sunday at 03:00 is of Saturday's night. */
function explainTime({ between, days }: TimeWindow, clock: BranchClock): Explanation {
  const { day, dayBefore, time } = localMoment(clock);
  const [from, until] = between ?? ['00:00', '24:00'];
  const isOverNight = until < from;
  const isWithin = isOverNight ? time >= from || time < until : time >= from && time < until;
  const begunOn = isOverNight && time < until ? dayBefore : day;
  const holds = isWithin && (days?.includes(begunOn) ?? true);
  const expected = [...(days ?? []), ...(between ? [`${from}–${until}`] : [])].join(' ');
  return { ...group('time', holds, []), expected, found: `${day} ${time}` };
}
