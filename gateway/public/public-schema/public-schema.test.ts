import { buildSchema, parse, print, printSchema, validate } from 'graphql';
import { subgraphHeader } from '#kernel/graph/access.js';
import { markPublic } from '#kernel/subgraph/mark-public.js';
import type { PublicPart } from '#kernel/subgraph/public-part.js';
import { compose } from '../../composition/compose.js';
import { publicSchemaOf } from './public-schema.js';

const hivesSdl = `${subgraphHeader}
type Query {
  bees(first: Int = 3, hive: HiveFilter, mood: Mood = CROSS): [Bee!]! @access(needs: "bees:read")
  hive(id: ID!, year: Int!): Hive @access(needs: "hives:read")
  node(id: ID!): Node @access(needs: "signed-in")
}
interface Node { id: ID! }
type Bee implements Node @key(fields: "id") { id: ID! mood: Mood! hive: Hive keeper: Keeper born: Date @deprecated(reason: "Ask the queen.") }
type Hive implements Node @key(fields: "id") { id: ID! honey: Honey! }
type Keeper { name: String! }
scalar Date @specifiedBy(url: "https://example.org/date")
enum Mood { CALM CROSS }
enum Honey { DARK LIGHT }
input HiveFilter { name: String secret: String need: Int! }
`;
const keeperSdl = `${subgraphHeader}
type Bee @key(fields: "id") { id: ID! song(loud: Boolean): String }
`;

const whole: PublicPart = { Query: ['bees(first)', 'node(id)'], Node: ['id', 'Bee'], Bee: ['id', 'mood', 'born'], Mood: ['CALM', 'CROSS'] };

function publicOf(part: PublicPart, ofKeeper: PublicPart = {}): ReturnType<typeof publicSchemaOf> {
  const subgraphs = [
    { name: 'hives', sdl: print(markPublic('hives', parse(hivesSdl), part)) },
    { name: 'keepers', sdl: print(markPublic('keepers', parse(keeperSdl), ofKeeper)) },
  ];
  return publicSchemaOf(compose(subgraphs).supergraphSdl);
}

describe('the public graph', () => {
  it('is what is named, and nothing else', () => {
    const { schema, nodes } = publicOf(whole);
    const expected = buildSchema(`
      type Query { bees(first: Int = 3): [Bee!]! node(id: ID!): Node }
      interface Node { id: ID! }
      type Bee implements Node { id: ID! mood: Mood! born: Date @deprecated(reason: "Ask the queen.") }
      enum Mood { CALM CROSS }
      scalar Date @specifiedBy(url: "https://example.org/date")
    `);
    expect(printSchema(schema).split('\n').sort()).toEqual(printSchema(expected).split('\n').sort());
    expect([...nodes]).toEqual(['Bee']);
  });

  it('gathers what each subgraph says of a type', () => {
    const { schema } = publicOf(whole, { Bee: ['song(loud)'] });
    expect(validate(schema, parse('{ bees { song(loud: true) } }'))).toEqual([]);
  });

  it('leaves out what nothing public leads to', () => {
    const { schema } = publicOf({ ...whole, Keeper: ['name'], Hive: ['id'] });
    expect([schema.getType('Keeper'), schema.getType('Hive')]).toEqual([undefined, undefined]);
  });

  it.each<[string, PublicPart, string]>([
    ['a type that is hidden', { ...whole, Bee: ['id', 'mood', 'keeper'] }, 'Bee.keeper is public, but not its type Keeper.'],
    [
      'an argument that it takes',
      { ...whole, Query: ['bees', 'hive(id)'], Hive: ['id'] },
      'Query.hive is public, but not its argument year, which it takes.',
    ],
    ['an input of a hidden type', { ...whole, Query: ['bees(hive)'] }, 'Query.bees(hive:) is public, but not its type HiveFilter.'],
    [
      'an input field that it takes',
      { ...whole, Query: ['bees(hive)'], HiveFilter: ['name'] },
      'HiveFilter is public, but not its field need, which it takes.',
    ],
    ['a value that may be answered', { ...whole, Mood: ['CALM'] }, 'Mood is answered, but its value CROSS is not public.'],
    [
      'a value that is sent by itself',
      { Query: ['bees(mood)'], Bee: ['id'], Mood: ['CALM'] },
      'Query.bees(mood:) is CROSS by itself, which is not public.',
    ],
    ['fields', { ...whole, Hive: [] }, 'Hive is public, but no field of it.'],
    ['the fields of an interface', { ...whole, Bee: ['mood'] }, 'Bee is public as a Node, but not its field id.'],
    ['a query', { Bee: ['id'] }, 'No query is public.'],
  ])('cannot stand without %s', (_, part, reason) => {
    expect(() => publicOf(part)).toThrow(reason);
  });
});
