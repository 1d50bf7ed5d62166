import type { Dispatcher } from 'undici';
import { GraphError, type GraphErrorCode } from '#kernel/graph/graph-error.js';
import type { DownloadStream } from '#kernel/subgraph/channel.js';
import { describedBy } from '#kernel/subgraph/download-headers.js';

export interface RemoteDownload {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

interface Refusal {
  readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code?: string } }[];
}

/** A file of a subgraph in another process, as it comes; rejects with what the subgraph says when there is none. */
export async function remoteDownload(dispatcher: Dispatcher, { path, headers, signal }: RemoteDownload): Promise<DownloadStream> {
  const answer = await dispatcher.request({ method: 'GET', path, headers, signal: signal ?? null });
  if (answer.statusCode === 200) return { ...describedBy(answer.headers), body: answer.body };
  const { errors } = (await answer.body.json()) as Refusal;
  const [error] = errors ?? [];
  // The gateway has asked the caller for his rights: a subgraph that knows nobody does not believe the gateway.
  if (!error?.extensions.code || answer.statusCode === 401)
    throw new Error(`The subgraph answered ${answer.statusCode}: ${error?.message}`);
  throw new GraphError(error.extensions.code as GraphErrorCode, error.message, { extensions: error.extensions });
}
