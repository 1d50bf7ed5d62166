import {
  getNullableType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What the client selected, in a form that can be walked or made into code: by concrete type, fields merged, in answer order. */
export interface ObjectShape {
  readonly typeName: string;
  readonly fields: readonly FieldShape[];
}

export interface FieldShape {
  /** The key in the answer, and in what subgraphs gave. */
  readonly key: string;
  readonly source: string;
  /** What must hold for it to be there; null is nothing. A key that stands here twice is there by the first whose condition holds. */
  readonly when: Condition | null;
  readonly nonNull: boolean;
  readonly value: ValueShape;
}

/** Variables and what each must be, all together. */
export type Condition = readonly { readonly variable: string; readonly is: boolean }[];

export type ValueShape =
  | GivenShape
  | { readonly kind: 'typename'; readonly name: string }
  /** `__typename` where only an abstract type is known: what a subgraph said in its place, among these. */
  | { readonly kind: 'told typename'; readonly names: ReadonlySet<string> }
  | { readonly kind: 'introspection'; readonly field: FieldNode };

/** A value that subgraphs give. */
export type GivenShape =
  | { readonly kind: 'leaf'; readonly leaf: Leaf }
  | { readonly kind: 'list'; readonly item: GivenShape; readonly itemNonNull: boolean }
  | { readonly kind: 'object'; readonly shape: ObjectShape }
  /** By `__typename`; `otherwise` when a subgraph does not tell the type. */
  | { readonly kind: 'abstract'; readonly cases: ReadonlyMap<string, ObjectShape>; readonly otherwise: ObjectShape };

/** The values that a leaf may have; null for custom scalars, which pass as they are. */
export type Leaf = 'String' | 'ID' | 'Int' | 'Float' | 'Boolean' | ReadonlySet<string> | null;

type Composite = GraphQLObjectType | GraphQLAbstractType;

/** A selection set, and the conditions under which it is selected at all. */
interface Occurrence {
  readonly set: SelectionSetNode;
  readonly when: Condition;
}

interface CollectedField {
  readonly node: FieldNode;
  readonly below: Occurrence[];
}

/** The fields of an object, and the places where they are selected, in the order of the document. */
class Collection {
  readonly fields = new Map<string, CollectedField>();
  readonly places: { readonly source: string; readonly when: Condition | null }[] = [];
  private readonly certain = new Set<string>();

  add(node: FieldNode, when: Condition): void {
    const source = node.alias?.value ?? node.name.value;
    let field = this.fields.get(source);
    if (!field) this.fields.set(source, (field = { node, below: [] }));
    if (node.selectionSet) field.below.push({ set: node.selectionSet, when });
    // After a place without a condition, another one of the same key changes nothing.
    if (this.certain.has(source)) return;
    this.places.push({ source, when: when.length === 0 ? null : when });
    if (when.length === 0) this.certain.add(source);
  }
}

/** The shape of an operation's answer. `renamed` tells which response keys stand for another one in the plan. */
export function shapeOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  renamed: ReadonlyMap<string, string>,
): ObjectShape {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`The schema has no ${operation.operation}`);
  return new Shaper(schema, fragments, renamed).object(root, [{ set: operation.selectionSet, when: [] }]);
}

