import { isDeepStrictEqual } from 'node:util';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { flawsOf } from './conforming-data.js';
import type { Answer, Outcome } from './loaded-executor.js';
import type { GeneratedOperation } from './operation-generator.js';
import type { World } from './random-subgraphs.js';

/** `agreed`: the two are alike. `judged`: the stock executor failed or was wrong itself, and the other one was measured by GraphQL's rules alone. */
export interface Verdict {
  readonly kind: 'agreed' | 'judged' | 'different';
  readonly differences: readonly string[];
}

export interface Run {
  readonly world: World;
  readonly outcome: Outcome;
}

/**
 * Whether an executor's outcome is as good as the stock one's. In short: `data` is deeply equal, keys in the same order; the errors of
 * subgraphs have the same paths, codes and messages, in any order; and the mutations were the same in the same order. Beyond that:
 * - An exception is never right.
 * - Where the stock executor throws or loses all data because a subgraph answered what it does not expect, where it cannot answer an
 *   operation even of flawless subgraphs, and where its own data is not what the operation asks for (its planner moves `__typename`
 *   ahead of other keys at times), the other's data is right when it is what GraphQL asks for. So it is where a subgraph lied
 *   about an object or its type: the stock executor reads a list as an object, tells an entity's subgraph `{}` of a text, and takes
 *   any `__typename` for granted.
 * - The stock executor tells nulls that had to spread, and values that no type allows, in `extensions.valueCompletion`, only when
 *   there are no errors, and not all of them: an interface's `__typename` that is missing spreads in silence. GraphQL wants an error
 *   for each. Another executor may say so, with a place for each null, or keep to the stock one's way.
 * - The stock executor gives the code DOWNSTREAM_SERVICE_ERROR to errors that came without one; another may leave them without.
 * - The stock executor names the wrong item of a list where it passed over others, and fields that the client did not select. Another
 *   may name the right item, and no more of the place than the client selected: where the answer has the null that the error explains.
 * - A fetch that fails as a whole is told once, however many places wait for it: another executor may ask for several at once.
 * - Errors that are no subgraph's, such as that a list of entities is too short, must be there or not, whatever their words.
 */
export function compareRuns(schema: GraphQLSchema, operation: GeneratedOperation, stock: Run, own: Run): Verdict {
  const { answer } = own.outcome;
  const expected = stock.outcome.answer;
  if (!answer || !expected || (expected.data === undefined && answer.data !== undefined)) return judgeAlone(schema, operation, own.outcome);
  const differences = [...errorDifferences(expected, answer, stock.world), ...mutationDifferences(stock.world, own.world)];
  const isSame = textIn(expected.data) === textIn(answer.data);
  if (isSame && differences.length === 0) return { kind: 'agreed', differences };
  if (stock.world.unnoticedLie) return judgeAlone(schema, operation, own.outcome);
  if (isSame) return different(differences);
  const flaws = answer.data === undefined ? [] : flawsOf(schema, operation, answer.data);
  const isStockRight = expected.data === undefined || flawsOf(schema, operation, expected.data).length === 0;
  if (!isStockRight && flaws.length === 0) return judged(differences);
  const isOrder = isDeepStrictEqual(plain(expected.data), plain(answer.data));
  // An interface's object whose type the plan lost: nobody can tell the right order of its keys.
  if (isOrder && !isStockRight) return judged(differences);
  return different([isOrder ? 'the keys of data are in another order' : 'data differs', ...flaws, ...differences]);
}

/** Whether an outcome is what GraphQL asks for, where the stock executor does not know. */
export function judgeAlone(schema: GraphQLSchema, operation: GeneratedOperation, { answer, thrown }: Outcome): Verdict {
  if (!answer) return different([`it threw ${String(thrown)}`]);
  return judged(answer.data === undefined ? [] : flawsOf(schema, operation, answer.data));
}

function different(differences: readonly string[]): Verdict {
  return { kind: 'different', differences };
}

function judged(differences: readonly string[]): Verdict {
  return { kind: differences.length > 0 ? 'different' : 'judged', differences };
}

/** The order of keys is of the essence, and the text of a value has it. */
function textIn(value: unknown): string | undefined {
  return JSON.stringify(value);
}

