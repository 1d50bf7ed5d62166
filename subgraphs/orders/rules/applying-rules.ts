import { isDeepStrictEqual } from 'node:util';
import { settledBy, type Action } from './action.js';
import { evaluate, type Evaluation } from './evaluating.js';
import type { BranchClock } from './local-moment.js';
import { LookBudget } from './look-budget.js';
import type { Rule } from './rule.js';

/** A version of a rule, and its place among the others. */
export interface RuleVersion {
  readonly id: string;
  readonly version: number;
  /** The lowest comes first; among equals the id decides. */
  readonly position: number;
  readonly rule: Rule;
}

export interface RuleAction {
  readonly action: Action;
  readonly by: RuleVersion;
}

/** Two rules settle the same thing otherwise: what the first says is done. */
export interface RuleConflict {
  readonly kept: RuleAction;
  readonly dropped: RuleAction;
  readonly message: string;
}

export interface RuleOutcome {
  readonly actions: readonly RuleAction[];
  readonly conflicts: readonly RuleConflict[];
  /** Each rule that was looked at, in order, with why it holds or does not. */
  readonly looked: readonly { readonly by: RuleVersion; readonly evaluation: Evaluation }[];
  /** The rule behind which none was looked at; null when all were. */
  readonly stoppedBy: RuleVersion | null;
}

/** What the first rule that holds does. */
export function firstActions(rules: readonly RuleVersion[], facts: unknown, clock: BranchClock): RuleOutcome {
  return apply(rules, facts, clock, () => true);
}

/** What all rules that hold do, up to the first of them that says stop. */
export function allActions(rules: readonly RuleVersion[], facts: unknown, clock: BranchClock): RuleOutcome {
  return apply(rules, facts, clock, ({ stop }) => stop);
}

function apply(rules: readonly RuleVersion[], facts: unknown, clock: BranchClock, stopsAt: (rule: Rule) => boolean): RuleOutcome {
  const settling = new Settling();
  const budget = new LookBudget();
  const looked: { by: RuleVersion; evaluation: Evaluation }[] = [];
  for (const by of inOrder(rules)) {
    const evaluation = evaluate(by.rule, facts, clock, budget);
    looked.push({ by, evaluation });
    if (!evaluation.holds) continue;
    for (const action of by.rule.then) settling.add({ action, by });
    if (stopsAt(by.rule)) return { ...settling.outcome(), looked, stoppedBy: by };
  }
  return { ...settling.outcome(), looked, stoppedBy: null };
}

/** The latest version of each rule. */
function inOrder(rules: readonly RuleVersion[]): RuleVersion[] {
  const latest = new Map<string, RuleVersion>();
  for (const rule of rules) if (rule.version > (latest.get(rule.id)?.version ?? -Infinity)) latest.set(rule.id, rule);
  return [...latest.values()].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}

/** What is to be done so far. Nothing is done twice, and nothing is settled twice. */
class Settling {
  private readonly actions: RuleAction[] = [];
  private readonly conflicts: RuleConflict[] = [];
  private readonly settled = new Map<string, RuleAction>();

  add(given: RuleAction): void {
    if (this.actions.some(({ action }) => isDeepStrictEqual(action, given.action))) return;
    const what = settledBy(given.action);
    const kept = what === null ? undefined : this.settled.get(what);
    if (kept) {
      const rules = `"${kept.by.rule.name}" and "${given.by.rule.name}"`;
      const message = `${rules} both settle ${what}: the first has its way. Change one of them, or the order of the two.`;
      this.conflicts.push({ kept, dropped: given, message });
      return;
    }
    if (what !== null) this.settled.set(what, given);
    this.actions.push(given);
  }

  outcome(): Pick<RuleOutcome, 'actions' | 'conflicts'> {
    return { actions: this.actions, conflicts: this.conflicts };
  }
}
