import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { QueueTicket } from './queue-ticket.js';

export const mostOpenTickets = 300;

/** Who waits, is called or is being served at a branch, whoever is next first. */
export function openTickets(context: Context, branchId: string, servicePointId: string | null | undefined): Promise<QueueTicket[]> {
  const point = servicePointId ? toUuid('servicepoint', servicePointId) : null;
  return context.db.all(
    QueueTicket,
    sql`where branch_id = ${toUuid('branch', branchId)} and status in ('WAITING', 'CALLED', 'SERVING') and (${point}::uuid is null or service_point_id = ${point}::uuid)
      order by order_at, id limit ${mostOpenTickets}`,
  );
}
