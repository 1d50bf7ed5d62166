import { parse, print } from 'graphql';
import { markPublic } from './mark-public.js';

const sdl = parse(`
  type Query { bees(first: Int, hive: HiveInput): [Bee!]! hives: Int }
  interface Node { id: ID! }
  type Bee implements Node { id: ID! mood: Mood }
  type Hive { id: ID! }
  enum Mood { CALM CROSS }
  input HiveInput { name: String secret: String }
  scalar Honey
`);
const mark = (part: Record<string, readonly string[]>) => print(markPublic('apiary', sdl, part)).replace(/\s+/g, ' ');

describe('the mark of what is public', () => {
  it('stands at exactly the coordinates that the part names', () => {
    expect(mark({ Query: ['bees(first)'], Bee: ['mood'], Mood: ['CALM'], HiveInput: ['name'] })).toBe(
      'type Query @tag(name: "public") { bees(first: Int @tag(name: "public"), hive: HiveInput): [Bee!]! @tag(name: "public") hives: Int } ' +
        'interface Node { id: ID! } ' +
        'type Bee implements Node @tag(name: "public") { id: ID! mood: Mood @tag(name: "public") } ' +
        'type Hive { id: ID! } ' +
        'enum Mood @tag(name: "public") { CALM @tag(name: "public") CROSS } ' +
        'input HiveInput @tag(name: "public") { name: String @tag(name: "public") secret: String } ' +
        'scalar Honey',
    );
  });

  it('says which types are public as an interface', () => {
    const marked = mark({ Bee: ['id'], Node: ['id', 'Bee'] });
    expect(marked).toContain('interface Node @tag(name: "public") { id: ID! @tag(name: "public") }');
    expect(marked).toContain('type Bee implements Node @tag(name: "public") @tag(name: "public/Node") {');
  });

  it.each([
    [{ Wasp: ['id'] }, 'there is no type Wasp'],
    [{ Query: ['wasps'] }, 'there is no Query.wasps'],
    [{ Query: ['bees(frist)'] }, 'there is no Query.bees(frist:)'],
    [{ Mood: ['GLAD'] }, 'there is no Mood.GLAD'],
    [{ HiveInput: ['nmae'] }, 'there is no HiveInput.nmae'],
    [{ Node: ['Hive'] }, 'Hive does not implement Node'],
    [{ Honey: ['sweet'] }, 'Honey has no sweet'],
  ])('refuses %j', (part, reason) => {
    expect(() => mark(part)).toThrow(`The public part of apiary names what is not there: ${reason}.`);
  });
});
