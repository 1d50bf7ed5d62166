import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum CallbackStatus {
  OPEN = 'OPEN',
  CLAIMED = 'CLAIMED',
  RESOLVED = 'RESOLVED',
}

registerEnumType(CallbackStatus, {
  name: 'CallbackStatus',
  description: 'How far a callback has come.',
  valuesConfig: {
    OPEN: { description: 'Nobody has taken it.' },
    CLAIMED: { description: 'Somebody of the staff looks after it.' },
    RESOLVED: { description: 'It is done.' },
  },
});

export enum CallbackReason {
  ASKED_FOR_PERSON = 'ASKED_FOR_PERSON',
  NOT_UNDERSTOOD = 'NOT_UNDERSTOOD',
  NOT_VERIFIED = 'NOT_VERIFIED',
  NOTHING_TO_BOOK = 'NOTHING_TO_BOOK',
  BOOKING_FAILED = 'BOOKING_FAILED',
  NOT_DELIVERED = 'NOT_DELIVERED',
  WINDOW_CLOSED = 'WINDOW_CLOSED',
}

registerEnumType(CallbackReason, {
  name: 'CallbackReason',
  description: 'Why somebody is to be called.',
  valuesConfig: {
    ASKED_FOR_PERSON: { description: 'They asked for a person.' },
    NOT_UNDERSTOOD: { description: 'What they wrote was not understood, three times in a row.' },
    NOT_VERIFIED: { description: 'The code was wrong too often, or the number is no patient’s.' },
    NOTHING_TO_BOOK: { description: 'There was nothing that they could book, or no free time.' },
    BOOKING_FAILED: { description: 'Something failed on our side.' },
    NOT_DELIVERED: { description: 'An answer could not be delivered.' },
    WINDOW_CLOSED: { description: 'An answer came a day after they wrote: WhatsApp delivers none until they write again.' },
  },
});

@Entity('callback_requests')
@ObjectType({ implements: Node, description: 'Somebody who wrote to us, and is to be called by a person of the staff.' })
@Directive('@key(fields: "id")')
@Access('messaging:answer')
export class CallbackRequest extends TenantEntity implements Node {
  @IdColumn('callback')
  id: string;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @ReferenceColumn('conversation', { nullable: true })
  conversationId: string | null;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  talkBeganAt: Date | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The number to call: the one that they wrote from, as E.164.' })
  phone: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What they call themselves on WhatsApp. It proves nothing.' })
  contactName: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The language that they chose, as BCP 47 tag.' })
  language: string;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @Column('text')
  @Field(() => CallbackReason, { simple: true, description: 'Why.' })
  reason: CallbackReason;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The question at which the talk stood, such as `TIME`.' })
  step: string | null;

  @Column('text')
  @Field(() => CallbackStatus, { simple: true, description: 'How far it has come.' })
  status: CallbackStatus;

  @ReferenceColumn('staff', { nullable: true })
  claimedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When somebody took it.' })
  claimedAt: Date | null;

  @ReferenceColumn('staff', { nullable: true })
  resolvedBy: string | null;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was done.' })
  resolvedAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What came of it.' })
  resolution: string | null;
}

@Entity('callback_comments')
@ObjectType({ description: 'What somebody of the staff noted about a callback; `createdAt` is when.' })
@Access('messaging:answer')
export class CallbackComment extends TenantEntity {
  @IdColumn('callbackcomment')
  id: string;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @ReferenceColumn('callback')
  callbackId: string;

  @ReferenceColumn('staff')
  authorId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The note.' })
  text: string;
}

export const CallbackRequestConnection = connectionOf(CallbackRequest, 'CallbackRequest');

enum CallbackOrderField {
  CREATED_AT = 'CREATED_AT',
}

export const callbackById = loaderById(CallbackRequest);
export const commentsOfCallback = loaderByParent(CallbackComment, 'callbackId', ['createdAt', 'id']);
export const callbackList = defineList<CallbackRequest, CallbackOrderField>({
  name: 'callbackRequests',
  entity: CallbackRequest,
  orders: { CREATED_AT: ['createdAt'] },
});
export const longestWaitingFirst = { field: CallbackOrderField.CREATED_AT, direction: OrderDirection.ASC };
