import { entries } from './application-identifiers.js';
import { isLinterName, type LinterName } from './linters/linter.js';

/** Which characters a component takes: N digits, X the 82, Y the 39, Z base64 for URIs. */
export type CharacterSet = 'N' | 'X' | 'Y' | 'Z';

/** A part of a field's value. Only the last can be of several lengths; behind an optional one, all are optional. */
export interface Component {
  readonly set: CharacterSet;
  readonly least: number;
  readonly most: number;
  readonly isOptional: boolean;
  readonly linters: readonly LinterName[];
}

/** AIs or patterns of them, such as "35nn", that have to be there together. */
export type AiGroup = readonly string[];

/** What GS1's Syntax Dictionary says of an application identifier. */
export interface ApplicationIdentifier {
  readonly ai: string;
  /** As the dictionary has it: BATCH/LOT. Some have none. */
  readonly title: string;
  /** Its length is known from its number, so that no separator needs to follow. */
  readonly isPredefined: boolean;
  /** It may stand behind the question mark of a GS1 Digital Link. */
  readonly isLinkAttribute: boolean;
  readonly components: readonly Component[];
  /** Of each of these lists, one group has to be on the same item. */
  readonly requires: readonly (readonly AiGroup[])[];
  /** AIs or patterns of them that must not be on the same item. */
  readonly excludes: readonly string[];
  /** For the key of a GS1 Digital Link: the AIs that may follow it in the path, in order, by alternatives. Null for other AIs. */
  readonly qualifiers: readonly (readonly string[])[] | null;
}

const all = new Map(
  entries
    .trim()
    .split('\n')
    .flatMap(parseEntry)
    .map((each) => [each.ai, each]),
);

/** The application identifier of that number, or null when GS1 has none. */
export function applicationIdentifier(ai: string): ApplicationIdentifier | null {
  return all.get(ai) ?? null;
}

/** All that there are, by number. */
export function applicationIdentifiers(): IterableIterator<ApplicationIdentifier> {
  return all.values();
}

/** The application identifier at the place of the text. Their first two digits say how long they are, so that only one can fit. */
export function applicationIdentifierAt(text: string, at: number): ApplicationIdentifier | null {
  for (const length of [2, 3, 4]) {
    const found = all.get(text.slice(at, at + length));
    if (found) return found;
  }
  return null;
}

/** Whether the AI is one that the pattern means; "n" is any digit. */
export function matchesPattern(ai: string, pattern: string): boolean {
  return ai.length === pattern.length && [...pattern].every((digit, at) => digit === 'n' || digit === ai[at]);
}

/** Reads a line of the dictionary, in the grammar that its head documents: an entry for each AI of the line's range. */
function parseEntry(line: string): ApplicationIdentifier[] {
  const [entry = '', ...titles] = line.split(' # ');
  const [, first = '', last = first, flags = '', rest = ''] = /^(\d{2,4})(?:-(\d{2,4}))? (?:([^\w\s]+) )?(.*)$/.exec(entry) ?? [];
  const words = rest.split(' ');
  const components = words.filter((word) => /^\[?[NXYZ]/.test(word)).map((word) => parseComponent(word, line));
  if (components.length === 0) throw new Error(`No entry of the GS1 dictionary: ${line}`);
  const attributes = words.slice(components.length).map((word) => word.split('=', 2));
  const valuesOf = (name: string): string[] => attributes.filter(([key]) => key === name).map(([, value = '']) => value);
  const sequences = valuesOf('dlpkey')[0];
  const shared = {
    title: titles.join(' # '),
    isPredefined: flags.includes('*'),
    isLinkAttribute: flags.includes('?'),
    components,
    requires: valuesOf('req').map((value) => value.split(',').map((group) => group.split('+'))),
    excludes: valuesOf('ex').flatMap((value) => value.split(',')),
    qualifiers: sequences === undefined ? null : sequences.split('|').map((sequence) => sequence.split(',').filter(Boolean)),
  };
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => ({
    ai: String(Number(first) + index).padStart(first.length, '0'),
    ...shared,
  }));
}

function parseComponent(word: string, line: string): Component {
  const [, bracket, set, range, length, names] = /^(\[)?([NXYZ])(\.\.)?(\d+)\]?(?:,(.+))?$/.exec(word) ?? [];
  const linters = (names ?? '').split(',').filter(Boolean);
  if (set === undefined || !linters.every(isLinterName)) throw new Error(`No entry of the GS1 dictionary, at ${word}: ${line}`);
  return {
    set: set as CharacterSet,
    least: range === undefined ? Number(length) : 1,
    most: Number(length),
    isOptional: bracket !== undefined,
    linters,
  };
}
