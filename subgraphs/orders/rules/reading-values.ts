import { howToWrite, readValue, type Kind, type Value } from './attribute-value.js';
import { didYouMean, shown } from './did-you-mean.js';
import type { Place, RuleProblems } from './rule-problems.js';
import { ruleLimits } from './rule-limits.js';

/** Reads a value that a rule has for something of that name, to compare with or to set. */
export function readRuleValue(name: string, kind: Kind, given: unknown, place: Place, problems: RuleProblems): Value | null {
  if (typeof given === 'string' && !isRuleText(given))
    return problems.add(place, `"${name}" cannot be this text: write ${howToWrite({ type: 'text' })}, and only what can be printed.`);
  const value = readValue(kind, given);
  if (value !== null) return value;
  const wrong = `"${name}" cannot be ${shown(given)}`;
  if (kind.type === 'enum' && typeof given === 'string')
    return problems.add(place, `${wrong}. ${didYouMean(given.slice(0, 60), kind.values ?? [])}`);
  return problems.add(place, `${wrong}: write ${howToWrite(kind)}.`);
}

/** Whether a text is short enough, and of characters that PostgreSQL takes in JSON: neither NUL nor half of a pair of surrogates. */
export function isRuleText(text: string, most: number = ruleLimits.textLetters): boolean {
  return text.length <= most && !text.includes('\0') && text.isWellFormed();
}
