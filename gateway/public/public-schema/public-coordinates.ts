import { Kind, type DirectiveNode, type DocumentNode } from 'graphql';
import { publicMemberTag, publicTag } from '#kernel/subgraph/public-part.js';

/** What a supergraph says of who may see what. */
export interface PublicCoordinates {
  /** `Order`, `Order.lines`, `Order.lines(first:)`, `OrderStatus.ACTIVE`, `OrderFilter.status`. */
  readonly coordinates: ReadonlySet<string>;
  /** The object types that are public as an interface. */
  readonly membersOf: (interfaceName: string) => ReadonlySet<string>;
}

/** Reads the tags of a supergraph's SDL. */
export function readPublicCoordinates(supergraph: DocumentNode): PublicCoordinates {
  const coordinates = new Set<string>();
  const tags = new Map<string, string[]>();
  const read = (coordinate: string, { directives }: { readonly directives?: readonly DirectiveNode[] | undefined }): void => {
    const names = tagsOf(directives);
    if (names.includes(publicTag)) coordinates.add(coordinate);
    if (names.length > 0) tags.set(coordinate, names);
  };
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || !definition.name || !('directives' in definition)) continue;
    const type = definition.name.value;
    read(type, definition);
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION)
      for (const value of definition.values ?? []) read(`${type}.${value.name.value}`, value);
    if (!('fields' in definition)) continue;
    for (const field of definition.fields ?? []) {
      const coordinate = `${type}.${field.name.value}`;
      read(coordinate, field);
      if (field.kind !== Kind.FIELD_DEFINITION) continue;
      for (const argument of field.arguments ?? []) read(`${coordinate}(${argument.name.value}:)`, argument);
    }
  }
  return {
    coordinates,
    membersOf: (interfaceName) =>
      new Set([...tags].flatMap(([type, names]) => (names.includes(publicMemberTag(interfaceName)) ? [type] : []))),
  };
}

function tagsOf(directives: readonly DirectiveNode[] = []): string[] {
  return directives.flatMap(({ name, arguments: [argument] = [] }) =>
    name.value === 'tag' && argument?.value.kind === Kind.STRING ? [argument.value.value] : [],
  );
}
