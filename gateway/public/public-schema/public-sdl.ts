import {
  Kind,
  parse,
  print,
  printSchema,
  visit,
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type ConstValueNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
} from 'graphql';

/** Beside what GraphQL itself prints, third parties are told what their operations cost (IBM GraphQL Cost Directives). */
const costDirectives = ['cost', 'listSize'];

/** The text of the public schema, with the costs that the supergraph says of it. */
export function publicSdlOf(schema: GraphQLSchema, supergraphSdl: string): string {
  const supergraph = parse(supergraphSdl, { noLocation: true });
  const costs = costsIn(supergraph);
  const costOf = (coordinate: string): readonly ConstDirectiveNode[] => costs.get(coordinate) ?? [];
  const document = visit(parse(printSchema(schema), { noLocation: true }), {
    ObjectTypeDefinition: {
      enter: (type) => ({
        ...type,
        directives: [...(type.directives ?? []), ...costOf(type.name.value)],
        fields: type.fields?.map((field) => withCosts(schema, field, costOf(`${type.name.value}.${field.name.value}`))) ?? [],
      }),
    },
  });
  const definitions =
    costs.size > 0
      ? supergraph.definitions.filter(
          (definition) => definition.kind === Kind.DIRECTIVE_DEFINITION && costDirectives.includes(definition.name.value),
        )
      : [];
  return `${print({ ...document, definitions: [...definitions, ...document.definitions] })}\n`;
}

function costsIn(supergraph: DocumentNode): ReadonlyMap<string, readonly ConstDirectiveNode[]> {
  const costs = new Map<string, readonly ConstDirectiveNode[]>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    for (const [coordinate, { directives = [] }] of [
      [definition.name.value, definition] as const,
      ...(definition.fields ?? []).map((field) => [`${definition.name.value}.${field.name.value}`, field] as const),
    ]) {
      const found = directives.filter(({ name }) => costDirectives.includes(name.value));
      if (found.length > 0) costs.set(coordinate, found);
    }
  }
  return costs;
}

function withCosts(schema: GraphQLSchema, field: FieldDefinitionNode, costs: readonly ConstDirectiveNode[]): FieldDefinitionNode {
  if (costs.length === 0) return field;
  const answered = schema.getType(namedTypeOf(field.type));
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    slicingArguments: new Set(field.arguments?.map(({ name }) => name.value)),
    sizedFields: new Set(answered && 'getFields' in answered ? Object.keys(answered.getFields()) : []),
  };
  return {
    ...field,
    directives: [
      ...(field.directives ?? []),
      ...costs.map((cost) => ({ ...cost, arguments: (cost.arguments ?? []).map((argument) => withKnown(argument, known)) })),
    ],
  };
}

/** An argument by which a list could be cut, or a field that it is in, may be hidden. */
function withKnown(argument: ConstArgumentNode, known: Readonly<Record<string, ReadonlySet<string>>>): ConstArgumentNode {
  const names = known[argument.name.value];
  if (!names || argument.value.kind !== Kind.LIST) return argument;
  const isKnown = (value: ConstValueNode): boolean => value.kind === Kind.STRING && names.has(value.value);
  return { ...argument, value: { ...argument.value, values: argument.value.values.filter(isKnown) } };
}

function namedTypeOf(type: FieldDefinitionNode['type']): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedTypeOf(type.type);
}
