import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  parse,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { hashOf } from './random.js';

/** How often things go wrong, each from 0 to 1. */
export interface Faults {
  readonly null: number;
  readonly error: number;
  /** A value of another type than promised, or null where it may not be, with no error to tell of it. */
  readonly wrong: number;
  /** The subgraph does not answer at all, or with too few entities. */
  readonly down: number;
}

export const noFaults: Faults = { null: 0, error: 0, wrong: 0, down: 0 };

type Path = readonly (string | number)[];
/** An object of the made-up world: what it is, and which one; `told` is what a representation said of it. */
interface Thing {
  readonly type: GraphQLObjectType;
  readonly number: number;
  readonly told: Readonly<Record<string, unknown>> | null;
}
class NullBubbles extends Error {}

/**
 * A subgraph whose every answer follows from a seed, the thing asked about, the field and its arguments, and from nothing
 * else: whoever asks, in whichever order and however often, hears the same. Keys carry the number of their thing. A field
 * that requires others answers with what it was told of them, so that telling it wrongly shows.
 */
export class RandomSubgraph implements SubgraphChannel {
  private readonly schema: GraphQLSchema;
  private readonly keys: ReadonlySet<string>;
  private readonly requiring: ReadonlySet<string>;
  private readonly documents = new Map<string, DocumentNode>();

  constructor(
    readonly name: string,
    sdl: string,
    private readonly seed: () => number,
    private readonly faults: () => Faults,
  ) {
    const document = parse(sdl);
    this.schema = buildSubgraphSchema(document);
    this.keys = keyFields(document);
    this.requiring = fieldsWith(document, 'requires');
  }

  execute({ query, operationName, variables }: SubgraphOperation): Promise<ExecutionResult> {
    const document = this.documents.get(query) ?? parse(query, { noLocation: true });
    this.documents.set(query, document);
    if (this.happens('down', `${this.name} ${askedAbout(variables)}`, this.faults().down)) {
      return Promise.resolve({ errors: [new GraphQLError(`${this.name} is down`, { extensions: { code: 'UNAVAILABLE' } })] });
    }
    return Promise.resolve(new Answer(this, this.schema, document, operationName, variables ?? {}).result());
  }

  happens(what: string, about: string, probability: number): boolean {
    return probability > 0 && hashOf(`${this.seed()} ${what} ${about}`) / 4_294_967_296 < probability;
  }

  number(about: string, bound: number): number {
    return hashOf(`${this.seed()} ${about}`) % bound;
  }

  get rates(): Faults {
    return this.faults();
  }

  isKey(type: string, field: string): boolean {
    return this.keys.has(`${type}.${field}`);
  }

  requires(type: string, field: string): boolean {
    return this.requiring.has(`${type}.${field}`);
  }
}

class Answer {
  private readonly errors: GraphQLError[] = [];
  private readonly operation: OperationDefinitionNode;
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly variables: Record<string, unknown>;

