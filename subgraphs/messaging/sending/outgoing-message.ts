import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Reply } from '../dialogue/converse.js';

/** What is sent: a reply of ours, or an approved template by its name. */
export type MessageContent = Reply | { readonly template: string; readonly language: string };

/** What we send to a person: written down in the transaction that decides it, and sent after that. */
@Entity('outgoing_messages')
export class OutgoingMessage extends TenantEntity {
  @IdColumn('outgoingmessage')
  id: string;

  @ReferenceColumn('conversation')
  conversationId: string;

  @ReferenceColumn('inboundmessage', { nullable: true })
  answers: string | null;

  @Column('jsonb')
  content: MessageContent;

  @Column('text')
  status: 'QUEUED' | 'SENT' | 'DELIVERED' | 'READ' | 'FAILED';

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  sendingUntil: Date | null;

  @Column('integer')
  attempts: number;

  @Column('text', { nullable: true })
  providerId: string | null;

  @Column('text', { nullable: true })
  reason: string | null;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  sentAt: Date | null;
}

export function outgoing(conversationId: string, content: MessageContent, answers: string | null = null): OutgoingMessage {
  return Object.assign(new OutgoingMessage(), {
    id: newId('outgoingmessage'),
    conversationId,
    answers,
    content,
    status: 'QUEUED',
    sendingUntil: null,
    attempts: 0,
    providerId: null,
    reason: null,
    sentAt: null,
  });
}
