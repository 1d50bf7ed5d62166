import { parse, print } from 'graphql';
import { subgraphHeader } from '#kernel/graph/access.js';
import { markPublic } from '#kernel/subgraph/mark-public.js';
import { compose } from '../../composition/compose.js';
import { publicSchemaOf } from './public-schema.js';
import { publicSdlOf } from './public-sdl.js';

const sdl = `${subgraphHeader}
type Query {
  bees(first: Int, last: Int): BeeConnection! @access(needs: "bees:read") @listSize(assumedSize: 20, slicingArguments: ["first", "last"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)
  hidden: Int @access(needs: "bees:read") @cost(weight: 7)
}
type BeeConnection { nodes: [Bee!]! edges: [String!]! totalCount: Int! @cost(weight: 5) }
type Bee { name: String! @deprecated(reason: "2026-11-21: bees have none.") }
`;

it('prints the public schema with what its fields cost, by arguments and fields that are public', () => {
  const part = { Query: ['bees(first)'], BeeConnection: ['nodes', 'totalCount'], Bee: ['name'] };
  const { supergraphSdl } = compose([{ name: 'hives', sdl: print(markPublic('hives', parse(sdl), part)) }]);
  const text = publicSdlOf(publicSchemaOf(supergraphSdl).schema, supergraphSdl);
  expect(text).toContain(
    'bees(first: Int): BeeConnection! @listSize(assumedSize: 20, slicingArguments: ["first"], sizedFields: ["nodes"], requireOneSlicingArgument: false)',
  );
  expect(text).toContain('totalCount: Int! @cost(weight: 5)');
  expect(text).toContain('name: String! @deprecated(reason: "2026-11-21: bees have none.")');
  expect(text).not.toMatch(/hidden|edges|last|@tag|@access|@join/);
});
