import 'reflect-metadata';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema } from 'graphql';
import { readConfiguration } from '../configuration.js';
import { untoldIn } from '../public-contract/changelog.js';
import { dayOf, fileAt, filesAt, reliedOn } from '../public-contract/earlier.js';
import { brokenEvents } from '../public-contract/event-changes.js';
import { backdatedDeprecations, monthsLater, refusals, stableMonths, undatedDeprecations } from '../public-contract/judging.js';
import { publicChanges } from '../public-contract/public-changes.js';
import { sayWhy } from '../run-until-stopped.js';

/**
 * `npm run schema:breaking`: compares the schemas with those of an earlier commit (the argument; the commit before by default). Of the
 * API schema it refuses changes that would break a client, save those whose message stands in schema/accepted-changes.txt; of the
 * public one every such change, also against what any day of the last twelve months ended with, save the removal of what was deprecated
 * for as long, and any change that the changelog does not tell;
 * and of the messages of events what would break those who read them.
 */
try {
  const [, , named] = process.argv;
  const base = named ?? 'HEAD^';
  // A first commit has none before it; a name that is none is a mistake, which would let anything pass.
  if (named !== undefined && dayOf(named) === null)
    throw new Error(`There is no commit ${named} here to compare with: fetch it, or name another.`);
  const { schemaFolder } = readConfiguration();
  const [api, forThirdParties] = [await checkApi(base, schemaFolder), await checkPublic(base, schemaFolder)];
  console.log(`${api}\n${forThirdParties}\n${await checkEvents(base)}`);
} catch (error) {
  sayWhy(error);
  process.exitCode = 1;
}

async function checkApi(base: string, schemaFolder: string): Promise<string> {
  const earlier = fileAt(base, 'schema/api.graphql');
  if (earlier === null) return `There is no API schema at ${base} to compare with.`;
  const accepted = (await readFile(join(schemaFolder, 'accepted-changes.txt'), 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.trim());
  const changes = await diff(buildSchema(earlier), buildSchema(await readFile(join(schemaFolder, 'api.graphql'), 'utf8')));
  const breaking = changes.filter(
    ({ criticality, message }) => criticality.level === CriticalityLevel.Breaking && !accepted.includes(message),
  );
  refuse(
    'These changes break clients; add beside and deprecate instead',
    breaking.map(({ message }) => message),
  );
  return `${changes.length} changes of the API schema since ${base}, none of them breaking.`;
}

async function checkPublic(base: string, schemaFolder: string): Promise<string> {
  const schema = buildSchema(await readFile(join(schemaFolder, 'public.graphql'), 'utf8'));
  refuse('Third parties must know until when they can rely on it', undatedDeprecations(schema));
  const earlier = fileAt(base, 'schema/public.graphql');
  if (earlier === null) return `There is no public schema at ${base} to compare with.`;
  const before = buildSchema(earlier);
  refuse('A deprecation counts from the day on which it is told', backdatedDeprecations(before, schema, dayOf(base) ?? ''));
  const changes = await publicChanges(before, schema);
  const today = new Date().toISOString().slice(0, 10);
  const promised = [before, ...reliedOn('schema/public.graphql', monthsLater(today, -stableMonths), today).map((text) => buildSchema(text))];
  const broken = await Promise.all(promised.map(async (each) => refusals(each, await publicChanges(each, schema), today)));
  refuse('These changes break third parties, who were promised twelve months', [...new Set(broken.flat())]);
  refuse(
    'The changelog of the public graph does not tell these changes; run npm run schema',
    untoldIn(await readFile('docs/public/changelog.md', 'utf8'), changes),
  );
  return `${changes.length} changes of the public schema since ${base}, none of them breaking.`;
}

async function checkEvents(base: string): Promise<string> {
  const folder = 'docs/events';
  const earlier = filesAt(base, folder, '.json').flatMap((file) => fileAt(base, file) ?? []);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const later = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  refuse(
    'These changes break those who read messages of webhooks, who were promised twelve months',
    brokenEvents(earlier, later, new Date().toISOString().slice(0, 10)),
  );
  return `${later.length} events, of which none tells less than at ${base}.`;
}

function refuse(why: string, reasons: readonly string[]): void {
  if (reasons.length > 0) throw new Error(`${why}:\n${reasons.map((reason) => `  ${reason}`).join('\n')}`);
}
