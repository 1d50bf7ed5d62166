import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** How long a list can get, by `@listSize`. */
export interface ListSize {
  readonly assumedSize: number | null;
  /** Arguments that say it; the largest given one counts. */
  readonly slicingArguments: readonly string[];
  /** The lists below the field that are meant, when it is not the field itself. */
  readonly sizedFields: readonly string[];
  readonly requireOneSlicingArgument: boolean;
}

/** What a schema says of costs, by coordinates: `Order`, `Query.slots`, `Query.slots(input:)`, `SlotSearchInput.limit`. */
export interface CostRules {
  readonly weights: ReadonlyMap<string, number>;
  readonly sizes: ReadonlyMap<string, ListSize>;
}

/** Reads every `@cost` and `@listSize` of a schema document: the supergraph's, or one that third parties read. */
export function readCostRules(document: DocumentNode): CostRules {
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const weigh = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined): void => {
    const weight = argumentsOf(directives, 'cost')?.['weight'];
    // The specification writes weights as text, federation as whole numbers.
    if (weight !== undefined) weights.set(coordinate, Number(weight));
  };
  for (const definition of document.definitions) {
    if (!('name' in definition) || !definition.name) continue;
    const type = definition.name.value;
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.INTERFACE_TYPE_DEFINITION) {
      weigh(type, definition.directives);
      for (const field of definition.fields ?? []) {
        const coordinate = `${type}.${field.name.value}`;
        weigh(coordinate, field.directives);
        for (const argument of field.arguments ?? []) weigh(`${coordinate}(${argument.name.value}:)`, argument.directives);
        const size = argumentsOf(field.directives, 'listSize');
        if (size) sizes.set(coordinate, listSize(size));
      }
    } else if (definition.kind === Kind.SCALAR_TYPE_DEFINITION || definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      weigh(type, definition.directives);
    } else if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
      for (const field of definition.fields ?? []) weigh(`${type}.${field.name.value}`, field.directives);
    }
  }
  return { weights, sizes };
}

function listSize(given: Readonly<Record<string, unknown>>): ListSize {
  return {
    assumedSize: (given['assumedSize'] as number | null | undefined) ?? null,
    slicingArguments: (given['slicingArguments'] as string[] | null | undefined) ?? [],
    sizedFields: (given['sizedFields'] as string[] | null | undefined) ?? [],
    requireOneSlicingArgument: given['requireOneSlicingArgument'] !== false,
  };
}

function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string): Readonly<Record<string, unknown>> | null {
  const found = directives?.find((directive) => directive.name.value === name);
  return found
    ? Object.fromEntries((found.arguments ?? []).map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]))
    : null;
}
