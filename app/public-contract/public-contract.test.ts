import { buildSchema } from 'graphql';
import { firstEntry, untoldIn, withEntry } from './changelog.js';
import { backdatedDeprecations, refusals, undatedDeprecations } from './judging.js';
import { publicChanges } from './public-changes.js';

const before = `
  type Query { hive(id: ID!, year: Int @deprecated(reason: "2025-11-20: hives have no years.")): Hive bees(mood: Mood = CALM): [Bee!]! }
  type Hive { honey: Int! wax: Int @deprecated(reason: "2025-11-21: use honey.") frames: Int @deprecated(reason: "2026-01-31: use honey.") keeper: Keeper }
  type Keeper { name: String }
  interface Node { id: ID! }
  type Bee implements Node { id: ID! }
  enum Mood { CALM CROSS }
  input HiveInput { name: String }
`;
const today = '2026-11-21';
const judge = async (from: string, to: string) => {
  const [earlier, later] = [buildSchema(from), buildSchema(to)];
  return refusals(earlier, await publicChanges(earlier, later), today);
};
const changed = (what: string, to: string) => {
  const after = before.replace(what, to);
  if (after === before) throw new Error(`There is no ${what}`);
  return after;
};

describe('a change of the public schema', () => {
  it.each([
    ['what is added', 'honey: Int!', 'honey: Int! """Pots.""" pots: Int'],
    ['an argument that can be left out', 'hive(id: ID!', 'hive(size: Int, id: ID!'],
    ['the removal of what was deprecated for twelve months', 'wax: Int @deprecated(reason: "2025-11-21: use honey.")', ''],
    ['the removal of such an argument', ', year: Int @deprecated(reason: "2025-11-20: hives have no years.")', ''],
    ['a description', 'honey: Int!', '"""How much.""" honey: Int!'],
  ])('can be %s', async (_, what, to) => {
    expect(await judge(before, changed(what, to))).toEqual([]);
  });

  it.each([
    ['a field', 'honey: Int!', '', /Field `honey` was removed.*Deprecate it first, by @deprecated\(reason: "2026-11-21: use …"\)\.$/],
    [
      'a field that was deprecated later',
      'frames: Int @deprecated(reason: "2026-01-31: use honey.")',
      '',
      /It was deprecated on 2026-01-31, and stays until 2027-01-31\.$/,
    ],
    ['a type of a field', 'honey: Int!', 'honey: Int', /Add another beside it, and deprecate this one\.$/],
    ['what a value is by itself', 'mood: Mood = CALM', 'mood: Mood = CROSS', /Add another beside it/],
    ['a value', 'CALM CROSS', 'CALM', /`CROSS` was removed/],
    ['an argument that must be given', 'hive(id: ID!', 'hive(size: Int!, id: ID!', /`size: Int!`/],
    ['what is found as a node', 'type Bee implements Node', 'type Bee', /Node/],
  ])('cannot be %s', async (_, what, to, reason) => {
    const found = await judge(before, changed(what, to));
    expect(found).toEqual([expect.stringMatching(reason)]);
  });

  it('takes a type away with the last field that led to it', async () => {
    const old = before.replace('keeper: Keeper', 'keeper: Keeper @deprecated(reason: "2025-01-01: keepers left.")');
    expect(await judge(old, old.replace(/keeper: Keeper @deprecated\(.*?\)/, '').replace('type Keeper { name: String }', ''))).toEqual([]);
    expect(await judge(before, before.replace('keeper: Keeper', '').replace('type Keeper { name: String }', ''))).toHaveLength(1);
  });

  it('takes a node away when what leads to it was deprecated for twelve months', async () => {
    const old = before.replace('[Bee!]!', '[Bee!]! @deprecated(reason: "2025-01-01: bees left.")');
    expect(await judge(old, old.replace('type Bee implements Node', 'type Bee'))).toEqual([]);
    expect(await judge(before, before.replace('type Bee implements Node', 'type Bee'))).toEqual([
      expect.stringMatching(/Deprecate first what leads to it, such as Query\.bees, and wait for 12 months\.$/),
    ]);
  });

  it('is told of a type that becomes a node, too', async () => {
    const node = changed('type Hive { honey: Int!', 'type Hive implements Node { id: ID!');
    expect(await judge(before, node)).toEqual([expect.stringMatching(/Field `honey` was removed/)]);
  });

  it('is deprecated from the day on which that is told', () => {
    const told = (date: string) => buildSchema(before.replace('honey: Int!', `honey: Int! @deprecated(reason: "${date}: use wax.")`));
    expect(backdatedDeprecations(buildSchema(before), told(today), today)).toEqual([]);
    expect(backdatedDeprecations(told(today), told(today), '2027-01-01')).toEqual([]);
    for (const earlier of [buildSchema(before), told(today)]) {
      expect(backdatedDeprecations(earlier, told('2025-11-21'), today)).toEqual([
        expect.stringMatching(/^Hive\.honey.*nobody was told before/),
      ]);
    }
  });

  it('deprecates with a date', () => {
    const schema = buildSchema(
      `type Query {
        old: Int @deprecated(reason: "Use new.") older: Int @deprecated(reason: "2026-11-21: use new.")
        never: Int @deprecated(reason: "2026-02-30: use new.") new(a: Int @deprecated): Int
      }`,
    );
    expect(undatedDeprecations(schema)).toEqual([
      'Query.old is deprecated by "Use new.": begin with the date, as in "2026-11-21: use x."',
      'Query.never is deprecated by "2026-02-30: use new.": begin with the date, as in "2026-11-21: use x."',
      'Query.new.a is deprecated by "No longer supported": begin with the date, as in "2026-11-21: use x."',
    ]);
  });
});

