import { parse, print, type ObjectTypeDefinitionNode } from 'graphql';
import { withCosts } from './cost.js';

/** One field of a schema with everything that a subgraph has, as it reads afterwards. */
function field(coordinate: string, definition: string): string {
  const [type, name] = coordinate.split('.');
  const sdl = `
    type ${type} { ${definition} }
    type YakConnection { nodes: [Yak!]! edges: [YakEdge!]! }
    type YakEdge { node: Yak! }
    type Yak { name: String }
    interface Animal { name: String }
    enum Colour { WHITE }`;
  const read = withCosts(parse(sdl)).definitions[0] as ObjectTypeDefinitionNode;
  const found = read.fields?.find((one) => one.name.value === name);
  return found ? print(found) : '';
}

describe('what fields weigh in the SDL', () => {
  it.each([
    [
      'Query.yaks',
      'yaks(first: Int, last: Int): YakConnection!',
      '@listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)',
    ],
    ['Query.herd', 'herd: [Yak!]!', '@listSize(assumedSize: 10)'],
    ['Query.animals', 'animals: [Animal]', '@listSize(assumedSize: 10)'],
    ['Query.few', 'few: [Yak!]! @listSize(assumedSize: 2)', '@listSize(assumedSize: 2)'],
    ['Mutation.shear', 'shear(id: ID!): Yak', '@cost(weight: 10)'],
    ['Mutation.count', 'count: Int @cost(weight: 1)', '@cost(weight: 1)'],
  ])('%s is sized or weighed', (coordinate, definition, directive) => {
    expect(field(coordinate, definition)).toContain(directive);
  });

  it.each([
    ['Query.names', 'names: [String!]!'],
    ['Query.colours', 'colours: [Colour!]!'],
    ['Query.yak', 'yak(first: Int): Yak'],
    ['GoatConnection.nodes', 'nodes: [Yak!]!'],
  ])('%s is not', (coordinate, definition) => {
    expect(field(coordinate, definition)).not.toContain('@');
  });
});
