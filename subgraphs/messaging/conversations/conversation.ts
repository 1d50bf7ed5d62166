import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import type { Language } from '../words/languages.js';

/** The thread with one person at one of our numbers. Not a type of the graph: what staff may see of it belongs to a callback. */
@Entity('conversations')
export class Conversation extends TenantEntity {
  @IdColumn('conversation')
  id: string;

  @ReferenceColumn('whatsappchannel')
  channelId: string;

  @Column('text')
  contact: string;

  @Column('text', { nullable: true })
  contactName: string | null;

  @Column('text', { nullable: true })
  language: Language | null;

  /** Where the talk stands, as dialogue/dialogue.ts has it, or had it when it was kept; null when none is going on. */
  @Column('jsonb', { nullable: true })
  dialogue: unknown;

  /** When the talk began that is going on, or the last one, by our clock: what belongs to one before was answered earlier. */
  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  talkBeganAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3 })
  heardAt: Date;

  @Column('uuid', { nullable: true })
  attendant: string | null;

  @Column({ type: 'timestamptz', nullable: true, precision: 3 })
  attendedUntil: Date | null;

  /** Whether somebody else answers just now. */
  isAttendedByOther(attendant: string, now: Date): boolean {
    return this.attendant !== null && this.attendant !== attendant && this.attendedUntil !== null && this.attendedUntil > now;
  }

  attend(attendant: string, until: Date): void {
    Object.assign(this, { attendant, attendedUntil: until });
  }

  leave(): void {
    Object.assign(this, { attendant: null, attendedUntil: null });
  }
}
