import { searchKey } from '#kernel/graph/search-key.js';
import { InteractionSeverity } from './interaction-severity.js';
import { readCsv } from './reading-csv.js';
import { sourceKey } from './substance-names.js';

/** What a thesaurus says of a pair, with the keys of both in alphabetical order. */
export interface InteractionRule {
  readonly firstKey: string;
  readonly firstName: string;
  readonly secondKey: string;
  readonly secondName: string;
  readonly severity: InteractionSeverity;
  /** 1, and further for what the same pair has more of the same severity. */
  readonly part: number;
  /** Whether the pair has other severities under other conditions. */
  readonly conditional: boolean;
  readonly mechanism: string | null;
  readonly management: string | null;
}

export interface ClassMembership {
  readonly substanceKey: string;
  readonly classKey: string;
  readonly className: string;
}

export interface Thesaurus {
  /** The work and its edition. */
  readonly source: string;
  readonly rows: number;
  readonly rules: readonly InteractionRule[];
  /** Every substance of the index, by its key, also those without a class. */
  readonly substances: ReadonlyMap<string, string>;
  readonly memberships: readonly ClassMembership[];
  /** Sides of rules that the index knows neither as substance nor as class: nothing is ever found by them. */
  readonly unresolved: readonly string[];
  /** Rows that could not be read, each with its line and why. */
  readonly leftOut: readonly string[];
}

/** How the thesaurus words its levels, in the keys of searchKey. */
const levels: readonly (readonly [RegExp, InteractionSeverity])[] = [
  [/contre indication|contre indiquee?/, InteractionSeverity.CONTRAINDICATED],
  [/deconseillee?/, InteractionSeverity.NOT_RECOMMENDED],
  [/precautions? d emploi/, InteractionSeverity.PRECAUTION],
  [/prendre en compte/, InteractionSeverity.TO_CONSIDER],
];

/**
 * Reads an edition of the French thesaurus: the table of interactions, and the index of substances with their classes. A pair that has
 * several levels, each under conditions of its own, becomes one rule for each; a pair that stands in the table from both sides, one.
 * @param edition the year and month of the edition: `2020-10`.
 */
export function readThesaurus(edition: string, table: string, index: string): Thesaurus {
  const [year, month] = edition.split('-');
  const leftOut: string[] = [];
  const { substances, memberships } = readIndex(index, leftOut);
  const rows = readCsv(table);
  const rules = new Map<string, InteractionRule>();
  const parts = new Map<string, number>();
  for (const { line, fields } of rows) {
    for (const rule of rulesOf(line, fields, leftOut)) {
      const pair = `${rule.firstKey}\n${rule.secondKey}\n${rule.severity}`;
      // The same pair from its other side reads the same, but for blanks.
      const whole = `${pair}\n${searchKey(`${rule.management} ${rule.mechanism}`)}`;
      if (rules.has(whole)) continue;
      const part = (parts.get(pair) ?? 0) + 1;
      parts.set(pair, part);
      rules.set(whole, { ...rule, part });
    }
  }
  const known = new Set([...substances.keys(), ...memberships.map(({ classKey }) => classKey)]);
  const sides = [...rules.values()].flatMap((rule) => [
    [rule.firstKey, rule.firstName] as const,
    [rule.secondKey, rule.secondName] as const,
  ]);
  return {
    source: `Thésaurus des interactions médicamenteuses, ANSM, ${month}-${year}`,
    rows: rows.length,
    rules: [...rules.values()],
    substances,
    memberships,
    unresolved: [...new Map(sides.filter(([key]) => !known.has(key))).values()].sort(),
    leftOut,
  };
}

type Draft = Omit<InteractionRule, 'part'>;

function rulesOf(line: number, fields: Readonly<Record<string, string>>, leftOut: string[]): Draft[] {
  const names = [fields['main_drug'], fields['plus_drug']].map((name) => oneLine(name ?? ''));
  const sides = names.map((name) => ({ key: sourceKey(name), name })).sort((a, b) => (a.key < b.key ? -1 : 1));
  const [first, second] = sides;
  if (!first?.key || !second?.key) {
    leftOut.push(`line ${line}: it names no pair`);
    return [];
  }
  const given = (fields['levels'] ?? '').split('|');
  const conditions = (fields['level_info'] ?? '').split('|');
  return given.flatMap((text, index) => {
    const severity = levels.find(([pattern]) => pattern.test(searchKey(text)))?.[1];
    if (!severity) {
      leftOut.push(`line ${line}: ${names.join(' + ')} has the unknown level "${text}"`);
      return [];
    }
    // Where they do not correspond one to one, each level keeps the whole text.
    const management = conditions.length === given.length ? conditions[index] : conditions.join('\n');
    const texts = { conditional: given.length > 1, mechanism: paragraph(fields['mechanism']), management: paragraph(management) };
    return [{ firstKey: first.key, firstName: first.name, secondKey: second.key, secondName: second.name, severity, ...texts }];
  });
}

interface IndexEntry {
  readonly substance?: unknown;
  readonly drug_classes?: unknown;
}

function readIndex(index: string, leftOut: string[]): Pick<Thesaurus, 'substances' | 'memberships'> {
  const substances = new Map<string, string>();
  const memberships = new Map<string, ClassMembership>();
  const entries = JSON.parse(index) as unknown;
  if (!Array.isArray(entries)) throw new Error('The index of substances is no list of { substance, drug_classes }.');
  for (const [position, { substance, drug_classes: classes }] of (entries as IndexEntry[]).entries()) {
    const substanceKey = typeof substance === 'string' ? sourceKey(substance) : '';
    if (typeof substance !== 'string' || !substanceKey || !Array.isArray(classes)) {
      leftOut.push(`entry ${position + 1} of the index: it is no substance with its classes`);
      continue;
    }
    if (!substances.has(substanceKey)) substances.set(substanceKey, oneLine(substance));
    for (const name of classes as unknown[]) {
      const className = typeof name === 'string' ? oneLine(name) : '';
      const classKey = sourceKey(className);
      if (classKey) memberships.set(`${substanceKey}\n${classKey}`, { substanceKey, classKey, className });
    }
  }
  return { substances, memberships: [...memberships.values()] };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Lines that the printed page broke are joined; those that begin an item of a list stay lines. */
function paragraph(text: string | undefined): string | null {
  const joined = (text ?? '')
    .replace(/[ \t]+/g, ' ')
    .replace(/ *\r?\n *(?!-)/g, ' ')
    .replace(/ *\r?\n */g, '\n')
    .replace(/^[\s:]+/, '')
    .trim();
  return joined === '' ? null : joined;
}
