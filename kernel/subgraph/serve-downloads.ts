import type { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RequestContext } from '../context/request-context.js';
import { GraphError } from '../graph/graph-error.js';
import { breakOffWith } from './break-off.js';
import type { SubgraphChannel } from './channel.js';
import { downloadHeaders, parametersOf } from './download-headers.js';

/** Where a subgraph gives its files to the gateway. */
export function subgraphDownloadPath(name: string, parameters: Readonly<Record<string, string>>): string {
  return `/downloads/${encodeURIComponent(name)}?${new URLSearchParams(parameters).toString()}`;
}

export interface ServedDownloads {
  readonly channel: SubgraphChannel;
  /** Refuses everybody but the gateway. */
  readonly contextOf: (request: FastifyRequest) => Promise<RequestContext>;
  /** Milliseconds for files that are under way when the server stops. */
  readonly drainMs: number;
}

/** Gives a subgraph's files to the gateway. */
export function serveDownloads(server: FastifyInstance, { channel, contextOf, drainMs }: ServedDownloads): void {
  const underWay = new Set<Readable>();
  server.addHook('preClose', (done) => {
    setTimeout(() => underWay.forEach((body) => body.destroy(new Error('The subgraph stops'))), drainMs).unref();
    done();
  });
  server.get<{ Params: { name: string }; Querystring: Record<string, string | string[]> }>(
    '/downloads/:name',
    { exposeHeadRoute: false },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const context = await contextOf(request);
      const { name } = request.params;
      const file = await channel.download?.({ name, parameters: parametersOf(request.query) }, context, gone.signal);
      if (!file) throw new GraphError('NOT_FOUND', `There is no download "${name}" here.`);
      underWay.add(file.body);
      breakOffWith(file.body, reply.raw);
      file.body.once('close', () => underWay.delete(file.body));
      return reply.headers(downloadHeaders(file)).send(file.body);
    },
  );
}
