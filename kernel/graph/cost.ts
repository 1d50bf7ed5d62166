import { Kind, visit, type DirectiveNode, type DocumentNode, type FieldDefinitionNode, type TypeNode } from 'graphql';
import { assumedListSize } from './assumed-list-size.js';
import { pageLimits } from './connection.js';

/**
 * What fields weigh in the cost of an operation, by the GraphQL cost directives (IBM): `@cost` and `@listSize` stand in every
 * subgraph's SDL and are carried through composition, so that whoever reads the schema can tell a cost beforehand.
 */

/** Beside what it answers: a write takes locks, an audit row and events. */
export const mutationWeight = 10;

/** Sizes every list of a subgraph and weighs its mutations, where their fields do not say better themselves. */
export function withCosts(document: DocumentNode): DocumentNode {
  const composites = new Set<string>();
  for (const definition of document.definitions) {
    const isComposite =
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION ||
      definition.kind === Kind.UNION_TYPE_DEFINITION;
    if (isComposite) composites.add(definition.name.value);
  }
  return visit(document, {
    ObjectTypeDefinition(type) {
      // `nodes` and `edges` are sized by the field that answers the page.
      const isPage = type.name.value.endsWith('Connection');
      const fields = type.fields?.map((field) => {
        const added = [
          ...(type.name.value === 'Mutation' && !has(field, 'cost') ? [directive('cost', { weight: String(mutationWeight) })] : []),
          ...(isPage || has(field, 'listSize') ? [] : listSizeOf(field, composites)),
        ];
        return added.length === 0 ? field : { ...field, directives: [...(field.directives ?? []), ...added] };
      });
      return { ...type, ...(fields ? { fields } : {}) };
    },
  });
}

function listSizeOf({ type, arguments: args }: FieldDefinitionNode, composites: ReadonlySet<string>): DirectiveNode[] {
  if (isList(type)) return composites.has(nameOf(type)) ? [directive('listSize', { assumedSize: String(assumedListSize) })] : [];
  const slicing = ['first', 'last'].filter((name) => args?.some((argument) => argument.name.value === name));
  if (slicing.length === 0 || !nameOf(type).endsWith('Connection')) return [];
  return [
    directive('listSize', {
      assumedSize: String(pageLimits.default),
      slicingArguments: slicing,
      sizedFields: ['nodes', 'edges'],
      requireOneSlicingArgument: false,
    }),
  ];
}

function has(field: FieldDefinitionNode, name: string): boolean {
  return field.directives?.some((given) => given.name.value === name) === true;
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.NON_NULL_TYPE ? isList(type.type) : type.kind === Kind.LIST_TYPE;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** Whole numbers are given as text, lists of names and booleans as they are. */
function directive(name: string, values: Readonly<Record<string, string | readonly string[] | boolean>>): DirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(values).map(([argument, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: argument },
      value:
        typeof value === 'boolean'
          ? { kind: Kind.BOOLEAN, value }
          : typeof value === 'string'
            ? { kind: Kind.INT, value }
            : { kind: Kind.LIST, values: value.map((text) => ({ kind: Kind.STRING, value: text })) },
    })),
  };
}
