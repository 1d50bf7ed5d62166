import 'reflect-metadata';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sayWhy } from '../run-until-stopped.js';
import { readConfiguration } from '../configuration.js';
import { composeGraph } from '../graph.js';

/** `npm run schema` writes schema/; with `--check` it only says whether what is there is what the code makes. */
try {
  const { schemaFolder } = readConfiguration();
  const checking = process.argv.includes('--check');
  const graph = await composeGraph();
  const files = new Map([
    ['supergraph.graphql', graph.supergraphSdl],
    ['api.graphql', graph.apiSdl],
    ...graph.subgraphs.map(({ name, sdl }) => [`subgraphs/${name}.graphql`, sdl] as const),
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
  if (checking && stale.length > 0) throw new Error(`schema/ is not what the code makes (${stale.join(', ')}): run npm run schema and commit the result.`);
  console.log(stale.length > 0 ? `Wrote ${stale.join(', ')}.` : `The ${files.size} files of schema/ are up to date; the supergraph composes.`);
} catch (error) {
  sayWhy(error);
  process.exitCode = 1;
}
