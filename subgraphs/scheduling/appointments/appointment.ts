import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar, DateTimeScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';
import { defineList, nestedList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { AppointmentChangeKind, AppointmentStatus, CancelledBy, nextStatuses } from './appointment-status.js';

@Entity('appointments')
@ObjectType({ implements: Node, description: 'A time agreed for a visit (FHIR R4 Appointment).' })
@Directive('@key(fields: "id")')
@Access('appointments:read')
export class Appointment extends TenantEntity implements Node {
  @IdColumn('appointment')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => AppointmentStatus, { simple: true, description: 'How far it has come.' })
  status: AppointmentStatus;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('service')
  serviceId: string;

  @ReferenceColumn('practitioner', { nullable: true })
  practitionerId: string | null;

  @ReferencesColumn('resource')
  resourceIds: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When the visit begins.' })
  startsAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it ends; buffers are not in it.' })
  endsAt: Date;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The day on which it begins, at the branch.' })
  localDate: string;

  @Column('text')
  @Field(() => TimeZoneScalar, { simple: true, description: 'The zone of the branch, in which to show the time.' })
  timeZone: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why the patient comes, in their words.' })
  reason: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when the time is kept, while nobody has confirmed.' })
  holdExpiresAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The key of the price in the price list, as it was when it was booked.',
  })
  priceReference: string | null;

  @ReferenceColumn('series', { nullable: true })
  seriesId: string | null;

  @ReferenceColumn('appointment', { nullable: true })
  followUpOfId: string | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is the free follow-up of another visit.' })
  freeFollowUp: boolean;

  @ReferenceColumn('waitlistentry', { nullable: true })
  waitlistEntryId: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it became firm.' })
  bookedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the patient came.' })
  arrivedAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the patient was received.' })
  checkedInAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When the visit was over.' })
  fulfilledAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was called off.' })
  cancelledAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => CancelledBy, { simple: true, nullable: true, description: 'Who called it off.' })
  cancelledBy: CancelledBy | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was called off.' })
  cancellationReason: string | null;

  /** Takes the appointment to another status, or says where it could go instead. */
  moveTo(status: AppointmentStatus, at: Date): readonly AppointmentStatus[] | null {
    const allowed = nextStatuses(this.status);
    if (!allowed.includes(status)) return allowed;
    this.status = status;
    this.holdExpiresAt = null;
    if (status === AppointmentStatus.BOOKED) this.bookedAt = at;
    if (status === AppointmentStatus.ARRIVED) this.arrivedAt = at;
    if (status === AppointmentStatus.CHECKED_IN) {
      this.arrivedAt ??= at;
      this.checkedInAt = at;
    }
    if (status === AppointmentStatus.FULFILLED) this.fulfilledAt = at;
    if (status === AppointmentStatus.CANCELLED) this.cancelledAt = at;
    return null;
  }
}

@Entity('appointment_changes')
@ObjectType({ implements: Node, description: 'Something that happened to an appointment, with the appointment as it was afterwards.' })
@Directive('@key(fields: "id")')
@Access('appointments:read')
export class AppointmentChange extends TenantEntity implements Node {
  @IdColumn('appointmentchange')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('appointment')
  appointmentId: string;

  @Column('text')
  @Field(() => AppointmentChangeKind, { simple: true, description: 'What happened.' })
  kind: AppointmentChangeKind;

  @Column('text')
  @Field(() => AppointmentStatus, { simple: true, description: 'The status that it then had.' })
  status: AppointmentStatus;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it then began.' })
  startsAt: Date;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it then ended.' })
  endsAt: Date;

  @ReferenceColumn('practitioner', { nullable: true })
  practitionerId: string | null;

  @ReferencesColumn('resource')
  resourceIds: string[];

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why.' })
  reason: string | null;

  @Column({ type: 'text', nullable: true, insert: false, update: false })
  @Field(() => String, { simple: true, nullable: true, description: 'The id of whoever did it: a `staff_…`, a client or a job.' })
  createdBy: string | null;
}

@Entity('appointment_series')
@ObjectType({ description: 'Appointments that were booked together.' })
@Access('appointments:read')
export class AppointmentSeries extends TenantEntity {
  @IdColumn('series')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'How they recur, as an RFC 5545 recurrence rule.' })
  rule: string;
}

export const AppointmentConnection = connectionOf(Appointment, 'Appointment');

export enum AppointmentOrderField {
  STARTS_AT = 'STARTS_AT',
}

registerEnumType(AppointmentOrderField, {
  name: 'AppointmentOrderField',
  description: 'What appointments can be sorted by.',
  valuesConfig: { STARTS_AT: { description: 'When they begin.' } },
});

export const appointmentById = loaderById(Appointment);
export const appointmentChangeById = loaderById(AppointmentChange);
export const seriesById = loaderById(AppointmentSeries);
// By id and not by `createdAt`, which is when its transaction began: one that waited for the appointment began before what it waited for.
export const historyOfAppointment = loaderByParent(AppointmentChange, 'appointmentId', ['id']);
export const appointmentsOfSeries = loaderByParent(Appointment, 'seriesId', ['startsAt', 'id']);

export const appointmentList = defineList<Appointment, AppointmentOrderField>({
  name: 'appointments',
  entity: Appointment,
  orders: { STARTS_AT: ['startsAt'] },
});

export const appointmentsOfPatient = nestedList(appointmentList, 'patientId');
export const appointmentsOfPractitioner = nestedList(appointmentList, 'practitionerId');

export const soonestFirst = { field: AppointmentOrderField.STARTS_AT, direction: OrderDirection.ASC };
export const latestFirst = { field: AppointmentOrderField.STARTS_AT, direction: OrderDirection.DESC };
