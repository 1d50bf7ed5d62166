import { mostOperationNames, otherOperations } from '#kernel/context/usage-reports.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { PlatformContext } from '../services.js';
import { RecordApiUsagePayload, type RecordApiUsageInput, type UsageEntryInput } from './usage-report.inputs.js';

/** Adds a gateway's report up. One that comes again, because its answer was lost, was added up before: tenant by tenant. */
export async function recordApiUsage(context: PlatformContext, { batch, entries }: RecordApiUsageInput): Promise<RecordApiUsagePayload> {
  for (const [tenantId, some] of Map.groupBy(entries, (entry) => entry.tenantId)) {
    const db = context.asSystemOf({ id: tenantId, subdomain: '' }, 'usage');
    await db.command(RecordApiUsagePayload, { name: 'recordApiUsage', permission: null }, async (transaction) => {
      const [first] = await transaction.rows(
        sql`insert into inbox (reaction, event_id) values ('recordApiUsage', ${batch}) on conflict do nothing returning event_id`,
      );
      if (first) await add(transaction, some);
      return {};
    });
  }
  return Object.assign(new RecordApiUsagePayload(), { userErrors: [] });
}

/**
 * The days come first: the row of a client's day is the lock under which its operations are counted, so that no two reports
 * together pass the most names. Both are written in one order, so that two reports do not wait for each other.
 */
async function add(transaction: Transaction, entries: readonly UsageEntryInput[]): Promise<void> {
  const rows = entries.map(({ clientId, day, operation, requests, errors, refused, cost }) => ({
    client_id: toUuid('client', clientId),
    ...{ day, operation, requests, errors, refused, cost: cost.toString() },
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as given (client_id uuid, day date, operation text, requests bigint, errors bigint, refused bigint, cost bigint)`;
  await transaction.rows(sql`
    insert into api_usage_days as kept (client_id, day, requests, errors, refused, cost)
    select client_id, day, sum(requests), sum(errors), sum(refused), sum(cost) from ${given}
    where exists (select from api_clients where api_clients.id = given.client_id)
    group by client_id, day order by client_id, day
    on conflict (tenant_id, client_id, day) do update set requests = kept.requests + excluded.requests,
      errors = kept.errors + excluded.errors, refused = kept.refused + excluded.refused, cost = kept.cost + excluded.cost`);
  await transaction.rows(sql`
    with reported as (
      select client_id, day, operation, sum(requests) as requests, sum(errors) as errors, sum(refused) as refused, sum(cost) as cost
      from ${given} where exists (select from api_clients where api_clients.id = given.client_id) group by client_id, day, operation
    ), placed as (
      select reported.*, known.operation is not null or row_number() over (
          partition by reported.client_id, reported.day, known.operation is null order by reported.operation
        ) + (select count(*) from api_usage_operations all_known where all_known.client_id = reported.client_id and all_known.day = reported.day)
        <= ${mostOperationNames} as has_place
      from reported left join api_usage_operations known
        on known.client_id = reported.client_id and known.day = reported.day and known.operation = reported.operation
    ), named as (
      select client_id, day, case when has_place then operation else ${otherOperations} end as operation, requests, errors, refused, cost from placed
    )
    insert into api_usage_operations as kept (client_id, day, operation, requests, errors, refused, cost)
    select client_id, day, operation, sum(requests), sum(errors), sum(refused), sum(cost) from named
    group by client_id, day, operation order by client_id, day, operation
    on conflict (tenant_id, client_id, day, operation) do update set requests = kept.requests + excluded.requests,
      errors = kept.errors + excluded.errors, refused = kept.refused + excluded.refused, cost = kept.cost + excluded.cost`);
}
