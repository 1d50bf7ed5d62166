import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { build, literal, own, read } from '../code.js';
import { isEntity, type Entity } from './run.js';
import { typeNamesOf } from './type-names.js';

/** What a subgraph must be told of an entity: its type, its key, and what its fields require. */
export interface Representations {
  /** The representation of an entity; null when it is of another type, or when something that must be told is not there. */
  readonly of: (entity: Entity) => Entity | null;
  /** A text or value that is the same for two entities exactly when their representations are; null as above. */
  readonly keyOf: ((entity: Entity) => unknown) | null;
}

type Part = FieldPart | TypePart;
interface FieldPart {
  readonly key: string;
  readonly parts: readonly Part[] | null;
}
interface TypePart {
  readonly types: ReadonlySet<string>;
  readonly parts: readonly Part[];
}

function partsOf(schema: GraphQLSchema, selections: readonly QueryPlanSelectionNode[]): readonly Part[] {
  return selections.flatMap((selection): Part[] => {
    if (selection.kind === 'Field') {
      return [{ key: selection.alias ?? selection.name, parts: selection.selections ? partsOf(schema, selection.selections) : null }];
    }
    if (!selection.typeCondition) return [];
    return [{ types: typeNamesOf(schema, selection.typeCondition), parts: partsOf(schema, selection.selections) }];
  });
}

/** By walking what is required. */
export function interpretRepresentations(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[]): Representations {
  const parts = partsOf(schema, requires);
  return { of: (entity) => typed(represent(entity, parts)), keyOf: null };
}

function represent(source: unknown, parts: readonly Part[]): Entity | null {
  if (!isEntity(source)) return null;
  let result: Entity = {};
  for (const part of parts) {
    if ('types' in part) {
      if (!part.types.has(source['__typename'] as string)) continue;
      const more = represent(source, part.parts);
      if (more) result = combined(result, more);
    } else {
      const value = own(source, part.key);
      if (value === undefined) return null;
      result = combined(result, { [part.key]: part.parts ? representEach(value, (item) => represent(item, part.parts ?? [])) : value });
    }
  }
  return result;
}

/** As code made for what is required, with a key made for it where all of it is plain values. */
export function generateRepresentations(schema: GraphQLSchema, requires: readonly QueryPlanSelectionNode[]): Representations {
  const parts = partsOf(schema, requires);
  const functions: string[] = [];
  const sets: ReadonlySet<string>[] = [];
  const generate = (some: readonly Part[]): string => {
    const name = `represent${functions.length}`;
    functions.push('');
    const index = functions.length - 1;
    const lines = some.map((part) => {
      if ('types' in part) {
        return `if (${hasType(part.types, sets)}) { const more = ${generate(part.parts)}(source); if (more !== null) result = combined(result, more); }`;
      }
      const value = part.parts ? `representEach(value, ${generate(part.parts)})` : 'value';
      return `value = ${read('source', part.key)}; if (value === undefined) return null; ${place(some, part, value)}`;
    });
    functions[index] = `function ${name}(source) { if (!isEntity(source)) return null; let result = {}, value;\n${lines.join('\n')}\nreturn result;\n}`;
    return name;
  };
  const top = generate(parts);
  const of = build<(entity: Entity) => Entity | null>({ isEntity, combined, representEach, sets }, `${functions.join('\n')}\nreturn ${top};`);
  return { of: (entity) => typed(of(entity)), keyOf: generateKey(parts) };
}

/** A field that is named once is simply set. */
function place(siblings: readonly Part[], part: FieldPart, value: string): string {
  const alone = siblings.every((sibling) => sibling === part || !('key' in sibling) || sibling.key !== part.key);
  return alone && siblings.every((sibling) => 'key' in sibling) ? `result[${literal(part.key)}] = ${value};` : `result = combined(result, { [${literal(part.key)}]: ${value} });`;
}

function hasType(types: ReadonlySet<string>, sets: ReadonlySet<string>[]): string {
  const [only] = types;
  return types.size === 1 && only !== undefined ? `source.__typename === ${literal(only)}` : `sets[${sets.push(types) - 1}].has(source.__typename)`;
}

/** For what is required of one type, as plain values only: the common case by far. */
function generateKey(parts: readonly Part[]): Representations['keyOf'] {
  const [part] = parts;
  if (parts.length !== 1 || !part || !('types' in part) || !part.parts.every((field): field is FieldPart => 'key' in field && field.parts === null)) return null;
  const sets: ReadonlySet<string>[] = [];
  const fields = part.parts.map(({ key }) => key).filter((key) => key !== '__typename');
  const [only] = fields;
  const lines = [`if (!(${hasType(part.types, sets)})) return null;`, 'let value;'];
  if (fields.length === 1 && only !== undefined && part.types.size === 1) {
    lines.push(`value = ${read('source', only)};`, 'return value === undefined ? null : keyText(value);');
  } else {
    lines.push(`let key = source.__typename;`);
    for (const field of fields) lines.push(`value = ${read('source', field)}; if (value === undefined) return null; key += textOf(value);`);
    lines.push('return key;');
  }
  return build({ sets, textOf, keyText }, `return (source) => {\n${lines.join('\n')}\n};`);
}

/** A single key as it is, unless it could be taken for the text of another. */
function keyText(value: unknown): unknown {
  return typeof value === 'number' || (typeof value === 'string' && !/^[:;]/.test(value)) ? value : textOf(value);
}

/** A text of a value that cannot run into its neighbour's. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? `:${value.length}:${value}` : `;${JSON.stringify(value)}`;
}

function typed(representation: Entity | null): Entity | null {
  return representation && representation['__typename'] !== undefined ? representation : null;
}

function representEach(value: unknown, of: (item: unknown) => Entity | null): unknown {
  return Array.isArray(value) ? value.map((item) => representEach(item, of)) : of(value);
}

/** Two parts of one representation, which may both say something of the same object. */
function combined(one: Entity, other: Entity): Entity {
  for (const [key, value] of Object.entries(other)) one[key] = combinedValue(own(one, key), value);
  return one;
}

function combinedValue(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) return one.map((item, index) => combinedValue(item, other[index]));
  return isEntity(one) && isEntity(other) ? combined(one, other) : other;
}
