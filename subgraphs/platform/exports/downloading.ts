import { sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { ByteRange } from '#kernel/objects/object-storage.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import type { PlatformServices } from '../services.js';
import { Export } from './export.js';
import { exportType, keyOf } from './export-file.js';

/** The file of an export, for the client that started it and for nobody else: it holds what that client may see. */
export const exportFile = defineDownload({
  name: 'export',
  permission: 'exports:run',
  forClients: true,
  description: 'What an export wrote, whole or from one byte to another (`from`, `to`).',
  async open(context, parameters) {
    const { objects } = (context as Context<PlatformServices>).services;
    const { actor } = context.request;
    const id = requiredParameter(parameters, 'id');
    const uuid = toUuid('export', id);
    if (actor.kind !== 'client' || actor.id === null) return null;
    const found = await context.db.first(Export, sql`where id = ${uuid} and client_id = ${toUuid('client', actor.id)}`);
    if (!found?.hasFile(new Date())) return null;
    const stored = await objects.read(keyOf(context.request, id), rangeOf(parameters));
    return stored && { name: `${id}.jsonl`, type: exportType, body: stored.body };
  },
});

function rangeOf({ from, to }: Readonly<Record<string, string>>): ByteRange | undefined {
  if (from === undefined && to === undefined) return undefined;
  const range = { from: Number(from), to: Number(to) };
  if (!Number.isSafeInteger(range.from) || !Number.isSafeInteger(range.to) || range.from < 0 || range.to < range.from)
    throw new GraphError('BAD_USER_INPUT', 'The parameters "from" and "to" are whole numbers of bytes, the first not after the second.');
  return range;
}
