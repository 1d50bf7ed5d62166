import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  print,
  visit,
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a client sends, as it would send it to be answered at once. */
export interface QueryToExport {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** Why a query cannot be exported, for whoever wrote it. */
export class UnfitQuery extends Error {
  override name = 'UnfitQuery';
}

const mostTokens = 2_000;
const paging = new Set(['first', 'after', 'last', 'before']);
/** What a page says of itself. No line has any of it. */
const ofPages = new Set(['pageInfo', 'totalCount', '__typename', 'cursor']);

/** A query over one list, made to be read page by page. */
export class ExportedQuery {
  private constructor(
    /** The query of a page. Its nodes are selected as the client selects them, everything else is ours. */
    readonly text: string,
    private readonly root: string,
    private readonly items: 'nodes' | 'edges',
    private readonly pageSize: string,
    private readonly place: string,
    private readonly given: Readonly<Record<string, unknown>>,
    /** From where the client wants the list; null from its beginning. */
    readonly start: string | null,
  ) {}

  /** Reads a client's query, or says what is wrong with it. What only the graph can know is said when it is asked. */
  static read({ query, operationName, variables }: QueryToExport): ExportedQuery | UnfitQuery {
    try {
      return ExportedQuery.of(parsed(query), operationName ?? null, variables ?? {});
    } catch (error) {
      if (error instanceof UnfitQuery) return error;
      throw error;
    }
  }

  variables(pageSize: number, after: string | null): Record<string, unknown> {
    return { ...this.given, [this.pageSize]: pageSize, [this.place]: after };
  }

  /** The nodes of an answer, and from where to go on; null when the answer is not a page of a list. */
  pageOf(data: Readonly<Record<string, unknown>> | null | undefined): ExportedPage | null {
    const connection = data?.[this.root] as Connection | null | undefined;
    const items = connection?.[this.items];
    if (!connection?.pageInfo || !Array.isArray(items)) return null;
    const nodes = this.items === 'nodes' ? items : (items as (Edge | null)[]).map((edge) => edge?.node ?? null);
    const { hasNextPage, endCursor } = connection.pageInfo;
    return { nodes, next: hasNextPage ? endCursor : null, more: hasNextPage };
  }

  private static of(document: DocumentNode, operationName: string | null, variables: Readonly<Record<string, unknown>>): ExportedQuery {
    const operation = onlyOperation(document, operationName);
    const fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    );
    const list = onlyList(operation);
    const root = list.name.value;
    const nodes = fieldsOf(list, fragments).filter(({ name }) => !ofPages.has(name.value));
    const [first] = nodes;
    const items = first?.name.value;
    if (!first || (items !== 'nodes' && items !== 'edges') || nodes.some(({ name }) => name.value !== items))
      throw new UnfitQuery(itemsWanted(root, nodes));
    const inner = items === 'nodes' ? mergedSelection(nodes) : mergedSelection(nodeFields(root, nodes, fragments));

    const pageSize = free('exportFirst', operation);
    const place = free('exportAfter', operation);
    const start = startOf(list, variables);
    const pageInfo = field('pageInfo', selection(field('hasNextPage'), field('endCursor')));
    const page: FieldNode = {
      ...field(root, selection(items === 'nodes' ? field('nodes', inner) : field('edges', selection(field('node', inner))), pageInfo)),
      arguments: [
        ...(list.arguments ?? []).filter(({ name }) => !paging.has(name.value)),
        argument('first', pageSize),
        argument('after', place),
      ],
      directives: list.directives ?? [],
    };
    const pageDocument = withoutUnused(fragments, {
      ...operation,
      variableDefinitions: [...(operation.variableDefinitions ?? []), variable(pageSize, 'Int', true), variable(place, 'String', false)],
      selectionSet: selection(page),
    });
    const used = new Set(variableNames(pageDocument));
    const given = Object.fromEntries(Object.entries(variables).filter(([name]) => used.has(name)));
    return new ExportedQuery(print(pageDocument), root, items, pageSize, place, given, start);
  }
}

export interface ExportedPage {
  readonly nodes: readonly unknown[];
  readonly next: string | null;
  readonly more: boolean;
}

interface Edge {
  readonly node: unknown;
}

interface Connection {
  readonly nodes?: unknown;
  readonly edges?: unknown;
  readonly pageInfo?: { readonly hasNextPage: boolean; readonly endCursor: string | null } | null;
}

function parsed(query: string): DocumentNode {
  try {
    return parse(query, { maxTokens: mostTokens, noLocation: true });
  } catch (error) {
    if (error instanceof GraphQLError) throw new UnfitQuery(`The query cannot be read: ${error.message.replace(/\.?$/, '.')}`);
    throw error;
  }
}

function onlyOperation(document: DocumentNode, operationName: string | null): OperationDefinitionNode {
  const other = document.definitions.find(({ kind }) => kind !== Kind.OPERATION_DEFINITION && kind !== Kind.FRAGMENT_DEFINITION);
  if (other) throw new UnfitQuery('Send a query and its fragments, and no definitions of types.');
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  if (!operation) throw new UnfitQuery('There is no operation: send a query, such as query { orders { nodes { id } } }.');
  if (operations.length > 1)
    throw new UnfitQuery(`An export runs one operation, and there are ${operations.length}: send the one to be exported.`);
  if (operationName !== null && operation.name?.value !== operationName)
    throw new UnfitQuery(`There is no operation "${operationName}": correct the name, or leave it out.`);
  if (operation.operation !== OperationTypeNode.QUERY) throw new UnfitQuery(`A ${operation.operation} cannot be exported: send a query.`);
  return operation;
}

