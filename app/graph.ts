import { parse } from 'graphql';
import type { SubgraphDefinition } from '#kernel/subgraph/definition.js';
import { buildSubgraph } from '#kernel/subgraph/build-schema.js';
import { compose, nodeSdl, publicScopesIn, type Composition, type EntityOwner, type OfferedDownload, type OfferedInbound, type SubgraphSdl } from '../gateway/index.js';
import { logistics } from '../subgraphs/logistics/index.js';
import { messaging } from '../subgraphs/messaging/index.js';
import { orders } from '../subgraphs/orders/index.js';
import { patients } from '../subgraphs/patients/index.js';
import { pharmacy } from '../subgraphs/pharmacy/index.js';
import { EventCatalogue, platform } from '../subgraphs/platform/index.js';
import { scheduling } from '../subgraphs/scheduling/index.js';

/** Every subgraph of the house. A new one is added here, and nowhere else. */
export const subgraphs: readonly SubgraphDefinition[] = [platform, patients, scheduling, pharmacy, orders, logistics, messaging];

/** The subgraph that tells the gateway whom to let in. */
export const directory = platform.name;

/** The subgraphs that write to people: scheduling and patients to patients, platform to staff. */
export const messengers: readonly string[] = [scheduling.name, patients.name, platform.name];

/** The subgraphs that keep scopes of clients: platform those that a client has, patients those that a patient consented to. */
export const scopeKeepers: readonly string[] = [platform.name, patients.name];

/** The subgraph that keeps large files. */
export const storekeeper = platform.name;

/** The subgraph that talks with people by WhatsApp. */
export const interlocutor = messaging.name;

/** The subgraphs that keep secrets of others, sealed. */
export const sealers: readonly string[] = [platform.name, messaging.name];

/** The subgraph that looks ways up. */
export const wayfinder = logistics.name;

/** The subgraphs that call servers of others: orders by its rules, platform of what happened. */
export const callers: readonly string[] = [orders.name, platform.name];

export const owners: readonly EntityOwner[] = subgraphs.flatMap(({ name, references }) =>
  references.map(({ type, prefix }) => ({ type, prefix, subgraph: name })),
);

/** The files of all subgraphs that people fetch. */
export const downloads: readonly OfferedDownload[] = subgraphs.flatMap(({ name: subgraph, downloads = [] }) =>
  downloads.filter(({ forClients }) => !forClients).map(({ name, permission }) => ({ subgraph, name, permission })),
);

/** Every event of which third parties can be told. */
export const events = new EventCatalogue(subgraphs.flatMap(({ publishes }) => publishes), publicNodes());

/** Where servers outside send subgraphs what is no GraphQL. */
export const inbound: readonly OfferedInbound[] = subgraphs.flatMap(({ name: subgraph, inbound: doors = [] }) => doors.map(({ name }) => ({ subgraph, name })));

/** Every permission of the graph, with its sentence. */
export const permissions: Readonly<Record<string, string>> = Object.fromEntries(subgraphs.flatMap((subgraph) => Object.entries(subgraph.permissions)));

/** Every subgraph's SDL, from its classes; made once, when first asked for. */
const subgraphSdls = once(() => Promise.all(subgraphs.map(async (definition) => ({ name: definition.name, sdl: (await buildSubgraph(definition)).sdl }))));

/** What clients of the public graph can be given: the permissions that something public takes. */
export const publicScopes = once(async (): Promise<ReadonlySet<string>> => new Set((await subgraphSdls()).flatMap(({ sdl }) => [...publicScopesIn(parse(sdl))])));

export interface ComposedGraph extends Composition {
  readonly subgraphs: readonly SubgraphSdl[];
}

/** Composes the graph from the classes of all subgraphs, together with the gateway's own. */
export async function composeGraph(): Promise<ComposedGraph> {
  const all = [...(await subgraphSdls()), { name: 'graph', sdl: nodeSdl(owners) }];
  return { ...compose(all), subgraphs: all };
}

/** The prefixes of ids by which third parties find something: `node(id)`. */
function publicNodes(): ReadonlySet<string> {
  const types = new Set(subgraphs.flatMap(({ publicPart }) => publicPart?.['Node'] ?? []));
  return new Set(owners.filter(({ type }) => types.has(type)).map(({ prefix }) => prefix));
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | null = null;
  return () => (made ??= make());
}