describe('the changelog', () => {
  const change = (message: string, kind: 'Added' | 'Removed' = 'Added') => ({ kind, path: 'X', message, breaks: false });

  it('begins with the day, tells what changed, and puts the newest first', () => {
    const first = firstEntry('2026-11-20');
    const second = withEntry(
      first,
      [change('Field `b` was added.'), change('Field `a` was added.'), change('Field `c` was removed.', 'Removed')],
      '2026-11-21',
    );
    expect(second.slice(second.indexOf('## '))).toBe(
      '## 2026-11-21\n\n### Added\n\n- Field `a` was added.\n- Field `b` was added.\n\n### Removed\n\n- Field `c` was removed.\n\n## 2026-11-20\n\nThe public graph begins.\n',
    );
  });

  it('says a thing once a day, however often it is written', () => {
    const once = withEntry(firstEntry('2026-11-20'), [change('Field `a` was added.')], today);
    const twice = withEntry(once, [change('Field `a` was added.'), change('Field `b` was added.')], today);
    expect(withEntry(twice, [change('Field `b` was added.')], today)).toBe(twice);
    expect(twice.match(/^- /gm)).toHaveLength(2);
  });

  it('stays as it is when nothing changed', () => {
    const kept = firstEntry('2026-11-20');
    expect(withEntry(kept, [], today)).toBe(kept);
  });

  it('is found wanting of what it does not tell', () => {
    const kept = withEntry(firstEntry('2026-11-20'), [change('Field `a` was added.')], today);
    expect(untoldIn(kept, [change('Field `a` was added.'), change('Field `b` was added.')])).toEqual(['Field `b` was added.']);
  });

  it('does not tell of a new type field by field', async () => {
    const changes = await publicChanges(
      buildSchema('type Query { a: Int }'),
      buildSchema('type Query { a: Int b(c: Int): B } type B { d: Int e: Int }'),
    );
    expect(changes.map(({ message }) => message).sort()).toEqual(['Field `b` was added to object type `Query`.', 'Type `B` was added.']);
  });
});
