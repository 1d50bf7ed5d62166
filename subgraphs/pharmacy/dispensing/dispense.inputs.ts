import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { OrderDirection } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { DispenseCheck } from './dispense-check.js';
import { DispenseLot } from './dispense-lots.js';
import { DispenseStatus } from './dispense-status.js';
import { DispenseOrderField, MedicationDispense } from './dispense.js';

@InputType('MedicationDispenseFilter', { description: 'Which dispenses; all conditions given must hold.' })
export class DispenseFilter {
  @Field(() => ID, { nullable: true, description: 'At this branch.' })
  branchId?: string | null;

  @Field(() => DispenseStatus, { nullable: true, description: 'In this status.' })
  status?: DispenseStatus | null;

  @Field(() => ID, { nullable: true, description: 'To this patient.' })
  patientId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of this prescription.' })
  prescriptionId?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Prepared at this instant or later.' })
  from?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Prepared before this instant.' })
  until?: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True for those with a check of high severity that nobody has overridden, false for those without.',
  })
  hasOpenChecks?: boolean | null;
}

@InputType('MedicationDispenseOrder', { description: 'How dispenses are sorted.' })
export class DispenseOrder {
  @Field(() => DispenseOrderField, { description: 'By what.' })
  field: DispenseOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'One medicine of a prescription to be prepared.' })
export class PrepareDispenseInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The medicine of the prescription.' })
  medicationRequestId: string;

  @Field(() => Int, { nullable: true, description: 'How many packs; what is due of the fill when left out.' })
  quantity?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'For how many packs as prescribed these count, where a substitute comes in packs of another size: 1 of 90 tablets counts as 3 of 30. Needs `quantity`; each pack counts as one when left out.',
  })
  countsAs?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether to give what there is when stock is short; the rest stays owed.',
  })
  allowPartial: boolean;

  @Field(() => ID, {
    nullable: true,
    description: 'The product to give, where it is another than was prescribed; needs `substitutionReason`.',
  })
  productId?: string | null;

  @Field(() => String, { nullable: true, description: 'Why another product is given.' })
  substitutionReason?: string | null;

  @Field(() => ID, { nullable: true, description: 'The lot to give it from; what expires first when neither this nor `scan` is given.' })
  lotId?: string | null;

  @Field(() => String, { nullable: true, description: 'The code of the pack in the hand: its product is compared, and its lot is taken.' })
  scan?: string | null;
}

@InputType()
export abstract class ProgressDispenseInput {
  @Field(() => ID, { description: 'The dispense.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@InputType()
export abstract class EndDispenseInput extends ProgressDispenseInput {
  @Field(() => String, { description: 'Why, in words.' })
  reason: string;
}

@InputType({ description: 'A dispense that somebody looked at a second time.' })
export class CheckDispenseInput extends ProgressDispenseInput {}

@InputType({ description: 'A dispense to be stopped for a while.' })
export class HoldDispenseInput extends EndDispenseInput {}

@InputType({ description: 'A dispense to go on with.' })
export class ResumeDispenseInput extends ProgressDispenseInput {}

@InputType({ description: 'A dispense to be called off.' })
export class CancelDispenseInput extends EndDispenseInput {}

@InputType({ description: 'A dispense that the pharmacist refuses to give.' })
export class DeclineDispenseInput extends EndDispenseInput {}

@InputType({ description: 'A dispense to be handed over.' })
export class HandOverDispenseInput extends ProgressDispenseInput {
  @Field(() => String, { nullable: true, description: 'The name of who takes it for the patient; the patient does when left out.' })
  collectedBy?: string | null;
}

@InputType({ description: 'How many packs of a lot came back.' })
export class ReturnedLotInput {
  @Field(() => ID, { description: 'The lot, one of those handed over.' })
  lotId: string;

  @Field(() => Int, { description: 'How many packs.' })
  quantity: number;
}

@InputType({ description: 'What a patient gives back of a dispense.' })
export class ReturnDispenseInput extends EndDispenseInput {
  @Field(() => [ReturnedLotInput], { description: 'Which lots, each once.' })
  lots: ReturnedLotInput[];

  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Whether the patient may be given as much again on the same prescription: for packs that were wrong or spoilt. Else what was handed over stays counted.',
  })
  creditRequest: boolean;
}

@InputType({ description: 'A pack to be compared with what was set aside.' })
export class VerifyDispensePackInput {
  @Field(() => ID, { description: 'The dispense.' })
  id: string;

  @Field(() => String, { description: 'The code of the pack, as the scanner reads it.' })
  scan: string;
}

@InputType({ description: 'That you answer for handing out in spite of a check.' })
export class OverrideCheckInput {
  @Field(() => ID, { description: 'The check.' })
  checkId: string;

  @Field(() => String, { description: 'Why, in words: it stays on record with your name.' })
  reason: string;
}

@ObjectType()
export abstract class DispensePayload extends MutationPayload {
  @Field(() => MedicationDispense, { simple: true, nullable: true, description: 'The dispense.' })
  dispense: MedicationDispense | null;
}

@ObjectType({ description: 'The dispense prepared, or why not.' })
export class PrepareDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The dispense as it is now, or why not.' })
export class CheckDispensePayload extends DispensePayload {}

@ObjectType({
  description:
    'The dispense as it is now, or why it is not handed over. When checks of high severity are open it comes with the dispense, whose checks were run anew and kept.',
})
export class HandOverDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The dispense as it is now, or why not.' })
export class HoldDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The dispense as it is now, or why not.' })
export class ResumeDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The dispense as it is now, or why not.' })
export class CancelDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The dispense as it is now, or why not.' })
export class DeclineDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The dispense that packs came back of, or why not.' })
export class ReturnDispensePayload extends DispensePayload {}

@ObjectType({ description: 'The lot that the pack is of, or what is wrong with it.' })
export class VerifyDispensePackPayload extends DispensePayload {
  @Field(() => DispenseLot, { simple: true, nullable: true, description: 'The lot, with what was scanned of it.' })
  lot: DispenseLot | null;
}

@ObjectType({ description: 'The check overridden, or why not.' })
export class OverrideCheckPayload extends DispensePayload {
  @Field(() => DispenseCheck, { simple: true, nullable: true, description: 'The check.' })
  check: DispenseCheck | null;
}
