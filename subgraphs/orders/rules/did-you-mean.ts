import { suggestionList } from 'graphql/jsutils/suggestionList.js';

const mostSuggestions = 3;
const mostListed = 12;
/** Letters of the word times letters of what it is compared with: some milliseconds. Tenants define hundreds of long words. */
const mostCompared = 200_000;

/** What to write instead of a word that is unknown: the ones most like it, or all that there are when none is; with what stands before them. */
export function didYouMean(word: string, known: Iterable<string>, before = ''): string {
  const options = [...known];
  const alike = suggestionList(word, comparable(word, options)).slice(0, mostSuggestions);
  if (alike.length > 0) return `Did you mean ${inWords(alike.map((option) => `"${before}${option}"`))}?`;
  if (options.length === 0) return 'There is none to choose from.';
  const listed = options.slice(0, mostListed).map((option) => `${before}${option}`);
  return `Write one of ${listed.join(', ')}${options.length > mostListed ? ', …' : ''}.`;
}

/** The first of the options, as many as can be compared with the word in no time. */
function comparable(word: string, options: readonly string[]): string[] {
  let left = mostCompared;
  const some: string[] = [];
  for (const option of options) {
    left -= word.length * option.length;
    if (left < 0) break;
    some.push(option);
  }
  return some;
}

/** One, two or three. */
function inWords(options: readonly string[]): string {
  const last = options.at(-1) ?? '';
  return options.length > 1 ? `${options.slice(0, -1).join(', ')} or ${last}` : last;
}

/** Something from a rule as a message shows it. */
export function shown(given: unknown): string {
  if (typeof given === 'string') return `"${given.length > 40 ? `${given.slice(0, 40)}…` : given}"`;
  if (given === undefined) return 'nothing';
  if (Array.isArray(given)) return 'a list';
  if (typeof given === 'object' && given !== null) return 'an object';
  const plain = given as number | boolean | bigint | null;
  return String(plain);
}
