import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { exportEnded } from '../events.js';
import type { PlatformContext } from '../services.js';
import { discardExport } from './discarding.js';
import { CancelExportPayload, type CancelExportInput } from './export.inputs.js';
import { Export, ExportStatus, visibleExports } from './export.js';
import { lockExports, runNext } from './running.js';

const nothing = { export: null };

/** For as long a worker that has not heard of it may still write. */
const stillWritingMs = 5 * 60_000;

/** Ends an export that waits or runs. Whoever writes it hears of it with the next page. */
export async function cancelExport(context: PlatformContext, { id }: CancelExportInput): Promise<CancelExportPayload> {
  return context.db.command(CancelExportPayload, { name: 'cancelExport', permission: 'exports:run' }, async (transaction) => {
    await lockExports(transaction);
    const [found] = await transaction.all(
      Export,
      sql`where id = ${toUuid('export', id)} and ${visibleExports(context.request)} for update`,
    );
    if (!found) return refuse('NOT_FOUND', 'There is no such export.', ['input', 'id'], nothing);
    if (!found.isUnderWay) {
      const message = `This export is ${found.status}: only one that is QUEUED or RUNNING can be cancelled.`;
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    const wasBegun = found.startedAt !== null;
    found.end(ExportStatus.CANCELLED, null);
    await transaction.save(found);
    if (wasBegun)
      await transaction.schedule(
        discardExport,
        { exportId: id },
        { key: `discard-export:${id}`, runAt: new Date(Date.now() + stillWritingMs) },
      );
    await transaction.publish(exportEnded, { subject: id, data: { clientId: found.clientId, status: found.status } });
    await runNext(transaction);
    return { export: found };
  });
}
