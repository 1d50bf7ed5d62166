import fc from 'fast-check';
import {
  buildASTSchema,
  executeSync,
  getNamedType,
  getNullableType,
  getOperationAST,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  parse,
  validate,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLFieldResolver,
} from 'graphql';
import { readCostRules, type ListSize } from './cost-rules.js';
import { unitsOf } from './costs.js';
import { OperationCost } from './operation-cost.js';

const sdl = parse(`
  directive @cost(weight: Int!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
  interface Node { id: ID herds: [Herd] }
  type Yak implements Node @cost(weight: 3) { id: ID herds: [Herd] name(long: Int @cost(weight: 2)): String @cost(weight: 2) mother: Yak friends(first: Int, last: Int): YakConnection @listSize(assumedSize: 2, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false) }
  type Herd implements Node { id: ID herds: [Herd] @listSize(assumedSize: 1) size: Int @cost(weight: 4) oldest: Node any: Animal all: [Animal] @listSize(assumedSize: 3) }
  union Animal = Yak | Herd
  type YakConnection { nodes: [Yak] edges: [YakEdge] totalCount: Int @cost(weight: 5) }
  type YakEdge { cursor: ID node: Yak }
  type Query { yak: Yak node: Node nodes: [Node] @listSize(assumedSize: 4) herd: Herd yaks(first: Int): YakConnection @listSize(assumedSize: 3, slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false) }
`);
const schema = buildASTSchema(sdl);
const rules = readCostRules(sdl);

/** A choice of the run: the first of the remaining numbers, within a bound. */
type Choose = (below: number) => number;

function chooser(numbers: readonly number[]): Choose {
  let index = 0;
  return (below) => (numbers[index++ % numbers.length] ?? 0) % below;
}

/** The selection of a random operation; its aliases are by field and arguments, so that equal keys always merge. */
function selection(type: GraphQLCompositeType, choose: Choose, depth: number): string {
  const parts = Array.from({ length: 1 + choose(3) }, () => {
    const on = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
    const inner = on[choose(on.length + 1)];
    const body =
      inner && depth > 0
        ? `... on ${inner.name} ${condition(choose)} { ${selection(inner, choose, depth - 1)} }`
        : field(type, choose, depth);
    return body;
  });
  return parts.join(' ');
}

function field(type: GraphQLCompositeType, choose: Choose, depth: number): string {
  const fields =
    'getFields' in type ? Object.values(type.getFields()).filter((one) => depth > 0 || !isCompositeType(getNamedType(one.type))) : [];
  const one = fields[choose(fields.length + 1)];
  if (!one) return '__typename';
  const named = getNamedType(one.type);
  const given = one.args[choose(one.args.length + 1)];
  const size = choose(4);
  const call = given ? `${one.name}_${given.name}_${size}_${choose(2)}: ${one.name}(${given.name}: ${size})` : one.name;
  return `${call} ${condition(choose)} ${isCompositeType(named) ? `{ ${selection(named, choose, depth - 1)} }` : ''}`;
}

function condition(choose: Choose): string {
  return ['', '', '', '@include(if: $yes)', '@skip(if: $no)', '@skip(if: $yes)', '@include(if: $no)'][choose(7)] ?? '';
}

interface Parent {
  readonly sizes: Readonly<Record<string, number>>;
}

/** Answers anything, with lists that are never longer than they may be. */
function resolver(choose: Choose): GraphQLFieldResolver<Parent | undefined, unknown> {
  return (parent, args: Readonly<Record<string, unknown>>, _context, info) => {
    const definition = info.parentType.getFields()[info.fieldName] as GraphQLField<unknown, unknown>;
    const size = rules.sizes.get(`${info.parentType.name}.${info.fieldName}`);
    const named = getNamedType(definition.type);
    if (!isCompositeType(named)) return 1;
    const one = (sizes: Readonly<Record<string, number>>): object | null => {
      const possible = isAbstractType(named) ? schema.getPossibleTypes(named) : isObjectType(named) ? [named] : [];
      return choose(5) === 0 ? null : { __typename: possible[choose(possible.length)]?.name, sizes };
    };
    if (!isListType(getNullableType(definition.type)))
      return one(size ? Object.fromEntries(size.sizedFields.map((name) => [name, mostOf(size, args)])) : {});
    const most = parent?.sizes[info.fieldName] ?? (size ? mostOf(size, args) : 10);
    return Array.from({ length: choose(most + 1) }, () => one({}));
  };
}

function mostOf({ slicingArguments, assumedSize }: ListSize, args: Readonly<Record<string, unknown>>): number {
  const given = slicingArguments.flatMap((name) => (typeof args[name] === 'number' ? [args[name]] : []));
  return given.length > 0 ? Math.max(...given) : (assumedSize ?? 0);
}

const numbers = fc.array(fc.nat(1_000), { minLength: 40, maxLength: 200 });

describe('any operation and any answer', () => {
  it('cost what was requested at most, as long as lists are within their sizes', () => {
    const seen = { operations: 0, cheaper: 0, equal: 0 };
    fc.assert(
      fc.property(numbers, numbers, (asking, answering) => {
        const query = `query ($yes: Boolean!, $no: Boolean!) { a: __typename @include(if: $yes) @skip(if: $no) ${selection(schema.getQueryType() as GraphQLCompositeType, chooser(asking), 5)} }`;
        const document = parse(query);
        // The same key with other conditions on abstract types may not merge; such operations never reach a cost.
        fc.pre(validate(schema, document).length === 0);
        const variables = { yes: true, no: false };
        const operation = getOperationAST(document);
        if (!operation) throw new Error('no operation');
        const { data, errors } = executeSync({ schema, document, variableValues: variables, fieldResolver: resolver(chooser(answering)) });
        expect(errors).toBeUndefined();
        const cost = OperationCost.compile(schema, rules, document, operation);
        const [requested, answered] = [unitsOf(cost.requested(variables)), unitsOf(cost.answered(data, variables))];
        seen.operations += 1;
        seen[answered < requested ? 'cheaper' : 'equal'] += 1;
        expect(answered).toBeLessThanOrEqual(requested);
        expect(answered).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 1_000 },
    );
    // The run must have had something to say.
    expect(seen.operations).toBe(1_000);
    expect(Math.min(seen.cheaper, seen.equal)).toBeGreaterThan(50);
  });
});
