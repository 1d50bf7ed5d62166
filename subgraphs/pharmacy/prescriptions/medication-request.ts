import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { MedicationRequestStatus, PeriodUnit } from './request-status.js';

@Entity('medication_requests')
@ObjectType({ implements: Node, description: 'One medicine of a prescription (FHIR R4 MedicationRequest).' })
@Directive('@key(fields: "id")')
@Access('prescriptions:read')
export class MedicationRequest extends TenantEntity implements Node {
  @IdColumn('medicationrequest')
  id: string;

  @ReferenceColumn('prescription')
  prescriptionId: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place on the prescription, from 1.' })
  position: number;

  @Column('text')
  @Field(() => MedicationRequestStatus, { simple: true, description: 'How far it has come.' })
  status: MedicationRequestStatus;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was put on hold, cancelled or stopped.' })
  statusReason: string | null;

  @ReferenceColumn('product')
  productId: string;

  /** Numeric in the table; see `doseValue` in the graph. */
  @Column('numeric', { name: 'dose_value', nullable: true })
  dose: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What the dose counts: `tablet`, `mg`, `mL`.' })
  doseUnit: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'By which way it is given: `oral`.' })
  route: string | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How often in each period: 3.' })
  frequency: number | null;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'How long a period is, in `periodUnit`: 1.' })
  period: number | null;

  @Column('text', { nullable: true })
  @Field(() => PeriodUnit, { simple: true, nullable: true, description: 'In what the period is counted: `DAY`.' })
  periodUnit: PeriodUnit | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it is taken only when needed.' })
  asNeeded: boolean;

  @Column('integer', { nullable: true })
  @Field(() => Int, { simple: true, nullable: true, description: 'For how many days one fill is taken.' })
  durationDays: number | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'To the patient: `With food`.' })
  instructions: string | null;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs a fill is.' })
  quantity: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many fills may follow the first.' })
  refills: number;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the pharmacist may give another product of the same kind.' })
  substitutionAllowed: boolean;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs were handed over in all fills, less those given back.' })
  dispensed: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When some of it was last handed over.' })
  lastDispensedAt: Date | null;

  /** What was handed over last: the prescribed product, or a substitute. */
  @ReferenceColumn('product', { nullable: true })
  lastProductId: string | null;

  @Field(() => Int, { simple: true, description: 'Packs that may still be handed over, of all fills together.' })
  get remaining(): number {
    return this.quantity * (this.refills + 1) - this.dispensed;
  }

  @Field(() => Int, { simple: true, description: 'Packs that are still owed of the fill that has begun, or a whole fill when none has.' })
  get dueNow(): number {
    return this.remaining === 0 ? 0 : this.quantity - (this.dispensed % this.quantity);
  }

  /** Whether the patient waits for some of it: for the first fill, or for the rest of one that has begun. */
  get isOwed(): boolean {
    return this.status === MedicationRequestStatus.ACTIVE && (this.dispensed === 0 || this.dispensed % this.quantity > 0);
  }
}

export const medicationRequestById = loaderById(MedicationRequest);

/** In the order of the prescription. */
export const requestsOfPrescription = loaderByParent(MedicationRequest, 'prescriptionId', ['position']);