  constructor(
    private readonly subgraph: RandomSubgraph,
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    operationName: string | undefined,
    variables: Readonly<Record<string, unknown>>,
  ) {
    const operations = document.definitions.filter((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);
    const operation = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
    if (!operation) throw new Error('There is no operation');
    this.operation = operation;
    this.fragments = new Map(document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])));
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
    if (errors) throw new Error(`${subgraph.name} was sent wrong variables: ${errors.map(String).join('; ')}`);
    this.variables = coerced;
  }

  result(): ExecutionResult {
    const root = this.schema.getRootType(this.operation.operation);
    if (!root) throw new Error('There is no such root');
    let data: Record<string, unknown> | null = null;
    try {
      data = this.object({ type: root, number: 0, told: null }, [this.operation.selectionSet], []);
    } catch (error) {
      if (!(error instanceof NullBubbles)) throw error;
    }
    return this.errors.length > 0 ? { data, errors: this.errors } : { data };
  }

  private object(thing: Thing, sets: readonly SelectionSetNode[], path: Path): Record<string, unknown> {
    const collected = new Map<string, FieldNode[]>();
    for (const set of sets) this.collect(thing.type, set, collected);
    const result: Record<string, unknown> = {};
    for (const [key, nodes] of collected) Object.defineProperty(result, key, { value: this.field(thing, nodes, [...path, key]), enumerable: true, configurable: true, writable: true });
    return result;
  }

  private collect(type: GraphQLObjectType, set: SelectionSetNode, into: Map<string, FieldNode[]>): void {
    for (const selection of set.selections) {
      if (getDirectiveValues(GraphQLSkipDirective, selection, this.variables)?.['if'] === true) continue;
      if (getDirectiveValues(GraphQLIncludeDirective, selection, this.variables)?.['if'] === false) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        into.set(key, [...(into.get(key) ?? []), selection]);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      const condition = fragment?.typeCondition && this.schema.getType(fragment.typeCondition.name.value);
      if (fragment && (!condition || condition === type || (isAbstractType(condition) && this.schema.isSubType(condition, type)))) this.collect(type, fragment.selectionSet, into);
    }
  }

  private field(thing: Thing, nodes: readonly FieldNode[], path: Path): unknown {
    const node = nodes[0] as FieldNode;
    const name = node.name.value;
    if (name === '__typename') return thing.type.name;
    const field = thing.type.getFields()[name];
    if (!field) throw new Error(`${this.subgraph.name} was asked for ${thing.type.name}.${name}, which it does not have`);
    const given = getArgumentValues(field, node, this.variables);
    if (name === '_entities') return this.entities(given['representations'] as Record<string, unknown>[], nodes, path);
    return this.complete(field.type, { thing, field, nodes, about: `${thing.type.name}#${thing.number}.${name}${JSON.stringify(given)}` }, path);
  }

  private entities(representations: readonly Record<string, unknown>[], nodes: readonly FieldNode[], path: Path): unknown[] {
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    const answers = representations.map((told, index) => {
      const type = this.schema.getType(String(told['__typename'])) as GraphQLCompositeType | undefined;
      const number = numberIn(told);
      if (!type || number === null) return null;
      const about = `entity ${this.subgraph.name} ${number}`;
      const place = [...path, index];
      if (this.subgraph.happens('null', about, this.subgraph.rates.null / 2)) return null;
      if (this.subgraph.happens('error', about, this.subgraph.rates.error / 2)) return this.fail(about, place);
      try {
        return this.object({ type: this.concrete(type, number), number, told }, sets, place);
      } catch (error) {
        if (error instanceof NullBubbles) return null;
        throw error;
      }
    });
    const short = this.subgraph.happens('short', `${this.subgraph.name} ${JSON.stringify(path)}`, this.subgraph.rates.down / 4);
    return short ? answers.slice(1) : answers;
  }

  private complete(type: GraphQLOutputType, asked: Asked, path: Path): unknown {
    const { rates } = this.subgraph;
    const { about, thing, field } = asked;
    const isKey = this.subgraph.isKey(thing.type.name, field.name);
    const required = isNonNullType(type);
    const inner = required ? type.ofType : type;
    // Nothing that identifies a thing goes wrong by itself; only whoever asks could tell it wrongly.
    if (!isKey) {
      if (this.subgraph.happens('error', about, rates.error)) {
        const failed = this.fail(about, path);
        if (required) throw new NullBubbles();
        return failed;
      }
      if (this.subgraph.happens('wrong', about, rates.wrong)) return this.wrong(inner, about);
      if (this.subgraph.happens('null', about, rates.null)) {
        if (!required) return null;
        this.fail(about, path);
        throw new NullBubbles();
      }
    }
    try {
      return this.value(inner, asked, path, isKey);
    } catch (error) {
      if (error instanceof NullBubbles && !required) return null;
      throw error;
    }
  }

  private value(type: GraphQLOutputType, asked: Asked, path: Path, isKey: boolean): unknown {
    const { about, thing, field, nodes } = asked;
    if (isListType(type)) {
      const length = isKey ? 1 : this.subgraph.number(`length ${about}`, 4);
      return Array.from({ length }, (_, index) => this.complete(type.ofType as GraphQLOutputType, { ...asked, about: `${about}[${index}]` }, [...path, index]));
    }
    if (isCompositeType(type)) {
      const number = isKey ? thing.number : this.subgraph.number(about, 5);
      const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
      return this.object({ type: this.concrete(type, number), number, told: null }, sets, path);
    }
    if (isKey) return getNamedType(type).name === 'Int' ? thing.number : `#${thing.number}`;
    const number = this.subgraph.number(`${about} ${this.subgraph.requires(thing.type.name, field.name) ? JSON.stringify(toldIn(thing)) : ''}`, 1_000);
    if (isEnumType(type)) return type.getValues()[number % type.getValues().length]?.name;
    switch (type.name) {
      case 'Int':
        return number;
      case 'Float':
        return number / 8;
      case 'Boolean':
        return number % 2 === 0;
      case 'String':
      case 'ID':
        return `${field.name} ${number}`;
      default:
        return [`${number}`, { number, __proto: [number] }, number, [[number]]][number % 4];
    }
  }

  /** The stock executor takes a list for an object without a word, so none is offered there. */
  private wrong(type: GraphQLOutputType, about: string): unknown {
    const value = wrongValues[this.subgraph.number(`wrong ${about}`, wrongValues.length)];
    return Array.isArray(value) && isCompositeType(getNamedType(type)) ? null : value;
  }

  private concrete(type: GraphQLCompositeType, number: number): GraphQLObjectType {
    if (isObjectType(type)) return type;
    const possible = [...this.schema.getPossibleTypes(type)].sort((one, other) => (one.name < other.name ? -1 : 1));
    const found = possible[number % possible.length];
    if (!found) throw new Error(`${this.subgraph.name} has nothing that is a ${type.name}`);
    return found;
  }

  private fail(about: string, path: Path): null {
    this.errors.push(new GraphQLError(`${about} failed`, { path, extensions: { code: 'CONFLICT' } }));
    return null;
  }
}

