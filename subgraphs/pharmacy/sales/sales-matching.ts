import { join, sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { begunFor, begunForSession, momentOfSale } from './sale-moment.js';
import type { SaleFilter } from './sale.inputs.js';

/** The condition of a list of sales. Every one that bounds the time also bounds the months. */
export async function salesMatching(context: Context, filter: SaleFilter | null): Promise<Sql> {
  const conditions = [sql`true`];
  const branchId = filter?.branchId ?? context.request.branch;
  if (branchId) conditions.push(sql`sales.branch_id = ${toUuid('branch', branchId)}`);
  if (filter?.tillSessionId) conditions.push(inSession(filter.tillSessionId));
  if (filter?.kind) conditions.push(sql`sales.kind = ${filter.kind}`);
  if (filter?.status) conditions.push(sql`sales.status = ${filter.status}`);
  if (filter?.patientId) conditions.push(sql`sales.patient_id = ${toUuid('patient', filter.patientId)}`);
  if (filter?.from) conditions.push(sql`sales.completed_at >= ${filter.from} and sales.occurred_at >= ${begunFor(filter.from)}`);
  if (filter?.until) conditions.push(sql`sales.completed_at < ${filter.until} and sales.occurred_at < ${filter.until}`);
  if (filter?.receiptNumber) conditions.push(await withReceipt(context, filter.receiptNumber.trim()));
  return join(conditions, ' and ');
}

function inSession(sessionId: string): Sql {
  return sql`sales.till_session_id = ${toUuid('tillsession', sessionId)} and sales.occurred_at >= ${begunForSession(sessionId)}`;
}

/** By the ids that bear the number, each of which names its month. */
async function withReceipt(context: Context, number: string): Promise<Sql> {
  const rows = await context.db.rows<{ sale_id: string }>(sql`select sale_id from sale_receipts where number = ${number}`, 'sales:read');
  const uuids = rows.map(({ sale_id }) => sale_id);
  const moments = uuids.map((uuid) => momentOfSale(toTypeId('sale', uuid)));
  return sql`sales.id = any (${uuids}::uuid[]) and sales.occurred_at = any (${moments}::timestamptz[])`;
}
