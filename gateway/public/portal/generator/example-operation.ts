import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  parse,
  print,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

export interface ExampleOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How many plain fields of a type an example shows, and how deep it goes: enough to see what there is, short enough to read. */
const fieldsShown = 6;
const deepest = 3;

/** An operation that asks for the root field and is valid as it stands, with variables that have the right shape. */
export function exampleOperation(schema: GraphQLSchema, kind: 'query' | 'mutation', name: string): ExampleOperation {
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  const field = root?.getFields()[name];
  if (!field) throw new Error(`The schema has no ${kind} ${name}`);
  const shown = field.args.filter((argument) => isRequiredArgument(argument) || argument.name === 'first' || argument.name === 'filter');
  const useful = shown.filter(({ type, name: argument }) => argument !== 'filter' || hasExample(type));
  const declared = useful.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = useful.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const text = `${kind} ${title}${declared ? `(${declared})` : ''} { ${name}${passed ? `(${passed})` : ''} ${selectionOf(schema, field)} }`;
  const variables = Object.fromEntries(
    useful.map((argument) => [argument.name, argument.name === 'first' ? 5 : exampleValue(argument.type, argument.name)]),
  );
  return { query: print(parse(text)), variables };
}

function selectionOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  return isCompositeType(type) ? `{ ${fieldsOf(schema, type, [type.name]).join(' ')} }` : '';
}

/** Plain fields first; lists by their nodes; of what hangs on it, only what can be told from a name. */
function fieldsOf(schema: GraphQLSchema, type: GraphQLNamedType, path: readonly string[]): string[] {
  if (!isObjectType(type)) {
    const members = isCompositeType(type) ? schema.getPossibleTypes(type).slice(0, 1) : [];
    return ['__typename', ...members.flatMap((member) => [`... on ${member.name} { ${leavesOf(member).join(' ')} }`])];
  }
  const fields = Object.values(type.getFields());
  if (type.name.endsWith('Connection')) return connectionFields(schema, fields, path);
  const leaves = leavesOf(type);
  if (path.length >= deepest) return leaves;
  const composites = fields.filter((field) => isCompositeType(getNamedType(field.type)) && canBeAsked(field));
  // Payloads consist of what was changed and why not; of an entity, a few neighbours are enough.
  const neighbours = composites.slice(0, type.name.endsWith('Payload') ? composites.length : 2);
  const nested = neighbours.flatMap((field) => {
    const target = getNamedType(field.type);
    if (path.includes(target.name)) return [];
    const inner = fieldsOf(schema, target, [...path, target.name]);
    return inner.length > 0 ? [`${field.name} { ${inner.join(' ')} }`] : [];
  });
  return [...leaves, ...nested];
}

function connectionFields(schema: GraphQLSchema, fields: readonly GraphQLField<unknown, unknown>[], path: readonly string[]): string[] {
  const nodes = fields.find(({ name }) => name === 'nodes');
  const node = nodes && getNamedType(nodes.type);
  return [
    ...(node ? [`nodes { ${fieldsOf(schema, node, [...path, node.name]).join(' ')} }`] : []),
    ...(fields.some(({ name }) => name === 'pageInfo') ? ['pageInfo { hasNextPage endCursor }'] : []),
  ];
}

function leavesOf(type: GraphQLObjectType): string[] {
  const leaves = Object.values(type.getFields()).filter(
    (field) => isLeafType(getNamedType(field.type)) && canBeAsked(field) && !field.deprecationReason,
  );
  const names = leaves.map(({ name }) => name).filter((name) => !['createdAt', 'updatedAt', 'version'].includes(name));
  const shown = names.slice(0, fieldsShown);
  return shown.length > 0 ? shown : ['__typename'];
}

function canBeAsked(field: GraphQLField<unknown, unknown>): boolean {
  return !field.args.some(isRequiredArgument);
}

/** Optional inputs are shown when there is something to fill in; a filter of nothing teaches nothing. */
function hasExample(type: GraphQLInputType): boolean {
  return isNonNullType(type);
}

const plainValues: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1.5,
  Boolean: true,
  String: 'text',
  Date: '2026-03-02',
  DateTime: '2026-03-02T01:00:00.000Z',
  LocalTime: '09:00',
  TimeZone: 'Asia/Ulaanbaatar',
  Currency: 'MNT',
  PhoneNumber: '+97677001234',
  BigInt: '1000',
  JSON: {},
};

function exampleValue(type: GraphQLInputType, name: string): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [exampleValue(nullable.ofType, name.replace(/s$/, ''))];
  if (isEnumType(nullable)) return nullable.getValues()[0]?.name;
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields());
    // Of alternatives exactly one has to be given.
    const required = nullable.isOneOf ? fields.slice(0, 1) : fields.filter(isRequiredInputField);
    return Object.fromEntries(required.map((field) => [field.name, exampleValue(field.type, field.name)]));
  }
  if (nullable.name === 'ID')
    return `${name
      .replace(/Ids?$/, '')
      .replaceAll(/([A-Z])/g, '_$1')
      .toLowerCase()}_01kc…`;
  return plainValues[nullable.name] ?? 'text';
}
