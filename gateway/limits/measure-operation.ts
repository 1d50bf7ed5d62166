import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export interface Measures {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly cost: number;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * What an operation asks for, known before it runs. Objects cost one, leaves nothing; a field with `first` or `last` multiplies
 * what is below it by that number, any other list by an assumed size. Fragments are measured once and counted at every use,
 * so that a document of nested fragments costs no time to refuse.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  assumedListSize: number,
): Measures {
  const fragments = new Map(
    document.definitions.flatMap((definition) => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition] as const] : [])),
  );
  const root = schema.getRootType(operation.operation);
  const measured = new Measurer(schema, fragments, variables, assumedListSize).selections(operation.selectionSet, root ?? null);
  return { ...measured, directives: measured.directives + (operation.directives?.length ?? 0), rootFields: measured.fields };
}

interface SelectionMeasures {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly cost: number;
  /** Fields directly in the selection. */
  readonly fields: number;
}

const nothing: SelectionMeasures = { depth: 0, aliases: 0, directives: 0, cost: 0, fields: 0 };

class Measurer {
  private readonly known = new Map<string, SelectionMeasures>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    private readonly variables: Variables,
    private readonly assumedListSize: number,
  ) {}

  selections(set: SelectionSetNode, parent: GraphQLCompositeType | null): SelectionMeasures {
    return set.selections.reduce<SelectionMeasures>((sum, selection) => {
      const directives = selection.directives?.length ?? 0;
      if (selection.kind === Kind.FIELD) return add(sum, this.field(selection, parent), directives);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return add(sum, this.fragment(selection.name.value), directives);
      const type = selection.typeCondition ? this.schema.getType(selection.typeCondition.name.value) : parent;
      return add(sum, this.selections(selection.selectionSet, type && isCompositeType(type) ? type : parent), directives);
    }, nothing);
  }

  private fragment(name: string): SelectionMeasures {
    const known = this.known.get(name);
    if (known) return known;
    // Stands in while the fragment is measured: validation refuses cycles, and until then they must end here.
    this.known.set(name, nothing);
    const definition = this.fragments.get(name);
    const type = definition && this.schema.getType(definition.typeCondition.name.value);
    const measured = definition ? this.selections(definition.selectionSet, type && isCompositeType(type) ? type : null) : nothing;
    this.known.set(name, measured);
    return measured;
  }

  private field(node: FieldNode, parent: GraphQLCompositeType | null): SelectionMeasures {
    const aliases = node.alias ? 1 : 0;
    const definition = parent && 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
    if (!node.selectionSet) return { ...nothing, aliases, depth: 1, fields: 1 };
    const type = definition ? getNamedType(definition.type) : null;
    const below = this.selections(node.selectionSet, type && isCompositeType(type) ? type : null);
    return {
      depth: below.depth + 1,
      aliases: below.aliases + aliases,
      directives: below.directives,
      cost: (1 + below.cost) * this.size(node, definition, parent),
      fields: 1,
    };
  }

  private size(node: FieldNode, definition: GraphQLField<unknown, unknown> | undefined, parent: GraphQLCompositeType | null): number {
    const paging = definition?.args.some(({ name }) => name === 'first') === true;
    if (!paging) return definition && isList(definition.type) && !isPageItem(definition, parent) ? this.assumedListSize : 1;
    const given = node.arguments?.filter(({ name }) => name.value === 'first' || name.value === 'last').map(({ value }) => this.number(value));
    return Math.max(1, ...(given?.length ? given : [defaultPage]));
  }

  private number(value: { readonly kind: Kind; readonly value?: unknown; readonly name?: { readonly value: string } }): number {
    const given = value.kind === Kind.VARIABLE ? this.variables[value.name?.value ?? ''] : value.value;
    const size = Number(given ?? defaultPage);
    return Number.isFinite(size) ? Math.min(Math.max(size, 1), mostCounted) : defaultPage;
  }
}

const defaultPage = 20;
const mostCounted = 1_000_000;

function add(sum: SelectionMeasures, part: SelectionMeasures, directives: number): SelectionMeasures {
  return {
    depth: Math.max(sum.depth, part.depth),
    aliases: sum.aliases + part.aliases,
    directives: sum.directives + part.directives + directives,
    cost: sum.cost + part.cost,
    fields: sum.fields + part.fields,
  };
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isListType(type.ofType));
}

/** `nodes` and `edges` are the page that the field above was counted for. */
function isPageItem({ name }: GraphQLField<unknown, unknown>, parent: GraphQLCompositeType | null): boolean {
  return (name === 'nodes' || name === 'edges') && parent?.name.endsWith('Connection') === true;
}
