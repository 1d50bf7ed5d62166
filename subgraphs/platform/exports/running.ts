import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineErrand, defineJob, type Transact } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { exportEnded } from '../events.js';
import type { PlatformServices } from '../services.js';
import { discardExport } from './discarding.js';
import { Export, ExportStatus } from './export.js';
import { ExportFailure, GraphAway, QuotaUsedUp } from './export-pages.js';
import { StoreAway, writeExport } from './writing.js';

const mostRunning = 2;
/** Of all tenants, in one process: each holds what it has read of a part. */
const mostWritten = 24;
export const keptMs = 24 * 60 * 60_000;
const mostSetbacks = 8;
/** Days in a row of which the quota was not enough for one part: then it never will be. */
const mostRests = 3;

interface RunPayload {
  readonly exportId: string;
}

/** One at a time decides about the exports of a tenant. Taken before any of them is locked. */
export async function lockExports(transaction: Transaction): Promise<void> {
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended('exports', hashtextextended(tenant_id()::text, 0)))`);
}

/** Lets those run that have waited longest, as far as the tenant's others leave room. */
export async function runNext(transaction: Transaction): Promise<void> {
  await lockExports(transaction);
  const next = await transaction.rows<{ id: string }>(sql`update exports
    set status = 'RUNNING', started_at = coalesce(started_at, now()), waits_until = null, error = null
    where id in (select id from exports where status = 'QUEUED' and (waits_until is null or waits_until <= now()) order by id
      limit greatest(0, ${mostRunning} - (select count(*) from exports where status = 'RUNNING')))
    returning id`);
  for (const { id } of next) await plan(transaction, toTypeId('export', id));
}

/**
 * Writes an export to its end, or as far as it comes: what went wrong outside is tried again later, from the last part on. Taken
 * up again after its process was killed, it goes on from there too. It takes as long as the list is, so nothing else waits for it.
 */
export const runExport = defineErrand<RunPayload>(
  'run-export',
  async (context, { exportId }, transact) => {
    try {
      const written = await writeExport(context as Context<PlatformServices>, exportId, transact);
      if (written) await transact((transaction) => end(transaction, exportId, (running) => running.complete(keptMs)));
    } catch (error) {
      if (error instanceof ExportFailure) return fail(transact, exportId, error.message);
      if (error instanceof QuotaUsedUp) return waitForQuota(transact, exportId, error.message);
      context.log.warn({ error, exportId }, 'an export was interrupted');
      await rest(transact, exportId, inWords(error));
    }
  },
  { atOnce: mostWritten },
);

/** When exports that rested may go on. */
export const resumeExports = defineJob<object>('resume-exports', async (_context, _payload, transaction) => runNext(transaction));

function inWords(error: unknown): string {
  if (error instanceof GraphAway || error instanceof StoreAway) return error.message;
  return 'Something went wrong on our side; tell support, with the id of this export.';
}

/** Gives its place to others until the quota of the client begins anew, with what is written kept. */
async function waitForQuota(transact: Transact, exportId: string, why: string): Promise<void> {
  const isEnough = await transact(async (transaction) => {
    await lockExports(transaction);
    const running = await transaction.lock(Export, exportId);
    if (running?.status !== ExportStatus.RUNNING) return true;
    const [row] = await transaction.rows<{ rests: number }>(
      sql`update export_progress set rests = rests + 1 where export_id = ${toUuid('export', exportId)} returning rests`,
    );
    if ((row?.rests ?? mostRests) >= mostRests) return false;
    const until = nextDay();
    running.rest(until, `${why} The export goes on by itself after ${until.toISOString()}, from where it is.`);
    await transaction.save(running);
    await transaction.schedule(resumeExports, {}, { key: `resume-export:${exportId}`, runAt: until });
    await runNext(transaction);
    return true;
  });
  if (!isEnough)
    await fail(
      transact,
      exportId,
      `${why} On ${mostRests} days in a row that was not enough to write a part of the file: select less within the nodes, or ask for a larger plan, then start the export again.`,
    );
}

/** Quotas begin anew at midnight UTC. Not all clients come back in the same second. */
function nextDay(): Date {
  const now = new Date();
  const midnight = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1);
  return new Date(midnight + 5_000 + Math.floor(Math.random() * 600_000));
}

async function plan(transaction: Transaction, exportId: string, runAt = new Date()): Promise<void> {
  await transaction.schedule(runExport, { exportId }, { key: `run-export:${exportId}`, runAt });
}

/** Tries again later, a little later each time; gives up when nothing was written all the while. */
async function rest(transact: Transact, exportId: string, why: string): Promise<void> {
  const hopeless = await transact(async (transaction) => {
    const [row] = await transaction.rows<{ setbacks: number }>(
      sql`update export_progress set setbacks = setbacks + 1 where export_id = ${toUuid('export', exportId)} returning setbacks`,
    );
    const setbacks = row?.setbacks ?? mostSetbacks;
    if (setbacks >= mostSetbacks) return true;
    await plan(transaction, exportId, new Date(Date.now() + 2_500 * 2 ** setbacks));
    return false;
  });
  if (hopeless) await fail(transact, exportId, `It was tried for a long while in vain: ${why} Start the export again later.`);
}

/** A part of a list must never be taken for the whole, so what was written is deleted. */
async function fail(transact: Transact, exportId: string, message: string): Promise<void> {
  await transact(async (transaction) => {
    if (await end(transaction, exportId, (running) => running.end(ExportStatus.FAILED, message)))
      await transaction.schedule(discardExport, { exportId });
  });
}

/** Whether it was still running; if so the next one's turn has come. */
async function end(transaction: Transaction, exportId: string, change: (running: Export) => void): Promise<boolean> {
  await lockExports(transaction);
  const running = await transaction.lock(Export, exportId);
  if (running?.status !== ExportStatus.RUNNING) return false;
  change(running);
  await transaction.save(running);
  if (running.expiresAt)
    await transaction.schedule(discardExport, { exportId }, { key: `discard-export:${exportId}`, runAt: running.expiresAt });
  await transaction.publish(exportEnded, { subject: exportId, data: { clientId: running.clientId, status: running.status } });
  await runNext(transaction);
  return true;
}