interface Asked {
  readonly thing: Thing;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly about: string;
}

const wrongValues: readonly unknown[] = [null, 'a text', 7, 1.5, true, {}, { __typename: 'Nothing' }, [], [null], [[]], 'NO_SUCH_VALUE', { constructor: 1 }];

/** The number that a key carries, however deep it lies. */
function numberIn(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value.startsWith('#') ? Number(value.slice(1)) : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const inner of Object.values(value)) {
    const found = numberIn(inner);
    if (found !== null) return found;
  }
  return null;
}

/** Which things a call is about: the same, whoever asks for them once or often, by whichever names for fields. */
function askedAbout(variables: SubgraphOperation['variables']): string {
  const representations = (variables?.['representations'] ?? []) as unknown[];
  return [...new Set(representations.map(numberIn))].sort().join(' ');
}

/** What was told, in an order of its own. */
function toldIn({ told }: Thing): unknown {
  return told && Object.fromEntries(Object.entries(told).filter(([key]) => key !== '__typename').sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Fields that are, or lie above, part of a key: `Type.field`. */
function keyFields(document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  const types = new Map(document.definitions.flatMap((definition) => ('fields' in definition && 'name' in definition ? [[definition.name.value, definition] as const] : [])));
  const visit = (type: string, set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (selection.kind !== Kind.FIELD) continue;
      found.add(`${type}.${selection.name.value}`);
      const field = types.get(type)?.fields?.find(({ name }) => name.value === selection.name.value);
      if (selection.selectionSet && field && 'type' in field) visit(namedIn(field.type), selection.selectionSet);
    }
  };
  for (const [name, definition] of types) {
    for (const directive of definition.directives ?? []) {
      const fields = directive.name.value === 'key' ? directive.arguments?.find((argument) => argument.name.value === 'fields')?.value : undefined;
      if (fields?.kind !== Kind.STRING) continue;
      const [operation] = parse(`{ ${fields.value} }`).definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) continue;
      visit(name, operation.selectionSet);
      for (const [implementation, { interfaces }] of [...types].map(([one, other]) => [one, other as { interfaces?: readonly { name: { value: string } }[] }] as const)) {
        if (interfaces?.some((given) => given.name.value === name)) visit(implementation, operation.selectionSet);
      }
    }
  }
  return found;
}

function namedIn(type: { kind: Kind; type?: unknown; name?: { value: string } }): string {
  return type.name ? type.name.value : namedIn(type.type as Parameters<typeof namedIn>[0]);
}

function fieldsWith(document: DocumentNode, directive: string): ReadonlySet<string> {
  return new Set(
    document.definitions.flatMap((definition) =>
      'fields' in definition && 'name' in definition
        ? (definition.fields ?? []).flatMap((field) => (field.directives?.some(({ name }) => name.value === directive) ? [`${definition.name.value}.${field.name.value}`] : []))
        : [],
    ),
  );
}
