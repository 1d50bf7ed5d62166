import { CriticalityLevel, diff } from '@graphql-inspector/core';
import type { GraphQLSchema } from 'graphql';

/** How a change is told of, after "Keep a Changelog". */
export type ChangeKind = 'Added' | 'Changed' | 'Deprecated' | 'Removed';

/** One change of the public schema. */
export interface PublicChange {
  readonly kind: ChangeKind;
  /** The coordinate, such as `Order.note`. */
  readonly path: string;
  readonly message: string;
  /** Whether it breaks an operation that was right before. */
  readonly breaks: boolean;
}

/** Descriptions, and what operations cost, change without a third party's program being touched. */
const untold = /DESCRIPTION|DIRECTIVE/;

/** What is told by the name of a type that there was before. */
const ofOldType = /^(OBJECT_TYPE_INTERFACE|UNION_MEMBER)_ADDED$/;

/** What changed from one public schema to the next. What is of something new is not told apart from it. */
export async function publicChanges(before: GraphQLSchema, after: GraphQLSchema): Promise<readonly PublicChange[]> {
  const changes = (await diff(before, after))
    .map((change) => ({ ...change, type: String(change.type) }))
    .filter(({ type }) => !untold.test(type));
  const added = new Set(changes.flatMap(({ type, path = '' }) => (type.endsWith('_ADDED') && !ofOldType.test(type) ? [path] : [])));
  const isOfSomethingNew = (path: string): boolean =>
    path.split('.').some((_, index, names) => index > 0 && added.has(names.slice(0, index).join('.')));
  return changes
    .filter(({ path = '' }) => !isOfSomethingNew(path))
    .map(({ type, path = '', message, criticality }) => ({
      kind: kindOf(type),
      path,
      message: `${message.replaceAll("'", '`').replace(/\.$/, '')}.`,
      breaks: criticality.level === CriticalityLevel.Breaking || changesDefault(type),
    }));
}

function kindOf(type: string): ChangeKind {
  if (type.includes('DEPRECATION')) return 'Deprecated';
  if (type.endsWith('_ADDED')) return 'Added';
  return type.endsWith('_REMOVED') ? 'Removed' : 'Changed';
}

/** Who left a value out meant what it was. */
function changesDefault(type: string): boolean {
  return type.includes('DEFAULT');
}
