import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { assumedListSize } from '#kernel/graph/assumed-list-size.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { argumentWeights, type ArgumentWeight } from './argument-weight.js';
import type { CostRules, ListSize } from './cost-rules.js';
import { valueOf, type Variables } from './variables.js';

/** What is selected of a type: for an abstract one, each way in which its possible types differ. A leaf has no fields. */
export type Selected = readonly Variant[];

export interface Variant {
  /** The types that this is selected of. */
  readonly types: ReadonlySet<string>;
  readonly weight: number;
  readonly fields: readonly SelectedField[];
  /** Every response key, also of fields that cost nothing. */
  readonly keys: ReadonlySet<string>;
}

/** A field that costs something, by its response key. */
export interface SelectedField {
  readonly key: string;
  readonly name: string;
  /** It is there when one of these holds, each all of its conditions; no condition always holds. */
  readonly when: readonly Conditions[];
  /** Without arguments. */
  readonly weight: number;
  readonly arguments: readonly ArgumentWeight[];
  readonly isList: boolean;
  readonly size: ListSize;
  /** Values by which the size is told, by argument. */
  readonly slicing: readonly { readonly name: string; readonly value: ValueNode | null; readonly otherwise: unknown }[];
  /** A list that answers one item for each of these ids is no longer than they are. */
  readonly ids: ValueNode | null;
  readonly below: Selected | null;
}

type Conditions = readonly Condition[];
interface Condition {
  readonly wanted: boolean;
  readonly value: ValueNode;
}

/** Introspection reads no data, but answers much. */
const introspectionWeight = 20;

/** Fragments can unfold a short text into a vast operation. */
const mostFields = 10_000;

const unsized: ListSize = { assumedSize: assumedListSize, slicingArguments: [], sizedFields: [], requireOneSlicingArgument: false };

