import { Kind, visit, type DocumentNode } from 'graphql';

export interface SafeDocument {
  readonly document: DocumentNode;
  /** Response keys that stand for another one in the plan. */
  readonly renamed: ReadonlyMap<string, string>;
}

const unsafe = '__proto__';

/**
 * A client may call a field `__proto__`. Objects on the way treat that key as their prototype, so the plan uses another name
 * that the document does not have, and only the answer says what the client said.
 */
export function safeAliases(document: DocumentNode): SafeDocument {
  const names = new Set<string>();
  visit(document, { Name: ({ value }) => void names.add(value) });
  if (!names.has(unsafe)) return { document, renamed: new Map() };
  let safe = 'proto';
  while (names.has(safe)) safe += '_';
  const renamed = visit(document, {
    Field: (field) => (field.alias?.value === unsafe ? { ...field, alias: { kind: Kind.NAME, value: safe } } : undefined),
  });
  return { document: renamed, renamed: new Map([[safe, unsafe]]) };
}
