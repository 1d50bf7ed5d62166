import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildSchema } from 'graphql';
import { sayWhy } from '../run-until-stopped.js';
import { readConfiguration } from '../configuration.js';
import { composeGraph, events, publicScopes } from '../graph.js';
import { publicSchemaOf, publicSdlOf } from '../../gateway/index.js';
import { firstEntry, untoldIn, withEntry } from '../public-contract/changelog.js';
import { fileAt } from '../public-contract/earlier.js';
import { publicChanges } from '../public-contract/public-changes.js';
import { eventPages } from './event-pages.js';

const changelogFile = 'docs/public/changelog.md';

/**
 * `npm run schema` writes schema/ and what docs/ say of events, and into the changelog what has changed for third parties since the last
 * commit; with `--check` it only says whether what is there is what the code makes.
 */
try {
  const { schemaFolder } = readConfiguration();
  const checking = process.argv.includes('--check');
  const graph = await composeGraph();
  const { schema: publicSchema } = publicSchemaOf(graph.supergraphSdl);
  const publicSdl = publicSdlOf(publicSchema, graph.supergraphSdl);
  const files = new Map([
    ['supergraph.graphql', graph.supergraphSdl],
    ['api.graphql', graph.apiSdl],
    ['public.graphql', publicSdl],
    ...graph.subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, sdl] as const),
    ...eventPages(events, await publicScopes()).map(([name, text]) => [`../docs/${name}`, text] as const),
  ]);
  const stale: string[] = [];
  for (const [name, sdl] of files) {
    const path = join(schemaFolder, name);
    const text = `${sdl.trimEnd()}\n`;
    if ((await readFile(path, 'utf8').catch(() => null)) === text) continue;
    stale.push(name);
    if (checking) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
  const today = new Date().toISOString().slice(0, 10);
  const [committed, committedLog] = [fileAt('HEAD', 'schema/public.graphql'), fileAt('HEAD', changelogFile)];
  const changes = committed === null ? [] : await publicChanges(buildSchema(committed), publicSchema);
  const changelog = await readFile(changelogFile, 'utf8').catch(() => null);
  const next = committedLog === null ? (changelog ?? firstEntry(today)) : withEntry(committedLog, changes, today);
  // The day on which it was written is no reason to write it again.
  if (checking ? changelog === null || untoldIn(changelog, changes).length > 0 : next !== changelog) {
    stale.push(changelogFile);
    if (!checking) {
      await mkdir(dirname(changelogFile), { recursive: true });
      await writeFile(changelogFile, next);
    }
  }
  if (checking && stale.length > 0)
    throw new Error(`schema/ or the changelog is not what the code makes (${stale.join(', ')}): run npm run schema and commit the result.`);
  console.log(
    stale.length > 0 ? `Wrote ${stale.join(', ')}.` : `The ${files.size} files of schema/ are up to date; the supergraph composes.`,
  );
} catch (error) {
  sayWhy(error);
  process.exitCode = 1;
}
