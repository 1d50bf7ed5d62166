import {
  getArgumentValues,
  getNullableType,
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type DocumentNode,
  type ExecutionResult,
  type FieldNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import type { SubgraphOperation } from '#kernel/subgraph/channel.js';
import type { CommonAnswers } from './common-answers.js';
import { KeyFields, keyScalar, type EntityIdentities, type KnownSubgraph } from './entity-identities.js';
import { randomError, wrongLeaf, wrongList, wrongObject, wrongTypename } from './faults.js';
import type { World } from './random-subgraphs.js';
import { canonical, type SeededRandom } from './seeded-random.js';
import { SelectedFields } from './selected-fields.js';

export interface Question {
  readonly world: World;
  readonly subgraph: KnownSubgraph;
  readonly identities: EntityIdentities;
  readonly common: CommonAnswers;
  readonly document: DocumentNode;
  readonly operation: SubgraphOperation;
}

/** A subgraph's answer. Unlike a real server's it does not check what its fields resolve to, so that it can lie. */
export function answerOf(question: Question): ExecutionResult {
  const { document, operation, subgraph } = question;
  const node = getOperationAST(document, operation.operationName);
  if (!node) return { errors: [new GraphQLError(`There is no operation ${operation.operationName}`)] };
  const variables = getVariableValues(subgraph.schema, node.variableDefinitions ?? [], operation.variables ?? {});
  if (variables.errors) return { errors: variables.errors };
  const root = subgraph.schema.getRootType(node.operation);
  if (!root) return { errors: [new GraphQLError(`There is no ${node.operation}`)] };
  return new Answer(question, variables.coerced).execute(root, node.selectionSet);
}

/** Something that the subgraph knows: of a type, at a place in the world, and for entities and their keys with the entity's number. */
interface Known {
  readonly type: GraphQLObjectType;
  readonly place: string;
  readonly number: number | null;
  readonly keys: KeyFields;
  /** What the gateway told of an entity: @requires makes fields depend on it. */
  readonly told: string;
}

/** Where a value is made: its random numbers follow from it. */
interface Spot {
  readonly parent: Known;
  readonly field: GraphQLField<unknown, unknown>;
  readonly place: string;
}

type Path = readonly (string | number)[];

class Answer {
  private readonly errors: GraphQLError[] = [];
  private readonly selected: SelectedFields;

  constructor(
    private readonly question: Question,
    private readonly variables: Record<string, unknown>,
  ) {
    this.selected = new SelectedFields(question.subgraph.schema, question.document, variables);
  }

  execute(root: GraphQLObjectType, selections: SelectionSetNode): ExecutionResult {
    let data: Record<string, unknown> | null = null;
    try {
      data = this.object({ type: root, place: root.name, number: null, keys: new KeyFields(), told: '' }, [selections], []);
    } catch (error) {
      this.note(error);
    }
    return this.errors.length > 0 ? { data, errors: this.errors } : { data };
  }

  private object(known: Known, sets: readonly SelectionSetNode[], path: Path): Record<string, unknown> {
    const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [key, nodes] of this.selected.of(known.type, sets)) result[key] = this.field(known, nodes, [...path, key]);
    return result;
  }

  private field(known: Known, nodes: readonly FieldNode[], path: Path): unknown {
    const [node] = nodes as [FieldNode];
    if (node.name.value === '__typename') return this.typename(known);
    const field = known.type.getFields()[node.name.value];
    if (!field) throw new GraphQLError(`${known.type.name} has no field ${node.name.value}`);
    if (field.name === '_entities') return this.entities(nodes, path);
    const args = this.argumentsOf(field, node);
    if (known.place === 'Mutation') this.question.world.mutations.push(`${this.question.subgraph.name}.${field.name}${canonical(args)}`);
    const place = `${known.place}.${field.name}(${canonical(args)})${this.question.subgraph.requiring.has(`${known.type.name}.${field.name}`) ? known.told : ''}`;
    return this.complete(field.type, { parent: known, field, place }, nodes, path);
  }

  private entities(nodes: readonly FieldNode[], path: Path): unknown {
    const { world, subgraph, identities } = this.question;
    const [node] = nodes as [FieldNode];
    const field = subgraph.schema.getQueryType()?.getFields()['_entities'];
    if (!field) throw new GraphQLError(`${subgraph.name} has no entities`);
    const { representations } = getArgumentValues(field, node, this.variables) as { representations: readonly Record<string, unknown>[] };
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const entities = representations.map((representation, index): unknown => {
      const typeName = representation['__typename'];
      const number = typeof typeName === 'string' ? identities.numberIn(typeName, representation) : null;
      if (number === null) return null;
      const known = this.entity(identities.concrete(String(typeName), number), number, canonical(representation)) ?? this.entity(String(typeName), number, canonical(representation));
      if (!known || world.at('missing', subgraph.name, known.place).chance(world.rates.missingEntity)) return null;
      try {
        return this.object(known, sets, [...path, index]);
      } catch (error) {
        this.note(error);
        return null;
      }
    });
    const random = world.at('count', subgraph.name);
    if (random.chance(world.rates.wrongEntityCount)) return random.pick<unknown>([entities.slice(1), [...entities, null], null]);
    return entities;
  }

  private entity(typeName: string, number: number, told: string): Known | null {
    const { subgraph, identities } = this.question;
    const type = subgraph.schema.getType(typeName);
    if (!isObjectType(type)) return null;
    return { type, place: `${identities.family(typeName) ?? typeName}:${number}`, number, keys: identities.keyFields(typeName), told };
  }

  private complete(type: GraphQLOutputType, spot: Spot, nodes: readonly FieldNode[], path: Path): unknown {
    try {
      return this.value(type, spot, nodes, path);
    } catch (error) {
      if (isNonNullType(type)) throw error;
      this.note(error);
      return null;
    }
  }

  private value(type: GraphQLOutputType, spot: Spot, nodes: readonly FieldNode[], path: Path): unknown {
    const { world } = this.question;
    const { rates } = world;
    const random = world.at(spot.place);
    if (random.chance(rates.error)) {
      const { message, extensions } = randomError(random, `${spot.place} failed`);
      throw new GraphQLError(message, { path, extensions });
    }
    if (random.chance(isNonNullType(type) ? rates.brokenPromise : rates.null)) return null;
    const wrong = random.chance(rates.wrongType);
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      const items = Array.from({ length: this.lengthOf(spot, random) }, (_, index) => this.complete(nullable.ofType, { ...spot, place: `${spot.place}[${index}]` }, nodes, [...path, index]));
      return wrong ? wrongList(random, items) : items;
    }
    if (isLeafType(nullable)) {
      const leaf = this.leaf(nullable, spot, random);
      return wrong ? wrongLeaf(random, nullable, leaf) : leaf;
    }
    const known = this.known(nullable, spot, random);
    if (!known) {
      if (isNonNullType(type)) throw new GraphQLError(`${spot.place} is of no type that clients may see`, { path });
      return null;
    }
    const object = this.object(known, nodes.flatMap(({ selectionSet }) => selectionSet ?? []), path);
    if (!wrong) return object;
    world.unnoticedLie = true;
    return wrongObject(random, object);
  }

  private lengthOf({ parent, field }: Spot, random: SeededRandom): number {
    // The first of a key's list tells the number.
    return parent.keys.has(field.name) ? 1 + random.below(2) : random.below(4);
  }

  /** Which object stands there. */
  private known(type: GraphQLNamedType, { parent, field, place }: Spot, random: SeededRandom): Known | null {
    const { identities, common, subgraph } = this.question;
    const below = parent.number === null || place.endsWith('[1]') ? undefined : parent.keys.get(field.name);
    let { name } = type;
    let number = below && parent.number;
    if (isAbstractType(type)) {
      if (identities.isKeyedInterface(name)) {
        number ??= random.pick(identities.numbers(name));
        name = identities.concrete(name, number);
      } else {
        const candidates = common.objectTypes(parent.type.name, field.name);
        if (candidates.length === 0) return null;
        name = random.pick(candidates);
      }
    }
    if (identities.family(name) !== null) {
      const numbers = identities.numbers(name);
      return this.entity(name, number != null && numbers.includes(number) ? number : random.pick(numbers), '');
    }
    const object = subgraph.schema.getType(name);
    return isObjectType(object) ? { type: object, place, number: below ? parent.number : null, keys: below ?? new KeyFields(), told: '' } : null;
  }

  private leaf(type: GraphQLLeafType, { parent, field, place }: Spot, random: SeededRandom): unknown {
    if (isEnumType(type)) return random.pick(this.question.common.enumsOf(parent.type.name, field.name));
    const key = parent.number !== null && parent.keys.has(field.name) && !place.endsWith('[1]') ? keyScalar(type.name, field.name, parent.number) : undefined;
    if (key !== undefined) return key;
    switch (type.name) {
      case 'Int':
        return random.below(2_000) - 1_000;
      case 'Float':
        return random.below(100_000) / 64;
      case 'Boolean':
        return random.chance(0.5);
      case 'ID':
        return `id-of-${random.below(50)}`;
      case 'String':
        return random.pick(['', 'Sükhbaatar', 'Kabwata', 'Phra Nakhon', `text ${random.below(1_000)}`]);
      default:
        return random.pick<unknown>(['any text', random.below(100), true, { any: { nested: [1, null, 'x'] } }, [{ a: 1 }, { b: 2 }], [[]]]);
    }
  }

  private typename(known: Known): unknown {
    const { world, subgraph } = this.question;
    const right = known.type.name;
    const random = world.at('__typename', known.place, right);
    if (known.place === right || !random.chance(world.rates.wrongTypename)) return right;
    world.unnoticedLie = true;
    const others = Object.values(subgraph.schema.getTypeMap()).filter((type) => isObjectType(type) && !type.name.startsWith('_'));
    return wrongTypename(random, others.map(({ name }) => name));
  }

  private argumentsOf(field: GraphQLField<unknown, unknown>, node: FieldNode): Record<string, unknown> {
    const given = new Set((node.arguments ?? []).map(({ name }) => name.value));
    // A default that one subgraph alone has would make it disagree with the others.
    return Object.fromEntries(Object.entries(getArgumentValues(field, node, this.variables)).filter(([name]) => given.has(name)));
  }

  private note(error: unknown): void {
    this.errors.push(error instanceof GraphQLError ? error : new GraphQLError(String(error)));
  }
}
