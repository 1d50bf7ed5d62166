import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, SecretColumn, TenantEntity } from '#kernel/database/columns.js';
import type { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import type { KeptCode } from './one-time-code.js';

/** A number that a client wants to be shown to be its patient's; never answered itself. */
@Entity('patient_verifications')
export class PatientVerification extends TenantEntity {
  @IdColumn('verification')
  id: string;

  @ReferenceColumn('client')
  clientId: string;

  @Column('text')
  phone: string;

  @ReferencesColumn('patient')
  patientIds: string[];

  @Column('text')
  purpose: PurposeOfUse;

  @Column('text', { array: true })
  scopes: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  consentEndsAt: Date;

  @SecretColumn('bytea', { nullable: true })
  codeSalt: Buffer | null;

  @SecretColumn('bytea', { nullable: true })
  codeHash: Buffer | null;

  @Column({ type: 'timestamptz', precision: 3 })
  expiresAt: Date;

  @Column('integer')
  attempts: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  confirmedAt: Date | null;

  get code(): KeptCode | null {
    return this.codeSalt && this.codeHash ? { salt: this.codeSalt, hash: this.codeHash } : null;
  }
}
