import { SingleBar } from 'cli-progress';
import { systemContext, type RequestContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { newUuid } from '#kernel/graph/type-id.js';
import { SourceError } from '../../subgraphs/pharmacy/bdpm/source-files.js';
import { StartupError } from '../engines/startup-error.js';
import { findTenant } from './tenants.js';
import { runCommand } from './run-command.js';

/** What was read of a source, and how it becomes a tenant's. */
export interface ReadSource {
  /** Id or subdomain. */
  readonly tenant: string;
  readonly rows: number;
  /** Says what was done, for the operator to read. */
  import(place: { readonly database: Database; readonly context: RequestContext }, onRows: (rows: number) => void): Promise<string>;
}

/** Imports something that a tenant's pharmacy knows, with a bar of progress and a report. All is read before the first row is written. */
export async function importSource(name: string, unit: string, read: () => Promise<ReadSource>): Promise<void> {
  await runCommand(async (open) => {
    const source = await read().catch((error: unknown) => {
      throw error instanceof SourceError ? new StartupError(error.message) : error;
    });
    const platform = await open('platform');
    const pharmacy = await open('pharmacy');
    const tenant = await findTenant(platform.runtime, source.tenant);
    const bar = new SingleBar({ format: `  {bar} {value}/{total} ${unit}`, clearOnComplete: true, noTTYOutput: false });
    bar.start(source.rows, 0);
    let report: string;
    try {
      const place = { database: pharmacy.database, context: systemContext(tenant, name, newUuid()) };
      report = await source.import(place, (rows) => bar.increment(rows));
    } finally {
      bar.stop();
    }
    console.log(report);
  });
}
