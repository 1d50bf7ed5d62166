import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import type { Said } from '../dialogue/converse.js';

/** What a person wrote, once however often WhatsApp tells it. */
@Entity('inbound_messages')
export class InboundMessage extends TenantEntity {
  @IdColumn('inboundmessage')
  id: string;

  @ReferenceColumn('conversation')
  conversationId: string;

  @ReferenceColumn('whatsappchannel')
  channelId: string;

  @Column('text')
  providerId: string;

  @Column('text')
  kind: 'TEXT' | 'TAP' | 'OTHER';

  @Column('text', { nullable: true })
  text: string | null;

  @Column('text', { nullable: true })
  choice: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  sentAt: Date;

  @Column('integer')
  attempts: number;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  answeredAt: Date | null;

  /** As the dialogue hears it. What was taken back before we came to it is nothing any more. */
  get said(): Said {
    if (this.kind === 'TAP' && this.choice !== null) return { kind: 'tap', text: this.choice };
    return this.kind === 'TEXT' && this.text !== null ? { kind: 'text', text: this.text } : { kind: 'other' };
  }
}
