import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';
import type { AppointmentStatus } from '../appointments/appointment-status.js';
import { QueuePriority } from './service-point.js';

export enum TicketStatus {
  WAITING = 'WAITING',
  CALLED = 'CALLED',
  SERVING = 'SERVING',
  FINISHED = 'FINISHED',
  SKIPPED = 'SKIPPED',
  LEFT = 'LEFT',
}

registerEnumType(TicketStatus, {
  name: 'TicketStatus',
  description: 'How far somebody in a queue has come.',
  valuesConfig: {
    WAITING: { description: 'Waits to be called.' },
    CALLED: { description: 'Was called and is expected at the desk.' },
    SERVING: { description: 'Is being served.' },
    FINISHED: { description: 'Was served.' },
    SKIPPED: { description: 'Was called and did not come; can be called again.' },
    LEFT: { description: 'Waits no longer.' },
  },
});

const { WAITING, CALLED, SERVING, FINISHED, SKIPPED, LEFT } = TicketStatus;

/** Where a ticket can go from each status, to WAITING by being transferred; undo goes back one step. */
const next: Readonly<Record<TicketStatus, readonly TicketStatus[]>> = {
  [WAITING]: [CALLED, LEFT, WAITING],
  [CALLED]: [CALLED, SERVING, SKIPPED, LEFT, WAITING],
  [SERVING]: [FINISHED, WAITING, LEFT],
  [SKIPPED]: [CALLED, LEFT, WAITING],
  [FINISHED]: [],
  [LEFT]: [],
};

export const openTicketStatuses: readonly TicketStatus[] = [WAITING, CALLED, SERVING];

/** The fields that a step changes, and undoing it restores. */
const steps = [
  'servicePointId',
  'practitionerId',
  'resourceId',
  'status',
  'orderAt',
  'joinedAt',
  'timesCalled',
  'calledAt',
  'firstCalledAt',
  'startedAt',
  'finishedAt',
] as const;
type Step = Pick<QueueTicket, (typeof steps)[number]>;

@Entity('queue_tickets')
@ObjectType({ implements: Node, description: 'A place in a queue.' })
@Directive('@key(fields: "id")')
@Access('queue:read')
export class QueueTicket extends TenantEntity implements Node {
  @IdColumn('ticket')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('servicepoint')
  servicePointId: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The day of the branch.' })
  localDate: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its number; counts up from 1 every day.' })
  number: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What is called out: `A-017`. It stays when the ticket is transferred.' })
  code: string;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @ReferenceColumn('appointment', { nullable: true })
  appointmentId: string | null;

  @ReferenceColumn('practitioner', { nullable: true })
  practitionerId: string | null;

  @ReferenceColumn('resource', { nullable: true })
  resourceId: string | null;

  @Column('text')
  @Field(() => TicketStatus, { simple: true, description: 'How far it has come.' })
  status: TicketStatus;

