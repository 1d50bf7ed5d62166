import { sql, type Sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';

interface ApprovalRow {
  readonly order_id: string;
  readonly open: number;
  readonly refused: number;
}

/** Of each order that has any, how many approvals nobody has given yet, and how many were refused. */
export async function approvalsOf(
  read: <R extends object>(statement: Sql) => Promise<R[]>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly open: number; readonly refused: number }>> {
  const rows = await read<ApprovalRow>(sql`select order_id, count(*) filter (where status = 'REQUESTED')::int as open,
      count(*) filter (where status = 'REFUSED')::int as refused
    from order_approvals where order_id = any (${orderIds.map((id) => toUuid('order', id))}::uuid[]) group by order_id`);
  return new Map(rows.map(({ order_id, open, refused }) => [toTypeId('order', order_id), { open, refused }]));
}
