import {
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  Kind,
  type DocumentNode,
  type EnumTypeDefinitionNode,
  type FieldDefinitionNode,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  type TypeNode,
} from 'graphql';

/** What is public but cannot stand alone: everything that a third party would stumble upon, told at build. */
export function requireWhole(api: GraphQLSchema, document: DocumentNode, membersOf: (interfaceName: string) => ReadonlySet<string>): void {
  const wrong = [...new Gaps(api, document, membersOf).found()];
  if (wrong.length > 0) throw new Error(`The public graph is not whole:\n${wrong.map((reason) => `  ${reason}`).join('\n')}`);
}

class Gaps {
  private readonly names: ReadonlySet<string>;
  /** Of enums. */
  private readonly values: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    private readonly api: GraphQLSchema,
    private readonly document: DocumentNode,
    private readonly membersOf: (interfaceName: string) => ReadonlySet<string>,
  ) {
    this.names = new Set(
      document.definitions.flatMap((definition) => ('name' in definition && definition.name ? [definition.name.value] : [])),
    );
    this.values = new Map(
      document.definitions.flatMap((definition): [string, ReadonlySet<string>][] =>
        definition.kind === Kind.ENUM_TYPE_DEFINITION
          ? [[definition.name.value, new Set(definition.values?.map(({ name }) => name.value))]]
          : [],
      ),
    );
  }

  *found(): Iterable<string> {
    if (!this.names.has('Query')) yield 'No query is public.';
    const answered = new Set<string>();
    for (const definition of this.document.definitions) {
      if (definition.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION) {
        const type = this.api.getType(definition.name.value) as GraphQLInputObjectType;
        yield* this.inputGaps(type, new Set(definition.fields?.map(({ name }) => name.value)));
      }
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      const type = this.api.getType(definition.name.value) as GraphQLObjectType | GraphQLInterfaceType;
      if (type === this.api.getSubscriptionType()) yield 'Subscriptions are not public: this door has no WebSocket.';
      if (!definition.fields?.length) yield `${type.name} is public, but no field of it.`;
      if (isInterfaceType(type)) yield* this.memberGaps(type, definition.fields ?? []);
      for (const field of definition.fields ?? []) {
        answered.add(namedType(field.type));
        yield* this.fieldGaps(type, field);
      }
    }
    for (const definition of this.document.definitions) {
      if (definition.kind === Kind.ENUM_TYPE_DEFINITION) yield* this.enumGaps(definition, answered.has(definition.name.value));
    }
  }

  private *fieldGaps(type: GraphQLObjectType | GraphQLInterfaceType, node: FieldDefinitionNode): Iterable<string> {
    const field = type.getFields()[node.name.value];
    if (!field) return;
    const coordinate = `${type.name}.${field.name}`;
    yield* this.typeGaps(coordinate, field.type);
    const shown = new Set(node.arguments?.map(({ name }) => name.value));
    for (const argument of field.args) {
      const place = `${coordinate}(${argument.name}:)`;
      if (shown.has(argument.name)) yield* this.givenGaps(place, argument);
      else if (isRequiredArgument(argument)) yield `${coordinate} is public, but not its argument ${argument.name}, which it takes.`;
    }
    const item = getNullableType(field.type);
    const abstract = isListType(item) ? getNamedType(item) : item;
    if (isAbstractType(abstract) && !isInterfaceType(abstract)) {
      for (const member of this.api.getPossibleTypes(abstract))
        if (!this.names.has(member.name)) yield `${coordinate} may be a ${member.name}, which is not public.`;
    }
  }

  private *inputGaps(type: GraphQLInputObjectType, shown: ReadonlySet<string>): Iterable<string> {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      if (shown.has(field.name)) yield* this.givenGaps(coordinate, field);
      else if (isRequiredInputField(field)) yield `${type.name} is public, but not its field ${field.name}, which it takes.`;
    }
    if (shown.size === 0) yield `${type.name} is public, but no field of it.`;
  }

  private *givenGaps(
    coordinate: string,
    { type, defaultValue }: { readonly type: GraphQLType; readonly defaultValue?: unknown },
  ): Iterable<string> {
    yield* this.typeGaps(coordinate, type);
    const values = this.values.get(getNamedType(type).name);
    if (values && typeof defaultValue === 'string' && !values.has(defaultValue))
      yield `${coordinate} is ${defaultValue} by itself, which is not public.`;
  }

  private *typeGaps(coordinate: string, type: GraphQLType): Iterable<string> {
    const named = getNamedType(type);
    if (!isScalarType(named) && !this.names.has(named.name)) yield `${coordinate} is public, but not its type ${named.name}.`;
  }

  /** A value that is hidden could not be told, and a list of them would be lost for it. */
  private *enumGaps(definition: EnumTypeDefinitionNode, answered: boolean): Iterable<string> {
    const type = this.api.getType(definition.name.value);
    const shown = new Set(definition.values?.map(({ name }) => name.value));
    if (shown.size === 0) yield `${definition.name.value} is public, but no value of it.`;
    if (!answered || !isEnumType(type)) return;
    for (const { name } of type.getValues()) if (!shown.has(name)) yield `${type.name} is answered, but its value ${name} is not public.`;
  }

  /** What may come as an interface must be public, whole. Things that `node` finds are chosen when they are asked for. */
  private *memberGaps(type: GraphQLInterfaceType, fields: readonly FieldDefinitionNode[]): Iterable<string> {
    const members = this.membersOf(type.name);
    for (const { name } of this.api.getPossibleTypes(type)) {
      if (!members.has(name) && type.name !== 'Node') yield `${type.name} is public, but not as what ${name} implements.`;
    }
    for (const name of members) {
      const member = this.document.definitions.find(
        (definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === name,
      );
      const shown = new Set(member?.kind === Kind.OBJECT_TYPE_DEFINITION ? member.fields?.map((field) => field.name.value) : []);
      for (const field of fields)
        if (!shown.has(field.name.value)) yield `${name} is public as a ${type.name}, but not its field ${field.name.value}.`;
    }
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
