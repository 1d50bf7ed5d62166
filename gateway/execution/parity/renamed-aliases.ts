import { Kind, print, visit } from 'graphql';
import type { Answer, Outcome } from './loaded-executor.js';
import type { GeneratedOperation } from './operation-generator.js';

const prefix = 'renamed_';

/**
 * The operation with aliases that no field has. The stock executor keeps what the client selected and what its plan needs side by
 * side, and takes `{ id: number }` for the key. Under other names it says what is right; GraphQL's answer does not depend on names.
 */
export function withRenamedAliases(operation: GeneratedOperation): GeneratedOperation {
  const document = visit(operation.document, {
    Field: (field) => (field.alias && field.alias.value !== field.name.value ? { ...field, alias: { kind: Kind.NAME, value: prefix + field.alias.value } } : undefined),
  });
  return { ...operation, document, text: print(document) };
}

/** The outcome of such an operation, under the names that the client gave. */
export function withGivenAliases(outcome: Outcome): Outcome {
  if (!outcome.answer) return outcome;
  const { data, errors, extensions } = outcome.answer;
  const placed = <Placed extends { readonly path?: readonly (string | number)[] }>(error: Placed): Placed => (error.path ? { ...error, path: error.path.map((key) => (typeof key === 'string' ? given(key) : key)) } : error);
  const answer: Answer = {
    ...(data === undefined ? {} : { data: restored(data) as Answer['data'] & object }),
    ...(errors ? { errors: errors.map(placed) } : {}),
    ...(extensions ? { extensions: { ...extensions, ...(extensions.valueCompletion ? { valueCompletion: extensions.valueCompletion.map(placed) } : {}) } } : {}),
  };
  return { answer };
}

function restored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restored);
  if (typeof value !== 'object' || value === null) return value;
  // Without a prototype, so that `__proto__` is a key like any other.
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) result[given(key)] = restored(item);
  return result;
}

function given(key: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}
