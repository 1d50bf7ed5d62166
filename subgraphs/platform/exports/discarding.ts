import { toUuid } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import { defineErrand } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { PlatformServices } from '../services.js';
import { Export, ExportStatus } from './export.js';
import { keyOf } from './export-file.js';

/** Deletes what there is of an export's file: when its time is over, and when there is to be none. */
export const discardExport = defineErrand<{ readonly exportId: string }>(
  'discard-export',
  async (context, { exportId }, transact) => {
    const { objects } = (context as Context<PlatformServices>).services;
    const uploadId = await transact(async (transaction) => {
      const expired = await transaction.lock(Export, exportId);
      if (expired?.status === ExportStatus.COMPLETED) {
        expired.status = ExportStatus.EXPIRED;
        await transaction.save(expired);
      }
      const [progress] = await transaction.rows<{ upload_id: string | null }>(
        sql`select upload_id from export_progress where export_id = ${toUuid('export', exportId)}`,
      );
      return progress?.upload_id ?? null;
    });
    const key = keyOf(context.request, exportId);
    if (uploadId !== null) await objects.abandon({ key, uploadId });
    await objects.delete(key);
  },
  { atOnce: 4 },
);
