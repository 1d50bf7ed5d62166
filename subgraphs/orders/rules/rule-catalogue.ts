import { attributesOf, type Attribute, type Attributes, type SingleAttribute } from './attribute.js';

/** What rules may ask about and what they may do, as data: a subgraph states it once, and rules are read against it. */
export interface RuleVocabulary {
  readonly attributes: readonly Attribute[];
  /** What `set_field` may set. */
  readonly fields: readonly SingleAttribute[];
  readonly workflows: readonly string[];
  /** Ways to dispatch, such as `immediate`. */
  readonly dispatches: readonly string[];
  /** Who can be notified and asked for an approval. */
  readonly roles: readonly string[];
  readonly slaPolicies: readonly string[];
  /** Webhooks that the tenant has registered, by name. A rule never holds an address. */
  readonly webhooks: readonly string[];
  /** Words that no new rule may use, and that rules still have which were written when they were in use. */
  readonly outOfUse?: { readonly roles: readonly string[]; readonly slaPolicies: readonly string[] };
}

export interface RuleCatalogue extends Omit<RuleVocabulary, 'attributes' | 'fields'> {
  readonly attributes: Attributes;
  readonly fields: ReadonlyMap<string, SingleAttribute>;
}

/** Ready to read rules against. Throws where the vocabulary cannot be used: that is a bug and nobody's input. */
export function catalogueOf(vocabulary: RuleVocabulary): RuleCatalogue {
  attributesOf(vocabulary.fields);
  return {
    ...vocabulary,
    attributes: attributesOf(vocabulary.attributes),
    fields: new Map(vocabulary.fields.map((field) => [field.name, field])),
  };
}

/** To read against what was taken as a rule before: with the words that have gone out of use since. */
export function withWordsOutOfUse(catalogue: RuleCatalogue): RuleCatalogue {
  const { roles, slaPolicies, outOfUse } = catalogue;
  return {
    ...catalogue,
    roles: [...roles, ...(outOfUse?.roles ?? [])],
    slaPolicies: [...slaPolicies, ...(outOfUse?.slaPolicies ?? [])],
  };
}
