import { compose, type Composition, type SubgraphSdl } from '../../composition/compose.js';

/** A supergraph of one idea, as the subgraphs that it is composed of. */
export interface SupergraphCase {
  readonly name: string;
  readonly subgraphs: readonly SubgraphSdl[];
  /** Whether the stock executor answers by luck: it lets the name of an interface, when it comes later, replace the type that is known. */
  readonly stockForgetsTypes?: boolean;
}

const header = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@interfaceObject", "@tag", "@extends"
])
`;

export function supergraphCase(name: string, sdls: Readonly<Record<string, string>>): SupergraphCase {
  return { name, subgraphs: Object.entries(sdls).map(([subgraph, sdl]) => ({ name: subgraph, sdl: header + sdl })) };
}

export function composeCase({ name, subgraphs }: SupergraphCase): Composition {
  try {
    return compose(subgraphs);
  } catch (error) {
    throw new Error(`The case "${name}" does not compose`, { cause: error });
  }
}
