import { buildASTSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { readCostRules } from './cost-rules.js';
import { unitsOf, type Costs } from './costs.js';
import { OperationCost } from './operation-cost.js';

const directives = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | ENUM | FIELD_DEFINITION | INPUT_FIELD_DEFINITION | OBJECT | SCALAR
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!], requireOneSlicingArgument: Boolean = true) on FIELD_DEFINITION
`;

function costOf(sdl: string, query: string): OperationCost {
  const schemaDocument = parse(`${directives}${sdl}`);
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return OperationCost.compile(buildASTSchema(schemaDocument), readCostRules(schemaDocument), document, operation);
}

describe("the specification's own examples", () => {
  const users = `
    type User { name: String age: Int @cost(weight: "2.0") }
    type Query { users(max: Int): [User] @listSize(slicingArguments: ["max"]) }`;

  it('weigh five users with their ages at most, and three as they came', () => {
    const cost = costOf(users, 'query Example { users (max: 5) { age } }');
    expect(cost.requested()).toEqual({ field: 11, type: 6 });
    expect(cost.answered({ users: [{ age: 33 }, { age: 45 }, { age: 27 }] })).toEqual({ field: 7, type: 4 });
  });

  const products = `
    enum Approximate { YES }
    input Filter { approx: Approximate @cost(weight: "-12.0") name: String }
    type Product { name: String }
    type Query {
      topProducts(filter: Filter @cost(weight: "15.0")): [String] @cost(weight: "5.0") @listSize(assumedSize: 10)
      mostPopularProduct(approx: Approximate @cost(weight: "-3.0")): Product @cost(weight: "5.0")
      cheap(approx: Approximate @cost(weight: "-3.0")): Product @cost(weight: "1.0")
    }`;
  it.each([
    ['{ topProducts }', 5],
    ['{ topProducts(filter: { name: "salt" }) }', 20],
    ['{ topProducts(filter: { approx: YES }) }', 8],
    ['{ mostPopularProduct { name } }', 5],
    ['{ mostPopularProduct(approx: YES) { name } }', 2],
    // A field never weighs less than nothing.
    ['{ cheap(approx: YES) { name } }', 0],
  ])('%s has a field cost of %d', (query, field) => {
    expect(costOf(products, query).requested().field).toBe(field);
  });

  const films = `
    type Film { title: String }
    type FilmEdge { cursor: ID node: Film }
    type PageInfo { hasNextPage: Boolean }
    type FilmConnection { edges: [FilmEdge] pageInfo: PageInfo }
    type Query {
      films(first: Int, after: ID, last: Int, before: ID): FilmConnection @listSize(slicingArguments: ["first", "last"], sizedFields: ["edges"])
      lax(first: Int, last: Int): FilmConnection @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["edges"], requireOneSlicingArgument: false)
      short(first: Int = 3): [Film] @listSize(slicingArguments: ["first"])
    }`;
  it.each([
    // The query, the connection, and for each of four an edge and a film.
    ['{ films(first: 4) { edges { node { title } } } }', 1 + 1 + 4 * 2],
    ['{ films(last: 4) { edges { node { title } } pageInfo { hasNextPage } } }', 1 + 1 + 4 * 2 + 1],
    ['{ lax { edges { cursor } } }', 1 + 1 + 20],
    ['{ lax(first: 2, last: 5) { edges { cursor } } }', 1 + 1 + 5],
    ['{ short { title } }', 1 + 3],
  ])('%s has a type cost of %d', (query, type) => {
    expect(costOf(films, query).requested().type).toBe(type);
  });

  it.each(['{ films { edges { cursor } } }', '{ films(first: 1, last: 1) { edges { cursor } } }'])('%s must say one size', (query) => {
    expect(() => costOf(films, query).requested()).toThrow('Give "films" exactly one of its arguments first, last');
  });
});

describe('the cost of an operation', () => {
  const sdl = `
    interface Node { id: ID! }
    scalar Picture @cost(weight: "4")
    input Line { count: Int goods: Goods } input Goods { name: String } input Sale { lines: [Line!]! }
    type Yak implements Node @cost(weight: "3") { id: ID! name: String herd: Herd picture: Picture friends(first: Int): [Yak!]! @listSize(assumedSize: 5, slicingArguments: ["first"], requireOneSlicingArgument: false) }
    type Herd implements Node { id: ID! size: Int @cost(weight: "5") yaks: [Yak!]! }
    union Animal = Yak | Herd
    type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! @listSize(assumedSize: 100) yak: Yak yaks: [Yak!]! animal: Animal }
    type Mutation { sell(sale: Sale!): Yak @cost(weight: "10") }`;
  const total = (query: string, variables = {}) => unitsOf(costOf(sdl, query).requested(variables));

  it.each<[string, number]>([
    ['{ __typename }', 1],
    ['{ yak { id } }', 1 + 1 + 3],
    // Without a size ten are assumed.
    ['{ yaks { id } }', 1 + 1 + 10 * 3],
    ['{ yak { picture } }', 1 + 1 + 3 + 4],
    // The same field twice is one field, twice by another name is two.
    ['{ yak { id } yak { name } }', 1 + 1 + 3],
    ['{ yak { id } other: yak { name } }', 1 + 2 * (1 + 3)],
    ['{ ...A ...A } fragment A on Query { yak { id } }', 1 + 1 + 3],
    // Of an abstract type, the dearest that it can be.
    ['{ node(id: 1) { id } }', 1 + 1 + 3],
    ['{ node(id: 1) { ... on Herd { size } } }', 1 + 1 + 6],
    ['{ animal { ... on Herd { size } ... on Yak { herd { id } } } }', 1 + 1 + 6],
    ['{ animal { ... on Yak { herd { size } } ... on Node { id } } }', 1 + 1 + (3 + 1 + 1 + 5)],
    // As many as are asked for by id.
    ['{ nodes(ids: ["1", "2"]) { id } }', 1 + 1 + 2 * 3],
    // Each line and each of its goods is an input object.
    ['mutation { sell(sale: { lines: [{ goods: { name: "salt" } }, { count: 1 }] }) { id } }', 1 + 10 + 1 + 1 + 1 + 3],
  ])('%s is %d', (query, cost) => {
    expect(total(query)).toBe(cost);
  });

  it('follows variables, with their defaults', () => {
    const query =
      'query ($n: Int = 2, $full: Boolean!) { yak { friends(first: $n) @include(if: $full) { id } herd @skip(if: $full) { id } } }';
    const around = 1 + 1 + 3;
    expect([
      total(query, { full: true }),
      total(query, { full: true, n: 50 }),
      total(query, { full: false }),
      total(query, { full: true, n: null }),
    ]).toEqual([around + 1 + 2 * 3, around + 1 + 50 * 3, around + 1 + 1, around + 1 + 5 * 3]);
    expect(total(query, { full: true, n: 'many' })).toBe(around + 1 + 5 * 3);
    expect(total(query, { full: true, n: -3 })).toBe(around + 1);
    expect(total('query ($s: Sale!) { yak { id } }', { s: {} })).toBe(around);
    const sell = 'mutation ($sale: Sale!) { sell(sale: $sale) { id } }';
    expect(total(sell, { sale: { lines: [{ goods: {} }, {}] } })).toBe(
      total('mutation { sell(sale: { lines: [{ goods: {} }, {}] }) { id } }'),
    );
  });

  it('counts a fragment again where another condition spreads it', () => {
    const query = 'query ($a: Boolean!, $b: Boolean!) { ...A @include(if: $a) ...A @include(if: $b) } fragment A on Query { yak { id } }';
    expect([total(query, { a: false, b: true }), total(query, { a: true, b: true }), total(query, { a: false, b: false })]).toEqual([
      5, 5, 1,
    ]);
  });

  it('reads answers by their response keys, and what is null as asked for but not there', () => {
    const cost = costOf(
      sdl,
      '{ first: yak { herd { size } } second: yak { herd { id } } node(id: 1) { ... on Herd { size } ... on Yak { name } } nodes(ids: [1, 2]) { __typename ... on Herd { size } } }',
    );
    const answered = (data: unknown): Costs => cost.answered(data);
    expect(answered({ first: { herd: { size: 3 } }, second: null, node: null, nodes: [] })).toEqual({ type: 1 + 3 + 1, field: 4 + 1 + 5 });
    // A herd, by its keys.
    expect(answered({ node: { size: 1 } })).toEqual({ type: 1 + 1, field: 1 + 5 });
    expect(answered({ node: { name: 'Tsagaan' } })).toEqual({ type: 1 + 3, field: 1 });
    expect(answered({ nodes: [{ __typename: 'Herd', size: 1 }, { __typename: 'Yak' }, null] })).toEqual({ type: 1 + 1 + 3, field: 1 + 5 });
    expect(answered(null)).toEqual({ type: 0, field: 0 });
  });

  it('lets a schema be read for a fixed price', () => {
    expect(total(getIntrospectionQuery())).toBe(21);
  });

  it('refuses what unfolds without end, at once', () => {
    const depth = 40;
    const fragments = Array.from({ length: depth }, (_, index) => {
      const below =
        index + 1 < depth ? `a${index}: herd { yaks { ...F${index + 1} } } b${index}: herd { yaks { ...F${index + 1} } }` : 'id';
      return `fragment F${index} on Yak { ${below} }`;
    });
    const conditional = Array.from({ length: depth }, (_, index) => {
      const spread = `...C${index + 1} @include(if: $a)`;
      return `fragment C${index} on Yak { id ${index + 1 < depth ? `${spread} ${spread}` : ''} }`;
    });
    expect(() => total(`{ yak { ...F0 } } ${fragments.join('\n')}`)).toThrow(/unfolds into more than 10000 fields/);
    expect(() => total(`query ($a: Boolean!) { yak { ...C0 } } ${conditional.join('\n')}`)).toThrow(/unfolds into more than 10000 fields/);
  });

  it('does not count beyond what a number holds', () => {
    const deep = (depth: number): string => (depth === 0 ? 'id' : `friends(first: 2147483647) { ${deep(depth - 1)} }`);
    expect(total(`{ yak { ${deep(40)} } }`)).toBe(Number.MAX_SAFE_INTEGER);
  });
});
