import { pipeline, type Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RequestContext } from '#kernel/context/request-context.js';
import { checkAccess } from '#kernel/graph/access.js';
import { GraphError, type GraphErrorCode } from '#kernel/graph/graph-error.js';
import { downloadHeaders } from '#kernel/subgraph/download-headers.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { sendDownloadError } from '../../downloads/download-error.js';
import { DownloadSlots } from '../../downloads/download-slots.js';
import { guard } from '../../downloads/guard.js';
import { within } from '../../downloads/within.js';
import { clientGone } from '../../http/client-gone.js';
import type { Limits } from '../../limits.js';
import { acceptsGzip } from './accepts-gzip.js';
import { byteRange, unsatisfiable } from './byte-range.js';

/** Where a client fetches the file of an export. */
export const exportsPath = '/public/exports';

const permission = 'exports:run';
const name = 'export';

/** Below it packing is not worth its while. */
const leastPacked = 2_048;

export interface ExportsRoute {
  /** The subgraph that keeps exports. */
  readonly channel: SubgraphChannel;
  /** Who asks at the public door: a client, or nobody. */
  readonly contextOf: (request: FastifyRequest) => Promise<RequestContext>;
  readonly limits: Limits;
}

interface ExportFacts {
  readonly status: 'QUEUED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';
  readonly url: string | null;
  readonly error: string | null;
  readonly progress: { readonly bytes: string };
}

/** Gives clients the files of their exports: whole or from a byte on, packed when that is asked for. */
export function registerExportsRoute(server: FastifyInstance, { channel, contextOf, limits }: ExportsRoute): void {
  const slots = new DownloadSlots(limits.downloadsPerTenant);
  // What is asked for by ranges must not be packed by the way, so here it is decided which is.
  const options = { exposeHeadRoute: false, compress: false as const, errorHandler: sendDownloadError };
  server.get<{ Params: { readonly id: string } }>(`${exportsPath}/:id`, options, async (request, reply) => {
    const gone = clientGone(reply);
    const context = await contextOf(request);
    checkAccess(context, [{ needs: permission, coordinate: exportsPath }]);
    const { id } = request.params;
    const bytes = await bytesOf(channel, id, context);
    const tag = `"${id}"`;
    const { 'if-range': condition, range: asked } = request.headers;
    const range = byteRange(condition === undefined || condition === tag ? asked : undefined, bytes);
    void reply.headers({ 'accept-ranges': 'bytes', vary: 'accept-encoding' });
    if (range === unsatisfiable) {
      void reply.header('content-range', `bytes */${bytes}`);
      throw new GraphError('BAD_USER_INPUT', `The file has ${bytes} bytes: ask for a range within them.`, { httpStatus: 416 });
    }

    // Who has left already would never give the place back.
    if (gone.aborted) throw new GraphError('UNAVAILABLE', 'Nobody waits for the file any more.');
    const leave = slots.take(context.tenant?.id ?? null);
    reply.raw.once('close', leave);
    const parameters = { id, ...(range ? { from: String(range.from), to: String(range.to) } : {}) };
    const file = await within(limits.downloadStallMs, gone, (signal) => begin(channel, parameters, context, signal));
    void reply.headers(downloadHeaders(file));
    if (!range && bytes >= leastPacked && acceptsGzip(request.headers['accept-encoding'])) {
      void reply.headers({ 'content-encoding': 'gzip', etag: `W/${tag}` }).removeHeader('content-length');
      return send(packed(file.body), request, reply, limits);
    }
    void reply.headers({ 'content-length': range ? range.to - range.from + 1 : bytes, etag: tag });
    if (range) void reply.code(206).header('content-range', `bytes ${range.from}-${range.to}/${bytes}`);
    return send(file.body, request, reply, limits);
  });
}

function send(body: Readable, request: FastifyRequest, reply: FastifyReply, limits: Limits): FastifyReply {
  guard(body, request, reply, limits);
  return reply.send(body);
}

/** Ends as the file ends: an error of one is an error of the other, and who lets go of one lets go of both. */
function packed(body: Readable): Readable {
  return pipeline(body, createGzip(), () => undefined);
}

function begin(
  channel: SubgraphChannel,
  parameters: Readonly<Record<string, string>>,
  context: RequestContext,
  signal: AbortSignal,
): Promise<DownloadedExport> {
  if (!channel.download) throw new Error(`The subgraph ${channel.name} gives out no files`);
  return channel.download({ name, parameters }, context, signal);
}

type DownloadedExport = Awaited<ReturnType<NonNullable<SubgraphChannel['download']>>>;

/** How large the file of an export is; rejects when there is none, by why there is none. */
async function bytesOf(channel: SubgraphChannel, id: string, context: RequestContext): Promise<number> {
  const query = 'query ExportFile($id: ID!) { export(id: $id) { status url error progress { bytes } } }';
  const { data, errors } = await channel.execute({ query, variables: { id }, repeatable: true }, context);
  const [error] = errors ?? [];
  if (error) throw new GraphError((error.extensions['code'] as GraphErrorCode | undefined) ?? 'INTERNAL', error.message);
  const found = (data as { export: ExportFacts | null } | null | undefined)?.export;
  if (!found) throw new GraphError('NOT_FOUND', 'There is no such export of this client.');
  if (found.url !== null) return Number(found.progress.bytes);
  throw refusal(found);
}

function refusal({ status, error }: ExportFacts): GraphError {
  switch (status) {
    case 'QUEUED':
    case 'RUNNING':
      return new GraphError('CONFLICT', `The export is ${status}: fetch its file when export(id: …) { status } is COMPLETED.`);
    case 'FAILED':
      return new GraphError('CONFLICT', `The export is FAILED, so there is no file. ${error ?? ''}`.trim());
    case 'CANCELLED':
      return new GraphError('CONFLICT', 'The export is CANCELLED, so there is no file: start another.');
    case 'COMPLETED':
    case 'EXPIRED':
      return new GraphError('NOT_FOUND', 'The file was deleted when its time was over: start the export again.', { httpStatus: 410 });
  }
}
