import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SupergraphCase } from '../supergraph-case.js';

/** Our own graph, as it was last written to `schema/`. */
export function ownGraph(folder = join('schema', 'subgraphs')): SupergraphCase {
  const subgraphs = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .map((file) => ({ name: file.replace('.graphql', ''), sdl: readFileSync(join(folder, file), 'utf8') }));
  return { name: 'our own graph', subgraphs };
}
