import { pruneSchema } from '@graphql-tools/utils';
import {
  buildASTSchema,
  Kind,
  parse,
  printSchema,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type NamedTypeNode,
} from 'graphql';
import { apiSchemaOf } from '../../composition/compose.js';
import { readPublicCoordinates } from './public-coordinates.js';
import { requireWhole } from './require-whole.js';

export interface PublicSchema {
  /** What third parties know of the graph: everything else is absent from it. */
  readonly schema: GraphQLSchema;
  /** The types whose things `node(id)` finds for them. */
  readonly nodes: ReadonlySet<string>;
}

/**
 * The graph of third parties: the coordinates of a supergraph that are tagged as public, and nothing else. Throws, with every
 * reason, when what is public cannot stand without something that is not.
 */
export function publicSchemaOf(supergraphSdl: string): PublicSchema {
  const { coordinates, membersOf } = readPublicCoordinates(parse(supergraphSdl, { noLocation: true }));
  const api = apiSchemaOf(supergraphSdl);
  const filtered = publicDocument(parse(printSchema(api), { noLocation: true }), coordinates, membersOf);
  requireWhole(api, filtered, membersOf);
  return { schema: pruneSchema(buildASTSchema(filtered)), nodes: membersOf('Node') };
}

function publicDocument(
  document: DocumentNode,
  coordinates: ReadonlySet<string>,
  membersOf: (interfaceName: string) => ReadonlySet<string>,
): DocumentNode {
  const isPublic = (coordinate: string): undefined | null => (coordinates.has(coordinate) ? undefined : null);
  const typeAt = (ancestors: readonly (ASTNode | readonly ASTNode[])[]): string =>
    nameOf(ancestors.findLast((one) => 'kind' in one && one.kind.endsWith('TypeDefinition')));
  const implementing = (type: string, interfaces: readonly NamedTypeNode[] = []): readonly NamedTypeNode[] =>
    interfaces.filter(({ name }) => membersOf(name.value).has(type));
  return visit(document, {
    // A scalar is as public as what is of it.
    ObjectTypeDefinition: {
      enter: (type) => (coordinates.has(type.name.value) ? { ...type, interfaces: implementing(type.name.value, type.interfaces) } : null),
    },
    InterfaceTypeDefinition: { enter: ({ name }) => isPublic(name.value) },
    UnionTypeDefinition: { enter: ({ name }) => isPublic(name.value) },
    EnumTypeDefinition: { enter: ({ name }) => isPublic(name.value) },
    InputObjectTypeDefinition: { enter: ({ name }) => isPublic(name.value) },
    EnumValueDefinition: { enter: ({ name }, _key, _parent, _path, ancestors) => isPublic(`${typeAt(ancestors)}.${name.value}`) },
    FieldDefinition: { enter: ({ name }, _key, _parent, _path, ancestors) => isPublic(`${typeAt(ancestors)}.${name.value}`) },
    InputValueDefinition: {
      enter: ({ name }, _key, _parent, _path, ancestors) => {
        const field = ancestors.findLast((one) => 'kind' in one && one.kind === Kind.FIELD_DEFINITION);
        const type = typeAt(ancestors);
        return isPublic(field ? `${type}.${nameOf(field)}(${name.value}:)` : `${type}.${name.value}`);
      },
    },
    DirectiveDefinition: { enter: () => null },
  });
}

function nameOf(node: unknown): string {
  return (node as { name?: { value: string } } | undefined)?.name?.value ?? '';
}