export function selectOperation(
  schema: GraphQLSchema,
  rules: CostRules,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Selected {
  const root = schema.getRootType(operation.operation);
  return root ? new Selector(schema, rules, document).select(root, [operation.selectionSet]) : [];
}

export function holds(when: readonly Conditions[], variables: Variables): boolean {
  return when.some((conditions) => conditions.every(({ wanted, value }) => (valueOf(value, variables) === true) === wanted));
}

interface Found {
  readonly node: FieldNode;
  readonly conditions: Conditions;
}

class Selector {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly numbers = new Map<FieldNode, number>();
  private fields = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly rules: CostRules,
    document: DocumentNode,
  ) {
    this.fragments = new Map(
      document.definitions.flatMap((definition) =>
        definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [],
      ),
    );
  }

  select(parent: GraphQLCompositeType, parts: readonly SelectionSetNode[]): Selected {
    const variants = new Map<
      string,
      { readonly types: Set<string>; readonly type: GraphQLObjectType; readonly found: ReadonlyMap<string, Found[]> }
    >();
    for (const type of isAbstractType(parent) ? this.schema.getPossibleTypes(parent) : [parent]) {
      const found = new Map<string, Found[]>();
      for (const set of parts) this.collect(type, set, [], found, new Set());
      const signature = this.signature(type, found);
      const variant = variants.get(signature);
      if (variant) variant.types.add(type.name);
      else variants.set(signature, { types: new Set([type.name]), type, found });
    }
    return [...variants.values()].map(({ types, type, found }) => ({
      types,
      weight: this.rules.weights.get(type.name) ?? 1,
      fields: [...found].flatMap(([key, nodes]) => this.field(type, key, nodes)),
      keys: new Set(found.keys()),
    }));
  }

  private collect(
    type: GraphQLObjectType,
    set: SelectionSetNode,
    conditions: Conditions,
    found: Map<string, Found[]>,
    visited: Set<string>,
  ): void {
    for (const selection of set.selections) {
      const under = [...conditions, ...conditionsOf(selection.directives)];
      if (selection.kind === Kind.FIELD) {
        this.count();
        const key = selection.alias?.value ?? selection.name.value;
        const others = found.get(key);
        if (others) others.push({ node: selection, conditions: under });
        else found.set(key, [{ node: selection, conditions: under }]);
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.fragments.get(selection.name.value) : selection;
      if (!fragment || !this.applies(fragment.typeCondition, type)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        // A fragment that is spread without conditions says all; under conditions it may be spread again under others.
        if (visited.has(selection.name.value)) continue;
        if (under.length === 0) visited.add(selection.name.value);
      }
      this.collect(type, fragment.selectionSet, under, found, visited);
    }
  }

  private applies(condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean {
    if (!condition || condition.name.value === type.name) return true;
    const named = this.schema.getType(condition.name.value);
    return isAbstractType(named) && this.schema.isSubType(named, type);
  }

  private field(parent: GraphQLObjectType, key: string, found: readonly Found[]): SelectedField[] {
    const [first] = found;
    const name = first?.node.name.value ?? '';
    if (!first || name === '__typename') return [];
    const when = found.some(({ conditions }) => conditions.length === 0) ? [[]] : found.map(({ conditions }) => conditions);
    const common = { key, name, when };
    const definition = parent.getFields()[name];
    if (!definition) {
      return [{ ...common, weight: introspectionWeight, arguments: [], isList: false, size: unsized, slicing: [], ids: null, below: null }];
    }
    const coordinate = `${parent.name}.${name}`;
    const type = getNamedType(definition.type);
    const composite = isCompositeType(type);
    const parts = [...new Set(found.flatMap(({ node }) => node.selectionSet ?? []))];
    const weight = this.rules.weights.get(coordinate) ?? (composite ? 1 : 0);
    const weights = argumentWeights(this.rules, coordinate, definition, first.node);
    const leaf = composite ? 0 : (this.rules.weights.get(type.name) ?? 0);
    if (!composite && weight === 0 && weights.length === 0 && leaf === 0) return [];
    const size = this.rules.sizes.get(coordinate) ?? unsized;
    return [
      {
        ...common,
        weight,
        arguments: weights,
        isList: isList(definition.type),
        size,
        slicing: size.slicingArguments.map((argument) => ({
          name: argument,
          value: given(first.node, argument),
          otherwise: definition.args.find((one) => one.name === argument)?.defaultValue,
        })),
        ids: isList(definition.type) ? idsOf(definition, first.node) : null,
        below: composite
          ? this.select(type, parts)
          : leaf === 0
            ? null
            : [{ types: new Set([type.name]), weight: leaf, fields: [], keys: new Set() }],
      },
    ];
  }

  /** Two types of which the same is selected, at the same weights, cost the same. */
  private signature(type: GraphQLObjectType, found: ReadonlyMap<string, readonly Found[]>): string {
    const fields = [...found].map(([key, nodes]) => {
      const name = nodes[0]?.node.name.value ?? '';
      const coordinate = `${type.name}.${name}`;
      const own = this.rules.weights.has(coordinate) || this.rules.sizes.has(coordinate) ? coordinate : '';
      return [key, own, String(type.getFields()[name]?.type), ...nodes.map(({ node }) => this.numberOf(node))].join(' ');
    });
    return [this.rules.weights.get(type.name) ?? 1, ...fields].join('\n');
  }

  private numberOf(node: FieldNode): number {
    let number = this.numbers.get(node);
    if (number === undefined) this.numbers.set(node, (number = this.numbers.size));
    return number;
  }

  private count(): void {
    this.fields += 1;
    if (this.fields <= mostFields) return;
    throw new GraphError(
      'COST_EXCEEDED',
      `This operation unfolds into more than ${mostFields} fields: send it in parts, with fewer fragments in fragments.`,
      {
        httpStatus: 400,
      },
    );
  }
}

function conditionsOf(directives: readonly DirectiveNode[] | undefined): Condition[] {
  return (directives ?? []).flatMap(({ name, arguments: args }) => {
    const value = args?.[0]?.value;
    if (!value || (name.value !== 'skip' && name.value !== 'include')) return [];
    return [{ wanted: name.value === 'include', value }];
  });
}

function given(node: FieldNode, name: string): ValueNode | null {
  return node.arguments?.find((argument) => argument.name.value === name)?.value ?? null;
}

function idsOf(definition: GraphQLField<unknown, unknown>, node: FieldNode): ValueNode | null {
  const argument = definition.args.find(({ name, type }) => name === 'ids' && isList(type as GraphQLOutputType));
  return argument ? given(node, argument.name) : null;
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
