import type { Action } from './action.js';
import { shown } from './did-you-mean.js';
import { hasOnly, isObject, own } from './json-object.js';
import { ActionReader } from './reading-actions.js';
import { ConditionReader } from './reading-conditions.js';
import { isRuleText } from './reading-values.js';
import type { Rule } from './rule.js';
import { withWordsOutOfUse, type RuleCatalogue } from './rule-catalogue.js';
import { ruleLimits } from './rule-limits.js';
import { RuleProblems, type RuleProblem } from './rule-problems.js';

/** A rule that was read, or all that keeps it from being one. */
export type RuleReading =
  { readonly rule: Rule; readonly problems: readonly [] } | { readonly rule: null; readonly problems: readonly RuleProblem[] };

/**
 * Reads a rule from its JSON: {"name": …, "when": {…}, "then": {…}, "stop": true}. Never throws, whatever it is given, and reads
 * no more of it than a rule may have.
 */
export function readRule(json: unknown, catalogue: RuleCatalogue): RuleReading {
  const problems = new RuleProblems();
  const rule = readParts(json, catalogue, problems);
  return rule && problems.found.length === 0 ? { rule, problems: [] } : { rule: null, problems: problems.found };
}

/** What is left of a rule that was taken once, and why it is not all of it; there is no rule when it cannot be told when it holds. */
export interface KeptReading {
  readonly rule: Rule | null;
  readonly problems: readonly RuleProblem[];
}

/**
 * Reads a rule again as it was written. Words may have gone out of use since: an action is left out that cannot be read any more, and
 * the others are done; an approval is never left out, also where nobody is left who could give it: then the order waits.
 */
export function readKeptRule(json: unknown, catalogue: RuleCatalogue): KeptReading {
  const reading = readRule(json, catalogue);
  if (reading.rule) return reading;
  const { problems } = reading;
  const known = withWordsOutOfUse(catalogue);
  const name = readName(own(json, 'name'), new RuleProblems());
  const when = new ConditionReader(known.attributes, new RuleProblems(), true).read(own(json, 'when'), ['when']);
  if (name === null || !when) return { rule: null, problems };
  const actions = own(json, 'then');
  const then = (Array.isArray(actions) ? actions : []).flatMap((action) => readKeptAction(action, known));
  return { rule: { name, when, then, stop: own(json, 'stop') === true }, problems };
}

/** Rules are kept in their long form, in which each action is an object of its own. */
function readKeptAction(given: unknown, catalogue: RuleCatalogue): Action[] {
  const approver = own(own(given, 'require_approval'), 'role');
  const roles = typeof approver === 'string' ? [...catalogue.roles, approver] : catalogue.roles;
  return new ActionReader({ ...catalogue, roles }, new RuleProblems()).read(given, []);
}

function readParts(json: unknown, catalogue: RuleCatalogue, problems: RuleProblems): Rule | null {
  if (!isObject(json)) return problems.add([], `write an object with "name", "when" and "then", and not ${shown(json)}.`);
  hasOnly(json, ['name', 'when', 'then', 'stop'], [], problems);
  const name = readName(json['name'], problems);
  const when = Object.hasOwn(json, 'when')
    ? new ConditionReader(catalogue.attributes, problems).read(json['when'], ['when'])
    : problems.add(['when'], 'say when the rule holds; {} is always.');
  const then = new ActionReader(catalogue, problems).read(json['then'], ['then']);
  const stop = json['stop'] ?? false;
  if (typeof stop !== 'boolean')
    return problems.add(['stop'], 'write true where the rules behind it are not to be looked at, or leave it out.');
  return name !== null && when ? { name, when, then, stop } : null;
}

function readName(given: unknown, problems: RuleProblems): string | null {
  const name = typeof given === 'string' && isRuleText(given, ruleLimits.nameLetters) ? given.trim() : '';
  return name === '' ? problems.add(['name'], `give the rule a name of 1 to ${ruleLimits.nameLetters} letters.`) : name;
}
