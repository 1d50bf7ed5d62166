import type { DocumentNode, GraphQLSchema } from 'graphql';
import { getNamedType } from 'graphql';
import { anyone, readAccessRules, signedIn, type AccessRules } from '#kernel/graph/access.js';

/** What a client may be given, and what it opens. */
export interface Scope {
  readonly name: string;
  /** The sentence for whoever grants it. */
  readonly sentence: string;
  readonly queries: readonly string[];
  readonly mutations: readonly string[];
  /** Types whose fields take it, also where another field leads to them. */
  readonly types: readonly string[];
}

/** The scopes that the public schema asks for, in the order of their names; their rules stand in the supergraph. */
export function scopesOf(schema: GraphQLSchema, supergraph: DocumentNode, sentences: Readonly<Record<string, string>>): Scope[] {
  const rules = readAccessRules(supergraph);
  const [queries, mutations] = (['Query', 'Mutation'] as const).map((root) =>
    Object.keys((root === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {}).map(
      (field) => [field, rules.get(`${root}.${field}`)] as const,
    ),
  );
  const types = Object.values(schema.getTypeMap()).flatMap(({ name }) => {
    const needs = rules.get(name);
    return needs === undefined || name.startsWith('__') ? [] : [[name, needs] as const];
  });
  const names = new Set(
    [...(queries ?? []), ...(mutations ?? []), ...types].flatMap(([, needs]) =>
      needs === undefined || needs === anyone || needs === signedIn ? [] : [needs],
    ),
  );
  const taking = (entries: readonly (readonly [string, string | undefined])[] | undefined, scope: string): string[] =>
    (entries ?? []).flatMap(([name, needs]) => (needs === scope ? [name] : [])).sort();
  return [...names].sort().map((name) => ({
    name,
    sentence: sentences[name] ?? '',
    queries: taking(queries, name),
    mutations: taking(mutations, name),
    types: taking(types, name),
  }));
}

/** What it takes to ask for a root field: its own scope, and the one of what it answers. */
export function scopesOfField(schema: GraphQLSchema, rules: AccessRules, root: 'Query' | 'Mutation', name: string): string[] {
  const field = (root === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields()[name];
  const answered = field && getNamedType(field.type).name;
  const needs = [rules.get(`${root}.${name}`), answered === undefined ? undefined : rules.get(answered)];
  return [...new Set(needs.filter((need) => need !== undefined && need !== anyone && need !== signedIn))] as string[];
}
