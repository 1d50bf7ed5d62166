import { isInterfaceType, Kind, parse, type DocumentNode, type GraphQLSchema, type SelectionSetNode } from 'graphql';

/** A subgraph as its own server knows it. */
export interface KnownSubgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  /** `Type.field` of every field that requires others. */
  readonly requiring: ReadonlySet<string>;
}

/** The fields of a key, with what it selects below them. */
export class KeyFields extends Map<string, KeyFields> {}

/** How many entities of a kind there are: few, so that they meet each other again. */
const population = 6;

/**
 * Which entity a representation stands for. Every entity has a number, and each text or number in each of its keys tells it,
 * so that any subgraph knows it by whichever key it is sent. Implementations of an interface that has a key share the
 * interface's numbers, and the number says which of them it is.
 */
export class EntityIdentities {
  private readonly keys = new Map<string, KeyFields>();
  private readonly members = new Map<string, readonly string[]>();
  private readonly families = new Map<string, string>();

  constructor(subgraphs: readonly KnownSubgraph[]) {
    for (const { document } of subgraphs) {
      for (const definition of document.definitions) {
        if (!('directives' in definition) || !('name' in definition) || !definition.name) continue;
        for (const { name, arguments: given = [] } of definition.directives ?? []) {
          const fields = given.find((argument) => argument.name.value === 'fields')?.value;
          if (name.value === 'key' && fields?.kind === Kind.STRING) learn(belowOf(this.keys, definition.name.value), selectionsOf(fields.value));
        }
      }
    }
    for (const { schema } of subgraphs) {
      for (const type of Object.values(schema.getTypeMap())) {
        if (!isInterfaceType(type) || !this.keys.has(type.name)) continue;
        const members = new Set([...(this.members.get(type.name) ?? []), ...schema.getPossibleTypes(type).map(({ name }) => name)]);
        this.members.set(type.name, [...members].sort());
      }
    }
    for (const [family, members] of this.members) {
      for (const member of members) {
        if (this.families.has(member)) throw new Error(`${member} implements two interfaces that have keys; its numbers can follow only one`);
        this.families.set(member, family);
      }
    }
  }

  /** The name under which all subgraphs mean the same entity; null when the type has no key. */
  family(typeName: string): string | null {
    return this.families.get(typeName) ?? (this.keys.has(typeName) ? typeName : null);
  }

  isKeyedInterface(typeName: string): boolean {
    return this.members.has(typeName);
  }

  keyFields(typeName: string): KeyFields {
    const fields = new KeyFields();
    for (const name of [typeName, this.families.get(typeName)]) for (const [field, below] of (name && this.keys.get(name)) || []) merge(belowOf(fields, field), below);
    return fields;
  }

  /** The numbers that entities of this type have. */
  numbers(typeName: string): readonly number[] {
    const all = Array.from({ length: population }, (_, number) => number);
    const members = this.members.get(this.families.get(typeName) ?? '');
    return members ? all.filter((number) => members[number % members.length] === typeName) : all;
  }

  /** Of what type the entity with this number is, where the interface alone is known. */
  concrete(typeName: string, number: number): string {
    const members = this.members.get(typeName);
    return members?.[number % members.length] ?? typeName;
  }

  /** The number that a representation's key tells; null when it tells none. */
  numberIn(typeName: string, representation: unknown): number | null {
    return decode(this.keyFields(typeName), representation);
  }
}

/** What a key's scalar is for the entity with this number; undefined for types that cannot tell a number. */
export function keyScalar(scalar: string, field: string, number: number): string | number | undefined {
  if (scalar === 'Int' || scalar === 'Float') return 100 + number;
  return scalar === 'Boolean' ? undefined : `${field}-${number}`;
}

function decode(fields: KeyFields, value: unknown): number | null {
  if (Array.isArray(value)) return decode(fields, value[0]);
  if (typeof value === 'number') return Number.isInteger(value) && value >= 100 && value < 100 + population ? value - 100 : null;
  if (typeof value === 'string') return Number(/^\w+-(\d+)$/.exec(value)?.[1] ?? NaN) < population ? Number(/\d+$/.exec(value)?.[0]) : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [field, below] of fields) {
    const found = Object.hasOwn(value, field) ? decode(below, (value as Record<string, unknown>)[field]) : null;
    if (found !== null) return found;
  }
  return null;
}

function learn(fields: KeyFields, { selections }: SelectionSetNode): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const below = belowOf(fields, selection.name.value);
      if (selection.selectionSet) learn(below, selection.selectionSet);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) learn(fields, selection.selectionSet);
  }
}

function merge(into: KeyFields, from: KeyFields): void {
  for (const [field, below] of from) merge(belowOf(into, field), below);
}

function belowOf(fields: Map<string, KeyFields>, name: string): KeyFields {
  const below = fields.get(name) ?? new KeyFields();
  fields.set(name, below);
  return below;
}

function selectionsOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`${fields} selects nothing`);
  return definition.selectionSet;
}