  @Column('text')
  @Field(() => QueuePriority, { simple: true, description: 'Why it is called before earlier ones.' })
  priority: QueuePriority;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'Since when it waits; a transfer does not change it.' })
  waitingSince: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  orderAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, {
    simple: true,
    description: 'Since when it is in this queue: `waitingSince`, or when it was transferred here.',
  })
  joinedAt: Date;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How often it was called to this queue.' })
  timesCalled: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was last called to this queue.' })
  calledAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  firstCalledAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When serving began, in this queue.' })
  startedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When serving was over.' })
  finishedAt: Date | null;

  @Column('jsonb', { nullable: true })
  previous: Record<string, unknown> | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when the last step can be undone.' })
  undoUntil: Date | null;

  /** Takes the ticket a step further, one that can be undone for some seconds; or says where it could go instead. */
  step(status: TicketStatus, now: Date, undoSeconds: number, changes: Partial<Step> = {}): readonly TicketStatus[] | null {
    const allowed = next[this.status];
    if (!allowed.includes(status)) return allowed;
    this.previous = Object.fromEntries(steps.map((field) => [field, this[field]]));
    this.undoUntil = new Date(now.getTime() + undoSeconds * 1000);
    this.status = status;
    if (status === CALLED) {
      this.timesCalled += 1;
      this.calledAt = now;
      this.firstCalledAt ??= now;
    }
    if (status === SERVING) this.startedAt = now;
    if (status === FINISHED) this.finishedAt = now;
    Object.assign(this, changes);
    return null;
  }

  /** Keeps with the last step what the appointment was before that step fulfilled it, for undoing to take that back too. */
  rememberFulfilling(appointmentStatus: AppointmentStatus): void {
    this.previous = { ...this.previous, appointmentStatus };
  }

  /** What the appointment was before the last step fulfilled it; null when it did not. */
  get fulfilledFrom(): AppointmentStatus | null {
    return (this.previous?.['appointmentStatus'] as AppointmentStatus | undefined) ?? null;
  }

  /** Goes back to what it was before the last step; false when there is nothing to undo any more. */
  undo(now: Date): boolean {
    if (this.previous === null || this.undoUntil === null || this.undoUntil <= now) return false;
    for (const field of steps) {
      const value = this.previous[field];
      const isInstant = field.endsWith('At') && typeof value === 'string';
      Object.assign(this, { [field]: isInstant ? new Date(value) : value });
    }
    this.previous = null;
    this.undoUntil = null;
    return true;
  }
}

export const ticketById = loaderById(QueueTicket);

/** How many are before each waiting ticket, and for how long it will wait. */
export interface Expectation {
  readonly ahead: number;
  readonly minutes: number;
}

/**
 * The wait by the queue's own pace: those ahead, times the mean of the last 20 servings of the day (or what the service point
 * expects), shared by as many desks as have called somebody in the last half hour. Who was transferred was served here too.
 */
export const expectationOfTicket = defineLoader<string, Expectation>('expectation of ticket', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('ticket', id));
  // Who waits before counts, whoever it is: a client may not see them.
  const rows = await db.beyondConsents.rows<{ id: string; ahead: number; minutes: number }>(
    sql`with points as (
        select point.id, greatest(1, (select count(distinct resource_id) from (
            select resource_id from queue_tickets busy where busy.service_point_id = point.id and busy.called_at > now() - interval '30 minutes'
            union all select resource_id from queue_stays busy where busy.service_point_id = point.id and busy.called_at > now() - interval '30 minutes') desk)) as desks,
          coalesce((select avg(extract(epoch from ended_at - started_at)) / 60 from (
            (select started_at, finished_at as ended_at from queue_tickets done where done.service_point_id = point.id and done.status = 'FINISHED'
              and done.finished_at > now() - interval '1 day' and done.started_at is not null order by finished_at desc limit 20)
            union all (select started_at, left_at from queue_stays done where done.service_point_id = point.id
              and done.left_at > now() - interval '1 day' and done.started_at is not null order by left_at desc limit 20)
            order by ended_at desc limit 20) recent), point.expected_minutes) as pace
        from service_points point where point.id in (select service_point_id from queue_tickets where id = any (${uuids}::uuid[]))
      )
      select ticket.id, place.ahead::int as ahead, ceil(place.ahead * points.pace / points.desks)::int as minutes
      from queue_tickets ticket join points on points.id = ticket.service_point_id
      cross join lateral (select count(*) as ahead from queue_tickets other where other.service_point_id = ticket.service_point_id and other.status = 'WAITING'
        and (other.order_at, other.id) < (ticket.order_at, ticket.id)) place
      where ticket.id = any (${uuids}::uuid[]) and ticket.status = 'WAITING'`,
    'queue:read',
  );
  return new Map(rows.map((row) => [toTypeId('ticket', row.id), { ahead: row.ahead, minutes: row.minutes }]));
});