class Shaper {
  /** Shapes by type and selections: what is selected the same way at many places is shaped once. */
  private readonly known = new Map<string, ObjectShape>();
  private readonly numbers = new Map<object, number>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly renamed: ReadonlyMap<string, string>,
  ) {}

  object(type: Composite, occurrences: readonly Occurrence[]): ObjectShape {
    const key = `${type.name} ${occurrences.map(({ set, when }) => `${this.number(set)}:${textOf(when)}`).join(' ')}`;
    let shape = this.known.get(key);
    if (!shape) {
      const collected = new Collection();
      for (const { set, when } of occurrences) this.collect(type, set, when, collected);
      const shapes = new Map([...collected.fields].map(([source, field]) => [source, this.field(type, source, field)]));
      const fields = collected.places.flatMap(({ source, when }) => {
        const field = shapes.get(source);
        return field ? [{ ...field, when }] : [];
      });
      shape = { typeName: type.name, fields };
      this.known.set(key, shape);
    }
    return shape;
  }

  private collect(type: Composite, set: SelectionSetNode, outer: Condition, into: Collection): void {
    for (const selection of set.selections) {
      const when = conjunction(outer, conditionOf(selection.directives ?? []));
      if (when === null) continue;
      if (selection.kind === Kind.FIELD) {
        into.add(selection, when);
        continue;
      }
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
      if (fragment && this.applies(fragment.typeCondition?.name.value, type)) this.collect(type, fragment.selectionSet, when, into);
    }
  }

  private applies(condition: string | undefined, type: Composite): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wanted = this.schema.getType(condition);
    return isAbstractType(wanted) && (isObjectType(type) || isInterfaceType(type)) && this.schema.isSubType(wanted, type);
  }

  private field(parent: Composite, source: string, { node, below }: CollectedField): Omit<FieldShape, 'when'> {
    const key = this.renamed.get(source) ?? source;
    const name = node.name.value;
    if (name === '__typename') {
      if (isObjectType(parent)) return { key, source, nonNull: true, value: { kind: 'typename', name: parent.name } };
      return { key, source, nonNull: true, value: { kind: 'told typename', names: new Set(this.schema.getPossibleTypes(parent).map((type) => type.name)) } };
    }
    if (name === '__schema' || name === '__type') {
      const selections = below.flatMap(({ set }) => set.selections);
      return { key, source, nonNull: name === '__schema', value: { kind: 'introspection', field: { ...node, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections } } } };
    }
    const type = (parent as GraphQLObjectType | GraphQLInterfaceType).getFields()[name]?.type;
    if (!type) throw new Error(`${parent.name} has no field ${name}`);
    // What a single occurrence was selected under has been decided where the field itself was.
    const inner = below.length === 1 ? below.map(({ set }) => ({ set, when: [] })) : below;
    return { key, source, nonNull: isNonNullType(type), value: this.value(type, inner) };
  }

  private value(type: GraphQLOutputType, below: readonly Occurrence[]): GivenShape {
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return { kind: 'list', item: this.value(nullable.ofType, below), itemNonNull: isNonNullType(nullable.ofType) };
    }
    if (isLeafType(nullable)) return { kind: 'leaf', leaf: leafOf(nullable) };
    if (isObjectType(nullable)) return { kind: 'object', shape: this.object(nullable, below) };
        const types: Composite[] = [...this.schema.getPossibleTypes(nullable)];
    if (isInterfaceType(nullable)) types.push(nullable, ...this.schema.getImplementations(nullable).interfaces);
    return { kind: 'abstract', cases: new Map(types.map((one) => [one.name, this.object(one, below)])), otherwise: this.object(nullable, below) };
  }

  private number(node: object): number {
    let number = this.numbers.get(node);
    if (number === undefined) this.numbers.set(node, (number = this.numbers.size));
    return number;
  }
}

function leafOf(type: GraphQLLeafType): Leaf {
  if (isEnumType(type)) return new Set(type.getValues().map(({ name }) => name));
  return builtIn.find((name) => name === type.name) ?? null;
}

const builtIn = ['String', 'ID', 'Int', 'Float', 'Boolean'] as const;

/** What @skip and @include ask for; null when they can never be met. */
function conditionOf(directives: readonly DirectiveNode[]): Condition | null {
  const condition: { variable: string; is: boolean }[] = [];
  for (const { name, arguments: [argument] = [] } of directives) {
    if ((name.value !== 'skip' && name.value !== 'include') || !argument) continue;
    const is = name.value === 'include';
    if (argument.value.kind === Kind.VARIABLE) condition.push({ variable: argument.value.name.value, is });
    else if (argument.value.kind === Kind.BOOLEAN && argument.value.value !== is) return null;
  }
  return condition;
}

function conjunction(outer: Condition, inner: Condition | null): Condition | null {
  if (inner === null) return null;
  return inner.length === 0 ? outer : [...outer, ...inner];
}

function textOf(condition: Condition): string {
  return condition.map(({ variable, is }) => (is ? variable : `!${variable}`)).join('&');
}
