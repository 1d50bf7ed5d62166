import { Kind, visit, type DocumentNode, type FragmentDefinitionNode } from 'graphql';

export interface SafeDocument {
  readonly document: DocumentNode;
  /** Response keys that stand for another one in the plan. */
  readonly renamed: ReadonlyMap<string, string>;
}

/**
 * A plan keeps what the client asked for and what joining takes side by side, under the client's names. Where a client calls
 * one field by another's name, as in `{ id: number }`, joining would take the one for the other; and objects take a field
 * called `__proto__` for their prototype. Such aliases get a name in the plan that the document does not have, and only the
 * answer says what the client said.
 */
export function safeAliases(document: DocumentNode, fieldNames: ReadonlySet<string>): SafeDocument {
  const names = new Set<string>();
  const unsafe = new Set<string>();
  visit(document, {
    Name: ({ value }) => void names.add(value),
    FragmentDefinition: leaveIntrospection,
    Field: ({ alias, name }) => {
      if (introspects(name.value)) return false;
      if (alias && alias.value !== name.value && (alias.value === '__proto__' || fieldNames.has(alias.value))) unsafe.add(alias.value);
      return undefined;
    },
  });
  if (unsafe.size === 0) return { document, renamed: new Map() };
  const safeNames = new Map([...unsafe].map((alias) => [alias, unused(alias, names)]));
  const renamed = visit(document, {
    FragmentDefinition: leaveIntrospection,
    Field: (field) => {
      if (introspects(field.name.value)) return false;
      const safe = field.alias && field.alias.value !== field.name.value ? safeNames.get(field.alias.value) : undefined;
      return safe === undefined ? undefined : { ...field, alias: { kind: Kind.NAME, value: safe } };
    },
  });
  return { document: renamed, renamed: new Map([...safeNames].map(([alias, safe]) => [safe, alias])) };
}

/** What is read from the schema is joined with nothing. */
function introspects(field: string): boolean {
  return field === '__schema' || field === '__type';
}

function leaveIntrospection({ typeCondition }: FragmentDefinitionNode): false | undefined {
  return typeCondition.name.value.startsWith('__') ? false : undefined;
}

function unused(alias: string, names: Set<string>): string {
  let safe = `as_${alias.replace(/^_+/, '')}`;
  while (names.has(safe)) safe += '_';
  names.add(safe);
  return safe;
}
