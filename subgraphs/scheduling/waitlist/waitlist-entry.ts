import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

/** FHIR R4 request-priority. */
export enum WaitlistPriority {
  ROUTINE = 'ROUTINE',
  URGENT = 'URGENT',
  ASAP = 'ASAP',
  STAT = 'STAT',
}

registerEnumType(WaitlistPriority, {
  name: 'WaitlistPriority',
  description: 'How urgent a place on the waitlist is (FHIR R4 request-priority).',
  valuesConfig: {
    ROUTINE: { description: 'Of normal priority.' },
    URGENT: { description: 'Before routine.' },
    ASAP: { description: 'As soon as possible: before urgent.' },
    STAT: { description: 'At once: before all others.' },
  },
});

export enum WaitlistStatus {
  WAITING = 'WAITING',
  OFFERED = 'OFFERED',
  BOOKED = 'BOOKED',
  CANCELLED = 'CANCELLED',
}

registerEnumType(WaitlistStatus, {
  name: 'WaitlistStatus',
  description: 'How far somebody on the waitlist has come.',
  valuesConfig: {
    WAITING: { description: 'Waits for a time that becomes free.' },
    OFFERED: { description: 'Has an offer that is open.' },
    BOOKED: { description: 'Took an offer.' },
    CANCELLED: { description: 'Waits no longer.' },
  },
});

export enum OfferStatus {
  OPEN = 'OPEN',
  ACCEPTED = 'ACCEPTED',
  DECLINED = 'DECLINED',
  EXPIRED = 'EXPIRED',
  WITHDRAWN = 'WITHDRAWN',
}

registerEnumType(OfferStatus, {
  name: 'OfferStatus',
  description: 'What has become of an offer.',
  valuesConfig: {
    OPEN: { description: 'Can be accepted until it expires.' },
    ACCEPTED: { description: 'The time is booked.' },
    DECLINED: { description: 'Not wanted; the time went on to the next.' },
    EXPIRED: { description: 'Not answered in time; the time went on to the next.' },
    WITHDRAWN: { description: 'The patient left the waitlist, or the practice called the time off.' },
  },
});

@Entity('waitlist_entries')
@ObjectType({ implements: Node, description: 'Somebody who waits for an earlier time.' })
@Directive('@key(fields: "id")')
@Access('appointments:read')
export class WaitlistEntry extends TenantEntity implements Node {
  @IdColumn('waitlistentry')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('service')
  serviceId: string;

  @ReferencesColumn('practitioner')
  practitionerIds: string[] | null;

  @Column('text')
  @Field(() => WaitlistPriority, {
    simple: true,
    description: 'How urgent: who is more urgent is offered a time first, and among equals who has waited longer.',
  })
  priority: WaitlistPriority;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The first day that suits.' })
  earliestOn: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The last day that suits.' })
  latestOn: string;

  @Column('text')
  @Field(() => WaitlistStatus, { simple: true, description: 'How far it has come.' })
  status: WaitlistStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'A word for colleagues.' })
  note: string | null;
}

@Entity('waitlist_offers')
@ObjectType({
  implements: Node,
  description: 'A time that became free, offered to somebody on the waitlist and kept for them until they answer.',
})
@Directive('@key(fields: "id")')
@Access('appointments:read')
export class WaitlistOffer extends TenantEntity implements Node {
  @IdColumn('offer')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('waitlistentry')
  entryId: string;

  @ReferenceColumn('appointment')
  appointmentId: string;

  @Column('text')
  @Field(() => OfferStatus, { simple: true, description: 'What has become of it.' })
  status: OfferStatus;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'Until when it can be accepted.' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was answered, or ran out.' })
  answeredAt: Date | null;
}

export const WaitlistEntryConnection = connectionOf(WaitlistEntry, 'WaitlistEntry');

export enum WaitlistOrderField {
  CREATED_AT = 'CREATED_AT',
}

registerEnumType(WaitlistOrderField, {
  name: 'WaitlistOrderField',
  description: 'What waitlist entries can be sorted by.',
  valuesConfig: { CREATED_AT: { description: 'Since when they wait.' } },
});

export const waitlistEntryById = loaderById(WaitlistEntry);
export const waitlistOfferById = loaderById(WaitlistOffer);
export const offersOfEntry = loaderByParent(WaitlistOffer, 'entryId', ['createdAt', 'id']);
export const waitlistList = defineList<WaitlistEntry, WaitlistOrderField>({
  name: 'waitlist',
  entity: WaitlistEntry,
  orders: { CREATED_AT: ['createdAt'] },
});
export const longestWaiting = { field: WaitlistOrderField.CREATED_AT, direction: OrderDirection.ASC };
