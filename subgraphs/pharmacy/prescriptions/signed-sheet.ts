import { Field, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';
import { ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';

/** What a prescription is on paper, be it of medicines or of glasses: for whom, by whom, signed when, and good until when. */
@ObjectType()
export abstract class SignedSheet extends TenantEntity {
  @ReferenceColumn('branch')
  branchId: string;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Its number at the branch that wrote it, `UB1-RX-000042`, of glasses `UB1-OP-000042`; given when it is signed.',
  })
  number: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'What the code on the printed prescription says: scan it to find the prescription. Given when it is signed.',
  })
  scanCode: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was put on hold, cancelled or stopped, or is a mistake.' })
  statusReason: string | null;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('encounter', { nullable: true })
  encounterId: string | null;

  @ReferenceColumn('staff')
  prescriberId: string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When the prescriber signed it; from then on only its status changes.',
  })
  signedAt: Date | null;

  @Column('date')
  @Field(() => DateScalar, {
    simple: true,
    description: 'The day at the branch on which it was signed; of a draft, on which it was begun.',
  })
  writtenOn: string;

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The last day on which it may be dispensed, or lenses made by it.' })
  validUntil: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'To the pharmacist or optician.' })
  note: string | null;
}
