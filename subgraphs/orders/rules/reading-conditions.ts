import type { Attributes } from './attribute.js';
import { readPath, type AttributePath } from './attribute-path.js';
import { order, type Value } from './attribute-value.js';
import { isOperator, operators, operatorsFor, termsOf, type Comparison, type Condition, type Operator } from './condition.js';
import { didYouMean, shown } from './did-you-mean.js';
import { isObject, type JsonObject } from './json-object.js';
import { readTimeWindow } from './reading-time-windows.js';
import { readRuleValue } from './reading-values.js';
import type { Place, RuleProblems } from './rule-problems.js';
import { ruleLimits } from './rule-limits.js';

/** Reads the conditions of one rule. What cannot be read is null, and told among the problems. */
export class ConditionReader {
  /** Conditions met so far, groups among them. */
  private met = 0;

  constructor(
    private readonly attributes: Attributes,
    private readonly problems: RuleProblems,
    /** Whether the rule was taken before: then it may speak of what has gone out of use. */
    private readonly isKept = false,
  ) {}

  read(given: unknown, place: Place, depth = 1): Condition | null {
    if (!this.mayGoOn(place, depth)) return null;
    if (!isObject(given))
      return this.problems.add(place, `a condition is an object, such as {"priority": "urgent"}, and not ${shown(given)}.`);
    const keys = Object.keys(given);
    if (keys.length > ruleLimits.conditions) return this.tooMany(place);
    for (const kind of ['all', 'any', 'not'] as const) {
      if (!Object.hasOwn(given, kind)) continue;
      const others = keys.filter((key) => key !== kind);
      if (others.length > 0)
        return this.problems.add([...place, kind], `"${kind}" stands alone in its object: put ${shown(others[0])} into an "all" with it.`);
      return kind === 'not' ? this.readNegation(given, place, depth) : this.readGroup(kind, given[kind], [...place, kind], depth);
    }
    if (Object.hasOwn(given, 'attribute')) return this.readComparison(given, place);
    if (Object.hasOwn(given, 'local_time') || Object.hasOwn(given, 'days')) return readTimeWindow(given, place, this.problems);
    return this.readShortForm(given, keys, place, depth);
  }

  private mayGoOn(place: Place, depth: number): boolean {
    if (this.met > ruleLimits.conditions || this.problems.areMany) return false;
    this.met += 1;
    if (this.met > ruleLimits.conditions) this.tooMany(place);
    else if (depth > ruleLimits.depth)
      this.problems.add(place, `conditions lie more than ${ruleLimits.depth} deep here: make two rules of it, or join the inner ones.`);
    else return true;
    return false;
  }

  private tooMany(place: Place): null {
    return this.problems.add(place, `a rule has at most ${ruleLimits.conditions} conditions: make two rules of it.`);
  }

  private readNegation(given: JsonObject, place: Place, depth: number): Condition | null {
    const condition = this.read(given['not'], [...place, 'not'], depth + 1);
    return condition && { kind: 'not', condition };
  }

  private readGroup(kind: 'all' | 'any', given: unknown, place: Place, depth: number): Condition | null {
    if (!Array.isArray(given)) return this.problems.add(place, `"${kind}" takes a list of conditions, and not ${shown(given)}.`);
    if (given.length === 0) return this.problems.add(place, `"${kind}" needs a condition at least.`);
    if (given.length > ruleLimits.conditions) return this.tooMany(place);
    const conditions = whole(given.map((each, index) => this.read(each, [...place, index], depth + 1)));
    return conditions && { kind, conditions };
  }

  /** Attributes and what each must be: nothing else than all of them by `is`. Without any it always holds. */
  private readShortForm(given: JsonObject, keys: readonly string[], place: Place, depth: number): Condition | null {
    const conditions = keys.map((key) => {
      const at = [...place, key];
      if (!this.mayGoOn(at, depth + 1)) return null;
      if (key.length > ruleLimits.nameLetters) return this.problems.add(at, 'no attribute has so long a name.');
      if (isOperator(key) && !this.attributes.has(key))
        return this.problems.add(at, `say of which attribute: {"attribute": "…", "${key}": …}.`);
      const path = this.readAttribute(key, at);
      if (!path) return null;
      if (isObject(given[key]) && path.leadsTo.type !== 'money')
        return this.problems.add(at, `to compare otherwise, write {"attribute": "${key}", "at_least": …} or another operator.`);
      if (Array.isArray(given[key])) return this.problems.add(at, `to allow several values, write {"attribute": "${key}", "in": […]}.`);
      return this.comparison(path, 'is', given[key], at);
    });
    const read = whole(conditions);
    return read && { kind: 'all', conditions: read };
  }

