import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import type { PublicChange } from './public-changes.js';

/** How long third parties can rely on what they were told. */
export const stableMonths = 12;

const dated = /^(\d{4}-\d{2}-\d{2}): \S/;

/**
 * Why changes cannot be made: each that breaks a client, but for the removal of what was deprecated for twelve months. A type that is
 * led to by nothing any more goes with what led to it.
 */
export function refusals(before: GraphQLSchema, changes: readonly PublicChange[], today: string): readonly string[] {
  return changes.filter(({ breaks }) => breaks).flatMap((change) => whyNot(before, change, today) ?? []);
}

function whyNot(before: GraphQLSchema, { kind, path, message }: PublicChange, today: string): string | null {
  if (kind !== 'Removed') return `${message} Add another beside it, and deprecate this one.`;
  const type = before.getType(path);
  if (!type) return whyNotYet(deprecations(before).get(path), message, today);
  if (!(isObjectType(type) && type.getInterfaces().length > 0)) return null;
  // A type cannot be deprecated; what leads to it can. As a node it is led to by its id alone, of which those fields tell.
  const reasons = deprecations(before);
  const ways = fieldsOf(before).filter(({ field }) => getNamedType(field.type) === type);
  const open = ways.find((way) => whyNotYet(reasons.get(way.path), message, today) !== null);
  if (ways.length > 0 && !open) return null;
  return `${message} Deprecate first what leads to it${open ? `, such as ${open.path}` : ''}, and wait for ${stableMonths} months.`;
}

function whyNotYet(reason: string | undefined, message: string, today: string): string | null {
  const since = dayIn(reason);
  if (since === null) return `${message} Deprecate it first, by @deprecated(reason: "${today}: use …").`;
  const until = monthsLater(since, stableMonths);
  return until <= today ? null : `${message} It was deprecated on ${since}, and stays until ${until}.`;
}

/** Deprecations that do not say since when, by their coordinates. */
export function undatedDeprecations(schema: GraphQLSchema): readonly string[] {
  return [...deprecations(schema)]
    .filter(([, reason]) => dayIn(reason) === null)
    .map(([path, reason]) => `${path} is deprecated by "${reason}": begin with the date, as in "2026-11-21: use x."`);
}

/** Deprecations that came or were changed since a day, and say that they are older. */
export function backdatedDeprecations(before: GraphQLSchema, after: GraphQLSchema, day: string): readonly string[] {
  const earlier = deprecations(before);
  return [...deprecations(after)].flatMap(([path, reason]) => {
    const [was, is] = [dayIn(earlier.get(path)), dayIn(reason)];
    if (is === null || is === was || is >= day) return [];
    return [`${path} is deprecated by "${reason}", which is new since ${day}: nobody was told before.`];
  });
}

/** The day with which a reason begins, when there is such a day. */
function dayIn(reason: string | undefined): string | null {
  const day = dated.exec(reason ?? '')?.[1] ?? '';
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day) ? day : null;
}

/** Reasons by coordinate: `Order.note`, `Query.orders.first`. */
function deprecations(schema: GraphQLSchema): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const note = (path: string, { deprecationReason }: { readonly deprecationReason?: string | null | undefined }): void => {
    if (deprecationReason != null) found.set(path, deprecationReason);
  };
  for (const type of Object.values(schema.getTypeMap())) {
    if (isEnumType(type)) for (const value of type.getValues()) note(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) for (const field of Object.values(type.getFields())) note(`${type.name}.${field.name}`, field);
  }
  for (const { path, field } of fieldsOf(schema)) {
    note(path, field);
    for (const argument of field.args) note(`${path}.${argument.name}`, argument);
  }
  return found;
}

/** The fields of objects and interfaces, by their coordinates. */
function fieldsOf(schema: GraphQLSchema): { readonly path: string; readonly field: GraphQLField<unknown, unknown> }[] {
  return Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) || isInterfaceType(type))
    .filter((type) => !isIntrospectionType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field })));
}

export function monthsLater(date: string, months: number): string {
  const later = new Date(`${date}T00:00:00Z`);
  later.setUTCMonth(later.getUTCMonth() + months);
  return later.toISOString().slice(0, 10);
}
