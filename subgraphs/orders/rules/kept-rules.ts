import { toTypeId } from '#kernel/graph/type-id.js';
import type { RuleVersion } from './applying-rules.js';
import { own } from './json-object.js';
import { readKeptRule } from './reading-rules.js';
import type { RuleCatalogue } from './rule-catalogue.js';

/** A wording of a rule, as it was taken. */
export interface KeptWording {
  readonly id: string;
  readonly position: number;
  readonly revision: number;
  readonly definition: unknown;
}

export interface KeptRules {
  readonly rules: readonly RuleVersion[];
  /** Which rules cannot be read any more, and why. */
  readonly unreadable: readonly string[];
  /** What of the others cannot be done any more, and why. */
  readonly undone: readonly string[];
}

export const noRules: KeptRules = { rules: [], unreadable: [], undone: [] };

/** Rules as they were written, as far as they can be read now. */
export function keptRules(wordings: readonly KeptWording[], catalogue: RuleCatalogue): KeptRules {
  const rules: RuleVersion[] = [];
  const unreadable: string[] = [];
  const undone: string[] = [];
  for (const { id, position, revision, definition } of wordings) {
    const { rule, problems } = readKeptRule(definition, catalogue);
    if (rule) rules.push({ id: toTypeId('orderrule', id), position, version: revision, rule });
    const name = own(definition, 'name');
    (rule ? undone : unreadable).push(...problems.map(({ message }) => `"${String(name)}": ${message}`));
  }
  return { rules, unreadable, undone };
}
