import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Transact } from '#kernel/jobs/job.js';
import { mostParts, partBytes, type ObjectUpload, type WrittenPart } from '#kernel/objects/object-storage.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { PlatformServices } from '../services.js';
import { Export, ExportStatus } from './export.js';
import { exportType, keyOf, LineBuffer, sum, type Tally } from './export-file.js';
import { ExportFailure, ExportPages } from './export-pages.js';
import { ExportedQuery, UnfitQuery } from './exported-query.js';

const tooLarge = 'The list is too large for one file: split it by a filter, and export each part of it.';

/** The store does not take anything for now. */
export class StoreAway extends Error {
  override name = 'StoreAway';
}

/**
 * Writes the file of a running export, from where it was left. Answers whether it is written; no when it is no longer to be,
 * because it was cancelled or another worker has taken it up.
 */
export async function writeExport(
  { request, services, log }: Context<PlatformServices>,
  exportId: string,
  transact: Transact,
): Promise<boolean> {
  const { objects, publicGraph } = services;
  const taken = await transact((transaction) => takeUp(transaction, exportId));
  const { tenant } = request;
  if (!taken || !tenant) return false;
  const { running, parts } = taken;
  const query = ExportedQuery.read(running);
  if (query instanceof UnfitQuery) throw new ExportFailure(query.message);
  const key = keyOf(request, exportId);
  const upload = taken.uploadId === null ? await byStore(objects.begin(key, exportType)) : { key, uploadId: taken.uploadId };
  if (taken.uploadId === null) await transact((transaction) => keepUpload(transaction, taken, upload));

  const { clientId, scope, branchId, operationName } = running;
  const caller = { tenant, clientId, scope, ...(branchId === null ? {} : { branch: branchId }) };
  const pages = new ExportPages(publicGraph, caller, query, operationName);
  const lines = new LineBuffer();
  let { written, isWhole } = taken;
  let place = parts.length === 0 ? query.start : taken.next;
  while (!isWhole) {
    const page = await pages.read(place);
    lines.add(page.nodes);
    place = page.next;
    isWhole = !page.more;
    if (!(await transact((transaction) => note(transaction, taken, sum(written, lines.tally))))) {
      log.debug({ exportId }, 'an export is no longer to be written');
      return false;
    }
    if (!isWhole && lines.tally.bytes < partBytes) continue;
    const { tally } = lines;
    // Of no bytes no part is made; only a list without any object has none.
    if (tally.bytes === 0) break;
    if (parts.length === mostParts) throw new ExportFailure(tooLarge);
    const part = await byStore(objects.writePart(upload, { number: parts.length + 1, offset: written.bytes }, lines.take()));
    if (!(await transact((transaction) => keepPart(transaction, taken, part, tally, place)))) return false;
    parts.push(part);
    written = sum(written, tally);
  }
  await byStore(objects.complete(upload, parts));
  return true;
}

async function byStore<Done>(asked: Promise<Done>): Promise<Done> {
  try {
    return await asked;
  } catch (cause) {
    throw new StoreAway('The store for files does not answer.', { cause });
  }
}

interface TakenUp {
  readonly running: Export;
  /** The turn of this worker. */
  readonly run: number;
  readonly uploadId: string | null;
  readonly parts: WrittenPart[];
  readonly written: Tally;
  /** From where the list goes on after the last part. */
  readonly next: string | null;
  readonly isWhole: boolean;
}

interface PartRow extends Tally {
  readonly number: number;
  readonly mark: string;
  readonly next_cursor: string | null;
}

/** Makes this worker the one who writes, and forgets what others read beyond the last part. */
async function takeUp(transaction: Transaction, exportId: string): Promise<TakenUp | null> {
  const running = await transaction.lock(Export, exportId);
  if (running?.status !== ExportStatus.RUNNING) return null;
  const id = toUuid('export', exportId);
  const rows = await transaction.rows<PartRow>(sql`select number, mark, bytes::float8 as bytes, objects, pages, next_cursor
    from export_parts where export_id = ${id} order by number`);
  const written = rows.reduce<Tally>(sum, { objects: 0, bytes: 0, pages: 0 });
  const [progress] = await transaction.rows<{ run: number; upload_id: string | null }>(sql`update export_progress
    set run = run + 1, objects = ${written.objects}, bytes = ${written.bytes}, pages = ${written.pages} where export_id = ${id} returning run, upload_id`);
  if (!progress) return null;
  const next = rows.at(-1)?.next_cursor ?? null;
  const parts = rows.map(({ number, mark, bytes }) => ({ number, mark, bytes }));
  return { running, run: progress.run, uploadId: progress.upload_id, parts, written, next, isWhole: rows.length > 0 && next === null };
}

async function keepUpload(transaction: Transaction, { running, run }: TakenUp, { uploadId }: ObjectUpload): Promise<void> {
  await transaction.rows(
    sql`update export_progress set upload_id = ${uploadId} where export_id = ${toUuid('export', running.id)} and run = ${run}`,
  );
}

/** Shows how far it has come; answers whether to go on. */
async function note(transaction: Transaction, { running, run }: TakenUp, { objects, bytes, pages }: Tally): Promise<boolean> {
  const [row] = await transaction.rows(sql`update export_progress progress set objects = ${objects}, bytes = ${bytes}, pages = ${pages}
    from exports where exports.id = progress.export_id and exports.status = 'RUNNING'
      and progress.export_id = ${toUuid('export', running.id)} and progress.run = ${run} returning progress.run`);
  return row !== undefined;
}

/** From here on a worker that takes this up goes on after this part. */
async function keepPart(
  transaction: Transaction,
  { running, run }: TakenUp,
  part: WrittenPart,
  tally: Tally,
  next: string | null,
): Promise<boolean> {
  const id = toUuid('export', running.id);
  const [mine] = await transaction.rows(
    sql`update export_progress set setbacks = 0, rests = 0 where export_id = ${id} and run = ${run} returning run`,
  );
  if (!mine) return false;
  await transaction.rows(sql`insert into export_parts (export_id, number, mark, bytes, objects, pages, next_cursor)
    values (${id}, ${part.number}, ${part.mark}, ${tally.bytes}, ${tally.objects}, ${tally.pages}, ${next})`);
  return true;
}
