import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { ReminderChannel } from './scheduling-settings.js';

export enum NotificationStatus {
  SENT = 'SENT',
  REJECTED = 'REJECTED',
  SKIPPED = 'SKIPPED',
}

registerEnumType(NotificationStatus, {
  name: 'NotificationStatus',
  description: 'What has become of a message.',
  valuesConfig: {
    SENT: { description: 'Handed to the one who delivers it.' },
    REJECTED: { description: 'Refused for good, as `reason` says.' },
    SKIPPED: { description: 'Not sent, as `reason` says.' },
  },
});

@Entity('notifications')
@ObjectType({ implements: Node, description: 'A message to a patient about an appointment, as the log keeps it.' })
@Directive('@key(fields: "id")')
@Access('appointments:read')
export class Notification extends TenantEntity implements Node {
  @IdColumn('notification')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('appointment')
  appointmentId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('text')
  kind: 'REMINDER';

  @Column('text')
  messageKey: string;

  @Column('text', { nullable: true })
  @Field(() => ReminderChannel, { simple: true, nullable: true, description: 'How; null when there was no way.' })
  channel: ReminderChannel | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The address or number.' })
  @Access('patients:read')
  recipient: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What it said.' })
  @Access('patients:read')
  text: string | null;

  @Column('text')
  @Field(() => NotificationStatus, { simple: true, description: 'What has become of it.' })
  status: NotificationStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was not sent.' })
  reason: string | null;

  @Column('text', { nullable: true })
  providerId: string | null;
}

export const notificationById = loaderById(Notification);
export const notificationsOfAppointment = loaderByParent(Notification, 'appointmentId', ['createdAt', 'id']);
