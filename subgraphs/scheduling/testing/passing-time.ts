import { systemContext, type TenantReference } from '#kernel/context/request-context.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newUuid, toUuid } from '#kernel/graph/type-id.js';
import type { Job } from '#kernel/jobs/job.js';
import { Context } from '#kernel/subgraph/context.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { Appointment } from '../appointments/appointment.js';
import { lockSubjects, subjectsOf } from '../appointments/reservations.js';

/** A transaction of the tenant's own, behind the graph. */
export function within<R>(
  { database, resources }: TestSubgraph,
  tenant: TenantReference,
  body: (transaction: Transaction, context: Context) => Promise<R>,
): Promise<R> {
  const request = systemContext(tenant, 'test', newUuid());
  return database.transaction(request, scopeOf(request, 'test'), 'command', (transaction) =>
    body(transaction, new Context(request, resources)),
  );
}

/** Runs a job now, whenever it was planned for. */
export function runJob<Payload extends object>(
  subgraph: TestSubgraph,
  tenant: TenantReference,
  job: Job<Payload>,
  payload: Payload,
): Promise<void> {
  return within(subgraph, tenant, (transaction, context) => job.handle(context, payload, transaction));
}

/** Lets the time to confirm a hold, or to answer an offer, be over; what is to happen then has not happened yet. */
export function runOut(subgraph: TestSubgraph, tenant: TenantReference, appointmentId: string): Promise<void> {
  const id = toUuid('appointment', appointmentId);
  return within(subgraph, tenant, async (transaction) => {
    // In the order in which everybody takes locks: the storm of a test goes on meanwhile.
    await transaction.rows(
      sql`update waitlist_offers set expires_at = clock_timestamp() - interval '1 second' where appointment_id = ${id}`,
    );
    const [held] = await transaction.all(Appointment, sql`where id = ${id} for update`);
    if (!held?.holdExpiresAt) return;
    await lockSubjects(transaction, subjectsOf(held));
    await transaction.rows(sql`update appointments set hold_expires_at = clock_timestamp() - interval '1 second' where id = ${id}`);
    await transaction.rows(
      sql`update reservations set expires_at = clock_timestamp() - interval '1 second' where appointment_id = ${id} and expires_at is not null`,
    );
  });
}

/** Brings an appointment nearer by whole days, as if so many had passed. */
export function daysPass(subgraph: TestSubgraph, tenant: TenantReference, appointmentId: string, days: number): Promise<void> {
  const id = toUuid('appointment', appointmentId);
  return within(subgraph, tenant, async (transaction) => {
    await transaction.rows(sql`update appointments set starts_at = starts_at - make_interval(days => ${days}::int), ends_at = ends_at - make_interval(days => ${days}::int),
      local_date = local_date - ${days}::int where id = ${id}`);
    await transaction.rows(sql`update reservations set starts_at = starts_at - make_interval(days => ${days}::int), ends_at = ends_at - make_interval(days => ${days}::int)
      where appointment_id = ${id}`);
  });
}
