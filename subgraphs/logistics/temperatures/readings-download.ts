import { csv, csvType } from '#kernel/csv.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { loggerById } from './temperature-logger.js';
import { watchById } from './temperature-watch.js';

const permission = 'temperatures:read';

export const readingsDownload = defineDownload({
  name: 'temperature-readings',
  permission,
  description: 'All readings of a watch as CSV, the first first. Parameter: watchId.',
  async open(context, parameters) {
    const watch = await context.load(watchById, requiredParameter(parameters, 'watchId'));
    const logger = watch && (await context.load(loggerById, watch.loggerId));
    if (!logger) return null;
    const rows = context.db.stream<{ at: Date; celsius: number }>(
      sql`select at, celsius from temperature_readings where logger_id = ${toUuid('temperaturelogger', logger.id)}
        and at >= ${watch.beganAt} and at <= coalesce(${watch.endedAt}::timestamptz, 'infinity') order by at`,
      permission,
    );
    const columns = [
      { heading: 'timestamp_utc', value: ({ at }: { at: Date }) => at },
      { heading: 'temp_c', value: ({ celsius }: { celsius: number }) => celsius },
    ];
    return { name: `temperatures-${logger.serial}.csv`, type: csvType, body: csv(rows, columns) };
  },
});
