import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { breakOffWith } from '#kernel/subgraph/break-off.js';
import type { Limits } from '../limits.js';

/** Ends what fails, stands still or takes too long, so that it looks like nothing whole. */
export function guard(body: Readable, request: FastifyRequest, { raw }: FastifyReply, limits: Limits): void {
  breakOffWith(body, raw, (error) => request.log.error({ error, requestId: request.id }, 'a download was cut off'));
  const giveUp = (why: string) => (): void => void body.destroy(new Error(why));
  raw.setTimeout(limits.downloadStallMs, giveUp('Nothing of the file moved for too long'));
  const limit = setTimeout(giveUp('The file took too long as a whole'), limits.downloadMs);
  raw.once('close', () => clearTimeout(limit));
}
