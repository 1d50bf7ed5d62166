import { Field, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';
import { ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { DateScalar, DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { InstrumentStatus } from './instrument-terms.js';

/** What an instrument and a set have in common: each is a thing with a code that goes round from use to use. */
@ObjectType()
export abstract class Reusable extends TenantEntity {
  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('branch', { nullable: true })
  otherBranchId: string | null;

  @Column('text')
  @Field(() => String, {
    simple: true,
    description: 'On its label or engraved: `(01)04012345678901(21)A7` for a UDI, else the text itself.',
  })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As people call it: `Metzenbaum scissors 18 cm`.' })
  name: string;

  @Column('text')
  @Field(() => InstrumentStatus, { simple: true, description: 'Where in its round it is.' })
  status: InstrumentStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it is quarantined, cleared or retired.' })
  statusReason: string | null;

  @ReferenceColumn('sterilizationload', { nullable: true })
  loadId: string | null;

  @ReferenceColumn('sterilizationload', { nullable: true })
  sterileLoadId: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The number of the load that made it sterile last: `UB1-AC1-000042`.' })
  sterileLoadNumber: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When that load was released.' })
  sterileSince: Date | null;

  @Column('date', { nullable: true })
  @Field(() => DateScalar, {
    simple: true,
    nullable: true,
    description: 'The last day on which it counts as sterile; null when it is not.',
  })
  sterileUntil: string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'When its package was opened without a use, since it was last sterilized.',
  })
  openedAt: Date | null;

  /** The branch where it is. */
  get placeId(): string {
    return this.otherBranchId ?? this.branchId;
  }

  /** As messages name it. */
  get label(): string {
    return `${this.name} (${this.code})`;
  }
}
