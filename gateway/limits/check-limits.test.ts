import { buildSchema, getIntrospectionQuery, getOperationAST, parse } from 'graphql';
import { limits } from '../limits.js';
import { checkLimits } from './check-limits.js';
import { measureOperation } from './measure-operation.js';

const schema = buildSchema(`
  type Query { people(first: Int, last: Int): PersonConnection! me: Person tags: [Tag!]! }
  type PersonConnection { nodes: [Person!]! edges: [PersonEdge!]! totalCount: Int! }
  type PersonEdge { cursor: String! node: Person! }
  type Person { id: ID! name: String friends(first: Int): PersonConnection! tags: [Tag!]! }
  type Tag { name: String }
`);

function measure(query: string, variables: Record<string, unknown> = {}) {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  return measureOperation(schema, document, operation, variables, 5);
}

function check(query: string): void {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation) throw new Error('no operation');
  checkLimits(limits, schema, document, operation, {});
}

describe('the cost of an operation', () => {
  it.each([
    ['{ me { id name } }', 1],
    ['{ people(first: 10) { totalCount } }', 10],
    // 10 pages' worth of: the connection and a node.
    ['{ people(first: 10) { nodes { id } } }', 20],
    ['{ people(last: 10) { nodes { id } } }', 20],
    // Without a page size the usual page counts.
    ['{ people { nodes { id } } }', 40],
    ['{ people(first: 10) { nodes { friends(first: 5) { nodes { id } } } } }', 10 * (1 + 1 + 5 * 2)],
    ['{ me { tags { name } } }', 1 + 5],
    ['{ a: me { id } b: me { id } }', 2],
    ['{ ...F ...F } fragment F on Query { me { id } }', 2],
  ])('%s is %d', (query, cost) => {
    expect(measure(query).cost).toBe(cost);
  });

  it('follows variables', () => {
    expect(measure('query ($n: Int) { people(first: $n) { nodes { id } } }', { n: 50 }).cost).toBe(100);
    expect(measure('query ($n: Int) { people(first: $n) { nodes { id } } }', { n: 'many' }).cost).toBe(40);
  });
});

describe('limits', () => {
  it('end on fragments that name each other', () => {
    expect(() => check('{ ...A } fragment A on Query { ...B } fragment B on Query { ...A me { id } }')).not.toThrow();
  });

  it('let tools read the schema, and nothing else be as deep', () => {
    expect(() => check(getIntrospectionQuery())).not.toThrow();
    const deep = (depth: number) => `{ me { ${'friends(first: 1) { nodes { '.repeat(depth)} id ${'} }'.repeat(depth)} } }`;
    expect(() => check(deep(5))).not.toThrow();
    expect(() => check(deep(6))).toThrow(/depth of this operation is 14; the most is 12/);
    expect(() => check(`{ __typename ${deep(6).slice(1)}`)).toThrow(/depth/);
  });
});
