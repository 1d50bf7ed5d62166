import type { SubgraphDefinition } from '#kernel/subgraph/definition.js';
import { buildSubgraph } from '#kernel/subgraph/build-schema.js';
import { compose, nodeSdl, type Composition, type EntityOwner, type SubgraphSdl } from '../gateway/index.js';
import { patients } from '../subgraphs/patients/index.js';
import { platform } from '../subgraphs/platform/index.js';
import { scheduling } from '../subgraphs/scheduling/index.js';

/** Every subgraph of the house. A new one is added here, and nowhere else. */
export const subgraphs: readonly SubgraphDefinition[] = [platform, patients, scheduling];

/** The subgraph that tells the gateway whom to let in. */
export const directory = platform.name;

/** The subgraph that writes to patients. */
export const messenger = scheduling.name;

export const owners: readonly EntityOwner[] = subgraphs.flatMap(({ name, references }) =>
  references.map(({ type, prefix }) => ({ type, prefix, subgraph: name })),
);

/** Every permission of the graph, with its sentence. */
export const permissions: Readonly<Record<string, string>> = Object.fromEntries(subgraphs.flatMap((subgraph) => Object.entries(subgraph.permissions)));

export interface ComposedGraph extends Composition {
  readonly subgraphs: readonly SubgraphSdl[];
}

/** Composes the graph from the classes of all subgraphs, together with the gateway's own. */
export async function composeGraph(): Promise<ComposedGraph> {
  const sdls = await Promise.all(subgraphs.map(async (definition) => ({ name: definition.name, sdl: (await buildSubgraph(definition)).sdl })));
  const all = [...sdls, { name: 'graph', sdl: nodeSdl(owners) }];
  return { ...compose(all), subgraphs: all };
}
