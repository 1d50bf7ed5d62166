import { parse, print } from 'graphql';
import { ExportedQuery, UnfitQuery, type QueryToExport } from './exported-query.js';

function read(query: QueryToExport | string): ExportedQuery {
  const read = ExportedQuery.read(typeof query === 'string' ? { query } : query);
  if (read instanceof UnfitQuery) throw read;
  return read;
}

const textOf = (query: string) => print(parse(query));

describe('the query of a page', () => {
  it('is as the client wrote it, less what pages say of themselves', () => {
    const { text } = read(`query Placed($first: Int, $after: String, $branch: ID!) {
      placed: orders(first: $first, after: $after, filter: { branch: $branch }) {
        totalCount
        items: nodes { number: code lines(first: 3) { nodes { ...Line } } ... on Order { status } }
        pageInfo { hasNextPage endCursor }
      }
    }
    fragment Line on OrderLine { product { id } }
    fragment Unused on Order { id }`);
    expect(text).toBe(
      textOf(`query Placed($branch: ID!, $exportFirst: Int!, $exportAfter: String) {
        orders(filter: { branch: $branch }, first: $exportFirst, after: $exportAfter) {
          nodes { number: code lines(first: 3) { nodes { ...Line } } ... on Order { status } }
          pageInfo { hasNextPage endCursor }
        }
      }
      fragment Line on OrderLine { product { id } }`),
    );
  });

  it('finds the nodes in edges and in fragments, however often they are selected', () => {
    const { text } = read(`{ orders { edges { cursor node { id } } ...Page ... on OrderConnection { edges { node { note } } } } }
      fragment Page on OrderConnection { pageInfo { endCursor } edges { ...Edge } }
      fragment Edge on OrderEdge { node { status } }`);
    expect(text).toBe(
      textOf(`query ($exportFirst: Int!, $exportAfter: String) {
        orders(first: $exportFirst, after: $exportAfter) { edges { node { id status note } } pageInfo { hasNextPage endCursor } }
      }`),
    );
  });

  it('keeps variables of its own apart from those of the client', () => {
    const query = read({
      query: 'query ($exportFirst: Int) { orders { nodes { lines(first: $exportFirst) { id } } } }',
      variables: { exportFirst: 2, other: 1 },
    });
    expect(query.variables(100, 'here')).toEqual({ exportFirst: 2, exportFirst_: 100, exportAfter: 'here' });
  });

  it.each([
    ['{ orders { nodes { id } } }', {}, null],
    ['{ orders(after: "there") { nodes { id } } }', {}, 'there'],
    ['query ($from: String) { orders(after: $from) { nodes { id } } }', { from: 'here' }, 'here'],
    ['query ($from: String) { orders(after: $from) { nodes { id } } }', {}, null],
  ])('begins where the client says: %s', (query, variables, start) => {
    expect(read({ query, variables }).start).toBe(start);
  });
});

it('takes the nodes out of an answer as they are', () => {
  const nodes = [{ id: 1 }, null];
  const page = { nodes, next: 'c', more: true };
  expect(read('{ a: orders { nodes { id } } }').pageOf({ orders: { nodes, pageInfo: { hasNextPage: true, endCursor: 'c' } } })).toEqual(
    page,
  );
  expect(
    read('{ orders { edges { n: node { id } } } }').pageOf({
      orders: { edges: [{ node: nodes[0] }, { node: null }], pageInfo: { hasNextPage: false, endCursor: 'c' } },
    }),
  ).toEqual({
    nodes,
    next: null,
    more: false,
  });
  expect(read('{ orders { nodes { id } } }').pageOf({ orders: null })).toBeNull();
  expect(read('{ orders { nodes { id } } }').pageOf(null)).toBeNull();
});

it.each([
  ['{ orders { nodes { id }', 'The query cannot be read: Syntax Error: Expected Name, found <EOF>.'],
  ['type A { b: Int }', 'Send a query and its fragments, and no definitions of types.'],
  ['fragment A on Order { id }', 'There is no operation: send a query, such as query { orders { nodes { id } } }.'],
  [
    'query A { orders { nodes { id } } } query B { orders { nodes { id } } }',
    'An export runs one operation, and there are 2: send the one to be exported.',
  ],
  ['mutation { placeOrder { order { id } } }', 'A mutation cannot be exported: send a query.'],
  ['subscription { orderChanged { id } }', 'A subscription cannot be exported: send a query.'],
  [
    '{ orders { nodes { id } } patients { nodes { id } } }',
    'An export reads one list: select one field of the query, and start another export for each other.',
  ],
  ['{ ...A } fragment A on Query { orders { nodes { id } } }', 'Select the list in the query itself, not in a fragment.'],
  ['{ now }', 'now is no list: select one that has nodes { … } or edges { node { … } }.'],
  [
    '{ order { status } }',
    'The lines of an export are the nodes of a list: leave `status` out of `order`, or select a list that has nodes { … }.',
  ],
  ['{ orders { totalCount } }', 'Select nodes { … } or edges { node { … } } of `orders`: each node is one line.'],
  ['{ orders { nodes { id } edges { node { id } } } }', 'Select `nodes` or `edges` of `orders`, not both: each node is one line.'],
  ['{ orders { edges { node { id } weight } } }', 'The lines of an export are nodes: leave `weight` out of the edges of `orders`.'],
  ['{ orders { edges { cursor } } }', 'Nothing of the nodes is selected: say which of their fields a line has.'],
  [
    '{ orders(last: 5) { nodes { id } } }',
    'An export reads a list from its beginning to its end: leave `last` out, or turn the order round by `orderBy`.',
  ],
  ['{ orders @include(if: true) { nodes { id } } }', 'Leave @include out of `orders`: it can stand within the nodes.'],
  ['{ orders { nodes @skip(if: false) { id } } }', 'Leave @skip out of `orders`: it can stand within the nodes.'],
  ['{ orders { ...Page } }', 'There is no fragment "Page": send it along.'],
])('says what is wrong with %s', (query, message) => {
  expect(ExportedQuery.read({ query })).toMatchObject({ message });
});

it('knows its operation by name', () => {
  const query = 'query Placed { orders { nodes { id } } }';
  expect(ExportedQuery.read({ query, operationName: 'Placed' })).toBeInstanceOf(ExportedQuery);
  expect(ExportedQuery.read({ query, operationName: 'Planned' })).toMatchObject({
    message: 'There is no operation "Planned": correct the name, or leave it out.',
  });
});

it('does not read more than the graph would', () => {
  const query = `{ orders { nodes { ${'id '.repeat(2_000)} } } }`;
  expect(ExportedQuery.read({ query })).toMatchObject({ message: expect.stringContaining('more that 2000 tokens') as unknown });
});
