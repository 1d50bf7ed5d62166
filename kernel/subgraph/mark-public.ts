import {
  Kind,
  type ConstDirectiveNode,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type InputObjectTypeDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';
import { publicMemberTag, publicTag, type PublicPart } from './public-part.js';

/** Tags exactly what the part names in a subgraph's SDL; throws for what the SDL does not have, so that nothing is misspelt. */
export function markPublic(subgraph: string, document: DocumentNode, part: PublicPart): DocumentNode {
  const definitions = new Map(
    document.definitions.flatMap((definition): [string, TypeDefinitionNode][] =>
      'name' in definition && isType(definition) ? [[definition.name.value, definition]] : [],
    ),
  );
  const marked = new Map<string, TypeDefinitionNode>();
  const wrong: string[] = [];
  const current = (name: string): TypeDefinitionNode | undefined => marked.get(name) ?? definitions.get(name);

  for (const [name, entries] of Object.entries(part)) {
    const definition = current(name);
    if (!definition) {
      wrong.push(`there is no type ${name}`);
      continue;
    }
    const members = definition.kind === Kind.INTERFACE_TYPE_DEFINITION ? entries.filter((entry) => definitions.has(entry)) : [];
    const named = entries.filter((entry) => !members.includes(entry));
    marked.set(name, tagged(markedType(definition, named, wrong), publicTag));
    for (const member of members) {
      const type = current(member);
      const implemented = type?.kind === Kind.OBJECT_TYPE_DEFINITION && type.interfaces?.some((one) => one.name.value === name);
      if (implemented) marked.set(member, tagged(type, publicMemberTag(name)));
      else wrong.push(`${member} does not implement ${name}`);
    }
  }
  if (wrong.length > 0) throw new Error(`The public part of ${subgraph} names what is not there: ${wrong.join('; ')}.`);
  return {
    ...document,
    definitions: document.definitions.map((definition) =>
      'name' in definition && definition.name ? (marked.get(definition.name.value) ?? definition) : definition,
    ),
  };
}

function markedType(definition: TypeDefinitionNode, entries: readonly string[], wrong: string[]): TypeDefinitionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION:
      return { ...definition, fields: markedFields(definition, entries, wrong) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { ...definition, values: markedNames(definition, definition.values ?? [], entries, wrong) };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...definition, fields: markedNames(definition, definition.fields ?? [], entries, wrong) };
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.SCALAR_TYPE_DEFINITION:
      wrong.push(...entries.map((entry) => `${definition.name.value} has no ${entry}`));
      return definition;
  }
}

/** `orders(first after)`: a field, and those of its arguments that are public. */
function markedFields(
  type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode,
  entries: readonly string[],
  wrong: string[],
): FieldDefinitionNode[] {
  const named = new Map(entries.map((entry) => fieldEntry(entry)));
  const fields = type.fields ?? [];
  wrong.push(
    ...[...named.keys()]
      .filter((name) => !fields.some((field) => field.name.value === name))
      .map((name) => `there is no ${type.name.value}.${name}`),
  );
  return fields.map((field) => {
    const wanted = named.get(field.name.value);
    if (!wanted) return field;
    const all = field.arguments ?? [];
    wrong.push(
      ...wanted
        .filter((name) => !all.some((argument) => argument.name.value === name))
        .map((name) => `there is no ${type.name.value}.${field.name.value}(${name}:)`),
    );
    return tagged(
      { ...field, arguments: all.map((argument) => (wanted.includes(argument.name.value) ? tagged(argument, publicTag) : argument)) },
      publicTag,
    );
  });
}

function fieldEntry(entry: string): [string, readonly string[]] {
  const [, name = entry, list = ''] = /^(\w+)(?:\(([\w\s]+)\))?$/.exec(entry) ?? [];
  return [name, list.split(/\s+/).filter(Boolean)];
}

function markedNames<
  Node extends { readonly name: { readonly value: string }; readonly directives?: readonly ConstDirectiveNode[] | undefined },
>(
  type: EnumTypeDefinitionNode | InputObjectTypeDefinitionNode,
  nodes: readonly Node[],
  entries: readonly string[],
  wrong: string[],
): Node[] {
  wrong.push(
    ...entries.filter((entry) => !nodes.some(({ name }) => name.value === entry)).map((entry) => `there is no ${type.name.value}.${entry}`),
  );
  return nodes.map((node) => (entries.includes(node.name.value) ? tagged(node, publicTag) : node));
}

function tagged<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(node: Node, tag: string): Node {
  const directive: ConstDirectiveNode = {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: 'tag' },
    arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'name' }, value: { kind: Kind.STRING, value: tag } }],
  };
  return { ...node, directives: [...(node.directives ?? []), directive] };
}

function isType(definition: { readonly kind: Kind }): definition is TypeDefinitionNode {
  return definition.kind.endsWith('TypeDefinition');
}
