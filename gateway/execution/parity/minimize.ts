import { Kind, print, validate, visit, type ASTNode, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Compared, Comparison } from './comparison.js';
import type { GeneratedOperation } from './operation-generator.js';

/** How many smaller operations are tried at the most. */
const patience = 400;

/** The smallest operation, as far as leaving out one thing after another leads, that still shows a difference of the same kind. */
export async function minimize(comparison: Comparison, found: Compared): Promise<Compared> {
  let smallest = found;
  let tries = 0;
  for (let step = 0; tries < patience; step++) {
    const smaller = without(smallest.operation, step, comparison.schema);
    if (smaller === 'done') break;
    if (!smaller) continue;
    tries++;
    const compared = await comparison.compareOperation(smaller, found.seed, found.fortune);
    if (compared.kind !== 'different' || kindOf(compared) !== kindOf(found)) continue;
    smallest = compared;
    step = -1;
  }
  return smallest;
}

/** What is said before the particulars. */
function kindOf({ differences: [first = ''] }: Compared): string {
  return first.split(/[:[/]/)[0] ?? '';
}

/** The operation without its n-th selection or directive, and with what a fragment selects in its place; null when that is not valid. */
function without(operation: GeneratedOperation, step: number, schema: GraphQLSchema): GeneratedOperation | null | 'done' {
  let at = -1;
  const isNext = (): boolean => ++at === step;
  const changed = visit(operation.document, {
    Field: (): null | undefined => (isNext() ? null : undefined),
    FragmentSpread: (): null | undefined => (isNext() ? null : undefined),
    InlineFragment: (): null | undefined => (isNext() ? null : undefined),
    Directive: (): null | undefined => (isNext() ? null : undefined),
    OperationDefinition: ({ name }): null | undefined => (isNext() && name?.value !== operation.operationName ? null : undefined),
    SelectionSet: {
      leave: (set): ASTNode | undefined => {
        const fragment = set.selections.find((selection) => selection.kind === Kind.INLINE_FRAGMENT && isNext());
        if (fragment?.kind !== Kind.INLINE_FRAGMENT) return undefined;
        return { ...set, selections: set.selections.flatMap((selection) => (selection === fragment ? fragment.selectionSet.selections : [selection])) };
      },
    },
  });
  if (at < step) return 'done';
  const document = withoutUnused(changed);
  if (!isWhole(document) || validate(schema, document).length > 0) return null;
  const text = print(document);
  return text === print(operation.document) ? null : { ...operation, document, text };
}

function isWhole(document: DocumentNode): boolean {
  let whole = document.definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  visit(document, { SelectionSet: ({ selections }) => void (whole &&= selections.length > 0) });
  return whole;
}

/** Fragments and variables that nothing uses any more would not be valid. */
function withoutUnused(document: DocumentNode): DocumentNode {
  const fragments = new Map(document.definitions.flatMap((one): [string, FragmentDefinitionNode][] => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])));
  const spread = new Set<string>();
  const variablesIn = (node: ASTNode, variables: Set<string>, seen: Set<string>): Set<string> => {
    visit(node, {
      VariableDefinition: () => false,
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (!fragment || seen.has(name.value)) return;
        seen.add(name.value);
        spread.add(name.value);
        variablesIn(fragment, variables, seen);
      },
    });
    return variables;
  };
  const operations = document.definitions.flatMap((one): OperationDefinitionNode[] => {
    if (one.kind !== Kind.OPERATION_DEFINITION) return [];
    const used = variablesIn(one, new Set(), new Set());
    return [{ ...one, variableDefinitions: (one.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)) }];
  });
  return { ...document, definitions: [...operations, ...[...fragments].filter(([name]) => spread.has(name)).map(([, fragment]) => fragment)] };
}
