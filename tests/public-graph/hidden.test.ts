import {
  buildSchema,
  getNamedType,
  getVariableValues,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  parse,
  validate,
  visit,
  type GraphQLEnumType,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { composeGraph } from '../../app/graph.js';
import { readPublicCoordinates } from '../../gateway/public/public-schema/public-coordinates.js';
import { publicSchemaOf, publicSdlOf } from '../../gateway/index.js';

/** One coordinate of the composed graph that third parties do not have, and an operation that would use it. */
interface Attack {
  readonly coordinate: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

let api: GraphQLSchema;
let outside: GraphQLSchema;
let sdl: string;
let hiddenNames: ReadonlySet<string>;
let tagged: ReadonlySet<string>;
beforeAll(async () => {
  const { supergraphSdl, apiSdl } = await composeGraph();
  api = buildSchema(apiSdl);
  outside = publicSchemaOf(supergraphSdl).schema;
  tagged = readPublicCoordinates(parse(supergraphSdl)).coordinates;
  sdl = publicSdlOf(outside, supergraphSdl);
  const known = namesIn(sdl);
  hiddenNames = new Set([...namesIn(apiSdl)].filter((name) => !known.has(name)));
});

function namesIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  visit(parse(text), { Name: ({ value }) => void names.add(value) });
  return names;
}

const typesOf = (schema: GraphQLSchema) => Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
const hasFields = (type: unknown): type is GraphQLObjectType | GraphQLInterfaceType => isObjectType(type) || isInterfaceType(type);
const below = (type: Parameters<typeof getNamedType>[0]) => (isCompositeType(getNamedType(type)) ? '{ __typename }' : '');

function* typeAttacks(): Iterable<Attack> {
  for (const type of typesOf(api)) {
    const { name: coordinate } = type;
    if (outside.getType(coordinate)) continue;
    if (!isCompositeType(type)) {
      yield { coordinate, query: `query ($value: ${coordinate}) { __typename }` };
      continue;
    }
    // With all that is in it: its fields are as hidden as it is.
    const fields = hasFields(type) ? Object.values(type.getFields()).map((field) => `${field.name} ${below(field.type)}`) : ['__typename'];
    yield { coordinate, query: `{ node(id: "x") { ... on ${coordinate} { ${fields.join(' ')} } } }` };
    yield { coordinate, query: `{ node(id: "x") { ...Hidden } } fragment Hidden on ${coordinate} { __typename }` };
  }
}

function* fieldAttacks(type: GraphQLObjectType | GraphQLInterfaceType, known: GraphQLObjectType | GraphQLInterfaceType): Iterable<Attack> {
  for (const field of Object.values(type.getFields())) {
    const coordinate = `${type.name}.${field.name}`;
    const shown = known.getFields()[field.name];
    if (!shown) {
      yield { coordinate, query: `{ __typename } fragment Hidden on ${type.name} { ${field.name} ${below(field.type)} }` };
      yield { coordinate, query: `{ __typename } fragment Hidden on ${type.name} { id: ${field.name} ${below(field.type)} }` };
      continue;
    }
    for (const { name } of field.args) {
      if (shown.args.some((argument) => argument.name === name)) continue;
      yield {
        coordinate: `${coordinate}(${name}:)`,
        query: `{ __typename } fragment Hidden on ${type.name} { ${field.name}(${name}: null) ${below(field.type)} }`,
      };
    }
  }
}

function* valueAttacks(type: GraphQLEnumType, known: GraphQLEnumType): Iterable<Attack> {
  for (const { name } of type.getValues()) {
    if (!known.getValue(name))
      yield { coordinate: `${type.name}.${name}`, query: `query ($value: ${type.name}) { __typename }`, variables: { value: name } };
  }
}

function* inputAttacks(type: GraphQLInputObjectType, known: GraphQLInputObjectType): Iterable<Attack> {
  for (const name of Object.keys(type.getFields())) {
    if (!known.getFields()[name])
      yield {
        coordinate: `${type.name}.${name}`,
        query: `query ($value: ${type.name}) { __typename }`,
        variables: { value: { [name]: null } },
      };
  }
}

function* memberAttacks(type: GraphQLNamedType, known: GraphQLNamedType | undefined): Iterable<Attack> {
  if (hasFields(type) && hasFields(known)) yield* fieldAttacks(type, known);
  if (isEnumType(type) && isEnumType(known)) yield* valueAttacks(type, known);
  if (isInputObjectType(type) && isInputObjectType(known)) yield* inputAttacks(type, known);
}

/** What the public schema has to say against an operation. */
function refusalsOf({ query, variables }: Attack): readonly string[] {
  const document = parse(query, { noLocation: true });
  const invalid = validate(outside, document).filter(({ message }) => message !== 'Fragment "Hidden" is never used.');
  if (invalid.length > 0 || !variables) return invalid.map(({ message }) => message);
  const [operation] = document.definitions;
  const definitions = operation?.kind === Kind.OPERATION_DEFINITION ? (operation.variableDefinitions ?? []) : [];
  return (getVariableValues(outside, definitions, variables).errors ?? []).map(({ message }) => message);
}

describe('what is hidden from third parties', () => {
  it('cannot be asked for by any coordinate, and no refusal names anything else that is', () => {
    const attacks = [...typeAttacks(), ...typesOf(api).flatMap((type) => [...memberAttacks(type, outside.getType(type.name))])];
    const found: string[] = [];
    for (const attack of attacks) {
      const refusals = refusalsOf(attack);
      if (refusals.length === 0) found.push(`${attack.coordinate} is answered`);
      const said = new Set(attack.query.match(/\w+/g) ?? []);
      for (const name of Object.keys((attack.variables?.['value'] as object | undefined) ?? {})) said.add(name);
      if (typeof attack.variables?.['value'] === 'string') said.add(attack.variables['value']);
      for (const [quoted, name = ''] of refusals.join('\n').matchAll(/["']([A-Za-z_]\w*)["']/g)) {
        if (hiddenNames.has(name) && !said.has(name)) found.push(`${attack.coordinate} is refused by naming ${quoted}`);
      }
    }
    expect(found).toEqual([]);
    expect(attacks.length).toBeGreaterThan(2_500);
  }, 300_000);

  it('is named in no description', () => {
    const found: string[] = [];
    visit(parse(sdl), {
      enter: (node) => {
        if (!('description' in node) || !node.description) return;
        for (const [, name = ''] of node.description.value.matchAll(/`(\w+)`/g))
          if (hiddenNames.has(name) && /[a-z][A-Z]|^[a-z]+$/.test(name)) found.push(`${name}: ${node.description.value}`);
      },
    });
    expect(found).toEqual([]);
  });

  it('has its machinery away with it', () => {
    expect(['_Entity', '_Service', '_Any', 'Subscription', 'join__Graph', 'link__Import'].filter((name) => outside.getType(name))).toEqual(
      [],
    );
    expect(
      outside
        .getDirectives()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['deprecated', 'include', 'oneOf', 'skip', 'specifiedBy']);
  });

  it('is all that a part does not name: what one names can be reached', () => {
    const named = [...tagged].filter((coordinate) => !coordinate.includes('.'));
    expect(named.filter((name) => !outside.getType(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(100);
  });
});
