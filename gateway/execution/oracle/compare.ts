import { isDeepStrictEqual } from 'node:util';
import { GraphQLError } from 'graphql';

export interface GatewayAnswer {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly valueCompletion?: readonly GraphQLError[] } | undefined;
}

/**
 * What differs between the stock executor's answer and ours; null when nothing does.
 *
 * - Data must be equal. (The order of keys is graphql's own, which the stock executor does not keep: see shape.test.ts.)
 * - Errors must be about the same places, with the same codes and messages. Places are compared without list positions and each
 *   once: the stock executor asks for an entity as often as it is named, and takes positions among those asked for as
 *   positions in the answer. That ours are where the nulls are is checked by itself.
 * - A field that a type promises not to be null, selected through an interface that does not, may be null for the stock executor
 *   and not for ours, nor for graphql: no case has one (shape.test.ts does).
 * - Where a subgraph answers what its types do not allow, the stock executor says so in an extension, and only when there is no
 *   error; ours says it by an error, as graphql's rules ask.
 * - Where such an answer makes the stock executor fail as a whole, ours has to give data.
 */
export function difference(stock: GatewayAnswer, ours: GatewayAnswer): string | null {
  if (isFailure(stock)) return isFailure(ours) && ours.errors?.[0]?.message !== stock.errors?.[0]?.message ? `ours failed as a whole: ${ours.errors?.[0]?.message}` : null;
  const place = firstDifference(stock.data, ours.data, []);
  if (place) return `the data differ at ${JSON.stringify(place)}: ${[stock, ours].map(({ data }) => JSON.stringify(valueAt(data, place))).join(' and ')}`;
  const [told, mine] = [stock.errors ?? [], ours.errors ?? []];
  if (told.length === 0) {
    if ((stock.extensions?.valueCompletion ?? []).length > 0 && mine.length === 0) return 'a value that could not be is not told as an error';
    if (mine.some(({ extensions }) => extensions['code'] !== 'INTERNAL')) return `ours tells errors: ${JSON.stringify(mine)}`;
    return misplaced(ours);
  }
  const unmatched = [...told.filter((error) => !mine.some((other) => isSame(error, other))), ...mine.filter((error) => !told.some((other) => isSame(other, error)))];
  return unmatched[0] ? `an error has no counterpart: ${JSON.stringify(unmatched[0])}` : misplaced(ours);
}

/** The stock executor breaks off at values that it did not expect. */
export function isFailure({ data, errors = [] }: GatewayAnswer): boolean {
  return (data === undefined && errors.length > 0) || errors.some((error) => !(error instanceof GraphQLError));
}

function firstDifference(one: unknown, other: unknown, at: readonly (string | number)[]): readonly (string | number)[] | null {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return isDeepStrictEqual(one ?? null, other ?? null) ? null : at;
  if (Array.isArray(one) !== Array.isArray(other)) return at;
  for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const [left, right] = [one, other].map((object) => (Object.hasOwn(object, key) ? (object as Record<string, unknown>)[key] : absent));
    const found = firstDifference(left, right, [...at, Array.isArray(one) ? Number(key) : key]);
    if (found) return found;
  }
  return null;
}

function valueAt(data: unknown, place: readonly (string | number)[]): unknown {
  return place.reduce<unknown>((value, key) => (value as Record<string | number, unknown> | null)?.[key], data);
}

const absent = Symbol('absent');

/** Ours says no more of a place than the client selected. */
function isSame(stock: GraphQLError, ours: GraphQLError): boolean {
  const [theirs, mine] = [stock, ours].map(({ path }) => (path ?? []).filter((key) => typeof key === 'string')) as [string[], string[]];
  return wordingOf(stock.message) === wordingOf(ours.message) && stock.extensions['code'] === ours.extensions['code'] && mine.every((key, index) => theirs[index] === key);
}

/** Each says in its own words that a subgraph's answer has the wrong number of entities. */
function wordingOf(message: string): string {
  return /^Expected "data\._entities"|was asked for \d+ entities/.test(message) ? 'wrong entities' : message;
}

/** An error's place must be, or lie below, a null of the answer; a place that leads nowhere is a place made up. */
function misplaced({ data, errors = [] }: GatewayAnswer): string | null {
  for (const { path } of errors) {
    let at: unknown = data;
    for (const key of path ?? []) {
      if (at === null) break;
      if (typeof at !== 'object' || !Object.hasOwn(at, key)) return `the error at ${JSON.stringify(path)} is about nothing in the answer`;
      at = (at as Record<string | number, unknown>)[key];
    }
  }
  return null;
}