function onlyList(operation: OperationDefinitionNode): FieldNode {
  const [list] = operation.selectionSet.selections;
  if (operation.selectionSet.selections.length > 1)
    throw new UnfitQuery('An export reads one list: select one field of the query, and start another export for each other.');
  if (list?.kind !== Kind.FIELD) throw new UnfitQuery('Select the list in the query itself, not in a fragment.');
  if (!list.selectionSet) throw new UnfitQuery(`${list.name.value} is no list: select one that has nodes { … } or edges { node { … } }.`);
  unconditional(list.directives, list.name.value);
  for (const { name, value } of list.arguments ?? []) {
    if ((name.value === 'last' || name.value === 'before') && value.kind !== Kind.NULL)
      throw new UnfitQuery(
        `An export reads a list from its beginning to its end: leave \`${name.value}\` out, or turn the order round by \`orderBy\`.`,
      );
  }
  return list;
}

/** The fields of a selection with those of its fragments. */
function fieldsOf(
  { selectionSet, name: { value: parent } }: FieldNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): FieldNode[] {
  const seen = new Set<string>();
  const fieldsIn = (selections: readonly SelectionNode[]): FieldNode[] =>
    selections.flatMap((selected) => {
      unconditional(selected.directives, parent);
      if (selected.kind === Kind.FIELD) return [selected];
      if (selected.kind === Kind.INLINE_FRAGMENT) return fieldsIn(selected.selectionSet.selections);
      const { value: name } = selected.name;
      const fragment = fragments.get(name);
      if (!fragment) throw new UnfitQuery(`There is no fragment "${name}": send it along.`);
      if (seen.has(name)) return [];
      seen.add(name);
      return fieldsIn(fragment.selectionSet.selections);
    });
  return fieldsIn(selectionSet?.selections ?? []);
}

function nodeFields(root: string, edges: readonly FieldNode[], fragments: ReadonlyMap<string, FragmentDefinitionNode>): FieldNode[] {
  const fields = edges.flatMap((edge) => fieldsOf(edge, fragments)).filter(({ name }) => !ofPages.has(name.value));
  const other = fields.find(({ name }) => name.value !== 'node');
  if (other) throw new UnfitQuery(`The lines of an export are nodes: leave \`${other.name.value}\` out of the edges of \`${root}\`.`);
  return fields;
}

function mergedSelection(fields: readonly FieldNode[]): SelectionSetNode {
  const selections = fields.flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  if (selections.length === 0) throw new UnfitQuery('Nothing of the nodes is selected: say which of their fields a line has.');
  return { kind: Kind.SELECTION_SET, selections };
}

function itemsWanted(root: string, fields: readonly FieldNode[]): string {
  const other = fields.find(({ name }) => name.value !== 'nodes' && name.value !== 'edges');
  if (other)
    return `The lines of an export are the nodes of a list: leave \`${other.name.value}\` out of \`${root}\`, or select a list that has nodes { … }.`;
  if (fields.length > 0) return `Select \`nodes\` or \`edges\` of \`${root}\`, not both: each node is one line.`;
  return `Select nodes { … } or edges { node { … } } of \`${root}\`: each node is one line.`;
}

/** What is there only sometimes cannot be found in every page. */
function unconditional(directives: readonly DirectiveNode[] | undefined, where: string): void {
  const condition = directives?.find(({ name }) => name.value === 'skip' || name.value === 'include');
  if (condition) throw new UnfitQuery(`Leave @${condition.name.value} out of \`${where}\`: it can stand within the nodes.`);
}

function startOf(list: FieldNode, variables: Readonly<Record<string, unknown>>): string | null {
  const after = list.arguments?.find(({ name }) => name.value === 'after')?.value;
  const value = after?.kind === Kind.VARIABLE ? variables[after.name.value] : after?.kind === Kind.STRING ? after.value : null;
  return typeof value === 'string' ? value : null;
}

/** The operation with what it still uses of its fragments and variables: what is defined and not used is an error. */
function withoutUnused(fragments: ReadonlyMap<string, FragmentDefinitionNode>, operation: OperationDefinitionNode): DocumentNode {
  const kept = new Map<string, FragmentDefinitionNode>();
  const keep = (node: OperationDefinitionNode | FragmentDefinitionNode): void =>
    void visit(node, {
      FragmentSpread({ name: { value: name } }) {
        const fragment = fragments.get(name);
        if (!fragment || kept.has(name)) return;
        kept.set(name, fragment);
        keep(fragment);
      },
    });
  keep(operation);
  const used = new Set([operation, ...kept.values()].flatMap(variableNames));
  const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable: { name } }) => used.has(name.value));
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, variableDefinitions }, ...kept.values()] };
}

function variableNames(node: DocumentNode | OperationDefinitionNode | FragmentDefinitionNode): string[] {
  const names: string[] = [];
  visit(node, { VariableDefinition: () => false, Variable: ({ name }) => void names.push(name.value) });
  return names;
}

function free(name: string, { variableDefinitions }: OperationDefinitionNode): string {
  const taken = new Set(variableDefinitions?.map(({ variable: { name } }) => name.value));
  while (taken.has(name)) name += '_';
  return name;
}

function selection(...selections: SelectionNode[]): SelectionSetNode {
  return { kind: Kind.SELECTION_SET, selections };
}

function field(name: string, selectionSet?: SelectionSetNode): FieldNode {
  return { kind: Kind.FIELD, name: { kind: Kind.NAME, value: name }, ...(selectionSet ? { selectionSet } : {}) };
}

function argument(name: string, variableName: string): ArgumentNode {
  return {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variableName } },
  };
}

function variable(name: string, type: string, required: boolean): NonNullable<OperationDefinitionNode['variableDefinitions']>[number] {
  const named = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const;
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } },
    type: required ? { kind: Kind.NON_NULL_TYPE, type: named } : named,
  };
}
