import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CodingInput } from '#kernel/graph/coding.js';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { itemLimits } from './item-check.js';
import { Prescription, PrescriptionOrderField } from './prescription.js';
import { MedicationRequestStatus, PeriodUnit } from './request-status.js';
import { prescriptionValidity } from './validity.js';

@InputType({ description: 'How prescriptions are sorted.' })
export class PrescriptionOrder {
  @Field(() => PrescriptionOrderField, { description: 'By what.' })
  field: PrescriptionOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.DESC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'Which prescriptions; all conditions given must hold.' })
export class PrescriptionFilter {
  @Field(() => ID, { nullable: true, description: 'Written at this branch.' })
  branchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That this branch was named to dispense.' })
  dispensingBranchId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this patient.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this prescriber: a member of staff.' })
  prescriberId?: string | null;

  @Field(() => MedicationRequestStatus, { nullable: true, description: 'In this status.' })
  status?: MedicationRequestStatus | null;

  @Field(() => DateScalar, { nullable: true, description: 'Written on this day or later.' })
  writtenFrom?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Written on this day or earlier.' })
  writtenUntil?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this number: `UB1-RX-000042`.' })
  number?: string | null;
}

@InputType({ description: 'How much is taken at a time.' })
export class DoseInput {
  @Field(() => Float, { description: 'How much: 2; more than zero, with three decimals at most.' })
  value: number;

  @Field(() => String, { description: 'Of what: `tablet`, `mg`, `mL`.' })
  unit: string;
}

@InputType({ description: 'One medicine of a prescription.' })
export class PrescriptionItemInput {
  @Field(() => ID, { description: 'The product; one that is `ACTIVE`.' })
  productId: string;

  @Field(() => DoseInput, { nullable: true, description: 'How much is taken at a time.' })
  dose?: DoseInput | null;

  @Field(() => String, { nullable: true, description: 'By which way it is given: `oral`.' })
  route?: string | null;

  @Field(() => Int, { nullable: true, description: 'How often in each period: 3. Needs `periodUnit`.' })
  frequency?: number | null;

  @Field(() => Int, { nullable: true, description: 'How long a period is, in `periodUnit`; 1 when left out.' })
  period?: number | null;

  @Field(() => PeriodUnit, { nullable: true, description: 'In what the period is counted. Needs `frequency`.' })
  periodUnit?: PeriodUnit | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is taken only when needed.' })
  asNeeded: boolean;

  @Field(() => Int, { nullable: true, description: `For how many days one fill is taken: 1 to ${itemLimits.days}.` })
  durationDays?: number | null;

  @Field(() => String, { nullable: true, description: 'To the patient: `With food`.' })
  instructions?: string | null;

  @Field(() => Int, { description: `How many packs a fill is: 1 to ${itemLimits.packs}.` })
  quantity: number;

  @Field(() => Int, {
    defaultValue: 0,
    description: `How many fills may follow the first: 0 to ${itemLimits.refills}, and none of a controlled medicine.`,
  })
  refills: number;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether the pharmacist may give another product of the same kind.' })
  substitutionAllowed: boolean;
}

@InputType({ description: 'A new prescription; it is a draft until its prescriber signs it.' })
export class WritePrescriptionInput {
  @Field(() => ID, { nullable: true, description: 'The branch that writes it; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The patient.' })
  patientId: string;

  @Field(() => ID, { nullable: true, description: 'The member of staff who prescribes and will sign; you when left out.' })
  prescriberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The encounter in which it is written; of the same patient.' })
  encounterId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The branch that is to dispense it; any may when left out.' })
  dispensingBranchId?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: `The last day on which it may be dispensed; ${prescriptionValidity.defaultMonths} months from today when left out, and at most ${prescriptionValidity.mostMonths}.`,
  })
  validUntil?: string | null;

  @Field(() => CodingInput, { nullable: true, description: 'What the medicines are for.' })
  diagnosis?: CodingInput | null;

  @Field(() => String, { nullable: true, description: 'To the pharmacist.' })
  note?: string | null;

  @Field(() => [PrescriptionItemInput], { description: `The medicines, 1 to ${itemLimits.items}, in the order of the prescription.` })
  items: PrescriptionItemInput[];
}

@InputType({ description: 'Changes to a draft; what is left out stays.' })
export class UpdatePrescriptionInput {
  @Field(() => ID, { description: 'The prescription.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => ID, { nullable: true, description: 'The member of staff who prescribes and will sign.' })
  prescriberId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The encounter in which it is written; null takes it away.' })
  encounterId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The branch that is to dispense it; null lets any.' })
  dispensingBranchId?: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: `The last day on which it may be dispensed; at most ${prescriptionValidity.mostMonths} months after it was begun.`,
  })
  validUntil?: string | null;

  @Field(() => CodingInput, { nullable: true, description: 'What the medicines are for; null takes it away.' })
  diagnosis?: CodingInput | null;

  @Field(() => String, { nullable: true, description: 'To the pharmacist; null takes it away.' })
  note?: string | null;

  @Field(() => [PrescriptionItemInput], { nullable: true, description: 'The medicines as a whole, in place of those that it has.' })
  items?: PrescriptionItemInput[] | null;
}

@ObjectType({ description: 'What came of writing a prescription.' })
export class WritePrescriptionPayload extends MutationPayload {
  @Field(() => Prescription, { simple: true, nullable: true, description: 'The draft; null when it was refused.' })
  prescription: Prescription | null;
}

@ObjectType({ description: 'What came of changing a draft.' })
export class UpdatePrescriptionPayload extends MutationPayload {
  @Field(() => Prescription, { simple: true, nullable: true, description: 'The draft as it is now; null when it was refused.' })
  prescription: Prescription | null;
}