/** Without prototypes, in which two executors may differ. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}

function mutationDifferences(stock: World, own: World): readonly string[] {
  return isDeepStrictEqual(stock.mutations, own.mutations) ? [] : [`the mutations ${own.mutations.join()} were made in place of ${stock.mutations.join()}`];
}

function errorDifferences(stock: Answer, own: Answer, { errors: told, entityErrors }: World): readonly string[] {
  const isTold = ({ message }: GraphQLFormattedError): boolean => told.has(message);
  const toldBy = (answer: Answer): Told => ({ answer, errors: withoutRepeatedFetches((answer.errors ?? []).filter(isTold)) });
  const differences = [...toldDifferences(toldBy(stock), toldBy(own), entityErrors)];
  const [expectedOwn, actualOwn] = [stock, own].map(({ errors = [] }) => errors.filter((error) => !isTold(error))) as [GraphQLFormattedError[], GraphQLFormattedError[]];
  const placed = actualOwn.filter(({ path }) => path).map(({ path }) => path as Path);
  const completions = (stock.extensions?.valueCompletion ?? []).map(({ path }) => path as Path);
  const explained = new Set(placed.map((path) => nullAt(own.data, path)));
  const isExplained = completions.every((path) => explained.has(nullAt(own.data, path)));
  if (placed.length > 0 && !(isExplained && !explained.has(null))) differences.push(`values are missing at ${JSON.stringify(placed)} in place of ${JSON.stringify(completions)}`);
  const pathless = [expectedOwn, actualOwn].map((errors) => errors.filter(({ path }) => !path).map(({ message }) => message)) as [string[], string[]];
  if (pathless[0].length > 0 !== pathless[1].length > 0) differences.push(`its own errors are ${pathless[1].join('; ')} in place of ${pathless[0].join('; ')}`);
  return differences;
}

/** One fetch can do the work of several, and then fails once in their place. */
function withoutRepeatedFetches(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const seen = new Set<string>();
  return errors.filter((error) => {
    if (error.path) return true;
    const text = textOf(error);
    return !seen.has(text) && seen.add(text);
  });
}

interface Told {
  readonly answer: Answer;
  readonly errors: readonly GraphQLFormattedError[];
}

function toldDifferences(stock: Told, own: Told, ofEntities: ReadonlySet<string>): readonly string[] {
  const exact = new Map<string, number>();
  for (const text of stock.errors.map(textOf)) exact.set(text, (exact.get(text) ?? 0) + 1);
  const left: GraphQLFormattedError[] = [];
  for (const error of own.errors) {
    const text = textOf(error);
    const known = exact.get(text) ?? 0;
    if (known > 0) exact.set(text, known - 1);
    else left.push(error);
  }
  const missing = [...exact].flatMap(([text, count]) => Array.from({ length: count }, () => text));
  for (const error of left) {
    const found = missing.findIndex((text) => isMoreSensible(error, own.answer, text, stock.answer, ofEntities.has(error.message)));
    if (found < 0) return [`the subgraphs' errors are\n    ${own.errors.map(textOf).join('\n    ')}\n  in place of\n    ${stock.errors.map(textOf).join('\n    ')}`];
    missing.splice(found, 1);
  }
  return missing.length === 0 ? [] : [`errors are missing: ${missing.join(' ')}`];
}

/** The same error at a place that makes more sense than the stock executor's; of an entity, as much. */
function isMoreSensible(own: GraphQLFormattedError, answer: Answer, stockText: string, stockAnswer: Answer, isOfEntity: boolean): boolean {
  const [stockPath, ...rest] = JSON.parse(stockText) as [Path | null, ...unknown[]];
  const [path, ...ownRest] = JSON.parse(textOf(own)) as [Path | null, ...unknown[]];
  if (!path || !stockPath || !isDeepStrictEqual(rest, ownRest)) return false;
  const names = (keys: Path): Path => keys.filter((key) => typeof key === 'string');
  const [ownSense, stockSense] = [sense(answer.data, path), sense(stockAnswer.data, stockPath)];
  const isWithin = isDeepStrictEqual(names(stockPath).slice(0, names(path).length), names(path));
  const left = names(stockPath)[names(path).length];
  const isAsSelected = left !== undefined && sense(answer.data, [...path, left]) === 1;
  if (!isWithin) return false;
  if (isOfEntity) return ownSense >= stockSense || isAsSelected;
  return ownSense > stockSense || (isDeepStrictEqual(stockPath.slice(0, path.length), path) && (ownSense === 2 || isAsSelected));
}

type Path = readonly (string | number)[];

/** An error explains a null. It may also be about what was not selected, but not about a value that is there. */
function sense(data: unknown, path: Path): number {
  let value = data;
  for (const key of path) {
    if (value === null) return 2;
    value = ownValue(value, key);
  }
  return value === null ? 2 : value === undefined ? 1 : 0;
}

function ownValue(object: unknown, key: string | number): unknown {
  return typeof object === 'object' && object !== null && Object.hasOwn(object, key) ? (object as Record<string | number, unknown>)[key] : undefined;
}

/** Where on the way to the place data is null: several missing values may have made the same null, and one is enough to explain it. */
function nullAt(data: unknown, path: Path): string | null {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null) return JSON.stringify(path.slice(0, depth));
    value = ownValue(value, key);
  }
  return value === null ? JSON.stringify(path) : null;
}

function textOf({ message, path, extensions }: GraphQLFormattedError): string {
  const code = extensions?.['code'];
  return JSON.stringify([path ?? null, code === 'DOWNSTREAM_SERVICE_ERROR' ? undefined : code, message]);
}
