import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '#kernel/context/request-context.js';
import { checkAccess } from '#kernel/graph/access.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { downloadPath } from '#kernel/subgraph/download.js';
import { downloadHeaders, parametersOf } from '#kernel/subgraph/download-headers.js';
import { clientGone } from '../http/client-gone.js';
import type { Limits } from '../limits.js';
import { sendDownloadError } from './download-error.js';
import { DownloadSlots } from './download-slots.js';
import { guard } from './guard.js';
import { within } from './within.js';

/** A download that some subgraph has, and what it takes. */
export interface OfferedDownload {
  readonly subgraph: string;
  readonly name: string;
  readonly permission: string;
}

export type DownloadOutcome = 'whole' | 'refused' | 'broken';

export interface DownloadRoute {
  readonly downloads: readonly OfferedDownload[];
  readonly channels: readonly SubgraphChannel[];
  readonly contextOf: (request: FastifyRequest) => Promise<RequestContext>;
  readonly limits: Limits;
  /** Told of each download how it ended; `broken` is also one that the client gave up. */
  readonly observe: (download: OfferedDownload, outcome: DownloadOutcome) => void;
}

interface DownloadCall {
  readonly Params: { readonly subgraph: string; readonly name: string };
  readonly Querystring: Readonly<Record<string, string | readonly string[]>>;
}

/** Gives the files of subgraphs to clients, as GraphQL gives them fields: the same way in, the same permissions, the same codes. */
export function registerDownloadRoute(server: FastifyInstance, { downloads, channels, contextOf, limits, observe }: DownloadRoute): void {
  const slots = new DownloadSlots(limits.downloadsPerTenant);
  // HEAD would run a whole report, and throw it away.
  const options = { exposeHeadRoute: false, errorHandler: sendDownloadError };
  server.get<DownloadCall>('/downloads/:subgraph/:name', options, async (request, reply) => {
    const gone = clientGone(reply);
    const context = await contextOf(request);
    const { subgraph, name } = request.params;
    const path = downloadPath(subgraph, name);
    const download = downloads.find((offered) => offered.subgraph === subgraph && offered.name === name);
    const channel = channels.find((candidate) => candidate.name === subgraph);
    const begin = channel?.download?.bind(channel);
    if (!download || !begin) throw new GraphError('NOT_FOUND', `There is no download at ${path}.`);
    checkAccess(context, [{ needs: download.permission, coordinate: path }]);
    const parameters = parametersOf(request.query);
    if (gone.aborted) throw new GraphError('UNAVAILABLE', 'Nobody waits for the file any more.');

    const leave = slots.take(context.tenant?.id ?? null);
    let isBegun = false;
    reply.raw.once('close', () => {
      leave();
      observe(download, isBegun ? (reply.raw.writableFinished ? 'whole' : 'broken') : 'refused');
    });
    const file = await within(limits.downloadStallMs, gone, (signal) => begin({ name, parameters }, context, signal));
    isBegun = true;
    guard(file.body, request, reply, limits);
    return reply.headers(downloadHeaders(file)).send(file.body);
  });
}
