import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { MedicationRequest } from './medication-request.js';
import { Prescription } from './prescription.js';

@InputType({ description: 'A draft to sign.' })
export class SignPrescriptionInput {
  @Field(() => ID, { description: 'The prescription.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read: what you sign is what you have seen.' })
  expectedVersion: number;
}

/** What those share that end or interrupt something. */
@InputType({ description: 'What becomes of a prescription, and why.' })
export abstract class StatusInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why, for those who read it later.' })
  reason: string;
}

/** What those share that go on. */
@InputType({ description: 'What goes on.' })
export abstract class ResumeInput {
  @Field(() => ID, { description: 'Which one.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Why it goes on.' })
  reason?: string | null;
}

@InputType({ description: 'A prescription to put on hold.' })
export class HoldPrescriptionInput extends StatusInput {}

@InputType({ description: 'A prescription on hold that goes on.' })
export class ResumePrescriptionInput extends ResumeInput {}

@InputType({ description: 'A prescription to withdraw.' })
export class CancelPrescriptionInput extends StatusInput {}

@InputType({ description: 'A prescription to end.' })
export class StopPrescriptionInput extends StatusInput {}

@InputType({ description: 'A prescription that was a mistake.' })
export class MarkPrescriptionInErrorInput extends StatusInput {}

@InputType({ description: 'One medicine to put on hold.' })
export class HoldMedicationRequestInput extends StatusInput {}

@InputType({ description: 'One medicine on hold that goes on.' })
export class ResumeMedicationRequestInput extends ResumeInput {}

@InputType({ description: 'One medicine to end.' })
export class StopMedicationRequestInput extends StatusInput {}

/** What every change of a prescription's status answers. */
@ObjectType()
export abstract class PrescriptionPayload extends MutationPayload {
  @Field(() => Prescription, { simple: true, nullable: true, description: 'The prescription as it is now; null when it was refused.' })
  prescription: Prescription | null;
}

/** What every change of one medicine's status answers. */
@ObjectType()
export abstract class MedicationRequestPayload extends PrescriptionPayload {
  @Field(() => MedicationRequest, { simple: true, nullable: true, description: 'The medicine as it is now; null when it was refused.' })
  medicationRequest: MedicationRequest | null;
}

@ObjectType({ description: 'What came of signing.' })
export class SignPrescriptionPayload extends PrescriptionPayload {}

@ObjectType({ description: 'What came of putting a prescription on hold.' })
export class HoldPrescriptionPayload extends PrescriptionPayload {}

@ObjectType({ description: 'What came of resuming a prescription.' })
export class ResumePrescriptionPayload extends PrescriptionPayload {}

@ObjectType({ description: 'What came of withdrawing a prescription.' })
export class CancelPrescriptionPayload extends PrescriptionPayload {}

@ObjectType({ description: 'What came of ending a prescription.' })
export class StopPrescriptionPayload extends PrescriptionPayload {}

@ObjectType({ description: 'What came of marking a prescription as a mistake.' })
export class MarkPrescriptionInErrorPayload extends PrescriptionPayload {}

@ObjectType({ description: 'What came of putting one medicine on hold.' })
export class HoldMedicationRequestPayload extends MedicationRequestPayload {}

@ObjectType({ description: 'What came of resuming one medicine.' })
export class ResumeMedicationRequestPayload extends MedicationRequestPayload {}

@ObjectType({ description: 'What came of ending one medicine.' })
export class StopMedicationRequestPayload extends MedicationRequestPayload {}
