import type { FastifyInstance } from 'fastify';
import type { SigningKey } from '#kernel/context/context-token.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import type { DirectoryClient } from '../context/directory-client.js';
import { openCharging } from './charging.js';
import { publicFacts } from './context/public-facts.js';
import { grantOf, publicContextServices, resolvePublicContext } from './context/resolve-public-context.js';
import { registerPublicEndpoint, type PublicEndpointOptions } from './endpoint/public-endpoint.js';
import type { Admit } from './endpoint/public-call.js';
import { GatewayPublicGraph, type AdmitClient } from './endpoint/public-graph.js';
import { registerPublicGraphRoute } from './endpoint/public-graph-route.js';
import { registerExportsRoute } from './exports/exports-route.js';
import { registerOAuth } from './oauth/oauth-routes.js';

export interface PublicDoorOptions extends Omit<PublicEndpointOptions, 'admit' | 'plugins'> {
  /** Asks the subgraph that knows tenants and their clients. */
  readonly directory: DirectoryClient;
  /** The same subgraph, as it is told what they use. */
  readonly accounts: SubgraphChannel;
  /** Where gateways keep clients' rates in common; null for the only gateway. */
  readonly redisUrl: string | null;
  /** Where third parties find us: an origin, known once the server listens. */
  readonly publicUrl: () => string;
  /** The domain below which tenants have their subdomains. */
  readonly publicDomain: string;
  /** The public keys of subgraphs that run elsewhere, by their names: their jobs may ask in the name of clients. */
  readonly systemKeys?: ReadonlyMap<string, SigningKey> | undefined;
  /** The subgraph that keeps exports. */
  readonly exports: SubgraphChannel;
}

export interface PublicDoor {
  /** Throws when a supergraph is not fit to be taken up here. */
  prepare(supergraphSdl: string): void;
  /** What is behind it, for jobs of this process. */
  readonly publicGraph: PublicGraph;
  close(): Promise<void>;
}

/** The way in for third parties: how their programs become known, and what they may then ask. */
export async function registerPublicDoor(server: FastifyInstance, options: PublicDoorOptions): Promise<PublicDoor> {
  const { directory, publicUrl, publicDomain, systemKeys } = options;
  const charging = openCharging(options);
  await registerOAuth(server, { directory, publicUrl });
  const services = publicContextServices({ directory, publicUrl, publicDomain });
  const admit: Admit = (request) => resolvePublicContext(services, publicFacts(request));
  const endpoint = await registerPublicEndpoint(server, { ...options, plugins: charging.plugins, admit });
  registerExportsRoute(server, { channel: options.exports, contextOf: async (request) => (await admit(request)).context, limits: options.limits });
  const publicGraph = new GatewayPublicGraph(endpoint, admitClientOf(directory));
  if (systemKeys) registerPublicGraphRoute(server, publicGraph, systemKeys);
  return {
    prepare: (supergraphSdl) => endpoint.prepare(supergraphSdl),
    publicGraph,
    close: async () => {
      await endpoint.close();
      await charging.close();
    },
  };
}

/** A client by its id, as if it had come by a key: with all its scopes, at all its branches, or those that the caller keeps to. */
function admitClientOf(directory: DirectoryClient): AdmitClient {
  return async ({ clientId, scope = null, branch = null }, base) => {
    const admission = await directory.admitClient({ client: clientId });
    if (!admission || admission.tenant.status === 'SUSPENDED') return null;
    const { tenant, client } = admission;
    const grant = grantOf(admission, scope);
    const reached = grant.branches;
    if (branch !== null && reached !== 'all' && !reached.includes(branch)) return null;
    const context = {
      ...base,
      tenant: { id: tenant.id, subdomain: tenant.subdomain },
      branch: branch ?? (reached !== 'all' && reached.length === 1 ? (reached[0] ?? null) : null),
      actor: { kind: 'client', id: client.id, sessionId: null, purpose: client.purpose },
      grants: [grant],
      locale: tenant.locale,
    } as const;
    return { context, admission };
  };
}
