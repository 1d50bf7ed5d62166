import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { applicationIdentifier, applicationIdentifierAt, applicationIdentifiers, matchesPattern } from './application-identifier.js';
import { entries } from './application-identifiers.js';

const path = resolve('../shared/data/gs1/gs1-syntax-dictionary.txt');
const published = existsSync(path) ? it : it.skip;

published('has the entries of the dictionary, all and as they are', () => {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => /^\d/.test(line));
  expect(entries.trim().split('\n')).toEqual(lines.map((line) => line.replace(/\s+/g, ' ').trim()));
});

it('reads flags, components, rules and title', () => {
  expect(applicationIdentifier('253')).toEqual({
    ai: '253',
    title: 'GDTI',
    isPredefined: false,
    isLinkAttribute: true,
    components: [
      { set: 'N', least: 13, most: 13, isOptional: false, linters: ['csum', 'gcppos1'] },
      { set: 'X', least: 1, most: 17, isOptional: true, linters: [] },
    ],
    requires: [],
    excludes: [],
    qualifiers: [[]],
  });
  expect(applicationIdentifier('01')).toMatchObject({
    isPredefined: true,
    excludes: ['255', '37'],
    qualifiers: [['22', '10', '21'], ['235']],
  });
  expect(applicationIdentifier('250')?.requires).toEqual([
    [
      ['01', '21'],
      ['03', '21'],
      ['8006', '21'],
    ],
  ]);
  expect(applicationIdentifier('7030')?.title).toBe('PROCESSOR # 0');
  expect(applicationIdentifier('8110')).toMatchObject({ title: '', components: [{ linters: ['couponcode'] }] });
  expect(applicationIdentifier('8030')).toMatchObject({ title: 'DIGSIG', components: [{ set: 'Z' }] });
});

it('has an entry for each AI of a range', () => {
  expect(['3100', '3103', '3105', '91', '99'].map((ai) => applicationIdentifier(ai)?.ai)).toEqual(['3100', '3103', '3105', '91', '99']);
  expect(['3106', '04', '1', '', '010'].map(applicationIdentifier)).toEqual([null, null, null, null, null]);
});

it('has no AI that begins like another, so that one is found whatever is behind it', () => {
  const all = [...applicationIdentifiers()].map(({ ai }) => ai);
  expect(all.filter((ai) => all.some((other) => other !== ai && ai.startsWith(other)))).toEqual([]);
  expect(all.every((ai) => applicationIdentifierAt(`xx${ai}0000`, 2)?.ai === ai)).toBe(true);
});

it('matches patterns digit by digit', () => {
  expect([
    matchesPattern('3103', '310n'),
    matchesPattern('3523', '35nn'),
    matchesPattern('3103', '311n'),
    matchesPattern('31', '310n'),
  ]).toEqual([true, true, false, false]);
});
