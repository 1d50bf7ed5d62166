import type { DocumentNode } from 'graphql';
import { anyone, readAccessRules, signedIn } from '#kernel/graph/access.js';
import { readPublicCoordinates } from './public-coordinates.js';

/** The permissions by which a client can use what is public of a schema: a subgraph's, or the supergraph's. */
export function publicScopesIn(document: DocumentNode): ReadonlySet<string> {
  const { coordinates } = readPublicCoordinates(document);
  const rules = readAccessRules(document);
  return new Set(
    [...rules].flatMap(([coordinate, needs]) => (coordinates.has(coordinate) && needs !== anyone && needs !== signedIn ? [needs] : [])),
  );
}
