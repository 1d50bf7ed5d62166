import { sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../services.js';
import { mostDays, type ApiOperationUsage, type ApiUsage, type ApiUsageTotals } from './api-usage.js';

interface UsageRow {
  readonly day: string;
  /** Null for the day as a whole. */
  readonly operation: string | null;
  readonly requests: string;
  readonly errors: string;
  readonly refused: string;
  readonly cost: string;
}

/** What a client used on some days, from the first to the last. */
export async function readUsage(context: PlatformContext, clientId: string, from: string, to: string): Promise<ApiUsage> {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
  if (days < 1) throw new GraphError('BAD_USER_INPUT', 'The days end before they begin: send `to` no earlier than `from`.');
  if (days > mostDays) throw new GraphError('BAD_USER_INPUT', `At most ${mostDays} days can be read at once: ask for them in parts.`);
  const rows = await context.db.rows<UsageRow>(
    sql`select to_char(day, 'YYYY-MM-DD') as day, operation, requests, errors, refused, cost from (
        select day, null as operation, requests, errors, refused, cost from api_usage_days
          where client_id = ${toUuid('client', clientId)} and day between ${from}::date and ${to}::date
        union all
        select day, operation, requests, errors, refused, cost from api_usage_operations
          where client_id = ${toUuid('client', clientId)} and day between ${from}::date and ${to}::date
      ) as used order by used.day desc, used.cost desc, operation`,
    null,
  );
  const byDay = [...Map.groupBy(rows, ({ day }) => day)].map(([day, some]) => ({
    day,
    totals: added(some.filter(({ operation }) => operation === null)),
    operations: some.flatMap((row): ApiOperationUsage[] =>
      row.operation === null ? [] : [{ operation: row.operation, totals: added([row]) }],
    ),
  }));
  return { from, to, totals: added(rows.filter(({ operation }) => operation === null)), days: byDay };
}

function added(rows: readonly UsageRow[]): ApiUsageTotals {
  const sum = (name: 'requests' | 'errors' | 'refused' | 'cost'): bigint => rows.reduce((total, row) => total + BigInt(row[name]), 0n);
  return { requests: sum('requests'), errors: sum('errors'), refused: sum('refused'), cost: sum('cost') };
}
