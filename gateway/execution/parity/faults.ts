import { GraphQLError, isEnumType, type GraphQLLeafType } from 'graphql';
import type { SeededRandom } from './seeded-random.js';

/** How often, of all the places where it could, each thing goes wrong in a subgraph. */
export interface FaultRates {
  /** Null where null is allowed: no fault, and part of every run. */
  readonly null: number;
  /** A field that throws; null spreads in the subgraph's answer as it should. */
  readonly error: number;
  /** Null where it is promised never to be, and not a word about it. */
  readonly brokenPromise: number;
  /** A value of another type: a text for a number, an unknown enum value, a list for one, one for a list, a scalar for an object. */
  readonly wrongType: number;
  /** A `__typename` that is unknown, of another type, or no text. */
  readonly wrongTypename: number;
  /** An entity that its subgraph does not find. */
  readonly missingEntity: number;
  /** A list of entities that is longer or shorter than what was asked for. */
  readonly wrongEntityCount: number;
  /** A subgraph that answers errors only, or null with errors, or errors without a path or a code. */
  readonly failedSubgraph: number;
}

export const clean: FaultRates = {
  null: 0.12,
  error: 0,
  brokenPromise: 0,
  wrongType: 0,
  wrongTypename: 0,
  missingEntity: 0,
  wrongEntityCount: 0,
  failedSubgraph: 0,
};

/** Not even nulls where they are allowed: whoever fails here fails by itself. */
export const flawless: FaultRates = { ...clean, null: 0 };

/** What a subgraph may well do without breaking GraphQL's own rules: errors, and entities and subgraphs that are not there. */
export const unlucky: FaultRates = { ...clean, error: 0.06, missingEntity: 0.12, failedSubgraph: 0.08 };

/** What no subgraph should ever do. */
export const broken: FaultRates = { ...unlucky, brokenPromise: 0.03, wrongType: 0.03, wrongTypename: 0.01, wrongEntityCount: 0.05 };

const codes = ['NOT_FOUND', 'FORBIDDEN', 'CONFLICT', 'INTERNAL', 'SOMETHING_OF_ITS_OWN'];

export function randomError(random: SeededRandom, message: string): GraphQLError {
  const kind = random.below(6);
  if (kind === 0) return new GraphQLError(message);
  return new GraphQLError(message, { extensions: { code: random.pick(codes), ...(kind === 1 ? { retryAfter: random.below(100), nested: { list: [1] } } : {}) } });
}

/** A value that the leaf's type does not allow. */
export function wrongLeaf(random: SeededRandom, type: GraphQLLeafType, right: unknown): unknown {
  const anything = random.pick<unknown>([{ an: 'object' }, [right], [], {}]);
  if (isEnumType(type)) return random.pick<unknown>(['NOT_A_VALUE', 'toString', 3, anything]);
  switch (type.name) {
    case 'Int':
      return random.pick<unknown>(['seven', '7', 1.5, 2 ** 40, true, anything]);
    case 'Float':
      return random.pick<unknown>(['1.5', true, anything]);
    case 'Boolean':
      return random.pick<unknown>(['yes', 1, anything]);
    case 'ID':
      return random.pick<unknown>([1.5, true, anything]);
    case 'String':
      return random.pick<unknown>([5, false, anything]);
    default:
      return right;
  }
}

export function wrongObject(random: SeededRandom, right: unknown): unknown {
  return random.pick<unknown>(['a text', 5, true, [right], []]);
}

export function wrongList(random: SeededRandom, right: readonly unknown[]): unknown {
  return random.pick<unknown>(['a text', 5, {}, right[0] ?? 0]);
}

export function wrongTypename(random: SeededRandom, others: readonly string[]): unknown {
  return random.pick<unknown>(['NoSuchType', 7, '', 'String', ...others]);
}
