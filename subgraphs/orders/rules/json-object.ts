import { didYouMean } from './did-you-mean.js';
import type { Place, RuleProblems } from './rule-problems.js';

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(given: unknown): given is JsonObject {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** Whether an object has no other keys than these; those that it has besides are told. */
export function hasOnly(given: JsonObject, keys: readonly string[], place: Place, problems: RuleProblems): boolean {
  const others = Object.keys(given).filter((key) => !keys.includes(key));
  for (const other of others) {
    if (problems.areMany) break;
    problems.add([...place, other], `this is not known here. ${didYouMean(other.slice(0, 60), keys)}`);
  }
  return others.length === 0;
}

/** What an object itself has under a key, and nothing that it inherits. */
export function own(given: unknown, key: string): unknown {
  return typeof given === 'object' && given !== null && Object.hasOwn(given, key) ? (given as JsonObject)[key] : undefined;
}