  private readComparison(given: JsonObject, place: Place): Comparison | null {
    const path = this.readAttribute(given['attribute'], [...place, 'attribute']);
    const words = Object.keys(given).filter((key) => key !== 'attribute');
    const [word, other] = words;
    if (word === undefined)
      return this.problems.add(
        place,
        `say how it compares: ${operatorsFor(path?.leadsTo.type ?? 'text').join(', ')}, such as {"attribute": "…", "is": …}.`,
      );
    if (other !== undefined)
      return this.problems.add(place, `a condition compares once: put ${shown(word)} and ${shown(other)} into two, within an "all".`);
    const at = [...place, word];
    if (!isOperator(word))
      return this.problems.add(at, `${shown(word)} is no operator. ${didYouMean(word.slice(0, 60), Object.keys(operators))}`);
    return path && this.comparison(path, word, given[word], at);
  }

  private readAttribute(given: unknown, place: Place): AttributePath | null {
    if (typeof given !== 'string' || given.length > ruleLimits.nameLetters)
      return this.problems.add(place, `write the name of an attribute, and not ${shown(given)}.`);
    const path = readPath(given, this.attributes, this.isKept);
    return typeof path === 'string' ? this.problems.add(place, path) : path;
  }

  private comparison(path: AttributePath, operator: Operator, given: unknown, place: Place): Comparison | null {
    const { takes, types } = termsOf(operator);
    const { type } = path.leadsTo;
    if (!types.includes(type))
      return this.problems.add(place, `"${operator}" cannot be asked of "${path.text}" (${type}): use ${operatorsFor(type).join(', ')}.`);
    if ((operator === 'contains' || operator === 'starts_with') && given === '')
      return this.problems.add(
        place,
        `every text ${operator === 'contains' ? 'contains' : 'starts with'} nothing: write a letter at least.`,
      );
    const expected =
      takes === 'list' || takes === 'range' ? this.values(path, takes, given, place) : this.oneValue(path, takes, given, place);
    return expected && { kind: 'comparison', path, operator, expected };
  }

  private oneValue(path: AttributePath, takes: 'one' | 'boolean', given: unknown, place: Place): Value[] | null {
    const value = this.value(takes === 'boolean' ? { ...path, leadsTo: { type: 'boolean' } } : path, given, place);
    return value === null ? null : [value];
  }

  private values(path: AttributePath, takes: 'list' | 'range', given: unknown, place: Place): Value[] | null {
    const most = takes === 'range' ? 2 : ruleLimits.listLength;
    const least = takes === 'range' ? 2 : 1;
    if (!Array.isArray(given) || given.length < least || given.length > most)
      return this.problems.add(
        place,
        takes === 'range' ? 'write a list of two values, the lower first.' : `write a list of 1 to ${ruleLimits.listLength} values.`,
      );
    const values = whole(given.map((each, index) => this.value(path, each, [...place, index])));
    const [low, high] = values ?? [];
    if (takes === 'list' || low === undefined || high === undefined) return values;
    const ascends = order(low, high);
    if (ascends === null) return this.problems.add(place, 'both amounts must be of the same currency.');
    return ascends > 0 ? this.problems.add(place, 'the first value is above the second: turn them round.') : values;
  }

  private value({ text, leadsTo }: AttributePath, given: unknown, place: Place): Value | null {
    if (this.problems.areMany) return null;
    const isOpen = this.isKept && leadsTo.isOpen === true;
    return readRuleValue(text, { ...leadsTo, isOpen }, given, place, this.problems);
  }
}

/** All of them, or null when one could not be read. */
function whole<Read>(each: readonly (Read | null)[]): Read[] | null {
  return each.includes(null) ? null : (each as Read[]);
}
